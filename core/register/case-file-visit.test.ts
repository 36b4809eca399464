/**
 * What a visit that did not ask for a citizen id leaves in the case file.
 */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { step } from './case-file.ts';

const ID = '0190a000-0000-7000-8000-000000000001';
const MEMBER = '0190a000-0000-7000-8000-000000000002';
const person = { memberId: MEMBER, fullName: 'Thạch Thị Mai', relation: 'head', sex: 'female', birth: '1970' } as const;
const at = { householdId: ID, bookId: ID, hamletId: ID, version: 1, recordedAt: '2026-09-01T00:00:00.000Z' };

it('a visit keeps the citizen id and ethnicity that it did not ask for, and replaces those that it did', () => {
  const file = step(
    null,
    {
      kind: 'household-registered',
      body: {
        householdId: ID,
        hamletId: ID,
        code: null,
        address: null,
        headName: person.fullName,
        members: [{ ...person, citizenId: '086170001234', ethnicity: 'khmer' }],
        since: '2020-01-01',
        source: 'import',
        weight: 1,
        listed: null,
      },
    },
    at,
  );
  const visit = (more: { citizenId?: string }) => ({
    kind: 'interview-finished' as const,
    body: {
      householdId: ID,
      roundId: ID,
      questionnaire: 'phieu-b-2026',
      answers: { household: {}, members: [{ ...person, ...more }] },
      interviewedOn: '2026-10-05',
      startedAt: at.recordedAt,
      endedAt: at.recordedAt,
      seen: null,
      enumeratorId: ID,
    },
  });
  const unasked = step(file, visit({}), { ...at, version: 2 });
  assert.deepEqual(
    [unasked?.members[0]?.citizenId, unasked?.members[0]?.ethnicity, unasked?.members[0]?.version],
    ['086170001234', 'khmer', 1],
  );
  const asked = step(unasked, visit({ citizenId: '086170009999' }), { ...at, version: 3 });
  assert.deepEqual([asked?.members[0]?.citizenId, asked?.members[0]?.version], ['086170009999', 3]);
});
