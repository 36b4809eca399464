/** Nothing about people is undeclared; what is not about people is named here, each with its reason. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as z from 'zod';
import { field, record, RULES } from './access/catalogue.ts';
import { everySchema, walk } from './declared.ts';
import { householdAnswers, memberAnswers } from './interview/answers.ts';

/** Acts of offices that speak of units, rounds and books, of no person and no household. */
const WITHOUT_PEOPLE = new Set([
  'book-opened',
  'book-closed',
  'installation-created',
  'areas-loaded',
  'hamlets-added',
  'area-type-set',
  'round-opened',
  'gate-passed',
  'round-closed',
  'target-set',
  'decide-list',
  'rejudge',
]);

test('every kind that speaks of people or households is declared to its last field', () => {
  const { undeclared } = walk(everySchema().filter(([name]) => !WITHOUT_PEOPLE.has(name)));
  assert.deepEqual(undeclared, []);
});

test('what is let off speaks of no person: no field of it is declared personal elsewhere', () => {
  const personal = new Set(
    [...Object.entries(householdAnswers.fields), ...Object.entries(memberAnswers.fields)].flatMap(([key, { rule }]) =>
      rule.sensitivity === 'ordinary' ? [] : [key],
    ),
  );
  for (const suspect of ['displayName', 'username', 'headName', 'address', 'householdId']) personal.add(suspect);
  for (const [name, schema] of everySchema().filter(([kind]) => WITHOUT_PEOPLE.has(kind))) {
    const keys = JSON.stringify(z.toJSONSchema(schema, { unrepresentable: 'any' })).match(/"([A-Za-z0-9]+)":/g) ?? [];
    assert.deepEqual(
      keys.map((key) => key.slice(1, -2)).filter((key) => personal.has(key)),
      [],
      name,
    );
  }
});

test('the walk meets the answers of households and members, and everything shown', () => {
  const names = walk(everySchema()).declared.map((declared) => declared.name);
  for (const name of ['household answers', 'member answers', 'roster member', 'household registered', 'household in a list', 'account']) {
    assert.ok(names.includes(name), name);
  }
});

test('the walk notices a field that nobody declared, however deep', () => {
  const bare = z.strictObject({ phone: z.string() });
  const inside = record('letter', { to: field(z.array(bare).optional(), RULES.operation) });
  assert.deepEqual(walk([['plain', bare]]).undeclared, ['plain']);
  assert.deepEqual(walk([['letter', inside.schema]]).undeclared, ['letter.to.0']);
  const covered = record('sealed letter', { to: field(z.array(bare), RULES.contact) });
  assert.deepEqual(walk([['sealed', covered.schema]]).undeclared, []);
});

test('every rule that masks says how, and none keeps a person for ever', () => {
  for (const { name, fields } of walk(everySchema()).declared) {
    for (const [key, { rule }] of Object.entries(fields)) {
      assert.equal(rule.otherwise === 'masked', rule.mask !== undefined, `${name}.${key}`);
      assert.equal(rule.keepYears === null, rule.sensitivity === 'ordinary', `${name}.${key}`);
      assert.match(rule.basis, /\[(S|S~|M)( \d+)?(, ?\d+)*\]/, `${name}.${key}`);
    }
  }
});
