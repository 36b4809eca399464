/**
 * What waits in each hamlet (việc đang chờ của từng ấp, khóm, khu), counted by the functions of the pages that list it and kept while the
 * hamlet's book stays: a province of a thousand hamlets is then told in some milliseconds. What lies in books of offices, flags and
 * directives, is read when it is asked for (`today.ts`).
 */
import type { PlainDate } from '../../core/kernel/dates.ts';
import { meetingsOf } from '../../core/meeting/agreement.ts';
import { asksMeeting, type Round } from '../../core/meeting/round.ts';
import type { Tx } from '../http/transaction.ts';
import { readCandidates, toJudge } from '../ledger/candidates.ts';
import { readMeetings } from '../ledger/meetings.ts';
import { type LeftWall, readLeftWalls } from '../ledger/left-walls.ts';
import { readPostings, wallsOf } from '../ledger/postings.ts';
import { sqlOfKysely } from '../ledger/sql.ts';
import { countUngiven } from '../meeting/certificate-store.ts';
import { countMeetings } from '../meeting/minutes.ts';
import { wallOf } from '../meeting/postings.ts';
import { type KeptCounts, keepCounts } from '../register/kept-counts.ts';
import { countWaiting } from '../register/list-store.ts';
import { countOpenHandovers } from '../sync/handovers.ts';
import { countClashed } from '../sync/store.ts';

export interface HamletWaits {
  readonly handovers: number;
  readonly clashes: number;
  /** Households on the list without an interview. */
  readonly unvisited: number;
  /** Households on which the decision must say something; how many the village did not agree to, or which were counted otherwise. */
  readonly toDecide: number;
  readonly agreed: number;
  readonly again: number;
  readonly differs: number;
  /** There is something to discuss and it has not met. */
  readonly unmet: boolean;
  /** Days on which it met in the round. */
  readonly heldOn: readonly string[];
  /** Its list is still to be put up somewhere as it is now. */
  readonly toPutUp: boolean;
  /** Somebody is to hang there. */
  readonly hangs: boolean;
  /** Days on which a list was put up in the round, and the last days of those that should be off the wall. */
  readonly postedOn: readonly string[];
  readonly overdue: readonly string[];
  /** Households without a certificate, by decision. */
  readonly ungiven: ReadonlyMap<string, number>;
}

export const NOTHING_WAITS: HamletWaits = {
  ...{ handovers: 0, clashes: 0, unvisited: 0, toDecide: 0, agreed: 0, again: 0, differs: 0, unmet: false, heldOn: [] },
  ...{ toPutUp: false, hangs: false, postedOn: [], overdue: [], ungiven: new Map() },
};

export interface WaitsAsked {
  /** The open round; null: none is. */
  readonly round: Round | null;
  readonly today: PlainDate;
  /** All hamlets of the commune of that hamlet: a household that moved within it was discussed where it lived. */
  readonly beside: (hamletId: string) => readonly string[];
}

export type KeptWaits = KeptCounts<HamletWaits, WaitsAsked>;

/** One per server. */
export function keepWaits(): KeptWaits {
  return keepCounts({
    ...{ key: ({ round, today }: WaitsAsked) => `${round?.roundId ?? ''} ${today}`, none: NOTHING_WAITS },
    count: countWaits,
  });
}

async function countWaits(tx: Tx, asked: WaitsAsked, hamletIds: readonly string[]): Promise<ReadonlyMap<string, HamletWaits>> {
  const handovers = await countOpenHandovers(tx, hamletIds);
  const clashes = await countClashed(sqlOfKysely(tx), hamletIds);
  const ungiven = Map.groupBy(await countUngiven(tx, hamletIds), ({ hamletId }) => hamletId);
  const left = Map.groupBy(await readLeftWalls(sqlOfKysely(tx), hamletIds), ({ hamletId }) => hamletId);
  const ofRound = asked.round === null ? null : await countOfRound(tx, { ...asked, round: asked.round }, hamletIds);
  return new Map(
    hamletIds.map((hamletId) => [
      hamletId,
      {
        ...NOTHING_WAITS,
        ...ofRound?.get(hamletId),
        overdue: [...(ofRound?.get(hamletId)?.overdue ?? []), ...endedBefore(left.get(hamletId) ?? [], asked)],
        ...{ handovers: handovers.get(hamletId) ?? 0, clashes: clashes.get(hamletId) ?? 0 },
        ungiven: new Map(ungiven.get(hamletId)?.map(({ decisionId, count }) => [decisionId, count])),
      },
    ]),
  );
}

/** Beyond their last day, and not of the round whose walls are counted beside them. */
function endedBefore(left: readonly LeftWall[], { round, today }: WaitsAsked): string[] {
  return left.flatMap(({ roundId, of, hamletId, endsOn }) =>
    endsOn < today && (roundId !== round?.roundId || of !== hamletId) ? [endsOn] : [],
  );
}

type OfRound = Omit<HamletWaits, 'handovers' | 'clashes' | 'ungiven'>;

async function countOfRound(
  tx: Tx,
  { round, today, beside }: WaitsAsked & { readonly round: Round },
  hamletIds: readonly string[],
): Promise<ReadonlyMap<string, OfRound>> {
  const sql = sqlOfKysely(tx);
  const { roundId, rulebooks, procedure } = round;
  const unvisited = await countWaiting(tx, roundId, hamletIds);
  const candidates = toJudge(await readCandidates(sql, { roundId, rulebook: rulebooks[0] ?? '', hamletIds, day: today }));
  const own = Map.groupBy(candidates, ({ hamletId }) => hamletId);
  const around = [...new Set(hamletIds.flatMap(beside))];
  const meetings = asksMeeting(round) ? meetingsOf(await readMeetings(sql, roundId, around)) : [];
  const prints = new Map(procedure === undefined ? [] : wallsOf(hamletIds, candidates).map(({ hamletId, print }) => [hamletId, print]));
  const postings = Map.groupBy(procedure === undefined ? [] : await readPostings(sql, roundId, hamletIds), ({ hamletId }) => hamletId);
  return new Map(
    hamletIds.map((hamletId): [string, OfRound] => {
      const { toDecide, agreed, again, differs, heldOn } = countMeetings(meetings, hamletId, own.get(hamletId) ?? []);
      const asked = { print: prints.get(hamletId) ?? null, places: procedure?.places ?? [], today };
      const wall = wallOf(postings.get(hamletId) ?? [], asked);
      const overdue = wall.postings.filter(({ state }) => state === 'overdue').map(({ endsOn }) => endsOn);
      return [
        hamletId,
        {
          ...{ unvisited: unvisited.get(hamletId) ?? 0, toDecide, agreed, again, differs, heldOn, overdue },
          unmet: asksMeeting(round) && toDecide > 0 && heldOn.length === 0,
          toPutUp: wall.missing.length > 0,
          hangs: asked.print !== null,
          postedOn: wall.postings.map(({ startsOn }) => startsOn),
        },
      ];
    }),
  );
}
