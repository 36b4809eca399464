/**
 * The columns of the tables that the door writes (cột của các bảng), each with its type: from them one set-based statement per
 * table is made, whatever the number of rows. `key` is what a row is found by when it is written again.
 */
import type { Sql } from '../sql.ts';
import { columnOf, elementOf } from './columns.ts';

export interface Table<Row extends object> {
  readonly name: string;
  readonly key: readonly (keyof Row & string)[];
  readonly columns: { readonly [C in keyof Row & string]-?: string };
  /** Their statements, always the same texts. */
  readonly insert: string;
  readonly upsert: string;
  readonly update: string;
}

export function table<Row extends object>(
  name: string,
  key: readonly (keyof Row & string)[],
  columns: { readonly [C in keyof Row & string]-?: string },
): Table<Row> {
  const insert = insertText(name, columns);
  return { name, key, columns, insert, upsert: upsertText(insert, key, columns), update: updateText(name, key, columns) };
}

/** New rows only; a row that is there already is an error. */
export async function insertRows<Row extends object>(sql: Sql, into: Table<Row>, rows: readonly Row[]): Promise<void> {
  if (rows.length > 0) await sql.query(into.insert, valuesOf(into, rows));
}

/** New rows, and rows that take the place of those with their key. */
export async function upsertRows<Row extends object>(sql: Sql, into: Table<Row>, rows: readonly Row[]): Promise<void> {
  if (rows.length > 0) await sql.query(into.upsert, valuesOf(into, rows));
}

/** Rows that are there, found by their key: cheaper than `upsertRows`, which looks for each whether it is. A row that is not is an error. */
export async function updateRows<Row extends object>(sql: Sql, into: Table<Row>, rows: readonly Row[]): Promise<void> {
  if (rows.length === 0) return;
  const changed = await sql.query(into.update, valuesOf(into, rows));
  if (changed.length !== rows.length) throw new Error(`${rows.length - changed.length} rows of ${into.name} are not there.`);
}

/** One parameter a column, whatever the number of rows. */
function insertText(name: string, columns: Readonly<Record<string, string>>): string {
  const names = Object.keys(columns).join(', ');
  return `insert into ${name} (${names}) select ${castOf(columns).join(', ')} from ${rowsOf(columns)}`;
}

function updateText(name: string, key: readonly string[], columns: Readonly<Record<string, string>>): string {
  const casts = castOf(columns);
  const set = Object.keys(columns).flatMap((column, i) => (key.includes(column) ? [] : `${column} = ${casts[i]}`));
  const same = key.map((column) => `t.${column} = r.${column}`);
  return `update ${name} t set ${set.join(', ')} from ${rowsOf(columns)} where ${same.join(' and ')} returning true as changed`;
}

function rowsOf(columns: Readonly<Record<string, string>>): string {
  const lists = Object.values(columns).map((type, i) => `$${i + 1}::${elementOf(type)}[]`);
  return `unnest(${lists.join(', ')}) as r (${Object.keys(columns).join(', ')})`;
}

const castOf = (columns: Readonly<Record<string, string>>): string[] =>
  Object.entries(columns).map(([column, type]) => (elementOf(type) === type ? `r.${column}` : `r.${column}::${type}`));

function upsertText(insert: string, key: readonly string[], columns: Readonly<Record<string, string>>): string {
  const changes = Object.keys(columns).filter((column) => !key.includes(column));
  const set = changes.map((column) => `${column} = excluded.${column}`).join(', ');
  return `${insert} on conflict (${key.join(', ')}) do update set ${set}`;
}

function valuesOf<Row extends object>({ columns }: Table<Row>, rows: readonly Row[]): Buffer[] {
  return Object.entries<string>(columns).map(([column, type]) => columnOf(type, rows, column));
}
