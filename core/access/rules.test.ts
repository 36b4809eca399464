/** The small rules of access against worked examples: the next step of a sign-in, whose sign-in may be renewed, sheets, unusual looks. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { roleNamed, usernameFor } from './account-sheet.ts';
import type { Grant } from './may.ts';
import { mayRenew } from './renewal.ts';
import { nextStep, SECOND_FACTOR_ROLES, usualRule, type WayIn } from './second-factor.ts';
import { ROLES, type Role } from './role.ts';
import { findUnusual, type Opened, UNUSUAL } from './unusual.ts';

const grant = (role: Role, areaId: string, from = '2025-01-01', to: string | null = null): Grant => ({ role, areaId, from, to });
const date = '2026-10-01';

test('the next step: a code first, then the second factor where there is one, then its setting up where it is demanded', () => {
  const way = (more: Partial<WayIn>): WayIn => ({
    ...{ grants: [grant('commune-chair', 'c')], date, rule: 'demanded', firstCode: false, hasSecondFactor: false, confirmed: false },
    ...more,
  });
  assert.equal(nextStep(way({ firstCode: true, hasSecondFactor: true })), 'new-password');
  assert.equal(nextStep(way({ hasSecondFactor: true, rule: 'offered' })), 'second-factor');
  assert.equal(nextStep(way({})), 'set-up');
  assert.equal(nextStep(way({ confirmed: true, hasSecondFactor: true })), null);
  assert.equal(nextStep(way({ rule: 'offered' })), null);
  assert.equal(nextStep(way({ grants: [grant('commune-chair', 'c', '2025-01-01', '2026-09-30')] })), null, 'the post has ended');
  for (const role of ROLES)
    if (role !== 'district-officer')
      assert.equal(nextStep(way({ grants: [grant(role, 'c')] })), SECOND_FACTOR_ROLES.includes(role) ? 'set-up' : null, role);
  assert.deepEqual([usualRule(true), usualRule(false)], ['offered', 'demanded']);
});

const PATHS: Readonly<Record<string, readonly string[]>> = {
  h1: ['h1', 'c1', 'p'],
  h2: ['h2', 'c2', 'p'],
  c1: ['c1', 'p'],
  c2: ['c2', 'p'],
  p: ['p'],
};
const at = { date, pathOf: (areaId: string) => PATHS[areaId] ?? [] };

test('a commune renews for those who hold nothing but posts of its hamlets; a post to come counts, one that ended does not', () => {
  const renews = (role: Role, areaId: string, ...held: Grant[]) => mayRenew({ accountId: 'a', grants: [grant(role, areaId)] }, held, at);
  assert.equal(renews('commune-officer', 'c1', grant('hamlet-head', 'h1')), true);
  assert.equal(renews('commune-chair', 'c1', grant('enumerator', 'c1')), true);
  assert.equal(renews('commune-officer', 'c1', grant('hamlet-head', 'h2')), false);
  assert.equal(renews('commune-officer', 'c1', grant('hamlet-head', 'h1'), grant('hamlet-head', 'h2')), false);
  assert.equal(renews('commune-officer', 'c1', grant('hamlet-head', 'h1'), grant('commune-chair', 'c1', '2027-01-01')), false);
  assert.equal(renews('commune-officer', 'c1', grant('hamlet-head', 'h1'), grant('commune-chair', 'c1', '2025-01-01', '2025-12-31')), true);
  assert.equal(renews('commune-officer', 'c1'), false, 'nobody knows whose account it is');
  assert.equal(renews('administrator', 'p', grant('province-officer', 'p')), true);
  assert.equal(renews('province-officer', 'p', grant('hamlet-head', 'h1')), false);
});

test('posts are understood as offices write them, and names become free user names', () => {
  const said: readonly (readonly [string, Role | null])[] = [
    ['Rà soát viên', 'enumerator'],
    ['TRƯỞNG KHÓM', 'hamlet-head'],
    ['Bí thư chi bộ ấp', 'hamlet-secretary'],
    ['Công chức phụ trách giảm nghèo xã', 'commune-officer'],
    ['Chủ tịch UBND xã', 'commune-chair'],
    ['Chủ tịch Mặt trận Tổ quốc', 'front-officer'],
    ['Chủ tịch Hội Phụ nữ', 'association-officer'],
    ['Cán bộ Ngân hàng Chính sách xã hội', 'bank-officer'],
    ['province-officer', 'province-officer'],
    ['Thầy giáo', null],
  ];
  for (const [text, role] of said) assert.equal(roleNamed(text), role, text);
  assert.equal(usernameFor('Thạch Thị Sa Rươne', new Set(['thachthisaruone'])), 'thachthisaruone2');
  fc.assert(
    fc.property(fc.string(), (name) => {
      assert.match(usernameFor(name, new Set()), /^[a-z][a-z0-9._-]{2,39}$/);
    }),
    { seed: Number(process.env['VUON_SEED'] ?? 20261124) },
  );
});

const NOON = Date.parse('2026-10-01T05:00:00.000Z');
const MINUTE = 60_000;
const looks = (count: number, start: number, more: Partial<Opened> = {}): Opened[] =>
  Array.from({ length: count }, (_, i) => ({
    at: start + i * 1_000,
    accountId: 'a',
    householdId: `${start}-${i}`,
    hamletId: 'h',
    ...more,
  }));
const rules = (opened: readonly Opened[]) => findUnusual(opened, 0).map((each) => each.rule);

test('unusual looks: one more than many in an hour, at night, and in a hamlet never opened before', () => {
  assert.deepEqual(rules(looks(UNUSUAL.many, NOON)), []);
  assert.deepEqual(rules(looks(UNUSUAL.many + 1, NOON)), ['many']);
  assert.deepEqual(rules([...looks(40, NOON + 50 * MINUTE), ...looks(40, NOON + 61 * MINUTE)]), [], 'two hours of the clock');
  assert.deepEqual(rules(looks(200, NOON, { householdId: 'the same' })), []);
  const night = Date.parse('2026-10-01T16:30:00.000Z');
  assert.deepEqual(rules(looks(UNUSUAL.night, night)), ['night']);
  assert.deepEqual(rules(looks(UNUSUAL.night - 1, night)), []);
  const both = findUnusual([...looks(3, night), ...looks(3, night + 180 * MINUTE)], 0);
  assert.deepEqual(
    both.map((each) => [each.rule, each.households]),
    [['night', 6]],
    'one night, before and after midnight',
  );
  const before = looks(1, NOON - 86_400_000, { hamletId: 'own' });
  const there = looks(UNUSUAL.elsewhere, NOON);
  assert.deepEqual(rules([...before, ...there]), ['elsewhere']);
  assert.deepEqual(rules(there), [], 'a first day of work is not unusual');
  assert.deepEqual(rules([...before, ...looks(1, NOON - 2 * 86_400_000), ...there]), []);
});
