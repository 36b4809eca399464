/** Dates against the runtime's own `Date` (UTC) as the oracle, ages against counting birthdays one by one. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  addDays,
  ageAtLeast,
  ageAtMost,
  ageOn,
  type BirthDate,
  compareDates,
  date,
  dateOf,
  dayInVietnam,
  daysBetween,
  earliestBirth,
  formatInstantVi,
  formatVi,
  instantOf,
  latestBirth,
  millisOf,
  monthsBetween,
  parseBirthDate,
  parseDate,
  parseDateVi,
  parseInstant,
  parseVi,
  type PlainDate,
} from './dates.ts';

const DAY = 86_400_000;
const anyDay = fc
  .integer({ min: Date.UTC(1900, 0, 1) / DAY, max: Date.UTC(2100, 11, 31) / DAY })
  .map((n) => date(new Date(n * DAY).toISOString().slice(0, 10)));
const wideDay = fc.integer({ min: -719_162, max: 2_932_896 }).map((n) => date(new Date(n * DAY).toISOString().slice(0, 10)));

function birth(text: string): BirthDate {
  const parsed = parseBirthDate(text);
  assert.ok(parsed.ok, text);
  return parsed.value;
}

test('parseDate takes real days only', () => {
  for (const text of ['2024-02-29', '2000-02-29', '0001-01-01', '9999-12-31']) assert.equal(parseDate(text).ok, true, text);
  for (const text of ['2023-02-29', '1900-02-29', '2024-04-31', '2024-13-01', '2024-00-10', '2024-01-00', '0000-01-01']) {
    assert.deepEqual(parseDate(text), { ok: false, error: { code: 'date-not-in-calendar' } }, text);
  }
  for (const text of ['', '2024-1-1', '2024-01-01T00:00', '01/02/2024', ' 2024-01-01', '2024-01-01\n', '２０２４-01-01']) {
    assert.deepEqual(parseDate(text), { ok: false, error: { code: 'date-malformed' } }, text);
  }
  assert.equal(dateOf(2024, 2, 29.5).ok, false);
});

test('any eight digits are a date exactly when the runtime says so', () => {
  fc.assert(
    fc.property(fc.nat(9999), fc.nat(14), fc.nat(33), (y, m, d) => {
      const text = `${String(y).padStart(4, '0')}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`;
      const oracle = new Date(`${text}T00:00:00Z`);
      const real = y > 0 && !Number.isNaN(oracle.getTime()) && oracle.toISOString().startsWith(text);
      assert.equal(parseDate(text).ok, real, text);
    }),
    { numRuns: 2000 },
  );
});

test('addDays and daysBetween agree with the runtime over all years', () => {
  fc.assert(
    fc.property(wideDay, wideDay, (a, b) => {
      const days = (Date.parse(b) - Date.parse(a)) / DAY;
      assert.equal(daysBetween(a, b), days);
      assert.equal(addDays(a, days), b);
      assert.equal(Math.sign(compareDates(a, b)), Math.sign(Date.parse(a) - Date.parse(b)));
    }),
  );
  assert.throws(() => addDays(date('9999-12-31'), 1), RangeError);
  assert.throws(() => addDays(date('0001-01-01'), -1), RangeError);
  assert.throws(() => addDays(date('2024-01-01'), 0.5), RangeError);
});

test('monthsBetween counts completed months', () => {
  const cases: [string, string, number][] = [
    ['2024-01-31', '2024-02-29', 0],
    ['2024-01-31', '2024-03-01', 1],
    ['2024-01-15', '2024-02-15', 1],
    ['2024-01-15', '2024-02-14', 0],
    ['2023-12-31', '2024-12-31', 12],
    ['2024-05-01', '2024-05-01', 0],
    ['2024-02-15', '2024-01-15', -1],
  ];
  for (const [a, b, months] of cases) assert.equal(monthsBetween(date(a), date(b)), months, `${a} ${b}`);
});

/** Counts birthdays one by one: the first day on or after the calendar day of birth in each later year. */
function birthdaysUntil(born: PlainDate, on: PlainDate): number {
  let reached = 0;
  for (let year = Number(born.slice(0, 4)) + 1; year <= 2101; year += 1) {
    const day = new Date(Date.UTC(year, Number(born.slice(5, 7)) - 1, Number(born.slice(8)))).toISOString().slice(0, 10);
    if (day <= on) reached += 1;
  }
  return reached;
}

test('the age of a full birth date is the number of birthdays', () => {
  fc.assert(
    fc.property(anyDay, anyDay, (a, b) => {
      const [born, on] = a <= b ? [a, b] : [b, a];
      const age = birthdaysUntil(born, on);
      assert.deepEqual(ageOn(born, on), { min: age, max: age });
    }),
  );
  assert.deepEqual(ageOn(birth('2008-02-29'), date('2024-02-28')), { min: 15, max: 15 });
  assert.deepEqual(ageOn(birth('2008-02-29'), date('2023-02-28')), { min: 14, max: 14 });
  assert.deepEqual(ageOn(birth('2008-02-29'), date('2023-03-01')), { min: 15, max: 15 });
  assert.deepEqual(ageOn(birth('2025-01-02'), date('2025-01-01')), { min: -1, max: -1 });
});

