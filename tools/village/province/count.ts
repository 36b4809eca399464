/**
 * Counts the made province in the register (đếm lại tỉnh đã dựng) and says where it differs from what was wanted. Plain SQL over
 * residences and statuses, apart from the product's figures and from the maker's own plan.
 */
import { sql } from 'kysely';
import type { Db } from '../../../server/http/transaction.ts';
import { setScope } from '../../../server/db/scope.ts';
import { sqlOfKysely } from '../../../server/ledger/sql.ts';
import { SYSTEM_ACCOUNT } from '../../../core/ledger/event.ts';
import type { Targets } from './targets.ts';

export interface Counted {
  readonly households: number;
  readonly poor: number;
  readonly nearPoor: number;
  readonly hamletsWithPoor: number;
  readonly communesWithPoor: number;
  readonly cannotEscape: number;
}

/** The three results, on the first day of the year after each. */
export const RESULT_DAYS = ['2022-01-01', '2023-01-01', '2023-12-31'] as const;

export async function countProvince(db: Db): Promise<readonly Counted[]> {
  return db.transaction().execute(async (tx) => {
    await setScope(sqlOfKysely(tx), { accountId: SYSTEM_ACCOUNT, reach: 'all', today: RESULT_DAYS[2] });
    const counted: Counted[] = [];
    for (const day of RESULT_DAYS) {
      const { rows } = await sql<Counted>`
        with home as (
          select household_id, hamlet_id from residence where valid_from <= ${day}::date and (valid_to is null or valid_to > ${day}::date)
        ), listed as (
          select h.hamlet_id, s.class, s.cannot_escape from home h join status s using (household_id)
           where s.valid_from <= ${day}::date and (s.valid_to is null or s.valid_to > ${day}::date)
        )
        select (select count(*) from home)::int as households,
               (count(*) filter (where class = 'poor'))::int as poor, (count(*) filter (where class = 'near-poor'))::int as "nearPoor",
               (count(distinct hamlet_id) filter (where class = 'poor'))::int as "hamletsWithPoor",
               (select count(distinct p.parent_id)::int from area_period p
                 where p.area_id in (select hamlet_id from listed where class = 'poor')
                   and p.valid_from <= ${day}::date and (p.valid_to is null or p.valid_to > ${day}::date)) as "communesWithPoor",
               (count(*) filter (where class = 'poor' and cannot_escape = 'yes'))::int as "cannotEscape"
          from listed`.execute(tx);
      counted.push(...rows);
    }
    return counted;
  });
}

/** Every number that is not as it was wanted, as one line for whoever mends the maker; none where all are. */
export function differences(counted: readonly Counted[], wish: { readonly targets: Targets }): readonly string[] {
  const { results, hamletsWithPoor, cannotEscape } = wish.targets;
  const differing: string[] = [];
  const compare = (what: string, is: number | undefined, wanted: number): void => {
    if (is !== wanted) differing.push(`${what}: ${is} instead of ${wanted}`);
  };
  results.forEach(({ poor, nearPoor }, i) => {
    compare(`poor on ${RESULT_DAYS[i]}`, counted[i]?.poor, poor);
    compare(`near-poor on ${RESULT_DAYS[i]}`, counted[i]?.nearPoor, nearPoor);
    compare(`households on ${RESULT_DAYS[i]}`, counted[i]?.households, counted[0]?.households ?? 0);
  });
  compare('hamlets with poor', counted[2]?.hamletsWithPoor, hamletsWithPoor);
  compare('cannot escape', counted[2]?.cannotEscape, cannotEscape);
  return differing;
}
