/** Row security on a shared pool: two actors interleaved never see each other's rows; without a scope nobody sees any. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { withDatabase } from '../../tools/test/database.ts';
import { live } from '../../tools/test/lively-province.ts';
import { answersOf, COMMUNES, HAMLETS, id, interview, take } from '../../tools/test/small-province.ts';
import { asActor } from '../http/transaction.ts';
import type { Scope } from './scope.ts';

const database = await withDatabase({ max: 2 });
await live(database.app);
await take(database.app, [interview('Cúc', { answers: answersOf('Cúc', 'poor') })]);

const TABLES = ['household', 'member', 'residence', 'tombstone', 'review_list', 'interview', 'verdict', 'status', 'rejudged', 'tie'];
const LEDGER = ['book', 'head', 'event', 'payload'];
const scopeOf = (n: 0 | 1): Scope => ({
  accountId: id(`actor ${n}`),
  reach: { hamlets: HAMLETS.slice(n * 2, n * 2 + 2), communes: [COMMUNES[n]] },
  today: '2026-10-01',
});

async function count(table: string, where: string): Promise<number> {
  const { rows } = await database.ownerPool.query<{ count: number }>(`select count(*) from ${table} where ${where}`);
  return rows[0]?.count ?? 0;
}

test('200 interleaved requests of two actors on a pool of two: each sees all of its own and nothing else', async () => {
  const list = (n: number) =>
    HAMLETS.slice(n * 2, n * 2 + 2)
      .map((each) => `'${each}'`)
      .join();
  const expected = new Map<string, number>();
  for (const n of [0, 1]) for (const table of TABLES) expected.set(`${n} ${table}`, await count(table, `hamlet_id in (${list(n)})`));
  assert.ok([0, 1].every((n) => (expected.get(`${n} household`) ?? 0) > 0 && (expected.get(`${n} interview`) ?? 0) > 0));
  const requests = Array.from({ length: 200 }, (_, i) => i);
  await Promise.all(
    requests.map((i) => {
      const n = i % 2 === 0 ? 0 : 1;
      const table = TABLES[Math.floor(i / 2) % TABLES.length] ?? '';
      return asActor(database.app, scopeOf(n), async (tx) => {
        const { rows } = await sql<{ hamlet_id: string }>`select hamlet_id from ${sql.table(table)}`.execute(tx);
        await sql`select pg_sleep(0.002)`.execute(tx);
        const { rows: again } = await sql<{ hamlet_id: string }>`select hamlet_id from ${sql.table(table)}`.execute(tx);
        for (const each of [rows, again]) {
          assert.ok(
            each.every((row) => scopeOf(n).reach !== 'all' && HAMLETS.slice(n * 2, n * 2 + 2).includes(row.hamlet_id as never)),
            table,
          );
          assert.equal(each.length, expected.get(`${n} ${table}`), `${n} ${table}`);
        }
        if (i % 7 === 0) throw new Error('rolled back on purpose');
      }).catch((error: Error) => assert.equal(error.message, 'rolled back on purpose'));
    }),
  );
});

test('outside a transaction of a scope no row of any table is seen, no function finds anything', async () => {
  const { rows: tables } = await database.ownerPool.query<{ name: string }>(
    `select relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'public' and relkind = 'r' and relname not like 'kysely%' and has_table_privilege('vuon_app', c.oid, 'select')`,
  );
  assert.ok(tables.length >= TABLES.length + LEDGER.length);
  for (const { name } of tables) {
    const { rows } = await database.appPool.query<{ count: number }>(`select count(*) from ${name}`);
    assert.equal(rows[0]?.count, 0, name);
  }
  const { rowCount } = await database.appPool.query(`select * from search_members('binh', 100)`);
  assert.equal(rowCount, 0);
});

test('events and bodies are seen by hamlet and by office', async () => {
  for (const n of [0, 1] as const) {
    const own = [...HAMLETS.slice(n * 2, n * 2 + 2), COMMUNES[n]];
    const areas = await asActor(database.app, scopeOf(n), async (tx) => {
      const { rows } = await sql<{
        area_id: string;
      }>`select distinct area_id from event union select distinct area_id from payload`.execute(tx);
      return rows.map((row) => row.area_id).sort();
    });
    assert.deepEqual(areas, [...own].sort());
  }
});

test('the settings of a transaction end with it, also when it fails', async () => {
  const client = await database.appPool.connect();
  await client.query('begin');
  await client.query(`select set_config('vuon.reach', 'all', true)`);
  await client.query('select 1 / 0').catch(() => {});
  await client.query('rollback');
  const { rows } = await client.query(
    `select coalesce(current_setting('vuon.reach', true), '') as reach, (select count(*) from household) as count`,
  );
  client.release();
  assert.deepEqual(rows, [{ reach: '', count: 0 }]);
});

test('no row of another area can be written, whatever the statement', async () => {
  const foreign = HAMLETS[2];
  const { rows } = await database.ownerPool.query<{ household_id: string; book_id: string }>(
    'select household_id, book_id from household where hamlet_id = $1',
    [foreign],
  );
  const target = rows[0]?.household_id ?? '';
  const before = await count('household', `hamlet_id = '${foreign}'`);
  const attempts = [
    sql`update household set head_name = 'x' where household_id = ${target}`,
    sql`delete from member where household_id = ${target}`,
    sql`update household set hamlet_id = ${foreign}, code = 'stolen' where hamlet_id = ${HAMLETS[0]}`,
    sql`insert into residence (household_id, hamlet_id, people, valid_from) values (${target}, ${foreign}, 1, '2020-01-01')`,
    sql`insert into tombstone (book_id, household_id, hamlet_id, version, reason) values (${rows[0]?.book_id}, ${target}, ${foreign}, 1, 'moved')`,
  ];
  for (const attempt of attempts) {
    const changed = await asActor(database.app, scopeOf(0), async (tx) => Number((await attempt.execute(tx)).numAffectedRows ?? 0)).catch(
      (error: Error) => {
        assert.match(error.message, /row-level security/);
        return 0;
      },
    );
    assert.equal(changed, 0);
  }
  assert.equal(await count('household', `hamlet_id = '${foreign}'`), before);
  assert.equal(await count('household', `code = 'stolen' or head_name = 'x'`), 0);
});

test('what the search function asks is answered by the indexes of names, from any word on, with words left out between', async () => {
  await database.ownerPool.query(`
    insert into member (member_id, household_id, hamlet_id, ordinal, full_name, folded, sex, birth, relation, state, version)
    select gen_random_uuid(), h.household_id, h.hamlet_id, 100 + n, 'x', 'nguoi thu ' || n || md5(n::text), 'female', '1980', 'child', 'present', 1
      from (select household_id, hamlet_id from household limit 1) h, generate_series(1, 20000) n`);
  await database.ownerPool.query('analyze member');
  const { rows } = await database.ownerPool.query<{ body: string }>(`select prosrc as body from pg_proc where proname = 'search_members'`);
  const asked = [...(rows[0]?.body ?? '').matchAll(/where (?:everywhere|apart) and (m\.state .+)\n +order by (\(.+\) collate "C") limit/g)];
  assert.equal(asked.length, 9);
  for (const [at, [, where = '', start = '']] of asked.entries()) {
    const given = where.replace('>= q', `>= '777'`).replace('< q || last', `< '778'`);
    const plan = await database.ownerPool.query<{ 'QUERY PLAN': string }>(
      `explain select household_id from member m where ${given} order by ${start} limit 500`,
    );
    assert.match(plan.rows.map((row) => row['QUERY PLAN']).join('\n'), new RegExp(`member_name_${at}`));
  }
});
