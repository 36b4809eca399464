/**
 * How a household behind a figure was last seen (lần gặp gần nhất): its latest interview until the day of the figure, with who held it;
 * where there was none, the list of an earlier year from which its status came.
 */
import { sql } from 'kysely';
import type { PlainDate } from '../../core/kernel/dates.ts';
import type { LastSeen } from '../../core/views.ts';
import type { Tx } from '../http/transaction.ts';

interface SeenRow {
  readonly householdId: string;
  readonly interviewedOn: string | null;
  readonly by: string | null;
  readonly listedFrom: string | null;
}

/** By household; of those of whom neither is known there is none. */
export async function lastSeen(tx: Tx, householdIds: readonly string[], until: PlainDate): Promise<Readonly<Record<string, LastSeen>>> {
  if (householdIds.length === 0) return {};
  const { rows } = await sql<SeenRow>`
    select wanted.id as "householdId", i.interviewed_on as "interviewedOn", a.display_name as "by", s.valid_from as "listedFrom"
      from unnest(${[...householdIds]}::uuid[]) as wanted (id)
      left join lateral (select interviewed_on, account_id from interview
                          where household_id = wanted.id and interviewed_on <= ${until}
                          order by interviewed_on desc limit 1) i on true
      left join account a on a.account_id = i.account_id
      left join lateral (select valid_from from status
                          where household_id = wanted.id and source = 'recorded' and valid_from <= ${until}
                          order by valid_from desc limit 1) s on true`.execute(tx);
  return Object.fromEntries(rows.flatMap((row) => seenIn(row)));
}

function seenIn({ householdId, interviewedOn, by, listedFrom }: SeenRow): readonly (readonly [string, LastSeen])[] {
  if (interviewedOn !== null) return [[householdId, { how: 'interview', on: interviewedOn, by: by ?? '' }]];
  return listedFrom === null ? [] : [[householdId, { how: 'list', on: listedFrom }]];
}
