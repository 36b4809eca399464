/**
 * The tables of the database as it is (các bảng của cơ sở dữ liệu): their columns, in an order in which each comes after those it
 * refers to. Backup and restore take what is there, so that a table added later is never forgotten.
 */
import { createHash } from 'node:crypto';
import type { Sql } from '../sql.ts';

export interface TableShape {
  readonly name: string;
  readonly columns: readonly string[];
}

export interface Shape {
  readonly tables: readonly TableShape[];
  /** Over names, types and nullability of all columns, and the migrations that were run. */
  readonly hash: string;
}

/**
 * Sessions end with the server they were made on; attempts to sign in mean nothing elsewhere; counts of hamlets are made again by
 * the rows that they count, as these are put in.
 */
const LEFT_OUT = ['session', 'sign_in_attempt', 'hamlet_count', 'round_count', 'open_count'];

export async function readShape(sql: Sql): Promise<Shape> {
  const columns = await readColumns(sql);
  const references = await readReferences(sql);
  const migrations = await readMigrations(sql);
  const names = [...new Set(columns.map((column) => column.table))].filter((name) => !LEFT_OUT.includes(name));
  const tables = inOrder(names, references).map((name) => ({
    name,
    columns: columns.filter((column) => column.table === name).map((column) => column.name),
  }));
  const text = JSON.stringify([columns, migrations]);
  return { tables, hash: createHash('sha256').update(text).digest('hex') };
}

function inOrder(names: readonly string[], references: readonly { readonly from: string; readonly to: string }[]): string[] {
  const placed: string[] = [];
  let waiting = [...names].sort();
  while (waiting.length > 0) {
    const free = waiting.filter((name) => !references.some(({ from, to }) => from === name && to !== name && waiting.includes(to)));
    if (free.length === 0) throw new Error(`Tables refer to each other in a circle: ${waiting.join(', ')}`);
    placed.push(...free);
    waiting = waiting.filter((name) => !free.includes(name));
  }
  return placed;
}

interface Column {
  readonly table: string;
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
}

function readColumns(sql: Sql): Promise<Column[]> {
  return sql.query<Column & Record<string, unknown>>(
    `select c.relname as table, a.attname as name, format_type(a.atttypid, a.atttypmod) as type, a.attnotnull as required
       from pg_class c
       join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
       join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
      where c.relkind = 'r' and c.relname not like 'kysely%'
      order by c.relname, a.attnum`,
  );
}

function readReferences(sql: Sql): Promise<{ from: string; to: string }[]> {
  return sql.query(
    `select f.relname as "from", t.relname as "to"
       from pg_constraint k join pg_class f on f.oid = k.conrelid join pg_class t on t.oid = k.confrelid
       join pg_namespace n on n.oid = f.relnamespace and n.nspname = 'public'
      where k.contype = 'f' order by 1, 2`,
  );
}

async function readMigrations(sql: Sql): Promise<string[]> {
  const rows = await sql.query<{ name: string }>('select name from kysely_migration order by name');
  return rows.map((row) => row.name);
}

/** Moves every counter behind the rows that were put in with their numbers. */
export async function advanceCounters(sql: Sql): Promise<void> {
  const rows = await sql.query<{ table: string; column: string }>(
    `select c.relname as table, a.attname as column
       from pg_class c join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
       join pg_attribute a on a.attrelid = c.oid and a.attidentity <> '' and not a.attisdropped
      where c.relkind = 'r'`,
  );
  for (const { table, column } of rows) await advance(sql, table, column);
}

/** Names come from the database's own catalogue. */
async function advance(sql: Sql, table: string, column: string): Promise<void> {
  await sql.query(`select setval(pg_get_serial_sequence($1, $2), coalesce((select max(${column}) from ${table}), 0) + 1, false)`, [
    table,
    column,
  ]);
}

/** The first table that holds a row; null: all are empty. */
export async function findFilled(sql: Sql, tables: readonly TableShape[]): Promise<string | null> {
  for (const { name } of tables) {
    const [row] = await sql.query(`select 1 from ${name} limit 1`);
    if (row !== undefined) return name;
  }
  return null;
}
