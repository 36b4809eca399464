import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withDatabase } from '../test/database.ts';
import { loadMini } from './load.ts';

const database = await withDatabase();

test('the mini village goes through the door: two rounds, last year decided, this year open', async () => {
  const { village, rounds } = await loadMini(database.app, { passwords: false });
  const rows = async (text: string, values: unknown[] = []): Promise<Record<string, unknown>[]> =>
    (await database.ownerPool.query(text, values)).rows;
  assert.equal((await rows('select count(*)::int as n from household'))[0]?.['n'], 14);
  const classes = await rows('select household_id, outcome from verdict where round_id = $1 and rulebook = $2', [rounds.last, '2022-2026']);
  for (const { registered, key, expected, last } of village.households) {
    const row = classes.find((each) => each['household_id'] === registered.householdId);
    assert.equal(row?.['outcome'], last === null ? undefined : expected.last, key);
  }
  assert.deepEqual(await rows('select year, state from round order by year'), [
    { year: 2025, state: 'closed' },
    { year: 2026, state: 'open' },
  ]);
  const listed = village.households.filter((each) => each.expected.last === 'poor').length;
  assert.equal((await rows('select poor from decision where round_id = $1', [rounds.last]))[0]?.['poor'], listed);
});
