/** Figures against a count written the slow way: every day, every household, one by one. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { addDays, date, type PlainDate } from '../kernel/dates.ts';
import { FIGURES, type FigureId, type Moment, type Residence, type Snapshot, type StatusFact } from './figure.ts';
import { table1Rows, NONE } from './forms/table-1.ts';

const START = date('2022-12-14');
const HAMLETS = ['h1', 'h2', 'h3'];
const day = fc.integer({ min: 0, max: 20 }).map((offset) => addDays(START, offset));

/** Periods of one household that touch or leave gaps, never overlap. */
const spans = fc.uniqueArray(day, { minLength: 1, maxLength: 4 }).map((days) => {
  const sorted = [...days].sort();
  return sorted.map((from, index) => ({ from, to: sorted[index + 1] ?? null }));
});

const household = fc.record({
  homes: spans.chain((periods) =>
    fc.tuple(
      ...periods.map((period) =>
        fc
          .record({ hamletId: fc.constantFrom(...HAMLETS), people: fc.integer({ min: 1, max: 9 }) })
          .map((rest) => ({ ...period, ...rest })),
      ),
    ),
  ),
  classes: spans.chain((periods) =>
    fc.tuple(
      ...periods.map((period) =>
        fc
          .record({
            class: fc.constantFrom('poor' as const, 'near-poor' as const, 'not-poor' as const),
            rulebook: fc.constantFrom('2022-2026' as const, '2027-2030' as const),
            people: fc.integer({ min: 1, max: 9 }),
          })
          .map((rest) => ({ ...period, ...rest })),
      ),
    ),
  ),
});

function snapshotOf(
  households: readonly { homes: readonly Omit<Residence, 'householdId'>[]; classes: readonly Omit<StatusFact, 'householdId'>[] }[],
): Snapshot {
  return {
    residences: households.flatMap((h, index) => h.homes.map((home) => ({ ...home, householdId: `x${index}` }))),
    statuses: households.flatMap((h, index) => h.classes.map((held) => ({ ...held, householdId: `x${index}` }))),
  };
}

/** The slow oracle: walks the days of every fact into a calendar, then looks the day up. */
function slow(snapshot: Snapshot, id: FigureId, { date: at, rulebook }: Moment, hamlet: string): number {
  const calendar = (from: PlainDate, to: PlainDate | null): Set<string> => {
    const days = new Set<string>();
    for (let d = from; d < (to ?? addDays(START, 60)); d = addDays(d, 1)) days.add(d);
    return days;
  };
  let count = 0;
  for (const residence of snapshot.residences) {
    if (residence.hamletId !== hamlet || !calendar(residence.from, residence.to).has(at)) continue;
    if (id === 'households') count += 1;
    if (id === 'people') count += residence.people;
    const wanted = {
      poorHouseholds: 'poor',
      poorPeople: 'poor',
      nearPoorHouseholds: 'near-poor',
      nearPoorPeople: 'near-poor',
      households: '',
      people: '',
    }[id];
    for (const status of snapshot.statuses) {
      if (status.householdId !== residence.householdId || status.class !== wanted || status.rulebook !== rulebook) continue;
      if (calendar(status.from, status.to).has(at)) count += id.endsWith('People') ? status.people : 1;
    }
  }
  return count;
}

test('each figure equals a slow count on any day', () => {
  fc.assert(
    fc.property(
      fc.array(household, { maxLength: 8 }),
      day,
      fc.constantFrom('2022-2026' as const, '2027-2030' as const),
      (households, at, rulebook) => {
        const snapshot = snapshotOf(households);
        for (const figure of Object.values(FIGURES)) {
          const counts = figure.count(snapshot, { date: at, rulebook });
          for (const hamlet of HAMLETS)
            assert.equal(counts.get(hamlet) ?? 0, slow(snapshot, figure.id, { date: at, rulebook }, hamlet), `${figure.id} in ${hamlet}`);
        }
      },
    ),
  );
});

test('table 1: the total sums the counts, and its rates are of the sums', () => {
  const a = { ...NONE, households: 3, people: 9, poorHouseholds: 1, poorPeople: 2 };
  const b = { ...NONE, households: 5, people: 20, nearPoorHouseholds: 1, nearPoorPeople: 4 };
  const rows = table1Rows(
    [
      { areaId: 'a', name: 'A', counts: a },
      { areaId: 'b', name: 'B', counts: b },
    ],
    'Tổng',
  );
  const total = rows[2];
  assert.deepEqual(total?.cells.slice(2, 8), [
    { kind: 'count', value: 8 },
    { kind: 'count', value: 29 },
    { kind: 'count', value: 1 },
    { kind: 'rate', value: 1250 },
    { kind: 'count', value: 1 },
    { kind: 'rate', value: 1250 },
  ]);
  assert.equal(total?.style, 'total');
});

test('table 1: a rate over nothing is blank, and what is not collected is never 0', () => {
  const [row] = table1Rows([{ areaId: 'a', name: 'A', counts: NONE }], 'Tổng');
  assert.deepEqual(row?.cells[5], { kind: 'rate', value: null });
  assert.deepEqual(
    [row?.cells[8], row?.cells[9], row?.cells[14], row?.cells[15]].map((cell) => cell?.kind),
    Array(4).fill('not-collected'),
  );
});
