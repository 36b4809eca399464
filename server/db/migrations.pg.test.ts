/** The migrated database as the application meets it: row security everywhere, no rows without a scope, no way to rewrite. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withDatabase } from '../../tools/test/database.ts';

const database = await withDatabase();

test('every table has row security, forced, and at least one policy', async () => {
  const { rows } = await database.ownerPool.query<{ name: string; enabled: boolean; forced: boolean; policies: number }>(
    `select c.relname as name, c.relrowsecurity as enabled, c.relforcerowsecurity as forced,
            (select count(*)::int from pg_policy p where p.polrelid = c.oid) as policies
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'public' and c.relkind in ('r', 'p') and c.relname not like 'kysely%'`,
  );
  assert.ok(rows.length >= 24, `only ${rows.length} tables`);
  const open = rows.filter((row) => !row.enabled || !row.forced || row.policies === 0).map((row) => row.name);
  assert.deepEqual(open, []);
});
