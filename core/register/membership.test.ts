/** Lists of people and what a visit may leave out or add. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CaseMember } from './case-file.ts';
import { listHolds, MOST_NEWCOMERS, notTooEarly, visitAccounts } from './membership.ts';
import type { RosterMember } from './roster.ts';

const someone = (memberId: string, relation: RosterMember['relation'] = 'child', birth = '1980'): RosterMember => ({
  ...{ memberId, fullName: memberId.toUpperCase(), relation, sex: 'female', birth },
});
const codeOf = (answer: { ok: true } | { ok: false; error: { code: string } }) => (answer.ok ? 'ok' : answer.error.code);

test('a list has one head, and nobody born before 1900 or after today', () => {
  const code = (...births: string[]) =>
    codeOf(listHolds([someone('a', 'head'), ...births.map((birth, i) => someone(`m${i}`, 'child', birth))], '2026-10-01'));
  assert.equal(code(), 'ok');
  assert.equal(code('1900', '2026', '2026-10', '2026-10-01', 'dont-know'), 'ok');
  for (const birth of ['1899', '0001-01-01', '2026-10-02', '2026-11', '2099']) assert.equal(code(birth), 'birth-out-of-range', birth);
  assert.equal(codeOf(listHolds([someone('a')], '2026-10-01')), 'heads-not-one');
  assert.equal(codeOf(listHolds([someone('a', 'head'), someone('b', 'head')], '2026-10-01')), 'heads-not-one');
  assert.equal(codeOf(notTooEarly('0001-01-01')), 'day-too-early');
});

test('a visit accounts for everybody present, and brings no crowd', () => {
  const known = (memberId: string, state: CaseMember['state'] = 'present'): CaseMember => ({ ...someone(memberId), state, version: 1 });
  const file = { members: [known('a'), known('b'), known('c'), known('d', 'dead')], declared: null };
  const ids = (...all: string[]) => all.map((memberId) => ({ memberId }));
  const visit = (members: string[], gone: string[] = []) => visitAccounts(file, { members: ids(...members), gone: ids(...gone) });
  assert.deepEqual(visit(['a']), { ok: false, error: { code: 'members-missing', total: 2, members: ['b', 'c'], names: 'B, C' } });
  assert.equal(codeOf(visit(['a'], ['b', 'c', 'd', 'never known'])), 'ok');
  assert.equal(codeOf(visit(['a', 'b', 'c'], ['c'])), 'member-both');
  const crowd = (count: number) => Array.from({ length: count }, (_, i) => `new ${i}`);
  assert.equal(codeOf(visit(['a', 'b', 'c', ...crowd(MOST_NEWCOMERS)])), 'ok');
  assert.equal(codeOf(visit(['a', 'b', 'c', ...crowd(MOST_NEWCOMERS + 1)])), 'too-many-newcomers');
  const counted = { members: [known('a')], declared: 30 };
  assert.equal(codeOf(visitAccounts(counted, { members: ids('a', ...crowd(29)), gone: [] })), 'ok', 'a list that only counts its people');
});
