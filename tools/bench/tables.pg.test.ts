/** The benchmark of the tables, small: it fills a register, every row is measured, and there was something to count. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { benchTables } from './tables.ts';

test('the tables of a small province are measured', async () => {
  const { rows } = await benchTables({ households: 3_000, runs: 1 });
  assert.equal(rows[0]?.name, 'tables of the province');
  assert.equal(rows.length, 11);
  assert.ok(rows.every(({ median, n }) => median > 0 && n === 3_000));
});
