/**
 * Indexes of readers, set aside while very many rows are written (tạm gỡ chỉ mục khi ghi rất nhiều dòng) and built again behind them:
 * to keep the order of a million names in five indexes row by row takes more than all else that is written of a person. The
 * door itself never reads by them. So with the references of these rows to the row above them, which are looked up one by one, and
 * are proved all at once when they come back. Meanwhile the growing tables are looked over only when they have doubled, and once behind. What
 * is set aside is written down in the same transaction, so that whoever opens the database after a crash builds it again
 * (`migrate.ts`).
 */
import type { ClientBase, Pool } from 'pg';
import pg from 'pg';

/** Beginnings of their names; none of them guards a rule. */
const READERS = ['member_name_', 'member_hamlet_names', 'household_list', 'household_code_from', 'household_code_to'];

/** A row of each, or several, a household: `analyze` at each tenth more would read them fifty times over. */
const GROWING = ['household', 'member', 'residence', 'event', 'payload'];
/** What of these is in a new round must be known at once, or their tables are read whole. */
const REVIEW = ['review_list', 'interview', 'verdict', 'status'];
const PATIENCE = { autovacuum_analyze_scale_factor: 1, autovacuum_vacuum_insert_scale_factor: 2 };

export interface SetAside {
  /** How many. */
  readonly count: number;
  /** Builds them again; how many. */
  readonly bringBack: () => Promise<number>;
  /** To be called in any case: what was not brought back is built by whoever opens the database next. */
  readonly end: () => Promise<void>;
}

/** Who set aside holds this until the end, so that others who open the database meanwhile leave it alone. */
const HELD = `hashtext('vuon set aside')`;

/** `owner`: the address of the tables' owner. While it works nobody should search. */
export async function setAside(owner: string): Promise<SetAside> {
  const client = new pg.Client({ connectionString: owner, application_name: 'vuon indexes' });
  // Lost: the next query says so.
  client.on('error', () => {});
  await client.connect();
  try {
    await client.query(`select pg_advisory_lock(${HELD})`);
    const count = await within(client, takeAway);
    return { count, bringBack: () => within(client, buildAgain), end: () => client.end() };
  } catch (error) {
    await client.end();
    throw error;
  }
}

async function takeAway(client: ClientBase): Promise<number> {
  const indexes = await client.query<{ name: string }>(
    `insert into set_aside (name, definition)
     select c.relname, pg_get_indexdef(i.indexrelid)
       from pg_index i join pg_class c on c.oid = i.indexrelid
      where c.relnamespace = 'public'::regnamespace and not i.indisunique
        and exists (select from unnest($1::text[]) as s where starts_with(c.relname, s))
     returning name`,
    [READERS],
  );
  for (const { name } of indexes.rows) await client.query(`drop index ${pg.escapeIdentifier(name)}`);
  const references = await client.query<{ name: string; gone: string }>(
    `insert into set_aside (name, definition)
     select c.conname, format('alter table %s add constraint %I %s', c.conrelid::regclass, c.conname, pg_get_constraintdef(c.oid))
       from pg_constraint c where c.contype = 'f' and c.conrelid = any ($1::regclass[])
     returning name, format('alter table %s drop constraint %I', split_part(definition, ' ', 3), name) as gone`,
    [[...GROWING, ...REVIEW]],
  );
  for (const { gone } of references.rows) await client.query(gone);
  const patience = Object.entries(PATIENCE).map(([name, factor]) => `${name} = ${factor}`);
  for (const table of GROWING) await client.query(`alter table ${table} set (${patience.join(', ')})`);
  return indexes.rows.length + references.rows.length;
}

/** Builds again what somebody who is gone set aside; how many. `pool`: the owner's. */
export async function bringBackLeft(pool: Pool): Promise<number> {
  const client = await pool.connect();
  try {
    return await within(client, async () => {
      const { rows } = await client.query<{ mine: boolean }>(`select pg_try_advisory_xact_lock(${HELD}) as mine`);
      return rows[0]?.mine === true ? buildAgain(client) : 0;
    });
  } finally {
    client.release();
  }
}

async function buildAgain(client: ClientBase): Promise<number> {
  const { rows: there } = await client.query<{ there: boolean }>(`select to_regclass('public.set_aside') is not null as there`);
  if (there[0]?.there !== true) return 0;
  const { rows } = await client.query<{ definition: string }>('delete from set_aside returning definition');
  await client.query(`select set_config('maintenance_work_mem', '256MB', true)`);
  for (const { definition } of rows) await client.query(definition);
  if (rows.length > 0)
    for (const table of GROWING) {
      await client.query(`alter table ${table} reset (${Object.keys(PATIENCE).join(', ')})`);
      await client.query(`analyze ${table}`);
    }
  return rows.length;
}

/** All or nothing. */
async function within<T>(client: ClientBase, work: (client: ClientBase) => Promise<T>): Promise<T> {
  await client.query('begin');
  try {
    const value = await work(client);
    await client.query('commit');
    return value;
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw error;
  }
}
