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
}

export function table<Row extends object>(
  name: string,
  key: readonly (keyof Row & string)[],
  columns: { readonly [C in keyof Row & string]-?: string },
): Table<Row> {
  const insert = insertText(name, columns);
  return { name, key, columns, insert, upsert: upsertText(insert, key, columns) };
}

/** New rows only; a row that is there already is an error. */
export async function insertRows<Row extends object>(sql: Sql, into: Table<Row>, rows: readonly Row[]): Promise<void> {
  if (rows.length > 0) await sql.query(into.insert, valuesOf(into, rows));
}

/** New rows, and rows that take the place of those with their key. */
export async function upsertRows<Row extends object>(sql: Sql, into: Table<Row>, rows: readonly Row[]): Promise<void> {
  if (rows.length > 0) await sql.query(into.upsert, valuesOf(into, rows));
}

/** One parameter a column, whatever the number of rows. */
function insertText(name: string, columns: Readonly<Record<string, string>>): string {
  const names = Object.keys(columns).join(', ');
  const all = Object.entries(columns);
  const lists = all.map(([, type], i) => `$${i + 1}::${elementOf(type)}[]`);
  const cast = all.map(([column, type]) => (elementOf(type) === type ? `r.${column}` : `r.${column}::${type}`));
  return `insert into ${name} (${names}) select ${cast.join(', ')} from unnest(${lists.join(', ')}) as r (${names})`;
}

function upsertText(insert: string, key: readonly string[], columns: Readonly<Record<string, string>>): string {
  const changes = Object.keys(columns).filter((column) => !key.includes(column));
  const set = changes.map((column) => `${column} = excluded.${column}`).join(', ');
  return `${insert} on conflict (${key.join(', ')}) do update set ${set}`;
}

function valuesOf<Row extends object>({ columns }: Table<Row>, rows: readonly Row[]): Buffer[] {
  return Object.entries<string>(columns).map(([column, type]) => columnOf(type, rows, column));
}
