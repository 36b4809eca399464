/** Statements that go out in one piece: carried out in their order, the first that fails is thrown and undoes all, and the connection goes on. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withDatabase } from '../../tools/test/database.ts';
import { table, updateRows } from './parts/tables.ts';
import { preparedSqlOf, type Sql, sqlOfKysely, together } from './sql.ts';

const { app, ownerPool } = await withDatabase({ max: 2 });
await ownerPool.query('create table number (n integer primary key, at integer generated always as identity)');
await ownerPool.query('grant all on number to public');

const put = async (sql: Sql, n: number): Promise<void> => void (await sql.query('insert into number (n) values ($1)', [n]));
const countOf = async (sql: Sql): Promise<number> => (await sql.query<{ n: number }>('select count(*)::int as n from number'))[0]?.n ?? -1;
const all = async () => (await ownerPool.query('select n from number order by at')).rows.map(({ n }) => n);
const WAYS = [
  ['in one piece', preparedSqlOf],
  ['one by one', sqlOfKysely],
] as const;

test('each sees what those before it did, within another group as well, and their rows come back to whoever asked', async () => {
  for (const [way, sqlOf] of WAYS) {
    await ownerPool.query('truncate number');
    const told = await app
      .transaction()
      .execute((tx) =>
        together(sqlOf(tx), (sql) => [
          put(sql, 1),
          countOf(sql),
          together(sql, (at) => [put(at, 2), put(at, 3), countOf(at)]),
          put(sql, 4),
          countOf(sql),
          (async () => [await countOf(sql), await countOf(sql)])(),
        ]),
      );
    assert.deepEqual(told, [undefined, 1, [undefined, undefined, 3], undefined, 4, [4, 4]], way);
    assert.deepEqual(await all(), [1, 2, 3, 4], way);
  }
});

test('the first that fails is thrown, none of them stays, and the same connections go on', async () => {
  for (const [way, sqlOf] of WAYS) {
    await ownerPool.query('truncate number');
    for (let turn = 0; turn < 4; turn += 1) {
      const failing = app.transaction().execute((tx) => together(sqlOf(tx), (sql) => [put(sql, 1), put(sql, 2), put(sql, 2), put(sql, 3)]));
      await assert.rejects(failing, (error: Error & { code?: string }) => error.code === '23505', way);
      // Heard of after those that follow it, since it lies deeper.
      const late = async (sql: Sql, n: number): Promise<void> => {
        const one = put(sql, n);
        await one.finally(() => Promise.resolve());
      };
      const deep = app.transaction().execute((tx) => together(sqlOf(tx), (sql) => [put(sql, 2), late(sql, 2), put(sql, 3)]));
      await assert.rejects(deep, (error: Error & { code?: string }) => error.code === '23505', way);
      assert.deepEqual(await all(), [], way);
    }
    await app.transaction().execute((tx) => together(sqlOf(tx), (sql) => [put(sql, 7), put(sql, 8)]));
    assert.deepEqual(await all(), [7, 8], way);
  }
});

test('a connection that is cut in the middle fails them all, and another one is opened', async () => {
  await ownerPool.query('truncate number');
  const cut = app
    .transaction()
    .execute((tx) =>
      together(preparedSqlOf(tx), (sql) => [put(sql, 1), sql.query('select pg_terminate_backend(pg_backend_pid())', []), put(sql, 2)]),
    );
  await assert.rejects(cut);
  assert.deepEqual(await all(), []);
  await app.transaction().execute((tx) => together(preparedSqlOf(tx), (sql) => [put(sql, 1), put(sql, 2)]));
  assert.deepEqual(await all(), [1, 2]);
});

test('a transaction is begun with its first statement: what it does is undone with it, and one that did nothing leaves nothing open', async () => {
  for (const [way, sqlOf] of WAYS) {
    await ownerPool.query('truncate number');
    const undone = (work: (sql: Sql) => Promise<unknown>, how: RegExp) =>
      assert.rejects(
        app.transaction().execute(async (tx) => {
          await work(sqlOf(tx));
          throw new Error('undone');
        }),
        how,
        way,
      );
    for (let turn = 0; turn < 3; turn += 1) {
      await undone((sql) => put(sql, 1), /undone/);
      await undone((sql) => together(sql, (at) => [put(at, 1), put(at, 2)]), /undone/);
      await undone((sql) => sql.query('select 1 / 0', []), /division by zero/);
      await undone(() => Promise.resolve(), /undone/);
      await app.transaction().execute(() => Promise.resolve());
      // On each connection: outside a transaction a row stands at once.
      const n = turn * 2 + 10;
      await Promise.all([put(sqlOf(app), n), put(sqlOf(app), n + 1)]);
      assert.equal((await all()).length, turn * 2 + 2, way);
    }
    const [first] = await app.transaction().execute((tx) => sqlOf(tx).query<{ n: number }>('select n from number order by n', []));
    assert.deepEqual(first, { n: 10 }, way);
  }
});

test('rows that are changed are there: one that is not is an error and changes none', async () => {
  await ownerPool.query('create table pair (n integer primary key, word text not null)');
  await ownerPool.query("grant all on pair to public; insert into pair values (1, 'one'), (2, 'two')");
  const pairs = table<{ n: number; word: string }>('pair', ['n'], { n: 'integer', word: 'text' });
  const change = (...numbers: readonly number[]) =>
    app.transaction().execute((tx) =>
      updateRows(
        preparedSqlOf(tx),
        pairs,
        numbers.map((n) => ({ n, word: `again ${n}` })),
      ),
    );
  await assert.rejects(change(1, 3), /1 rows of pair are not there/);
  assert.deepEqual((await ownerPool.query('select word from pair order by n')).rows, [{ word: 'one' }, { word: 'two' }]);
  await change(2, 1);
  assert.deepEqual((await ownerPool.query('select word from pair order by n')).rows, [{ word: 'again 1' }, { word: 'again 2' }]);
});
