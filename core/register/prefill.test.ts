/** A family that changed between two visits: one died, one was born, one was written wrong. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Answers, answersSchema } from '../interview/answers.ts';
import { prefillFrom } from './prefill.ts';

const [head, wife, child] = [
  '00000000-0000-4000-8000-000000000001',
  '00000000-0000-4000-8000-000000000002',
  '00000000-0000-4000-8000-000000000003',
];
const last: Answers = answersSchema.parse({
  household: { toilet: 'septic', televisions: 1, householdNote: 'kể riêng', enumeratorNote: 'nhà xa' },
  members: [
    { memberId: head, fullName: 'Thạch Sang', relation: 'head', sex: 'male', birth: '1970', jobStatus: 'working' },
    { memberId: wife, fullName: 'Kim Thị Hoa', relation: 'spouse', sex: 'female', birth: '1972', jobStatus: 'unable' },
  ],
});

test('people are those of the register, their answers those of the last visit, notes are left behind', () => {
  const found = prefillFrom(last, [
    { memberId: head, fullName: 'Thạch Sang', relation: 'head', sex: 'male', birth: '1971' },
    { memberId: child, fullName: 'Thạch Thị Mai', relation: 'grandchild', sex: 'female', birth: '2026-02-03' },
  ]);
  assert.deepEqual(found, {
    household: { toilet: 'septic', televisions: 1 },
    members: [
      { memberId: head, fullName: 'Thạch Sang', relation: 'head', sex: 'male', birth: '1971', jobStatus: 'working' },
      { memberId: child, fullName: 'Thạch Thị Mai', relation: 'grandchild', sex: 'female', birth: '2026-02-03' },
    ],
  });
  assert.ok(answersSchema.safeParse(found).success);
});

test('without an earlier visit the roster alone, without people nothing', () => {
  const roster = [{ memberId: head, fullName: 'Thạch Sang', relation: 'head', sex: 'male', birth: '1970' } as const];
  assert.deepEqual(prefillFrom(null, roster), { household: {}, members: roster });
  assert.equal(prefillFrom(last, []), null);
});
