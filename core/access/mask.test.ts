/** What each reader sees of a record, worked out by hand, and the defect of an undeclared field. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as z from 'zod';
import { type FieldRule, field, type Reader, record, RULES } from './catalogue.ts';
import { fieldsShown, maskCitizenId, maskName, maskRecord, shown, shownToAny } from './mask.ts';

const memberAnswers = record('member', {
  memberId: field(z.string(), RULES.operation),
  fullName: field(z.string(), RULES.name),
  relation: field(z.string(), RULES.memberFact),
  citizenId: field(z.string(), RULES.citizenId),
  ethnicity: field(z.string(), RULES.ethnicity),
  seriousIllness: field(z.boolean(), RULES.health),
});
const householdAnswers = record('household', {
  householdNote: field(z.string(), RULES.note),
  toilet: field(z.string(), RULES.householdFact),
});

const person = {
  memberId: '0192f0c1-2345-7abc-8def-0123456789ab',
  fullName: 'Nguyễn Văn An',
  relation: 'head',
  citizenId: '086080001234',
  ethnicity: 'khmer',
  seriousIllness: true,
} as const;

test('names keep the family name, numbers their last three digits', () => {
  assert.equal(maskName('Nguyễn Văn An'), 'Nguyễn V. A.');
  assert.equal(maskName('  Thạch   Thị Ánh Đào '), 'Thạch T. Á. Đ.');
  assert.equal(maskName('Ánh'.normalize('NFD')), 'Á.');
  assert.equal(maskName(''), '');
  assert.equal(maskCitizenId('086080001234'), '•••••••••234');
  assert.equal(maskCitizenId('331234567'), '••••••567');
  assert.equal(maskCitizenId('1234'), '••••');
});

test('each reader of a member', () => {
  const seen = (...readers: Reader[]) => maskRecord(memberAnswers, readers, person);
  assert.deepEqual(seen('commune'), person);
  assert.deepEqual(seen('hamlet'), { ...person, citizenId: '•••••••••234' });
  const { seriousIllness: _health, ...above } = person;
  assert.deepEqual(seen('above'), { ...above, citizenId: '•••••••••234' });
  const { ethnicity: _ethnicity, ...rest } = above;
  assert.deepEqual(seen('auditor'), { ...rest, fullName: 'Nguyễn V. A.', citizenId: '•••••••••234' });
  assert.deepEqual(seen(), {});
  assert.deepEqual(seen('auditor', 'commune'), person, 'the best of two posts');
});

test('an answer "not known" is not masked away', () => {
  const seen = maskRecord(memberAnswers, ['hamlet'], { ...person, citizenId: 'dont-know' });
  assert.equal(seen.citizenId, 'dont-know');
});

test('a field that nobody declared throws', () => {
  const withMore = { ...person, bloodGroup: 'O' };
  assert.throws(() => maskRecord(memberAnswers, ['commune'], withMore), /bloodGroup/);
  assert.equal(memberAnswers.schema.safeParse(withMore).success, false);
});

test('notes and health stay below the province', () => {
  for (const reader of ['above', 'auditor', 'public'] as const) {
    assert.equal(shown(RULES.note, reader), 'hidden');
    assert.equal(shown(RULES.health, reader), 'hidden');
  }
  assert.ok(!fieldsShown(householdAnswers, ['above']).includes('householdNote'));
  assert.ok(fieldsShown(householdAnswers, ['hamlet']).includes('householdNote'));
});

test('somebody without a post sees nothing, and every masked rule says how', () => {
  const rules: readonly FieldRule[] = Object.values(RULES);
  for (const rule of rules) {
    assert.equal(shownToAny(rule, []), 'hidden');
    assert.equal(rule.otherwise === 'masked', rule.mask !== undefined);
  }
});
