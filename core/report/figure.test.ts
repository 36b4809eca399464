/** Figures against a count written the slow way, day by day, and the sums that tables 2, 3, 4 and 8 must keep. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { addDays, date, type PlainDate } from '../kernel/dates.ts';
import { CLASSES, GROUPS, INDICATORS, RULEBOOK_IDS } from '../classify/verdict.ts';
import { CAUSES } from '../interview/codes.ts';
import { countFigures, FIGURES, type Moment, type Residence, type Snapshot, type StatusFact } from './figure.ts';
import { FIGURE_IDS, type FigureId, isFigureId, LISTED, sumCounts, unitOf } from './figure-ids.ts';

const START = date('2022-12-14');
const HAMLETS = ['h1', 'h2', 'h3'];
const DAYS = 20;
const day = fc.integer({ min: 0, max: DAYS }).map((offset) => addDays(START, offset));

/** Periods of one household that touch or leave gaps, never overlap. */
function periods<T>(fact: fc.Arbitrary<T>): fc.Arbitrary<(T & { from: PlainDate; to: PlainDate | null })[]> {
  return fc
    .tuple(fc.uniqueArray(day, { minLength: 1, maxLength: 4 }), fc.array(fc.tuple(fact, fc.boolean()), { minLength: 4, maxLength: 4 }))
    .map(([days, facts]) => {
      const sorted = [...days].sort();
      return sorted.flatMap((from, index) => {
        const found = facts[index];
        return found === undefined || found[1] ? [] : [{ ...found[0], from, to: sorted[index + 1] ?? null }];
      });
    });
}

const home = fc.record({
  hamletId: fc.constantFrom(...HAMLETS),
  people: fc.integer({ min: 0, max: 4 }),
  minority: fc.constantFrom(true, false, null),
});
const assessed = fc.record({
  deprived: fc.subarray([...INDICATORS]),
  groups: fc.subarray([...GROUPS]),
  causes: fc.subarray([...CAUSES]),
  cannotEscape: fc.boolean(),
  grounds: fc.subarray(['social-protection', 'many-dependants', 'nobody-able'] as const),
});
const status = fc.record({
  class: fc.constantFrom(...CLASSES),
  rulebook: fc.constantFrom(...RULEBOOK_IDS, null),
  people: fc.integer({ min: 1, max: 4 }),
  assessed: fc.option(assessed, { nil: null }),
  femaleHead: fc.constantFrom(true, false, null),
});
const snapshot = fc.array(fc.tuple(periods(home), periods(status)), { maxLength: 8 }).map(
  (households): Snapshot => ({
    residences: households.flatMap(([homes], index) => homes.map((each): Residence => ({ ...each, householdId: `x${index}` }))),
    statuses: households.flatMap(([, held], index) => held.map((each): StatusFact => ({ ...each, householdId: `x${index}` }))),
  }),
);
const moment = fc
  .tuple(day, day, fc.constantFrom(...RULEBOOK_IDS))
  .map(([a, b, rulebook]): Moment => ({ start: a < b ? a : b, end: a < b ? b : a, rulebook }));

/** What was true of a household on a day, found by walking the days of every fact. */
function slowOn(facts: Snapshot, householdId: string, at: PlainDate): { home: Residence | null; held: StatusFact | null } {
  const covers = (fact: { from: PlainDate; to: PlainDate | null }): boolean => {
    for (let d = fact.from; d < (fact.to ?? addDays(START, DAYS + 5)); d = addDays(d, 1)) if (d === at) return true;
    return false;
  };
  const home = facts.residences.find((each) => each.householdId === householdId && covers(each)) ?? null;
  return {
    home: home === null || home.people === 0 ? null : home,
    held: facts.statuses.find((each) => each.householdId === householdId && covers(each)) ?? null,
  };
}

/** A few figures of every kind told in other words; the rest hang together by the sums below. */
const SLOW: Partial<
  Record<FigureId, (before: ReturnType<typeof slowOn>, after: ReturnType<typeof slowOn>, hamlet: string, book: string) => number>
> = {
  households: (_, after, hamlet) => (after.home?.hamletId === hamlet ? 1 : 0),
  people: (_, after, hamlet) => (after.home?.hamletId === hamlet ? after.home.people : 0),
  poorPeople: (_, { home, held }, hamlet, book) =>
    home?.hamletId === hamlet && held?.rulebook === book && held.class === 'poor' ? held.people : 0,
  nearPoorStart: ({ home, held }, _, hamlet, book) =>
    home?.hamletId === hamlet && held?.rulebook === book && held.class === 'near-poor' ? 1 : 0,
  poorToNearPoor: (before, after, hamlet, book) => {
    const there = [before, after].every(({ home, held }) => home?.hamletId === hamlet && held?.rulebook === book);
    return there && before.held?.class === 'poor' && after.held?.class === 'near-poor' ? 1 : 0;
  },
  nearPoorUpOther: (before, { home, held }, hamlet, book) => {
    if (home?.hamletId !== hamlet || held?.rulebook !== book || held.class !== 'near-poor') return 0;
    return before.home?.hamletId === hamlet ? 0 : 1;
  },
};

