/** Months of age as the database counts them are those of the rules, and two births that it takes for one are judged alike. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ageOn, date } from '../../core/kernel/dates.ts';
import { withDatabase } from '../../tools/test/database.ts';

const { ownerPool } = await withDatabase();
const DAYS = ['2026-01-31', '2026-02-28', '2026-03-01', '2026-10-20', '2028-02-29'];
const BIRTHS = [
  '1930-05-05',
  '1964-11-30',
  '1971-01-31',
  '1971-02-28',
  '2010-02-28',
  '2011-12-31',
  '2024-02-29',
  '2025-12-31',
  '2027-01-01',
];

test('completed months are counted as the rules count them; of a birth not known to the day there are none', async () => {
  for (const day of DAYS)
    for (const birth of [...BIRTHS, '1970', '1970-05', 'dont-know']) {
      const { rows } = await ownerPool.query<{ months: number | null }>('select months_old($1, $2) as months', [birth, day]);
      const known = birth.length === 10;
      const months = rows[0]?.months ?? null;
      if (!known) assert.equal(months, null, birth);
      else assert.equal(Math.floor((months ?? -1) / 12), Math.max(0, ageOn(date(birth), date(day)).min), `${birth} on ${day}`);
    }
});

test('one age: the same words, the same months, or within a year of age where rules count years', async () => {
  const on = '2026-10-20';
  for (const [told, righted, same] of [
    ['1970', '1970', true],
    ['1970', '1970-05-01', false],
    ['1980-01-05', '1980-09-05', true],
    ['1980-01-05', '1980-10-20', true],
    ['1980-01-05', '1980-10-21', false],
    ['1980-01-05', '1979-10-21', true],
    ['2015-03-02', '2015-03-09', true],
    ['2015-03-02', '2015-04-02', false],
    ['1967-01-05', '1967-03-05', false],
    ['1940-01-05', '1940-03-05', true],
  ] as const) {
    const { rows } = await ownerPool.query<{ same: boolean }>('select same_age($1, $2, $3) as same', [told, righted, on]);
    assert.equal(rows[0]?.same, same, `${told} and ${righted}`);
  }
});