test('a partial birth date gives exactly the ages of its days', () => {
  fc.assert(
    fc.property(anyDay, anyDay, fc.constantFrom(4, 7), (born, on, length) => {
      const known = birth(born.slice(0, length));
      const ages: number[] = [];
      for (let day = earliestBirth(known); day <= latestBirth(known); day = addDays(day, 1)) {
        if (day <= on) ages.push(ageOn(day, on).min);
      }
      assert.ok(earliestBirth(known) <= born && born <= latestBirth(known));
      if (ages.length === 0) assert.ok(ageOn(known, on).max < 0);
      else assert.deepEqual(ageOn(known, on), { min: Math.min(...ages), max: Math.max(...ages) });
    }),
    { numRuns: 60 },
  );
});

test('rules on ages answer yes, no or unknown', () => {
  const on = date('2026-10-01');
  assert.equal(ageAtLeast(birth('2010-10-01'), on, 16), 'yes');
  assert.equal(ageAtLeast(birth('2010-10-02'), on, 16), 'no');
  assert.equal(ageAtLeast(birth('2010'), on, 16), 'unknown');
  assert.equal(ageAtLeast(birth('2010-10'), on, 16), 'unknown');
  assert.equal(ageAtLeast(birth('2010-09'), on, 16), 'yes');
  assert.equal(ageAtLeast(birth('2009'), on, 16), 'yes');
  assert.equal(ageAtLeast(birth('2011'), on, 16), 'no');
  assert.equal(ageAtMost(birth('2010-10-01'), on, 15), 'no');
  assert.equal(ageAtMost(birth('2010-10-02'), on, 15), 'yes');
  assert.equal(ageAtMost(birth('2010'), on, 15), 'unknown');
  fc.assert(
    fc.property(anyDay, anyDay, fc.nat(110), fc.constantFrom(4, 7, 10), (born, day, years, length) => {
      const known = birth(born.slice(0, length));
      const opposite = { yes: 'no', no: 'yes', unknown: 'unknown' } as const;
      assert.equal(ageAtMost(known, day, years), opposite[ageAtLeast(known, day, years + 1)]);
    }),
  );
});

test('parseVi reads what people write', () => {
  const cases: [string, string][] = [
    ['5/9/1962', '1962-09-05'],
    ['05/09/1962', '1962-09-05'],
    ['05-09-1962', '1962-09-05'],
    ['5.9.1962', '1962-09-05'],
    [' 5 / 9 / 1962 ', '1962-09-05'],
    ['05091962', '1962-09-05'],
    ['1962', '1962'],
    ['9/1962', '1962-09'],
    ['09-1962', '1962-09'],
    ['1962-09-05', '1962-09-05'],
    ['1962-09', '1962-09'],
  ];
  for (const [text, value] of cases) assert.deepEqual(parseVi(text), { ok: true, value }, text);
  for (const text of [
    '',
    '5/9/62',
    '31/4/2024',
    '5/13/2024',
    '0',
    '12345',
    '5/9-1962',
    'mai',
    '13/1962',
    '0000',
    '31042024',
    '05092162',
    '20240905',
  ]) {
    assert.equal(parseVi(text).ok, false, text);
  }
  assert.equal(parseDateVi('5/9/1962').ok, true);
  assert.equal(parseDateVi('1962').ok, false);
});

test('formatVi and parseVi are inverse', () => {
  fc.assert(
    fc.property(wideDay, fc.constantFrom(4, 7, 10), (day, length) => {
      const known = birth(day.slice(0, length));
      assert.deepEqual(parseVi(formatVi(known)), { ok: true, value: known });
    }),
  );
  assert.equal(formatVi(date('2024-02-09')), '09/02/2024');
});

test('moments agree with the runtime, and Vietnam is seven hours ahead', () => {
  fc.assert(
    fc.property(fc.integer({ min: Date.UTC(1901, 0, 1), max: Date.UTC(2199, 0, 1) }), (millis) => {
      const moment = instantOf(millis);
      assert.equal(moment, new Date(millis).toISOString());
      assert.equal(millisOf(moment), millis);
      assert.deepEqual(parseInstant(moment), { ok: true, value: moment });
      assert.equal(dayInVietnam(moment), new Date(millis + 7 * 3_600_000).toISOString().slice(0, 10));
    }),
  );
  const noon = parseInstant('2025-06-30T17:00:00Z');
  assert.ok(noon.ok);
  assert.equal(noon.value, '2025-06-30T17:00:00.000Z');
  assert.equal(dayInVietnam(noon.value), '2025-07-01');
  assert.equal(formatInstantVi(noon.value), '00:00 01/07/2025');
  for (const text of [
    '2025-06-30',
    '2025-06-30T24:00:00Z',
    '2025-06-30T10:00:60Z',
    '2025-06-31T10:00:00Z',
    '2025-06-30T10:00:00+07:00',
    '2025-06-30T10:00:00.1Z',
  ]) {
    assert.equal(parseInstant(text).ok, false, text);
  }
});
