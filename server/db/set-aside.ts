/**
 * Indexes of readers, set aside while very many rows are written (tạm gỡ chỉ mục khi ghi rất nhiều dòng) and built again behind them:
 * to keep the order of a million names in five indexes row by row takes more than all else that is written of a person. The
 * door itself never reads by them. So with the references of these rows to the row above them, which are looked up one by one, and
 * are proved all at once when they come back. Meanwhile the growing tables are looked over only when they have doubled, and once behind. What
 * is set aside is written down in the same transaction, so that whoever opens the database after a crash builds it again
 * (`migrate.ts`).
 */
import type { ClientBase } from 'pg';
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
  const client = await connectTo(owner);
  try {
    await client.query(`select pg_advisory_lock(${HELD})`);
    const count = await within(client, () => takeAway(client));
    return { count, bringBack: () => buildAgain(() => connectTo(owner)), end: () => client.end() };
  } catch (error) {
    await client.end();
    throw error;
  }
}

type Connect = () => Promise<pg.Client>;

async function connectTo(owner: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: owner, application_name: 'vuon indexes' });
  // Lost: the next query says so.
  client.on('error', () => {});
  await client.connect();
  return client;
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
  for (const table of GROWING) {
    await client.query(`alter table ${table} set (${patience.join(', ')})`);
    await client.query('insert into set_aside (name, definition) values ($1, $2)', [`patience of ${table}`, impatient(table)]);
  }
  return indexes.rows.length + references.rows.length;
}

const impatient = (table: string): string => `alter table ${table} reset (${Object.keys(PATIENCE).join(', ')})`;

/** Builds again what somebody who is gone set aside; how many. `owner`: as above. */
export async function bringBackLeft(owner: string): Promise<number> {
  const client = await connectTo(owner);
  try {
    const { rows } = await client.query<{ mine: boolean }>(`select pg_try_advisory_lock(${HELD}) as mine`);
    return rows[0]?.mine === true ? await buildAgain(() => connectTo(owner)) : 0;
  } finally {
    await client.end();
  }
}

/**
 * Each thing in a transaction of its own with the line that speaks of it, two side by side: whoever goes on after a crash finds what is
 * left. First the indexes. The references stand from then on for what is written, and are proved for what was, a table at a time.
 */
async function buildAgain(connect: Connect): Promise<number> {
  const client = await connect();
  try {
    const { rows: there } = await client.query<{ there: boolean }>(`select to_regclass('public.set_aside') is not null as there`);
    if (there[0]?.there !== true) return 0;
    const { rows } = await client.query<Left>('select name, definition from set_aside');
    if (rows.length === 0) return 0;
    const indexes = rows.filter(({ definition }) => definition.startsWith('CREATE INDEX'));
    const references = rows.filter(({ definition }) => / (add|validate) constraint /.test(definition));
    await sideBySide(
      connect,
      indexes.map((index) => [index]),
    );
    await within(client, async () => {
      for (const { name, definition } of references) await standAgain(client, name, definition);
    });
    const { rows: last } = await client.query<Left>('select name, definition from set_aside');
    await sideBySide(connect, byTable(last));
    return indexes.length + references.length;
  } finally {
    await client.end();
  }
}

interface Left {
  readonly name: string;
  readonly definition: string;
}

async function standAgain(client: ClientBase, name: string, definition: string): Promise<void> {
  if (!definition.includes(' add constraint ')) return;
  await client.query(`${definition} not valid`);
  await client.query('update set_aside set definition = $2 where name = $1', [
    name,
    `alter table ${tableOf(definition)} validate constraint ${pg.escapeIdentifier(name)}`,
  ]);
}

const tableOf = (definition: string): string => definition.split(' ')[2] ?? '';

/** What locks the same table, one after another. */
function byTable(left: readonly Left[]): Left[][] {
  const tables = Map.groupBy(left, ({ definition }) => tableOf(definition));
  return [...tables.values()];
}

const SIDE_BY_SIDE = 2;

async function sideBySide(connect: Connect, works: readonly (readonly Left[])[]): Promise<void> {
  const queue = [...works];
  const lane = async (): Promise<void> => {
    const client = await connect();
    try {
      await client.query(`select set_config('maintenance_work_mem', '256MB', false)`);
      for (let work = queue.shift(); work !== undefined; work = queue.shift())
        for (const { name, definition } of work)
          await within(client, async () => {
            await client.query('delete from set_aside where name = $1', [name]);
            await client.query(definition);
            if (definition === impatient(tableOf(definition))) await client.query(`analyze ${tableOf(definition)}`);
          });
    } finally {
      await client.end();
    }
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, lane));
}

/** All or nothing. */
async function within<T>(client: ClientBase, work: () => Promise<T>): Promise<T> {
  await client.query('begin');
  try {
    const value = await work();
    await client.query('commit');
    return value;
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw error;
  }
}
