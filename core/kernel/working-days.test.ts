/**
 * Working days against a calendar that shares nothing with ours: weekdays by `Date`, the lunar days of Tết and of the Hùng kings by
 * ICU's lunisolar calendar, which agrees with Vietnam's in the years that are kept.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { addDays, date } from './dates.ts';
import { HOLIDAY_LINES, holidaysWith } from './holidays.ts';
import { isWorkingDay, lastDayOf } from './working-days.ts';

const HOLIDAYS = holidaysWith([]);
const weekend = (day: string): boolean => [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());
const lunar = new Intl.DateTimeFormat('en-u-ca-chinese', { timeZone: 'UTC', month: 'numeric', day: 'numeric' });
const lunarDay = (day: string): string => lunar.format(new Date(`${day}T00:00:00Z`));
const daysOfYear = (year: number) =>
  Array.from({ length: 366 }, (_, i) => addDays(date(`${year}-01-01`), i)).filter((day) => day.startsWith(String(year)));

test('Tết, its eve and the day of the Hùng kings are off in every year that is kept, or made good where they fall on a weekend', () => {
  for (const year of HOLIDAYS.years) {
    const off = daysOfYear(year).filter((day) => !isWorkingDay(day, HOLIDAYS));
    const [tet] = off.filter((day) => lunarDay(day) === '1/1');
    assert.ok(tet !== undefined, `${year}: the first day of the lunar year is worked`);
    for (const at of [-1, 1, 2]) assert.ok(off.includes(addDays(tet, at)), `${year}: ${at} of Tết`);
    const [kings] = off.filter((day) => lunarDay(day) === '3/10');
    assert.ok(kings !== undefined, `${year}: the tenth of the third month is worked`);
    if (weekend(kings)) {
      let next = addDays(kings, 1);
      while (weekend(next)) next = addDays(next, 1);
      assert.ok(off.includes(next), `${year}: nothing in lieu of ${kings}`);
    }
  }
});

test('only weekdays are listed as off and only weekends as worked; what was swapped away is made up; Tết is five days', () => {
  for (const { from, to, what } of HOLIDAY_LINES) assert.equal(weekend(from) && weekend(to), what === 'made-up', from);
  for (const year of HOLIDAYS.years) {
    const own = HOLIDAY_LINES.filter(({ from }) => from.startsWith(String(year)));
    const count = (kind: string) => own.filter(({ what }) => what === kind).length;
    assert.equal(count('swapped'), count('made-up'), String(year));
    const days = own
      .filter(({ what }) => what === 'tet')
      .reduce((sum, { from, to }) => sum + Number(to.slice(8)) - Number(from.slice(8)) + 1, 0);
    assert.equal(days, 5, String(year));
  }
});

test('three working days from a Wednesday end on the Monday after; over National Day and its swap they take a week more', () => {
  const last = (from: string, days: number, unit: 'working' | 'calendar' = 'working') => {
    const found = lastDayOf({ days, unit }, date(from), HOLIDAYS);
    return found.ok ? found.value : found.error;
  };
  assert.equal(last('2026-10-07', 3), '2026-10-12');
  assert.equal(last('2026-08-28', 3), '2026-09-07');
  assert.equal(last('2026-08-20', 2), '2026-08-22', 'a Saturday that makes up for a Monday');
  assert.equal(last('2026-02-13', 1), '2026-02-23', 'over Tết');
  assert.equal(last('2026-10-01', 30, 'calendar'), '2026-11-02', 'the thirtieth day is a Saturday');
  assert.deepEqual(last('2027-12-30', 5), { code: 'holidays-unknown', year: 2028 });
});

test('the days between hold exactly as many working days as were counted', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1_000 }), fc.integer({ min: 1, max: 25 }), (at, days) => {
      const from = addDays(date('2025-01-02'), at);
      const found = lastDayOf({ days, unit: 'working' }, from, HOLIDAYS);
      assert.ok(found.ok);
      let worked = 0;
      for (let day = addDays(from, 1); day <= found.value; day = addDays(day, 1)) {
        const made = HOLIDAY_LINES.some(({ what, from: first }) => what === 'made-up' && first === day);
        const off = HOLIDAY_LINES.some((line) => line.what !== 'made-up' && line.from <= day && day <= line.to);
        if (made || (!weekend(day) && !off)) worked += 1;
      }
      assert.equal(worked, days);
      assert.ok(isWorkingDay(found.value, HOLIDAYS));
    }),
  );
});

test('what a round tells of a day stands over what is listed, and opens a year', () => {
  const told = holidaysWith([
    { day: '2026-11-24', off: false },
    { day: '2028-01-03', off: true },
  ]);
  assert.equal(isWorkingDay(date('2026-11-24'), told), true);
  assert.equal(isWorkingDay(date('2028-01-03'), told), false);
  assert.deepEqual([told.years.has(2028), HOLIDAYS.years.has(2028)], [true, false]);
});
