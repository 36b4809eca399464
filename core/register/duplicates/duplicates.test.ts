/**
 * People written twice: what each likeness is worth on worked examples; and over made villages whoever shares a key is compared, nobody
 * is found whom a comparison of every two would not find, and what was planted is found far oftener than by sorting a sheet.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { foldVi } from '../../kernel/text.ts';
import { makeAlike } from './alike.ts';
import { compare, evenOdds, LOOK, type NameCounts, SURE } from './evidence.ts';
import { findDuplicates } from './find.ts';
import { householdPairs } from './households.ts';
import { idSlip, makeReady, type Person } from './person.ts';

const seed = Number(process.env['VUON_SEED'] ?? 20261129);
const PEOPLE = 1_000_000;
/** As many bear each name as this says; a middling name. */
const counts = (bearers: number): NameCounts => ({
  people: PEOPLE,
  ...{ ofKey: () => bearers, ofFolded: () => bearers, ofSorted: () => bearers, ofEnds: () => bearers * 20 },
});
const lan: Person = {
  ...{ memberId: 'a', householdId: 'h1', hamletId: 'ap 1', communeId: 'xa 1' },
  ...{ fullName: 'Nguyễn Thị Hòa', sex: 'female', birth: '1980-03-07', citizenId: '086180004321' },
};
const like = (more: Partial<Person>): Person => ({ ...lan, memberId: 'b', householdId: 'h2', citizenId: null, ...more });
const above = (other: Person, bearers = 40): number => {
  const ready = makeReady();
  return compare(ready(lan), ready(other), counts(bearers)).score - evenOdds(PEOPLE);
};
const reasons = (other: Person): string[] => {
  const ready = makeReady();
  return compare(ready(lan), ready(other), counts(40)).reasons.map(({ reason }) => reason);
};

test('a slip of one digit or two exchanged neighbours is one; anything more is another number', () => {
  for (const [a, b, slip] of [
    ['086180004321', '086180004321', null],
    ['086180004321', '086180004327', 'one-digit'],
    ['086180004321', '086180003421', 'two-swapped'],
    ['086180004321', '086180004312', 'two-swapped'],
    ['086180004321', '086180002341', null],
    ['086180004321', '087180004322', null],
    ['331234567', '331234576', 'two-swapped'],
    ['331234567', '086180004321', null],
  ] as const)
    assert.equal(idSlip(a, b), slip, `${a} ${b}`);
});

test('each slip alone is still worth a look in one hamlet, and is named', () => {
  const slips: readonly (readonly [Partial<Person>, string])[] = [
    [{}, 'name-same'],
    [{ fullName: 'NGUYỄN THỊ HOÀ' }, 'name-same'],
    [{ fullName: 'Nguyen Thi Hoa' }, 'name-marks'],
    [{ fullName: 'Hòa Nguyễn Thị' }, 'name-order'],
    [{ fullName: 'Nguyễn Hòa' }, 'name-middle'],
    [{ birth: '1980' }, 'birth-year-only'],
    [{ birth: '1980-01-01' }, 'birth-year-only'],
    [{ birth: '1980-07-03' }, 'birth-swapped'],
    [{ citizenId: '086180004327' }, 'id-one-digit'],
    [{ citizenId: '086180003421' }, 'id-two-swapped'],
    [{ citizenId: '331234567' }, 'name-same'],
  ];
  for (const [slip, reason] of slips) {
    assert.ok(above(like(slip)) >= LOOK, `${reason}: ${above(like(slip))}`);
    assert.ok(reasons(like(slip)).includes(reason), reason);
  }
  assert.ok(above(like({})) >= SURE, 'nothing but the number is missing');
});

