/** Stays against a plain list of who was there on each day. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { addPeople, closeStay, correctLast, foundOn, openStay, residenceFrom, type Stay, stayAt } from './stays.ts';

const day = (n: number) => `2026-01-${String(n).padStart(2, '0')}`;
const DAYS = Array.from({ length: 28 }, (_, i) => i + 1);
const FIRST = 5;

type Change =
  | { readonly kind: 'came' | 'went'; readonly on: number }
  | { readonly kind: 'found'; readonly on: number; readonly people: number; readonly minority: boolean };

const changes = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constantFrom('came' as const, 'went' as const), on: fc.integer({ min: 1, max: 28 }) }),
    fc.record({
      kind: fc.constant('found' as const),
      on: fc.integer({ min: 1, max: 28 }),
      people: fc.integer({ min: 1, max: 9 }),
      minority: fc.boolean(),
    }),
  ),
  { maxLength: 12 },
);

/** One cell a day. */
function plainly(all: readonly Change[]): Map<number, { people: number; minority: boolean | null }> {
  const cells = new Map(DAYS.filter((n) => n >= FIRST).map((n) => [n, { people: 20, minority: null as boolean | null }]));
  for (const change of all) {
    const from = Math.max(change.on, FIRST);
    const before = cells.get(from)?.people ?? 0;
    const by = change.kind === 'found' ? change.people - before : change.kind === 'came' ? 1 : -1;
    for (const [n, cell] of cells)
      if (n >= from)
        cells.set(n, { people: Math.max(0, cell.people + by), minority: change.kind === 'found' ? change.minority : cell.minority });
  }
  return cells;
}

function folded(all: readonly Change[]): Stay[] {
  let stays = openStay([], day(FIRST), { hamletId: 'h', people: 20, minority: null });
  for (const change of all)
    stays =
      change.kind === 'found'
        ? foundOn(stays, day(change.on), change.people, change.minority)
        : addPeople(stays, day(change.on), change.kind === 'came' ? 1 : -1);
  return stays;
}

function sound(stays: readonly Stay[]): void {
  stays.forEach((stay, i) => {
    const next = stays[i + 1];
    assert.ok(stay.to === null || stay.from < stay.to, JSON.stringify(stays));
    if (next !== undefined) assert.ok(stay.to !== null && stay.to <= next.from, JSON.stringify(stays));
  });
}

test('on every day as many people as came, went and were found, in whatever order it became known', () => {
  fc.assert(
    fc.property(changes, (all) => {
      const stays = folded(all);
      sound(stays);
      const cells = plainly(all);
      for (const n of DAYS) {
        const stay = stayAt(stays, day(n));
        assert.deepEqual(stay === undefined ? undefined : { people: stay.people, minority: stay.minority }, cells.get(n), `day ${n}`);
      }
    }),
  );
});

test('leaving and coming: no day in two places, none after leaving', () => {
  fc.assert(
    fc.property(changes, fc.integer({ min: 6, max: 28 }), fc.integer({ min: 0, max: 10 }), (all, left, away) => {
      const closed = closeStay(folded(all), day(left));
      sound(closed);
      assert.equal(stayAt(closed, day(left)), undefined);
      if (left + away > 28) return;
      const back = openStay(closed, day(left + away), { hamletId: 'other', people: 3, minority: false });
      sound(back);
      for (const n of DAYS) {
        const there = back.filter((stay) => stay.from <= day(n) && (stay.to === null || day(n) < stay.to));
        assert.ok(there.length <= 1);
        assert.equal(there[0]?.hamletId, n < FIRST ? undefined : n < left ? 'h' : n < left + away ? undefined : 'other');
      }
    }),
  );
});

test('a residence is unbroken whoever comes or goes, and begins anew elsewhere or after an absence', () => {
  fc.assert(
    fc.property(changes, fc.integer({ min: 6, max: 28 }), fc.integer({ min: 0, max: 10 }), (all, left, away) => {
      const stays = folded(all);
      assert.equal(residenceFrom(stays), day(FIRST));
      const settled = (hamletId: string) =>
        openStay(closeStay(stays, day(left)), day(left + away), { hamletId, people: 3, minority: null });
      assert.equal(residenceFrom(settled('other')), day(left + away));
      assert.equal(residenceFrom(settled('h')), away === 0 ? day(FIRST) : day(left + away));
    }),
  );
  assert.equal(residenceFrom([]), undefined);
});

test('a correction changes the last stay and no reported past', () => {
  const stays = addPeople(openStay([], day(5), { hamletId: 'h', people: 4, minority: null }), day(10), 1);
  assert.deepEqual(
    correctLast(stays, 7, true).map(({ people, minority }) => [people, minority]),
    [
      [4, null],
      [7, true],
    ],
  );
});
