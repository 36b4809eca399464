/** Who is proposed resembles the listed, by counting alone; nobody listed is, and nobody who resembles the others. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { date } from '../kernel/dates.ts';
import { findLeftOut, type Home, LEAST_LISTED, MADE_OF, madeOf } from './left-out.ts';

const seed = Number(process.env['VUON_SEED'] ?? 20261130);
const ON = date('2026-11-25');
const home = (householdId: string, listed: boolean, births: readonly string[], signs: Home['signs'] = {}): Home => ({
  householdId,
  listed,
  births,
  signs,
});
const OLD = ['1948'];
const FAMILY = ['1985-03-01', '1987-06-09', '2012-01-01', '2015-10-30'];
const several = (count: number, name: string, listed: boolean, births: readonly string[]): Home[] =>
  Array.from({ length: count }, (_, i) => home(`${name}${String(i).padStart(3, '0')}`, listed, births));

/** Of 40 listed 30 are old and alone, of 400 others 40. */
const COMMUNE = [
  ...several(30, 'listed-old-', true, OLD),
  ...several(10, 'listed-', true, FAMILY),
  ...several(40, 'old-', false, OLD),
  ...several(360, 'family-', false, FAMILY),
];

test('those who resemble the listed are proposed, with what was compared', () => {
  const found = findLeftOut(COMMUNE, ON, 500);
  assert.deepEqual(
    found.map(({ householdId }) => householdId),
    several(40, 'old-', false, OLD).map(({ householdId }) => householdId),
  );
  const [first] = found;
  assert.deepEqual(
    first?.reasons.map(({ fact, listed, others }) => ({ fact, listed, others })),
    [{ fact: 'old-alone', listed: { count: 30, of: 40 }, others: { count: 40, of: 400 } }],
  );
  assert.equal(findLeftOut(COMMUNE, ON, 7).length, 7);
});

test('a death or a list of an earlier year puts a household before its likes; what nobody knows counts neither way', () => {
  const known = COMMUNE.map((one, i) => ({ ...one, signs: { death: one.listed ? i % 4 === 0 : one.householdId === 'old-030' } }));
  const [first, second] = findLeftOut(known, ON, 5);
  assert.deepEqual([first?.householdId, first?.reasons.map(({ fact }) => fact).toSorted()], ['old-030', ['death', 'old-alone']]);
  assert.equal(second?.householdId, 'old-000');
  const asked = COMMUNE.map((one) => (one.listed ? { ...one, signs: { disabled: true } } : one));
  assert.deepEqual(findLeftOut(asked, ON, 500), findLeftOut(COMMUNE, ON, 500), 'of others nobody knows it');
});

test('too few listed ones are no likeness', () => {
  assert.deepEqual(findLeftOut([...several(LEAST_LISTED - 1, 'l', true, OLD), ...several(50, 'o', false, OLD)], ON, 10), []);
  assert.ok(
    findLeftOut(
      [...several(LEAST_LISTED, 'l', true, OLD), ...several(50, 'o', false, [...OLD]), ...several(50, 'p', false, FAMILY)],
      ON,
      10,
    ).length > 0,
  );
  assert.deepEqual(findLeftOut(several(40, 'l', true, OLD), ON, 10), []);
});

test('what a household is made of', () => {
  const cases: readonly (readonly [readonly string[], string])[] = [
    [['1950'], 'old-alone'],
    [['1950', '1960-11-25'], 'old-only'],
    [['1950', '1966-11-26'], 'others'],
    [['1950', '2015'], 'old-with-children'],
    [['1990'], 'alone'],
    [['1990', '2015-01-01'], 'one-adult'],
    [['1990', '1991', '2015', '2016', '2018'], 'many-children'],
    [['2010-11-25'], 'alone'],
    [['dont-know'], 'others'],
    [[], 'others'],
  ];
  for (const [births, made] of cases) assert.equal(madeOf(births, ON), made, births.join());
});

test('order does not matter, nobody listed is proposed, the worth is the sum of what speaks for and against', () => {
  const told = fc.array(
    fc.record({
      listed: fc.boolean(),
      births: fc.array(fc.integer({ min: 1930, max: 2026 }).map(String), { maxLength: 6 }),
      signs: fc.record({ death: fc.boolean(), disabled: fc.boolean() }, { requiredKeys: [] }),
    }),
    { minLength: 60, maxLength: 120 },
  );
  const homes = told.map((all) => all.map((one, i) => ({ householdId: `home ${i}`, ...one })));
  fc.assert(
    fc.property(homes, (made) => {
      const found = findLeftOut(made, ON, 1_000);
      assert.deepEqual(
        findLeftOut([...made].reverse(), ON, 1_000).map(({ householdId }) => householdId),
        found.map(({ householdId }) => householdId),
      );
      const listed = new Set(made.filter((one) => one.listed).map(({ householdId }) => householdId));
      for (const [i, { householdId, worth, reasons }] of found.entries()) {
        assert.ok(!listed.has(householdId) && worth > 0 && worth <= (found[i - 1]?.worth ?? Infinity));
        assert.ok(reasons.filter(({ fact }) => MADE_OF.some((one) => one === fact)).length <= 1, 'one make-up');
        // What speaks for it is more usual among the listed, or no less by the shares drawn together.
        for (const { listed: own, others } of reasons)
          assert.ok(own.count * others.of >= others.count * own.of, JSON.stringify({ own, others }));
      }
    }),
    { seed, numRuns: 50 },
  );
});
