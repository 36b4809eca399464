/**
 * Counts of an area page (số đếm theo đơn vị): one statement per fact, grouped by hamlet in the database, added up along
 * the tree here. Row security already leaves out what the person may not see.
 */
import { sql, type RawBuilder } from 'kysely';
import type { AreaCounts } from '../../core/register/views.ts';
import type { RulebookId } from '../../core/classify/verdict.ts';
import type { Tx } from '../http/transaction.ts';

export const NO_COUNTS: AreaCounts = { households: 0, people: 0, poor: 0, nearPoor: 0, listed: 0, interviewed: 0, undetermined: 0 };

/** `null` hamlets: all. */
export type Hamlets = readonly string[] | null;

export async function countByHamlet(
  tx: Tx,
  hamlets: Hamlets,
  round: { readonly roundId: string; readonly rulebook: RulebookId | undefined } | null,
): Promise<ReadonlyMap<string, AreaCounts>> {
  const found = new Map<string, AreaCounts>();
  const add = (rows: readonly ({ hamletId: string } & Partial<AreaCounts>)[]) => {
    for (const { hamletId, ...counts } of rows) found.set(hamletId, { ...NO_COUNTS, ...found.get(hamletId), ...counts });
  };
  add(await countHouseholds(tx, hamlets));
  add(await countStatuses(tx, hamlets));
  if (round === null) return found;
  add(await countListed(tx, hamlets, round.roundId));
  add(await countInterviewed(tx, hamlets, round.roundId));
  if (round.rulebook !== undefined) add(await countUndetermined(tx, hamlets, round.roundId, round.rulebook));
  return found;
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

async function countHouseholds(tx: Tx, hamlets: Hamlets) {
  const { rows } = await sql<{ hamletId: string; households: number; people: number }>`
    select hamlet_id as "hamletId", count(*)::int as households, coalesce(sum(members), 0)::int as people
      from household where state = 'present' and ${within(hamlets)} group by hamlet_id`.execute(tx);
  return rows;
}

async function countStatuses(tx: Tx, hamlets: Hamlets) {
  const { rows } = await sql<{ hamletId: string; poor: number; nearPoor: number }>`
    select hamlet_id as "hamletId", count(*) filter (where class = 'poor')::int as poor,
           count(*) filter (where class = 'near-poor')::int as "nearPoor"
      from status where valid_to is null and ${within(hamlets)} group by hamlet_id`.execute(tx);
  return rows;
}

async function countListed(tx: Tx, hamlets: Hamlets, roundId: string) {
  const { rows } = await sql<{ hamletId: string; listed: number }>`
    select hamlet_id as "hamletId", count(*)::int as listed
      from review_list where round_id = ${roundId} and ${within(hamlets)} group by hamlet_id`.execute(tx);
  return rows;
}

async function countInterviewed(tx: Tx, hamlets: Hamlets, roundId: string) {
  const { rows } = await sql<{ hamletId: string; interviewed: number }>`
    select hamlet_id as "hamletId", count(*)::int as interviewed
      from interview where round_id = ${roundId} and ${within(hamlets)} group by hamlet_id`.execute(tx);
  return rows;
}

async function countUndetermined(tx: Tx, hamlets: Hamlets, roundId: string, rulebook: RulebookId) {
  const { rows } = await sql<{ hamletId: string; undetermined: number }>`
    select hamlet_id as "hamletId", count(*)::int as undetermined
      from verdict where round_id = ${roundId} and rulebook = ${rulebook} and outcome is null and ${within(hamlets)}
     group by hamlet_id`.execute(tx);
  return rows;
}

function within(hamlets: Hamlets): RawBuilder<unknown> {
  return hamlets === null ? sql`true` : sql`hamlet_id = any (${[...hamlets]}::text[])`;
}
