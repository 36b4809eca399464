/** The rulebooks as data: whole, dated, quoted, and the cut-offs of 2027-2030 on the scale of those before. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CLAUSES } from './clauses.ts';
import { ITEM_NAMES, ITEMS } from './score-table.ts';
import { RULEBOOKS, rulebookById } from './rulebooks.ts';
import { GROUPS, INDICATORS, RULEBOOK_IDS, SURENESSES } from './verdict.ts';

for (const id of RULEBOOK_IDS) {
  const rulebook = rulebookById(id);

  test(`${id}: twelve indicators, each with one rule, ten points each`, () => {
    assert.equal(rulebook.id, id);
    assert.equal(rulebook.indicators.length, 12);
    const ruled = rulebook.rules.flatMap(({ finds }) => (finds.kind === 'indicator' ? [finds.indicator] : []));
    assert.deepEqual([...ruled].sort(), [...rulebook.indicators].sort());
    assert.equal(rulebook.parameters.deprivationPoints.value * 12, 120);
  });

  test(`${id}: every item of B1, every group and ground has one rule; ids are unique`, () => {
    const items = rulebook.rules.flatMap(({ finds }) => (finds.kind === 'points' ? [finds.item] : []));
    assert.deepEqual(items, [...ITEM_NAMES]);
    assert.deepEqual(
      rulebook.rules.flatMap(({ finds }) => (finds.kind === 'group' ? [finds.group] : [])),
      [...GROUPS],
    );
    assert.equal(new Set(rulebook.rules.map((rule) => rule.id)).size, rulebook.rules.length);
    for (const rule of rulebook.rules)
      assert.equal(rule.finds.kind === 'points' ? rule.options.length : rule.holds.length, rule.options.length, rule.id);
    for (const { finds, options } of rulebook.rules) if (finds.kind === 'points') assert.deepEqual(options, ITEMS[finds.item]);
  });

  test(`${id}: every parameter is dated, quoted and marked, and used by a rule or by the class`, () => {
    const used = new Set<string>(rulebook.rules.flatMap((rule) => rule.parameters));
    for (const [name, parameter] of Object.entries(rulebook.parameters)) {
      assert.ok(parameter.from === rulebook.from && parameter.to === rulebook.to, name);
      assert.ok(parameter.clause in CLAUSES && SURENESSES.includes(parameter.sure), name);
      const ofClass = /^(incomeLine|cutOff|deprivation)/.test(name);
      const ofOther = name === (id === '2022-2026' ? 'handledWastes' : 'meansOfAccess');
      assert.equal(used.has(name), !ofClass && !ofOther, name);
    }
  });

  test(`${id}: nothing illustrative passes for more`, () => {
    assert.equal(rulebook.table.status, 'illustrative');
    for (const rule of rulebook.rules)
      if (rule.finds.kind === 'points')
        for (const name of rule.parameters.slice(0, 1)) assert.notEqual(rulebook.parameters[name].sure, 'seen');
  });
}

test('orders of the official tables, written out', () => {
  const before =
    'employment dependants nutrition insurance adult-education child-schooling housing-quality housing-area water toilet telecom means';
  const after =
    'employment dependants nutrition insurance adult-education child-schooling housing-quality housing-area telecom water toilet waste';
  assert.equal(RULEBOOKS['2022-2026'].indicators.join(' '), before);
  assert.equal(RULEBOOKS['2027-2030'].indicators.join(' '), after);
  assert.deepEqual([...new Set(RULEBOOK_IDS.flatMap((id) => RULEBOOKS[id].indicators))].sort(), [...INDICATORS].sort());
});

test('lines and cut-offs, written out; those of 2027-2030 are marked illustrative', () => {
  const numbers = RULEBOOK_IDS.map((id) => {
    const { incomeLineRural, incomeLineUrban, cutOffRural, cutOffUrban, deprivationCutOff } = RULEBOOKS[id].parameters;
    return [incomeLineRural, incomeLineUrban, cutOffRural, cutOffUrban, deprivationCutOff].map(({ value }) => value);
  });
  assert.deepEqual(numbers, [
    [1_500_000, 2_000_000, 140, 175, 30],
    [2_200_000, 2_800_000, 205, 245, 30],
  ]);
  assert.equal(RULEBOOKS['2027-2030'].parameters.cutOffRural.sure, 'illustrative');
  assert.equal(RULEBOOKS['2022-2026'].parameters.cutOffRural.sure, 'seen');
});

test('periods follow each other without a gap', () => {
  assert.deepEqual(
    RULEBOOK_IDS.map((id) => [RULEBOOKS[id].from, RULEBOOKS[id].to]),
    [
      ['2022-01-01', '2026-12-31'],
      ['2027-01-01', '2030-12-31'],
    ],
  );
});