test('every figure has a definition, a unit and a clause, and every id is known', () => {
  assert.deepEqual([...FIGURES.keys()].sort(), [...FIGURE_IDS].sort());
  assert.equal(new Set(FIGURE_IDS).size, FIGURE_IDS.length);
  for (const { id, unit, clause } of FIGURES.values()) assert.ok(isFigureId(id) && unit === unitOf(id) && clause !== '');
  assert.ok(!isFigureId('poorhouseholds'));
  assert.deepEqual(
    ['people', 'poorGroupPeople.other', 'nearPoorDeprivations', 'communes', 'hamletsWithout', 'poorDeprived.water'].map((id) =>
      unitOf(id as FigureId),
    ),
    ['person', 'person', 'deprivation', 'commune', 'hamlet', 'household'],
  );
});

test('figures equal a slow count on any two days', () => {
  fc.assert(
    fc.property(snapshot, moment, (facts, at) => {
      const counts = countFigures(facts, at);
      const households = new Set(facts.residences.map((each) => each.householdId));
      for (const [id, slow] of Object.entries(SLOW)) {
        if (!isFigureId(id)) continue;
        for (const hamlet of HAMLETS) {
          let expected = 0;
          for (const each of households) expected += slow(slowOn(facts, each, at.start), slowOn(facts, each, at.end), hamlet, at.rulebook);
          assert.equal(counts.get(id)?.get(hamlet) ?? 0, expected, `${id} in ${hamlet}`);
        }
      }
    }),
  );
});

test('the lists move from start to end by their movements, in households and in people, in every hamlet', () => {
  fc.assert(
    fc.property(snapshot, moment, (facts, at) => {
      const counts = countFigures(facts, at);
      for (const hamlet of HAMLETS) {
        const n = (id: FigureId) => counts.get(id)?.get(hamlet) ?? 0;
        for (const people of ['', 'People'] as const) {
          const poorDown = n(`poorToNearPoor${people}`) + n(`poorRisen${people}`) + n(`poorDownOther${people}`);
          const poorUp = n(`poorFromNearPoor${people}`) + n(`poorRelapsed${people}`) + n(`poorNew${people}`) + n(`poorUpOther${people}`);
          assert.equal(n(`poorStart${people}`) - poorDown + poorUp, n(people === '' ? 'poorHouseholds' : 'poorPeople'));
          const nearDown = n(`nearPoorRisen${people}`) + n(`nearPoorToPoor${people}`) + n(`nearPoorDownOther${people}`);
          const nearUp =
            n(`nearPoorFromPoor${people}`) + n(`nearPoorRelapsed${people}`) + n(`nearPoorNew${people}`) + n(`nearPoorUpOther${people}`);
          assert.equal(n(`nearPoorStart${people}`) - nearDown + nearUp, n(people === '' ? 'nearPoorHouseholds' : 'nearPoorPeople'));
        }
      }
    }),
  );
});

test('the end of a period is the start of the next; parts do not exceed their whole', () => {
  fc.assert(
    fc.property(snapshot, moment, (facts, at) => {
      const [first, next] = [countFigures(facts, at), countFigures(facts, { ...at, start: at.end, end: addDays(at.end, 3) })];
      for (const hamlet of HAMLETS) {
        const n = (id: FigureId) => first.get(id)?.get(hamlet) ?? 0;
        for (const listed of LISTED) {
          const whole = n(`${listed}Households`);
          assert.equal(whole, next.get(`${listed}Start`)?.get(hamlet) ?? 0);
          assert.equal(n(`${listed}People`), next.get(`${listed}StartPeople`)?.get(hamlet) ?? 0);
          assert.equal(
            n(`${listed}Deprivations`),
            INDICATORS.reduce((sum, each) => sum + n(`${listed}Deprived.${each}`), 0),
          );
          for (const cause of CAUSES) assert.ok(n(`${listed}Cause.${cause}`) <= whole);
          const inGroups = GROUPS.reduce((sum, group) => sum + n(`${listed}Group.${group}`), 0);
          assert.ok(inGroups + n(`${listed}Group.other`) + n(`${listed}Unassessed`) >= whole);
          assert.equal(n(`${listed}KinhHouseholds`) + n(`${listed}MinorityHouseholds`) + n(`${listed}EthnicityUnknown`), whole);
        }
        assert.equal(n('kinhHouseholds') + n('minorityHouseholds') + n('ethnicityUnknownHouseholds'), n('households'));
        assert.ok(n('cannotEscape') <= n('poorHouseholds'));
      }
    }),
  );
});

test('sums of counts are sums, and what is absent is 0', () => {
  assert.deepEqual(sumCounts([{ households: 2, people: 5 }, { people: 1 }], ['households', 'people', 'poorStart']), {
    households: 2,
    people: 6,
    poorStart: 0,
  });
});
