/**
 * What a list waits for besides its gate (danh sách còn chờ gì): the decision of the review before it, somebody on it, visits. Read alike by
 * the board, the draft and the door, which decide by `core/meeting/gates.ts`.
 */
import { emptyWaits, type FirstList, openingWaits, type WaitProblem } from '../../core/meeting/gates.ts';
import { type Round, scopeOf } from '../../core/meeting/round.ts';
import { readCandidates, toJudge } from './candidates.ts';
import type { Sql } from './sql.ts';

export interface ListPlace {
  readonly communeId: string;
  readonly hamletIds: readonly string[];
  readonly today: string;
}

/** How far the review is in whose interviews the list stands. */
export async function readFirstList(sql: Sql, { interviewsOf }: Pick<Round, 'interviewsOf'>, communeId: string): Promise<FirstList> {
  if (interviewsOf === undefined) return 'none';
  const [row] = await sql.query<{ closed: boolean; stands: boolean }>(
    `select exists (select from round_commune where round_id = $1 and commune_id = $2 and gate = 'closed') as closed,
            exists (select from decision where round_id = $1 and commune_id = $2 and withdrawn_on is null) as stands`,
    [interviewsOf, communeId],
  );
  if (row?.closed !== true) return 'undecided';
  return row.stands ? 'decided' : 'withdrawn';
}

/** Why its decision could not be taken now, whoever took it; null: nothing of this. */
export async function readWait(sql: Sql, round: Round, { communeId, hamletIds, today }: ListPlace): Promise<WaitProblem | null> {
  const early = openingWaits(round, await readFirstList(sql, round, communeId), today);
  if (early !== null || scopeOf(round) === 'whole') return early;
  const asked = { roundId: round.roundId, rulebook: round.rulebooks[0] ?? '', hamletIds, day: today };
  return emptyWaits(round, (await readCandidates(sql, asked)).length);
}

/** How many are still to be visited before the list goes on; of an opening list, of those who stand in the interviews of its review. */
export async function countLeft(sql: Sql, round: Round, { hamletIds, today }: Omit<ListPlace, 'communeId'>): Promise<number> {
  const asked = { roundId: round.roundId, rulebook: round.rulebooks[0] ?? '', hamletIds, day: today };
  if (round.interviewsOf !== undefined) return toJudge(await readCandidates(sql, asked)).filter(({ interviewed }) => !interviewed).length;
  const [row] = await sql.query<{ left: number }>(
    `select count(*)::int as left
       from review_list l join household h on h.household_id = l.household_id and h.state = 'present'
      where l.round_id = $1 and l.hamlet_id = any ($2::text[]) and l.unvisited is null and l.why <> 'sample'
        and not exists (select from interview i where i.round_id = l.round_id and i.household_id = l.household_id)`,
    [round.roundId, hamletIds],
  );
  return row?.left ?? 0;
}
