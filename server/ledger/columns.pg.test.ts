/** Columns in PostgreSQL's binary form come out as what went in, and statements kept prepared do what the plain ones do. */
import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { withDatabase } from '../../tools/test/database.ts';
import { columnOf, elementOf } from './parts/columns.ts';
import { insertRows, table, upsertRows } from './parts/tables.ts';
import { preparedSqlOf } from './sql.ts';

const { app, ownerPool, owner } = await withDatabase();

async function back(type: string, values: readonly unknown[], as: string): Promise<unknown[]> {
  const column = columnOf(
    type,
    values.map((value) => ({ value })),
    'value',
  );
  const { rows } = await ownerPool.query(
    `select ${as} as value from unnest($1::${elementOf(type)}[]) with ordinality r (v, n) order by n`,
    [column],
  );
  return rows.map((row) => row.value);
}

test('every form: nulls, ends of ranges, empty and long texts, any letters', async () => {
  const ids = [randomUUID(), null, 'FFFFFFFF-ffff-4fff-8fff-0123456789ab', '00000000-0000-0000-0000-000000000000'];
  assert.deepEqual(
    await back('uuid', ids, 'v::text'),
    ids.map((id) => id?.toLowerCase() ?? null),
  );
  const texts = [
    '',
    null,
    'Nguyễn Thị Ánh',
    '{"a":[1,"\\"]}',
    'tab\tand\nline',
    '𝒳 ភូមិ',
    "it's",
    'NULL',
    'ấp'.repeat(700_000),
    '\u001f\u001a',
  ];
  assert.deepEqual(await back('text', texts, 'v'), texts);
  const integers = [0, -1, 2_147_483_647, -2_147_483_648, null];
  assert.deepEqual(await back('integer', integers, 'v'), integers);
  const large = [1, 2 ** 32, -(2 ** 40) - 1, Number.MAX_SAFE_INTEGER, null];
  assert.deepEqual(await back('bigint', large, 'v'), large);
  assert.deepEqual(await back('boolean', [true, null, false], 'v'), [true, null, false]);
  const bytes = [randomBytes(32), null, Buffer.alloc(0), new Uint8Array([0, 255, 92])];
  assert.deepEqual(
    await back('bytea', bytes, "encode(v, 'hex')"),
    bytes.map((each) => (each === null ? null : Buffer.from(each).toString('hex'))),
  );
  assert.deepEqual(await back('date', ['2026-02-28', undefined], 'v::date'), ['2026-02-28', null]);
  assert.deepEqual(await back('timestamptz', ['2026-02-28T01:02:03.456Z'], 'v::timestamptz'), ['2026-02-28T01:02:03.456Z']);
  assert.deepEqual(await back('jsonb', [{ a: 'đ"' }, null], 'v::jsonb'), [{ a: 'đ"' }, null]);
  assert.deepEqual(await back('text[]', [['poor', 'near-poor'], []], 'v::text[]'), [['poor', 'near-poor'], []]);
  assert.deepEqual(await back('text', [], 'v'), []);
});

test('what is no id or no bytes is an error and not another value', () => {
  assert.throws(() => columnOf('uuid', [{ v: 'a0001' }], 'v'), TypeError);
  assert.throws(() => columnOf('bytea', [{ v: '\\x00' }], 'v'), TypeError);
});

test('a prepared statement writes on every connection and in every transaction', async () => {
  await ownerPool.query('create table thing (id uuid primary key, name text not null, of integer)');
  await ownerPool.query('grant all on thing to public');
  interface Thing {
    readonly id: string;
    readonly name: string;
    readonly of: number | null;
  }
  const things = table<Thing>('thing', ['id'], { id: 'uuid', name: 'text', of: 'integer' });
  const id = randomUUID();
  for (const [turn, db] of [app, owner, app].entries()) {
    await db.transaction().execute(async (tx) => {
      const sql = preparedSqlOf(tx);
      for (let i = 0; i < 8; i += 1) await upsertRows(sql, things, [{ id, name: `name ${turn} ${i}`, of: i === 7 ? null : i }]);
      await insertRows(sql, things, [{ id: randomUUID(), name: 'other', of: turn }]);
      await insertRows(sql, things, []);
    });
    const again = db.transaction().execute((tx) => insertRows(preparedSqlOf(tx), things, [{ id, name: 'again', of: 1 }]));
    await assert.rejects(again, /duplicate key/);
  }
  const { rows } = await ownerPool.query('select name, of from thing order by name');
  const others = [0, 1, 2].map((of) => ({ name: 'other', of }));
  assert.deepEqual(rows, [{ name: 'name 2 7', of: null }, ...others]);
});
