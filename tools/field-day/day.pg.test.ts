/** A small day in the field with a fixed seed and a fresh one, and one of careless people, who must be found out. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withDatabase } from '../test/database.ts';
import { fieldDay } from './day.ts';

const fresh = String(process.env['VUON_SEED'] ?? Math.floor(Math.random() * 1e9));

for (const seed of ['canals', fresh]) {
  test(`nothing is lost, doubled or written over unseen (seed ${seed})`, async () => {
    const [field, plain] = [await withDatabase<unknown>({ max: 4 }), await withDatabase<unknown>({ max: 4 })];
    const { told, visits, taken, ...found } = await fieldDay({ seed, phones: 3, visits: 24, field: field.app, plain: plain.app });
    assert.deepEqual(found, { lost: [], doubled: [], overwritten: [], differing: [] }, told);
    assert.equal(taken, visits);
    assert.ok(/[1-9]\d* kills/.test(told), told);
  });
}

test('forms handed in without looking at the other’s are found out', async () => {
  const [field, plain] = [await withDatabase<unknown>({ max: 4 }), await withDatabase<unknown>({ max: 4 })];
  const day = await fieldDay({ seed: 'careless', phones: 3, visits: 24, careless: true, field: field.app, plain: plain.app });
  assert.ok(day.overwritten.length > 0, day.told);
});
