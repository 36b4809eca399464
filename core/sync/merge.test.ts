/** Two forms merged, against the simplest rules told value by value: nobody's word is lost, nothing is decided by who came last. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { miniVillage } from '../../tools/village/mini.ts';
import type { Answers } from '../interview/answers.ts';
import { TOILETS } from '../interview/codes.ts';
import type { ClashField } from './clash.ts';
import { mergeForms, PRESENT, settledForm } from './merge.ts';

const first = miniVillage('merge').households.find(({ answers }) => answers.members.length > 2) ?? assert.fail();
const start: Answers = first.answers;
const FIELDS = ['televisions', 'motorbikes', 'fridges', 'toilet'] as const;
type Change = { readonly [K in (typeof FIELDS)[number]]?: number };
const change = fc.record(
  Object.fromEntries(FIELDS.map((name) => [name, fc.integer({ min: 0, max: 3 })])) as Record<(typeof FIELDS)[number], fc.Arbitrary<number>>,
  { requiredKeys: [] },
);

function told(by: Change): Answers {
  const household = { ...start.household };
  for (const name of FIELDS) {
    const value = by[name];
    if (value === undefined) continue;
    if (name === 'toilet') Object.assign(household, { toilet: TOILETS[value] });
    else household[name] = value;
  }
  return { ...start, household };
}
const valueOf = (answers: Answers, name: (typeof FIELDS)[number]) => answers.household[name] ?? null;

test('what one changed is taken, what both changed otherwise clashes and stays, in whatever order they come', () => {
  fc.assert(
    fc.property(change, change, (one, two) => {
      const [stands, other] = [told(one), told(two)];
      const { answers, clashes } = mergeForms({ base: start, stands, other, gone: [] }, () => true);
      for (const name of FIELDS) {
        const [a, b, base, now] = [stands, other, start, answers].map((form) => valueOf(form, name));
        const clash = clashes.find((each) => each.memberId === null && each.field === name);
        if (a === b) assert.deepEqual([now, clash], [a, undefined]);
        else if (b === base) assert.deepEqual([now, clash], [a, undefined]);
        else if (a === base) assert.deepEqual([now, clash], [b, undefined]);
        else assert.deepEqual([now, clash], [a, { memberId: null, field: name, stands: a, other: b }]);
      }
      const turned = mergeForms({ base: start, stands: other, other: stands, gone: [] }, () => true);
      assert.deepEqual(new Set(turned.clashes.map(({ field }) => field)), new Set(clashes.map(({ field }) => field)));
      for (const name of FIELDS.filter((each) => !clashes.some(({ field }) => field === each)))
        assert.equal(valueOf(turned.answers, name), valueOf(answers, name));
    }),
  );
});

test('where the two do not go together, what stands is untouched and everything that differs is told', () => {
  fc.assert(
    fc.property(change, change, (one, two) => {
      const [stands, other] = [told(one), told(two)];
      const { answers, clashes } = mergeForms({ base: start, stands, other, gone: [] }, () => false);
      assert.deepEqual(answers, stands);
      const differing = FIELDS.filter((name) => valueOf(stands, name) !== valueOf(other, name));
      assert.deepEqual(clashes.map(({ field }) => field).sort(), [...differing].sort());
    }),
  );
});

test('people: who one of them added stays; gone for one and there for the other is a clash', () => {
  const [a, b, ...rest] = start.members;
  assert.ok(a !== undefined && b !== undefined && rest.length > 0);
  const newcomer = (n: string) => ({ ...b, memberId: `0199d2b0-0000-7000-8000-00000000000${n}`, fullName: `Người ${n}` });
  const stands = { ...start, members: [...start.members, newcomer('1')] };
  const other = { ...start, members: [a, ...rest, newcomer('2')] };
  const { answers, clashes } = mergeForms({ base: start, stands, other, gone: [b.memberId] }, () => true);
  assert.deepEqual(
    answers.members.map(({ fullName }) => fullName),
    [...stands.members, newcomer('2')].map(({ fullName }) => fullName),
  );
  assert.deepEqual(clashes, [{ memberId: b.memberId, field: PRESENT, stands: true, other: false }]);
  const back = mergeForms({ base: start, stands: { ...start, members: [a, ...rest] }, other: start, gone: [] }, () => true);
  assert.deepEqual(back.clashes, [{ memberId: b.memberId, field: PRESENT, stands: false, other: true }]);
});

test('a masked citizen id that was not asked again is no answer', () => {
  const [a, ...rest] = start.members;
  assert.ok(a !== undefined);
  const { citizenId: _, ...masked } = a;
  const named = { ...start, members: [{ ...a, citizenId: '001099000001' }, ...rest] };
  const { answers, clashes } = mergeForms(
    { base: named, stands: named, other: { ...start, members: [masked, ...rest] }, gone: [] },
    () => true,
  );
  assert.deepEqual([answers.members[0]?.citizenId, clashes], ['001099000001', []]);
});

test('settled: the other value where it was chosen, and nothing where what stood stands no more', () => {
  const clash: ClashField = { memberId: null, field: 'televisions', stands: start.household.televisions ?? null, other: 7 };
  assert.equal(settledForm(start, [clash], new Map())?.household.televisions, 7);
  assert.equal(settledForm(told({ televisions: 3 }), [{ ...clash, stands: 2 }], new Map()), null);
  const [, b] = start.members;
  assert.ok(b !== undefined);
  const goes: ClashField = { memberId: b.memberId, field: PRESENT, stands: true, other: false };
  const without = settledForm(start, [goes], new Map());
  assert.equal(
    without?.members.some(({ memberId }) => memberId === b.memberId),
    false,
  );
  const comes: ClashField = { ...goes, stands: false, other: true };
  assert.ok(
    without !== null && settledForm(without, [comes], new Map([[b.memberId, b]]))?.members.some(({ memberId }) => memberId === b.memberId),
  );
});
