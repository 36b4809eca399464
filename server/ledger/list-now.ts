/**
 * What a list waits for besides its gate (danh sách còn chờ gì): the decision of the review before it, somebody on it, visits. Read alike by
 * the board, the draft and the door, which decide by `core/meeting/gates.ts`.
 */
import { emptyWaits, type FirstList, openingWaits, type WaitProblem } from '../../core/meeting/gates.ts';
import type { Round } from '../../core/meeting/round.ts';
import { scopeOf } from '../../core/meeting/round-codes.ts';
import { countCandidates } from './candidates.ts';
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

export interface ListNow {
  /** Why its decision could not be taken now, whoever took it; null: nothing of this. */
  readonly waits: WaitProblem | null;
  /** How many are still to be visited before the list goes on, as the door asks for them. */
  readonly left: number;
}

/** `counted`: also how many are left, else 0. Of an opening list, of those who stand in the interviews of its review. */
export async function readListNow(sql: Sql, round: Round, { communeId, hamletIds, today }: ListPlace, counted: boolean): Promise<ListNow> {
  const early = openingWaits(round, await readFirstList(sql, round, communeId), today);
  const mayBeEmpty = early === null && scopeOf(round) === 'requested';
  if (!counted && !mayBeEmpty) return { waits: early, left: 0 };
  const { all, left } = await countCandidates(sql, { roundId: round.roundId, hamletIds, day: today });
  return { waits: early ?? emptyWaits(round, all), left: counted ? left : 0 };
}
