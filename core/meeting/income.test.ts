/** Income against its figures, and the table of steps walked in every order. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { findIncome, INCOME_STEPS, incomeChanges, type IncomeAsked, incomeRuleOn, incomeStepsFrom, passIncome } from './income.ts';
import { paperStatementOf } from './income-paper.ts';
import { INCOME_ACTIONS, INCOME_FORMS, INCOME_STATES, INCOME_WAYS } from './income-codes.ts';

const rule = (form: (typeof INCOME_FORMS)[number], day = '2026-10-20') => incomeRuleOn(form, day) ?? assert.fail();
const asked = (perMonth: number, more: Partial<IncomeAsked> = {}): IncomeAsked => ({
  ...{ lines: [{ source: 'crops', income: perMonth * 12 * 4, expense: 0 }], people: 4, agricultural: true, areaType: 'rural', class: null },
  ...more,
});

test('the figures hold at their edges, in town and country', () => {
  const of = (perMonth: number, more: Partial<IncomeAsked> = {}) => findIncome(rule('average-living'), asked(perMonth, more)).finding;
  assert.deepEqual(
    [1_500_000, 1_500_001, 2_250_000, 2_250_001].map((each) => of(each)),
    ['too-low', 'meets', 'meets', 'too-high'],
  );
  assert.deepEqual(
    [2_000_000, 2_000_001, 3_000_000, 3_000_001].map((each) => of(each, { areaType: 'urban' })),
    ['too-low', 'meets', 'meets', 'too-high'],
  );
  assert.equal(of(2_000_000, { agricultural: false }), 'not-agricultural');
  assert.equal(of(2_000_000, { class: 'near-poor' }), 'on-list');
  assert.equal(of(2_000_000, { class: 'not-poor' }), 'meets');
  const worker = findIncome(rule('low-income'), asked(900_000, { agricultural: false }));
  assert.deepEqual([worker.finding, worker.over, worker.upTo], ['meets', null, 2_250_000]);
});

test('assistance is not counted, expenses are taken off, and no rounding lets anybody in', () => {
  const lines = [
    { source: 'crops', income: 100_000_000, expense: 30_000_000 },
    { source: 'assistance', income: 90_000_000, expense: 0 },
  ] as const;
  assert.equal(findIncome(rule('low-income'), asked(0, { lines })).total, 70_000_000);
  const just = findIncome(
    rule('low-income'),
    asked(0, { people: 1, lines: [{ source: 'wages', income: 2_250_000 * 12 + 1, expense: 0 }] }),
  );
  assert.deepEqual([just.perMonth, just.finding], [2_250_000, 'too-high']);
});

test('no figure is in force from 2027 on, nor for workers before the decree', () => {
  assert.equal(incomeRuleOn('average-living', '2027-01-01'), null);
  assert.equal(incomeRuleOn('low-income', '2027-01-01'), null);
  assert.equal(incomeRuleOn('low-income', '2025-04-09'), null);
});

test('a step is taken where the table has its row and nowhere else; every case can come to its end', () => {
  const outcomes = [null, ...INCOME_WAYS];
  const any = fc.tuple(
    fc.constantFrom(...INCOME_FORMS),
    fc.constantFrom(...INCOME_STATES),
    fc.constantFrom(...INCOME_ACTIONS),
    fc.constantFrom(...outcomes),
  );
  fc.assert(
    fc.property(any, ([form, state, action, outcome]) => {
      const row = INCOME_STEPS.find(
        (each) => each.forms.includes(form) && each.from === state && each.action === action && each.outcome === outcome,
      );
      const passed = passIncome(form, state, { action, outcome });
      assert.equal(passed.ok, row !== undefined);
      if (passed.ok) assert.equal(passed.value, row);
      else
        assert.equal(
          passed.error.code,
          ['recognised', 'refused', 'withdrawn'].includes(state) ? 'income-decided-already' : 'income-step-not-reached',
        );
    }),
  );
  for (const form of INCOME_FORMS) {
    const reached = new Set(['received']);
    for (const _ of INCOME_STATES)
      for (const state of INCOME_STATES) if (reached.has(state)) for (const { to } of incomeStepsFrom(form, state)) reached.add(to);
    assert.deepEqual([...reached].sort(), [...INCOME_STATES].sort());
  }
  assert.equal(passIncome('average-living', 'checked', { action: 'decide-income', outcome: 'recognised' }).ok, false, 'it hangs first');
});

test('what is otherwise since the check is told: others who live there, another figure, none in force, another result', () => {
  const { agricultural } = asked(2_000_000);
  const lines = [...asked(2_000_000).lines];
  const check = {
    lines,
    agricultural,
    people: 4,
    members: ['a', 'b', 'c', 'd'],
    over: 1_500_000,
    upTo: 2_250_000,
    finding: 'meets' as const,
  };
  const now = { members: ['d', 'c', 'b', 'a'], people: 4, areaType: 'rural' as const, class: null };
  const on = (more: object, day = '2026-10-20', of: Partial<typeof check> = {}) =>
    incomeChanges('average-living', { ...check, ...of }, { day, now: { ...now, ...more } });
  assert.deepEqual(on({}), []);
  assert.deepEqual(on({ members: ['a', 'b', 'c', 'e'] }), ['members'], 'as many, but others');
  assert.deepEqual(on({ members: ['a', 'b', 'c'], people: 3 }), ['members', 'finding'], 'for fewer it is more a month');
  const { members: _, ...before } = check;
  assert.deepEqual(
    incomeChanges('average-living', { ...before, members: undefined }, { day: '2026-10-20', now: { ...now, people: 5 } }),
    ['people'],
    'a check of before says not who',
  );
  assert.deepEqual(on({ areaType: 'urban' }), ['figure', 'finding'], 'the line of the town is higher');
  assert.deepEqual(on({ class: 'poor' }), ['finding']);
  assert.deepEqual(on({}, '2027-01-04'), ['figure'], 'none is in force: that of the check is what there is');
  assert.deepEqual(on({ members: ['a'], people: 1 }, '2027-01-04'), ['members', 'figure', 'finding']);
});

test('what is sealed can stand in an address whatever the number is, and is none of a certificate', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, maxLength: 60, unit: 'grapheme' }), fc.constantFrom(...INCOME_FORMS), (number, form) => {
      const told = { communeId: 'a0001', number, form, issuedOn: '2026-10-09', token: 'A'.repeat(22) };
      const statement = paperStatementOf({ ...told, demonstration: false });
      const parts = statement.split('~');
      assert.deepEqual([parts.length, decodeURIComponent(parts[2] ?? ''), parts[5]], [6, number, told.token]);
      assert.match(statement, /^vuon1-thu-nhap~[\x21-\x7e]*$/);
      assert.notEqual(statement, paperStatementOf({ ...told, demonstration: true }));
    }),
  );
});
