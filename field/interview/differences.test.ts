/**
 * Two forms of one household, compared answer by answer.
 */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Answers } from '../../core/interview/answers.ts';
import { date } from '../../core/kernel/dates.ts';
import { phieuB2026 as form } from '../../core/interview/questionnaires/phieu-b-2026.ts';
import { visitOfAnswers } from '../../core/interview/seal.ts';
import { differencesOf } from './differences.ts';

const AN = '0190a000-0000-7000-8000-000000000001';
const BE = '0190a000-0000-7000-8000-000000000002';
const person = (memberId: string, fullName: string) => ({ memberId, fullName, relation: 'head', sex: 'female', birth: '1970' }) as const;
const base: Answers = { household: { toilet: 'septic', causes: ['no-land', 'illness'] }, members: [person(AN, 'Lê Thị An')] };

function compare(mine: Answers, theirs: Answers): string[] {
  return differencesOf(form, visitOfAnswers(mine, date('2026-10-05')), theirs).map(
    ({ ref, name, mine: a, theirs: b }) => `${ref?.field ?? 'member'} ${name ?? '-'}: ${String(a)} | ${String(b)}`,
  );
}

describe('two forms of one household', () => {
  it('are the same whatever the order of codes', () => {
    assert.deepEqual(compare(base, { ...base, household: { ...base.household, causes: ['illness', 'no-land'] } }), []);
  });

  it('differ where both answered and did not say the same', () => {
    const theirs = {
      household: { ...base.household, toilet: 'none' as const },
      members: [{ ...person(AN, 'Lê Thị An'), sex: 'male' as const }],
    };
    assert.deepEqual(compare(base, theirs), ['sex Lê Thị An: female | male', 'toilet -: septic | none']);
  });

  it('do not differ where only one of them asked, or where a number is masked', () => {
    const mine: Answers = { ...base, members: [{ ...person(AN, 'Lê Thị An'), citizenId: '086170001234' }] };
    const theirs: Answers = { household: { waste: 'burned' }, members: [{ ...person(AN, 'Lê Thị An'), citizenId: '•••••••••999' }] };
    assert.deepEqual(compare(mine, theirs), []);
  });

  it('differ in who lives there', () => {
    const theirs = { ...base, members: [person(BE, 'Lê Văn Bé')] };
    assert.deepEqual(compare(base, theirs), ['member Lê Văn Bé: undefined | Lê Văn Bé', 'member Lê Thị An: Lê Thị An | undefined']);
  });
});