test('a common name says less than a rare one, and two whole numbers that differ say most', () => {
  assert.ok(above(like({}), 3) > above(like({}), 3_000));
  const newYear = { ...like({}), birth: '1980-01-01' };
  assert.equal(
    above({ ...newYear, hamletId: 'ap 2', communeId: 'xa 2' }, 3_000),
    above(like({ birth: '1980', hamletId: 'ap 2', communeId: 'xa 2' }), 3_000),
  );
  assert.ok(above(like({ birth: '1980', hamletId: 'ap 2', communeId: 'xa 2' }), 3_000) < LOOK, 'namesakes of one year are strangers');
  assert.ok(above(like({ birth: '1980', citizenId: '086180990011' })) < LOOK, 'two numbers, two people');
  assert.ok(above(like({ sex: 'male', birth: '1980' })) < LOOK);
  assert.ok(above(like({ birth: '1951-03-07' })) < LOOK, 'a mother and a daughter of one name');
});

test('what is not known speaks neither way', () => {
  const ready = makeReady();
  const score = (more: Partial<Person>) => compare(ready({ ...lan, ...more }), ready(like(more)), counts(40)).score;
  assert.equal(score({ sex: null }), score({}) - 3);
  assert.ok(score({ birth: 'dont-know' }) < score({ birth: '1980' }));
  const strangers = Array.from(
    { length: 300 },
    (_, i): Person => ({ ...lan, memberId: `s${i}`, householdId: `s${i}`, hamletId: `ap ${i}`, birth: 'dont-know', citizenId: null }),
  );
  assert.deepEqual(findDuplicates([...strangers, ...crowd(300)]).candidates, []);
});

test('twins of one house are two people; the people of a household written twice speak for each other', () => {
  const twin: Person = { ...lan, memberId: 'b', fullName: 'Nguyễn Thị Hạnh', citizenId: '086180004322' };
  assert.deepEqual(findDuplicates([lan, twin, ...crowd(400)]).candidates, []);
  const kin = (householdId: string, birth: (year: number) => string): Person[] =>
    ['Nguyễn Văn Nam', 'Nguyễn Thị Hòa', 'Nguyễn Văn Út'].map((fullName, i) => ({
      ...{ memberId: `${householdId} ${i}`, householdId, hamletId: 'ap 1', communeId: 'xa 1', citizenId: null },
      ...{ fullName, sex: i === 1 ? ('female' as const) : ('male' as const), birth: birth(1970 + i * 5) },
    }));
  const twice = [...kin('h1', (year) => `${year}-05-20`), ...kin('h2', String)];
  const { candidates } = findDuplicates([...twice, ...crowd(400)]);
  assert.equal(candidates.length, 3);
  for (const { reasons: found } of candidates) assert.ok(found.some(({ reason }) => reason === 'others-too'));
  const [pair, ...more] = householdPairs(candidates, () => 3);
  assert.deepEqual([pair?.a, pair?.b, pair?.whole, more.length], ['h1', 'h2', true, 0]);
});

/** Strangers of the other sex, so that names have their measure. */
function crowd(count: number): Person[] {
  return Array.from({ length: count }, (_, i) => ({
    ...{ memberId: `x${i}`, householdId: `x${i}`, hamletId: `ap ${i % 9}`, communeId: 'xa 1', citizenId: null },
    ...{ fullName: `Trần Văn ${String.fromCharCode(65 + (i % 26))}${i}`, sex: 'male' as const, birth: String(1930 + (i % 80)) },
  }));
}

test('one who is written down is found like by like, the likest first, and never in their own household', () => {
  const there: Person[] = [
    ...crowd(400),
    { ...lan, memberId: 'same', householdId: 'h2' },
    { ...lan, memberId: 'year', householdId: 'h3', birth: '1980', citizenId: null },
    { ...lan, memberId: 'own', householdId: 'h9' },
    { ...lan, memberId: 'other', householdId: 'h4', fullName: 'Trần Thị Hòa' },
  ];
  const alike = makeAlike(there)({ ...lan, memberId: '', householdId: 'h9', citizenId: null, fullName: 'Nguyen Thi Hoa' });
  assert.deepEqual(
    alike.map(({ person: { memberId } }) => memberId),
    ['same', 'year'],
  );
});

