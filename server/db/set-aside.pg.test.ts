/** Indexes that are set aside come back as they were, and so do the settings of their tables: by the one who set them aside, or by whoever opens the database next. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withDatabase } from '../../tools/test/database.ts';
import { migrate } from './migrate.ts';
import { setAside } from './set-aside.ts';

const { ownerUrl, ownerPool } = await withDatabase();

async function standing(): Promise<string[]> {
  const { rows } = await ownerPool.query<{ definition: string }>(
    `select indexdef as definition from pg_indexes where schemaname = 'public'
     union all select conrelid::regclass || ' ' || pg_get_constraintdef(oid) from pg_constraint where contype = 'f'
     order by 1`,
  );
  return rows.map(({ definition }) => definition);
}

async function settings(): Promise<string[]> {
  const { rows } = await ownerPool.query<{ name: string }>(
    `select relname || ' ' || reloptions::text as name from pg_class where relnamespace = 'public'::regnamespace and reloptions is not null`,
  );
  return rows.map(({ name }) => name);
}

test('nothing of what guards a rule or finds a household by its code is set aside; all comes back as it was', async () => {
  const [before, usual] = [await standing(), await settings()];
  const aside = await setAside(ownerUrl);
  const during = await standing();
  assert.ok((await settings()).length > usual.length);
  assert.equal(during.length, before.length - aside.count);
  const gone = before.filter((definition) => !during.includes(definition));
  assert.ok(gone.some((definition) => definition.includes('member_name_0')) && gone.every((definition) => !/unique/i.test(definition)));
  assert.ok(gone.some((definition) => definition.startsWith('member FOREIGN KEY')));
  assert.ok(
    during.some((definition) => /lower\(code\)\)/.test(definition)) && during.some((definition) => definition.includes('citizen_id')),
  );
  assert.equal(await aside.bringBack(), aside.count);
  assert.equal(await aside.bringBack(), 0, 'once');
  assert.deepEqual(await standing(), before);
  assert.deepEqual(await settings(), usual);
  await aside.end();
});

test('who opens the database meanwhile leaves it alone; after a crash they build it again, once', async () => {
  const before = await standing();
  const aside = await setAside(ownerUrl);
  const during = await standing();
  await migrate(ownerUrl);
  assert.deepEqual(await standing(), during, 'its owner is still at work');
  await aside.end();
  const lines: string[] = [];
  await migrate(ownerUrl, { onProgress: (line) => lines.push(line) });
  assert.deepEqual(await standing(), before);
  assert.ok(aside.count > 0 && lines.some((line) => line.includes(`${aside.count} chỉ mục`)), lines.join('\n'));
  assert.deepEqual((await migrate(ownerUrl)).applied, []);
});

test('who goes on after a crash in the middle of building again finds what is left', async () => {
  const [before, usual] = [await standing(), await settings()];
  const aside = await setAside(ownerUrl);
  await aside.end();
  const half = await ownerPool.query<{ definition: string }>(`delete from set_aside where name = 'member_name_0' returning definition`);
  await ownerPool.query(half.rows[0]?.definition ?? assert.fail('no such index'));
  await ownerPool.query(
    `alter table member add constraint member_household_id_fkey foreign key (household_id) references household deferrable not valid`,
  );
  await ownerPool.query(
    `update set_aside set definition = 'alter table member validate constraint member_household_id_fkey' where name = 'member_household_id_fkey'`,
  );
  await migrate(ownerUrl);
  assert.deepEqual(await standing(), before);
  assert.deepEqual(await settings(), usual);
});
