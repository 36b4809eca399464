/**
 * Daily roots that lay beside a ledger before a backup took its place (gốc hằng ngày sau bản sao lưu). They say what the backup lacks,
 * and they are evidence: where they do not go on from the backup's own, or name another hash for an event that it holds, one of
 * the two was written again.
 */
import type { RootLine } from './root.ts';
import { readRoots, RootsUnreadable } from './root.ts';
import type { Sql } from './sql.ts';

export type LaterRoots =
  /** Days after the backup's last, and how many events of theirs it does not hold. */
  | { readonly kind: 'follows'; readonly days: number; readonly last: string; readonly events: number }
  /** From this day on the two do not fit. */
  | { readonly kind: 'differs'; readonly day: string }
  | { readonly kind: 'unreadable' };

/** Null: nothing lay there, or nothing that the backup does not have. */
export async function compareLater(sql: Sql, there: string, own: Buffer): Promise<LaterRoots | null> {
  let lines: readonly RootLine[];
  try {
    lines = await readRoots(there);
  } catch (error) {
    if (error instanceof RootsUnreadable) return { kind: 'unreadable' };
    throw error;
  }
  const mine = own
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '');
  const different = lines.findIndex((line, i) => i < mine.length && JSON.stringify(line) !== mine[i]);
  if (different >= 0) return { kind: 'differs', day: lines[different]?.day ?? '' };
  const later = lines.slice(mine.length);
  const last = later.at(-1);
  if (last === undefined) return null;
  const day = await firstDiffering(sql, later);
  return day === null
    ? { kind: 'follows', days: later.length, last: last.day, events: await countLacking(sql, later) }
    : { kind: 'differs', day };
}

const marksOf = (lines: readonly RootLine[]): string =>
  JSON.stringify(
    lines.flatMap(({ day, books }) => Object.entries(books).map(([bookId, [version, hash]]) => ({ day, book_id: bookId, version, hash }))),
  );
const MARKS = `json_to_recordset($1::json) as m (day text, book_id uuid, version bigint, hash text)`;

async function firstDiffering(sql: Sql, later: readonly RootLine[]): Promise<string | null> {
  const [row] = await sql.query<{ day: string | null }>(
    `select min(m.day) as day from ${MARKS} join event e on e.book_id = m.book_id and e.version = m.version
      where encode(e.hash, 'hex') <> m.hash`,
    [marksOf(later)],
  );
  return row?.day ?? null;
}

async function countLacking(sql: Sql, later: readonly RootLine[]): Promise<number> {
  const [row] = await sql.query<{ events: number }>(
    `select coalesce(sum(greatest(t.version - coalesce(h.version, 0), 0)), 0)::int as events
       from (select book_id, max(version) as version from ${MARKS} group by book_id) t left join head h on h.book_id = t.book_id`,
    [marksOf(later)],
  );
  return row?.events ?? 0;
}
