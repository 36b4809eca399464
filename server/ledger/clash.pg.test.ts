/** Two forms of one household that had not seen each other: merged, the same question a clash that blocks nothing and is settled by name. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withDatabase } from '../../tools/test/database.ts';
import {
  answersOf,
  CLOCK,
  command,
  COMMUNES,
  found,
  HAMLETS,
  id,
  interview,
  person,
  register,
  ROUND,
  take,
} from '../../tools/test/small-province.ts';
import { submit } from './door.ts';
import { rebuild } from './rebuild.ts';
import { verify } from './verify.ts';

const { app, owner, ownerPool } = await withDatabase();
await found(app);
const enumerator = person('enumerator', 'enumerator', COMMUNES[0]);
const officer = person('officer', 'commune-officer', COMMUNES[0]);
const answers = (name: string, household: object) => {
  const told = answersOf(name, 'poor');
  return { ...told, household: { ...told.household, ...household } };
};
const form = (name: string, household: object, more: object = {}) =>
  interview(name, { answers: answers(name, household), overlap: 'merge', ...more });
const say = async (sent: unknown, who: Parameters<typeof submit>[1] = enumerator) => {
  const [answer] = await submit(app, who, [sent], CLOCK);
  return answer?.problem?.code ?? answer?.answer;
};
async function standing(name: string): Promise<Record<string, unknown>> {
  const { rows } = await ownerPool.query('select answers, version from interview where household_id = $1', [id(`household ${name}`)]);
  return { ...rows[0].answers.household, version: rows[0].version };
}
async function clashOf(name: string) {
  const { rows } = await ownerPool.query(
    `select p.body from event e join payload p using (event_id) where e.household_id = $1 and e.kind = 'clash-found' order by e.seq`,
    [id(`household ${name}`)],
  );
  return rows.map(({ body }) => JSON.parse(body));
}
type Choice = { memberId: string | null; field: string; take: 'stands' | 'other' };
const settle = (name: string, clashId: string, choices: Choice[]) =>
  command('clash-settled', { clashId, householdId: id(`household ${name}`), roundId: ROUND.roundId, choices });

test('different answers go together; the same question stays and both values are kept; settled by name, once', async () => {
  await take(app, [register('Hoa', HAMLETS[0], 3)]);
  assert.equal(await say(form('Hoa', { televisions: 1, radios: 0, fridges: 0 })), 'taken');
  const { version } = await standing('Hoa');
  assert.equal(await say(form('Hoa', { televisions: 2, radios: 0, fridges: 0 }, { seen: version })), 'taken');
  // Made from the first form, without having seen the second.
  const late = form('Hoa', { televisions: 5, radios: 3, fridges: 0 }, { seen: version });
  assert.equal(await say(late), 'taken');
  assert.equal(await say(late), 'known');
  const now = await standing('Hoa');
  assert.deepEqual([now['televisions'], now['radios'], now['fridges']], [2, 3, 0]);
  const [clash, ...more] = await clashOf('Hoa');
  assert.equal(more.length, 0);
  assert.deepEqual(clash.fields, [{ memberId: null, field: 'televisions', stands: 2, other: 5 }]);
  assert.deepEqual([clash.stoodBy, clash.otherBy], [id('enumerator'), id('enumerator')]);
  const choice = (take: Choice['take']) => [{ memberId: null, field: 'televisions', take }];
  assert.equal(await say(settle('Hoa', clash.clashId, [{ memberId: null, field: 'radios', take: 'other' }]), officer), 'clash-not-whole');
  assert.equal(await say(settle('Hoa', clash.clashId, choice('other')), person('province', 'province-officer', 'a9001')), 'not-your-role');
  assert.equal(await say(settle('Hoa', clash.clashId, choice('other')), officer), 'taken');
  assert.equal((await standing('Hoa'))['televisions'], 5);
  assert.equal(await say(settle('Hoa', clash.clashId, choice('stands'))), 'clash-not-open');
});

test('what stood may be corrected meanwhile; then the other value is not written over it', async () => {
  await take(app, [register('Lan', HAMLETS[0], 2)]);
  await say(form('Lan', { televisions: 1 }));
  assert.equal(await say(form('Lan', { televisions: 2 })), 'taken');
  const [clash] = await clashOf('Lan');
  const { version } = await standing('Lan');
  assert.equal(await say(form('Lan', { televisions: 9 }, { seen: version })), 'taken');
  assert.equal(await say(settle('Lan', clash.clashId, [{ memberId: null, field: 'televisions', take: 'other' }])), 'clash-overtaken');
  assert.equal(await say(settle('Lan', clash.clashId, [{ memberId: null, field: 'televisions', take: 'stands' }])), 'taken');
  assert.equal((await standing('Lan'))['televisions'], 9);
});

test('in one batch and from four senders at once nothing is written over', async () => {
  await take(app, [register('Mai', HAMLETS[0], 2), register('Nga', HAMLETS[1], 2)]);
  const batch = [1, 2, 3].map((televisions) => form('Mai', { televisions }));
  assert.deepEqual(
    (await submit(app, enumerator, batch, CLOCK)).map(({ answer }) => answer),
    ['taken', 'taken', 'taken'],
  );
  const values = (await clashOf('Mai')).flatMap(({ fields }) =>
    fields.map((one: { stands: number; other: number }) => [one.stands, one.other]),
  );
  assert.deepEqual(values, [
    [1, 2],
    [1, 3],
  ]);
  const at = await Promise.all([1, 2, 3, 4].map((televisions) => submit(app, enumerator, [form('Nga', { televisions })], CLOCK)));
  assert.deepEqual(
    at.flat().map(({ answer }) => answer),
    ['taken', 'taken', 'taken', 'taken'],
  );
  const kept = [
    (await standing('Nga'))['televisions'],
    ...(await clashOf('Nga')).flatMap(({ fields }) => fields.map((one: { other: number }) => one.other)),
  ];
  assert.deepEqual(kept.sort(), [1, 2, 3, 4]);
});

test('a form of an app that does not know of clashes is refused as before', async () => {
  await take(app, [register('Oanh', HAMLETS[0], 2)]);
  await say(interview('Oanh'));
  assert.equal(await say(interview('Oanh', { interviewedOn: '2026-09-21' })), 'newer-interview-exists');
});

test('a rebuilt register is the same, and the chain holds', async () => {
  const before = (await ownerPool.query('select household_id, answers, version from interview order by 1')).rows;
  await rebuild(owner);
  assert.deepEqual((await ownerPool.query('select household_id, answers, version from interview order by 1')).rows, before);
  assert.deepEqual((await verify(app, { rootsFile: null })).faults, []);
});
