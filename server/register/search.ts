/**
 * Search by name, by number of a citizen card or by household code, with or without marks (tìm hộ, tìm người). The database
 * answers ids inside the person's reach only, the best first; a name is matched folded, a number whole, a code also in part.
 * Searching by a number or a code is a look at whoever is found, and is logged as such.
 */
import { sql } from 'kysely';
import { foldVi } from '../../core/kernel/text.ts';
import { reveal, shownHit } from '../../core/shown.ts';
import type { SearchView } from '../../core/views.ts';
import { logLook, logLooks } from '../access/read-log.ts';
import type { Context } from '../http/route.ts';
import type { Tx } from '../http/transaction.ts';
import { readRows, type RoundOfList } from './list-store.ts';
import { seesRestricted } from './restricted.ts';
import { placeNames, readersByHamlet, withoutChecked } from './rows.ts';

const MOST = 50;

export async function search(context: Context, typed: string, round: RoundOfList | null): Promise<SearchView> {
  const query = foldVi(typed);
  const members = await findMembers(context.tx, query, MOST + 1);
  const hits = members.slice(0, MOST);
  const ids = hits.map((hit) => hit.householdId);
  const found = await withoutChecked(context, await readRows(context.tx, ids, round));
  const rows = new Map(found.map((row) => [row.householdId, row]));
  const readers = readersByHamlet(context);
  const seen = hits.flatMap((hit) => {
    const known = rows.get(hit.householdId);
    if (known === undefined) return [];
    const { of: _round, ...row } = known;
    if (row.restricted && !seesRestricted(context, row.hamletId)) return [];
    const { hamletId } = row;
    const whole = { ...row, verdicts: row.verdicts.map((verdict) => ({ ...verdict, possible: [...verdict.possible] })) };
    const named = { ...whole, ...placeNames(context, hamletId), memberName: hit.memberName };
    return reveal(shownHit, readers(hamletId), named) ?? [];
  });
  if (/\d/.test(query)) await logLooks(context, 'search-by-number', seen);
  else await logLook(context, { kind: 'search', purpose: 'search-by-name', rows: seen.length });
  return { rows: seen, more: members.length > MOST };
}

interface Hit {
  readonly householdId: string;
  readonly memberName: string;
}

async function findMembers(tx: Tx, query: string, most: number): Promise<readonly Hit[]> {
  const { rows } = await sql<Hit>`
    select f.household_id as "householdId", m.full_name as "memberName"
      from search_members(${query}, ${most}) with ordinality as f (household_id, member_id, place)
      join member m on m.household_id = f.household_id and m.member_id = f.member_id
     order by f.place`.execute(tx);
  return rows;
}
