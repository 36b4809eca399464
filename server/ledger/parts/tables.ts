/**
 * The columns of the tables that the door writes (cột của các bảng), each with its type: from them one set-based statement per
 * table is made, rows going in as one JSON document. `key` is what a row is found by when it is written again.
 */
import type { Sql } from '../sql.ts';

export interface Table<Row extends object> {
  readonly name: string;
  readonly key: readonly (keyof Row & string)[];
  readonly columns: { readonly [C in keyof Row & string]-?: string };
}

export function table<Row extends object>(
  name: string,
  key: readonly (keyof Row & string)[],
  columns: { readonly [C in keyof Row & string]-?: string },
): Table<Row> {
  return { name, key, columns };
}

/** New rows only; a row that is there already is an error. */
export async function insertRows<Row extends object>(sql: Sql, into: Table<Row>, rows: readonly Row[]): Promise<void> {
  if (rows.length > 0) await sql.query(insertText(into), [JSON.stringify(rows)]);
}

/** New rows, and rows that take the place of those with their key. */
export async function upsertRows<Row extends object>(sql: Sql, into: Table<Row>, rows: readonly Row[]): Promise<void> {
  if (rows.length === 0) return;
  const changes = Object.keys(into.columns).filter((column) => !into.key.some((key) => key === column));
  const set = changes.map((column) => `${column} = excluded.${column}`).join(', ');
  await sql.query(`${insertText(into)} on conflict (${into.key.join(', ')}) do update set ${set}`, [JSON.stringify(rows)]);
}

function insertText<Row extends object>({ name, columns }: Table<Row>): string {
  const names = Object.keys(columns).join(', ');
  const typed = Object.entries(columns)
    .map(([column, type]) => `${column} ${type}`)
    .join(', ');
  return `insert into ${name} (${names}) select ${names} from json_to_recordset($1::json) as r (${typed})`;
}
