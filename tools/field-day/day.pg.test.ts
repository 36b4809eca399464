/**
 * A small day in the field with a fixed seed and a fresh one, on a PostgreSQL that is killed and once restored from an old backup; and one
 * of careless people, who must be found out.
 */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { withDatabase } from '../test/database.ts';
import { type DayResult, fieldDay, isClean } from './day.ts';
import { Field, Ground } from './ground.ts';
import { shrink, type Size } from './shrink.ts';

const fresh = String(process.env['VUON_SEED'] ?? Math.floor(Math.random() * 1e9));
const SIZE: Size = { phones: 3, visits: 24 };
/** Each kind at least once. */
const ACTS = 30;
const ground = await Ground.open();
after(() => ground.close());

async function day(seed: string, how: { readonly careless?: true; readonly disasters?: true }, size: Size = SIZE): Promise<DayResult> {
  const [field, plain] = [await Field.open(ground), await withDatabase<unknown>({ max: 4 })];
  try {
    return await fieldDay({ seed, ...size, ...(how.careless ? {} : { acts: ACTS }), ...how, field, plain: plain.app });
  } finally {
    await field.close();
  }
}

/** As a failure is told: the smallest day that shows it, and what it comes to. */
async function least(seed: string, result: DayResult, how: { readonly careless?: true; readonly disasters?: true }): Promise<string> {
  const {
    phones,
    visits,
    result: told,
  } = await shrink({ ...SIZE, result }, async (size) => {
    const smaller = await day(seed, how, size);
    return isClean(smaller) ? null : smaller;
  });
  return `seed ${seed}, ${phones} phones, ${visits} visits: ${JSON.stringify(told)}`;
}

for (const seed of ['canals', fresh]) {
  test(`nothing is lost, doubled or written over unseen (seed ${seed})`, async (t) => {
    const disasters = true;
    const found = await day(seed, { disasters });
    const { told, visits, taken } = found;
    t.diagnostic(told);
    assert.ok(isClean(found), isClean(found) ? '' : await least(seed, found, { disasters }));
    assert.equal(taken, visits);
    assert.ok(/[1-9]\d* kills/.test(told), told);
  });
}

test('forms handed in without looking at the other’s are found out', async () => {
  const found = await day('careless', { careless: true });
  assert.ok(found.overwritten.length > 0, found.told);
  const told = await least('careless', found, { careless: true });
  assert.match(told, /^seed careless, [12] phones, \d visits: .*"overwritten":\["/);
});
