/**
 * A list of households as somebody sees it (danh sách đã lọc và xếp): looked through by a text and sorted by a column over the whole
 * list, not over the rows that happen to be loaded. What is compared is what this person is shown, so a masked name is found by
 * nobody; the database only leaves out beforehand what cannot match.
 */
import { type RawBuilder, sql } from 'kysely';
import { foldVi } from '../../core/kernel/text.ts';
import { compareValues, type ListOrder, listedBy, matching, MOST_ORDERED, type Seen } from '../../core/listed-order.ts';
import type { HouseholdPage, HouseholdRow } from '../../core/views.ts';
import { compareNames } from '../../words/locale.ts';
import { HttpProblem } from '../http/problem.ts';
import type { Context } from '../http/route.ts';
import { countFiltered, findPage, type ListQuery, readRows } from './list-store.ts';
import { areaName, revealRows } from './rows.ts';
import { PIECE, sortedInPieces } from './sorted-in-pieces.ts';

type Asked = Omit<ListQuery, 'limit' | 'after' | 'also'>;

/** Throws where more households than the server looks through at once would have to be. */
export async function seenRows(context: Context, asked: Asked, seen: Seen): Promise<readonly HouseholdRow[]> {
  const whole = (await countFiltered(context.tx, asked)) <= MOST_ORDERED;
  const also = whole || seen.text === '' ? undefined : mayMatch(context, asked.hamlets, foldVi(seen.text));
  if (!whole && also === undefined) throw tooMany();
  const ids = await findPage(context.tx, { ...asked, ...(also === undefined ? {} : { also }), limit: MOST_ORDERED + 1, after: null });
  if (ids.length > MOST_ORDERED) throw tooMany();
  const rows: HouseholdRow[] = [];
  // A piece at a time, so that the server answers others while the database reads the next.
  for (let from = 0; from < ids.length; from += PIECE) {
    const read = await readRows(context.tx, ids.slice(from, from + PIECE), asked.round);
    rows.push(...matching(await revealRows(context, read), seen.text));
  }
  return inOrder(rows, seen.order);
}

/** As `seenOf` orders them, by what is shown. */
async function inOrder(rows: readonly HouseholdRow[], order: ListOrder | null): Promise<readonly HouseholdRow[]> {
  if (order === null) return rows;
  const how = { down: order.down, alphabet: compareNames };
  const keyed = rows.map((row) => ({ row, value: listedBy(row, order.key) }));
  const sorted = await sortedInPieces(keyed, (a, b) => compareValues(a.value, b.value, how));
  return sorted.map(({ row }) => row);
}

const tooMany = (): HttpProblem => new HttpProblem(409, 'list-too-wide', { most: MOST_ORDERED });

/** A page of it: behind the household that ended the page before, from the beginning where that one is seen no more. */
export async function seenPage(
  context: Context,
  asked: Asked,
  { seen, limit, after }: { readonly seen: Seen; readonly limit: number; readonly after: string | null },
): Promise<HouseholdPage> {
  const rows = await seenRows(context, asked, seen);
  const from = after === null ? 0 : rows.findIndex(({ householdId }) => householdId === after) + 1;
  const shown = rows.slice(from, from + limit);
  const last = shown.at(-1);
  return {
    rows: shown,
    total: rows.length,
    of: await countFiltered(context.tx, asked),
    next: last !== undefined && from + limit < rows.length ? last.householdId : null,
  };
}

/** Head and code, or the name of the hamlet. */
function mayMatch(context: Context, hamlets: readonly string[], needle: string): RawBuilder<unknown> {
  const named = hamlets.filter((hamletId) => foldVi(areaName(context, hamletId)).includes(needle));
  return sql`(position(${needle} in h.head_folded || ' ' || lower(coalesce(h.code, ''))) > 0 or h.hamlet_id = any (${named}::text[]))`;
}