// ---- against a comparison of every two -------------------------------------------------------------------------------

const person: fc.Arbitrary<Omit<Person, 'memberId'>> = fc.record({
  householdId: fc.constantFrom('h1', 'h2', 'h3', 'h4', 'h5', 'h6'),
  hamletId: fc.constantFrom('ap 1', 'ap 2'),
  communeId: fc.constant('xa 1'),
  fullName: fc.constantFrom('Lê Văn Hòa', 'Lê Văn Hoà', 'Le Van Hoa', 'Hòa Lê Văn', 'Lê Hòa', 'Thạch Sa Rây', 'Thạch Rây', 'Lê Văn Hoa'),
  sex: fc.constantFrom('male', 'female'),
  birth: fc.constantFrom('1980', '1980-03-07', '1980-07-03', '1981-03-07', '1980-03', '1955'),
  citizenId: fc.constantFrom(null, '086080004321', '086080004312', '086080004329', '331234567', '331234576'),
});

/** The keys, as texts; written down apart. */
function keysOf({ fullName, birth, hamletId, citizenId }: Person): string[] {
  const words = foldVi(fullName).split(' ');
  const sorted = words.toSorted().join(' ');
  const ends = [words[0] ?? '', words[words.length - 1] ?? ''].toSorted().join(' ');
  const [year = '', month, day] = birth.split('-');
  const days = day === undefined ? null : [Number(month), Number(day)].toSorted((a, b) => a - b).join('/');
  const half = citizenId === null ? 0 : Math.floor(citizenId.length / 2);
  return [
    `1 ${sorted} ${year}`,
    ...(days === null ? [] : [`2 ${sorted} ${days}`, `3 ${ends} ${year} ${days}`]),
    `4 ${ends} ${year} ${hamletId}`,
    ...(citizenId === null ? [] : [`5 ${ends} ${citizenId.slice(0, half)}`, `6 ${ends} ${citizenId.slice(half)}`]),
  ];
}

test('found is exactly who shares a key and outweighs the odds, each pair once', () => {
  fc.assert(
    fc.property(fc.array(person, { minLength: 2, maxLength: 40 }), (drawn) => {
      const people = drawn.map((one, i): Person => ({ ...one, memberId: `m${i}` }));
      const { candidates } = findDuplicates(people);
      const found = candidates.map(({ a, b }) => [a.memberId, b.memberId].toSorted().join(' '));
      assert.equal(new Set(found).size, found.length, 'each once');
      const sharing = new Set<string>();
      for (const [i, a] of people.entries())
        for (const b of people.slice(i + 1)) {
          const keys = new Set(keysOf(a));
          if (keysOf(b).some((key) => keys.has(key))) sharing.add([a.memberId, b.memberId].toSorted().join(' '));
        }
      for (const pair of found) assert.ok(sharing.has(pair), pair);
      // What is sure by itself needs no other people of the household.
      const ready = makeReady();
      const bearing = people.map(ready);
      const same = (of: (one: (typeof bearing)[number]['name']) => string) => (text: string) =>
        bearing.filter(({ name }) => of(name) === text).length;
      const names: NameCounts = {
        people: people.length,
        ...{ ofKey: same(({ key }) => key), ofFolded: same(({ folded }) => folded) },
        ...{ ofSorted: same(({ sorted }) => sorted), ofEnds: same(({ ends }) => ends) },
      };
      for (const [i, a] of bearing.entries())
        for (const b of bearing.slice(i + 1)) {
          const pair = [a.person.memberId, b.person.memberId].toSorted().join(' ');
          if (sharing.has(pair) && compare(a, b, names).score - evenOdds(people.length) >= LOOK) assert.ok(found.includes(pair), pair);
        }
    }),
    { seed, numRuns: 200 },
  );
});
