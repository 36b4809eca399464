// Proves the test harness on itself: two copies are apart, the application's role is weak, values come back unchanged.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { withDatabase } from './database.ts';

const first = await withDatabase();
const second = await withDatabase();

test('copies are apart', async () => {
  await sql`create table only_here (id int)`.execute(first.owner);
  await assert.rejects(sql`select * from only_here`.execute(second.owner), /does not exist/);
});

test('the application role is weak and cannot become the owner', async () => {
  const { rows } = await sql<{ owner: string }>`select current_user as owner`.execute(first.owner);
  const { rows: app } = await sql<{ role: string }>`select current_user as role`.execute(first.app);
  assert.equal(app[0]?.role, 'vuon_app');
  const owner = sql.ref(rows[0]?.owner ?? '');
  await assert.rejects(sql`set role ${owner}`.execute(first.app), /permission denied/);
  await assert.rejects(sql`set session authorization ${owner}`.execute(first.app), /permission denied/);
  await assert.rejects(sql`create table mine (id int)`.execute(first.app), /permission denied/);
  await assert.rejects(sql`select * from only_here`.execute(first.app), /permission denied/);
});

test('dates, instants and integers come back unchanged', async () => {
  const { rows } = await sql<{ day: string; days: string[]; instant: string; micro: string; big: number; list: number[] }>`select
		date '2026-01-01' as day, array[date '1900-01-01'] as days,
		timestamptz '2026-01-01T00:00:00.5+07' as instant, timestamptz '2026-01-01T00:00:00.000001Z' as micro,
		9007199254740991::int8 as big, array[1, 2]::int8[] as list`.execute(first.app);
  assert.deepEqual(rows[0], {
    day: '2026-01-01',
    days: ['1900-01-01'],
    instant: '2025-12-31T17:00:00.500Z',
    micro: '2026-01-01T00:00:00.000001Z',
    big: 9007199254740991,
    list: [1, 2],
  });
  await assert.rejects(sql`select 9007199254740992::int8`.execute(first.app), /not a safe integer/);
});

test('Vietnamese order and folding are there', async () => {
  const { rows } = await sql<{
    name: string;
  }>`select name from unnest(array['Đạt', 'Dũng', 'Ân', 'An', 'Ăn']) as name order by name collate "vi-x-icu"`.execute(first.app);
  assert.deepEqual(
    rows.map((row) => row.name),
    ['An', 'Ăn', 'Ân', 'Dũng', 'Đạt'],
  );
  const { rows: folded } = await sql<{ text: string }>`select unaccent('Nguyễn Thị Đào') as text`.execute(first.app);
  assert.equal(folded[0]?.text, 'Nguyen Thi Dao');
});
