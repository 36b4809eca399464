/**
 * Counts of an area page (số đếm theo đơn vị), read from the counts that the database keeps of each hamlet in the same
 * transaction as the rows themselves (migration 0120), added up along the tree here. Row security already leaves out what the
 * person may not see.
 */
import { sql, type RawBuilder } from 'kysely';
import type { AreaCounts } from '../../core/register/views.ts';
import type { RulebookId } from '../../core/classify/verdict.ts';
import { runPrepared } from '../db/connection.ts';
import type { Tx } from '../http/transaction.ts';

export const NO_COUNTS: AreaCounts = { households: 0, people: 0, poor: 0, nearPoor: 0, listed: 0, interviewed: 0, undetermined: 0 };

/** `null` hamlets: all. */
export type Hamlets = readonly string[] | null;

/** Hamlets without anything counted are absent. */
export async function countByHamlet(
  tx: Tx,
  hamlets: Hamlets,
  round: { readonly roundId: string; readonly rulebook: RulebookId | undefined } | null,
): Promise<ReadonlyMap<string, AreaCounts>> {
  const rows = await runPrepared(
    tx,
    sql<AreaCounts & { hamletId: string }>`
    select hamlet_id as "hamletId", sum(households)::int as households, sum(people)::int as people, sum(poor)::int as poor,
           sum(near_poor)::int as "nearPoor", sum(listed)::int as listed, sum(interviewed)::int as interviewed,
           sum(undetermined)::int as undetermined
      from (select hamlet_id, households, people, poor, near_poor, 0 as listed, 0 as interviewed, 0 as undetermined
              from hamlet_count where ${within(hamlets)}
            union all
            select hamlet_id, 0, 0, 0, 0, listed, interviewed, 0
              from round_count where round_id = ${round?.roundId ?? null}::uuid and ${within(hamlets)}
            union all
            select hamlet_id, 0, 0, 0, 0, 0, 0, undetermined
              from open_count where round_id = ${round?.roundId ?? null}::uuid and rulebook = ${round?.rulebook ?? null} and ${within(hamlets)}) c
     group by hamlet_id`,
  );
  return new Map(rows.map(({ hamletId, ...counts }) => [hamletId, counts]));
}

/** The classes of these households, which stand in the counts of their hamlets. Whether they were visited is nobody's secret. */
export async function countClassesOf(
  tx: Tx,
  householdIds: readonly string[],
  round: { readonly roundId: string; readonly rulebook: RulebookId | undefined } | null,
): Promise<ReadonlyMap<string, Pick<AreaCounts, 'poor' | 'nearPoor' | 'undetermined'>>> {
  if (householdIds.length === 0) return new Map();
  const { rows } = await sql<{ hamletId: string; poor: number; nearPoor: number; undetermined: number }>`
    select h.hamlet_id as "hamletId", (count(*) filter (where s.class = 'poor'))::int as poor,
           (count(*) filter (where s.class = 'near-poor'))::int as "nearPoor",
           (count(*) filter (where v.household_id is not null and v.outcome is null))::int as undetermined
      from household h
           left join status s on s.household_id = h.household_id and s.valid_to is null
           left join verdict v on v.household_id = h.household_id and v.round_id = ${round?.roundId ?? null}::uuid and v.rulebook = ${round?.rulebook ?? null}
     where h.state = 'present' and h.household_id = any (${[...householdIds]}::uuid[])
     group by 1`.execute(tx);
  return new Map(rows.map(({ hamletId, ...counts }) => [hamletId, counts]));
}

export function addCounts(a: AreaCounts, b: AreaCounts): AreaCounts {
  return {
    households: a.households + b.households,
    people: a.people + b.people,
    poor: a.poor + b.poor,
    nearPoor: a.nearPoor + b.nearPoor,
    listed: a.listed + b.listed,
    interviewed: a.interviewed + b.interviewed,
    undetermined: a.undetermined + b.undetermined,
  };
}

function within(hamlets: Hamlets): RawBuilder<unknown> {
  return hamlets === null ? sql`true` : sql`hamlet_id = any (${[...hamlets]}::text[])`;
}
