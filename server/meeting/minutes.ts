/**
 * Minutes of hamlets' meetings for faces (biên bản họp dân): which hamlets of a commune have met, what was written in one of them, and
 * what a phone has before it when it writes its own. A phone hears of the hamlets in which its person writes minutes, and of no other.
 */
import { may } from '../../core/access/may.ts';
import { areaPath } from '../../core/access/reach.ts';
import { areaAbove, levelOf, periodAt } from '../../core/kernel/areas.ts';
import { isAreaId } from '../../core/kernel/ids.ts';
import { type Agreement, agreementOn, isOf, type Meeting, type MeetingRecord, meetingsOf } from '../../core/meeting/agreement.ts';
import type { RoundStanding } from '../../core/meeting/gates.ts';
import type { CommuneMeetings, HamletMeetings } from '../../core/meeting/views.ts';
import type { HamletMinutes } from '../../core/minutes-view.ts';
import { HttpProblem, notFound } from '../http/problem.ts';
import type { Context } from '../http/route.ts';
import { findRoundToShow, viewRound } from '../interview/rounds.ts';
import type { Blind } from '../ledger/back-checks.ts';
import { type Candidate, readCandidates, toJudge } from '../ledger/candidates.ts';
import { readMeetings } from '../ledger/meetings.ts';
import { sqlOfKysely } from '../ledger/sql.ts';
import { hamletsOf } from '../register/areas.ts';
import { blindOf } from '../interview/blind.ts';
import { readRows } from '../register/list-store.ts';
import { areaName, revealRows } from '../register/rows.ts';
import { readOwnTies } from '../register/ties.ts';

type Asking = Pick<Context, 'tx' | 'actor' | 'tree' | 'today'>;

export async function meetingsForPhone(context: Asking, roundId: string, hamletIds: readonly string[]): Promise<readonly MeetingRecord[]> {
  const { tx, tree, today, actor } = context;
  const own = hamletIds.filter((id) => may(actor, 'hold-meeting', { areaPath: areaPath(tree, id, today), date: today }).allowed);
  return withoutPoints(await readMeetings(sqlOfKysely(tx), roundId, own), await blindOf(context));
}

/** What was said of a household names the class that was found: whoever is to ask it once more is told nothing of it. */
function withoutPoints(records: readonly MeetingRecord[], blind: ReadonlyMap<string, Blind>): readonly MeetingRecord[] {
  if (blind.size === 0) return records;
  return records.map((record) => ({
    ...record,
    points: record.points.filter(({ householdId }) => blind.get(householdId)?.hidden.has(record.roundId) !== true),
  }));
}

/** Throws `not-found`, `no-open-round`. */
export async function viewMeetings(context: Asking, communeId: string, roundId?: string): Promise<CommuneMeetings> {
  const found = await readAll(context, { areaId: communeId, level: 'commune', roundId });
  const meetings = meetingsOf(found.records);
  const hamlets = found.hamletIds.map((hamletId): HamletMeetings => {
    const own = found.candidates.filter((candidate) => candidate.hamletId === hamletId);
    return { hamletId, hamletName: areaName(context, hamletId), ...countMeetings(meetings, hamletId, own) };
  });
  return { round: viewRound(found.standing), hamlets };
}

/** How the households of one hamlet stand with it. `meetings`: all of its commune; `own`: its candidates. */
export function countMeetings(
  meetings: readonly Meeting[],
  hamletId: string,
  own: readonly Candidate[],
): Omit<HamletMeetings, 'hamletId' | 'hamletName'> {
  const about = new Set(own.map(({ householdId }) => householdId));
  const agreements = own.map(({ householdId, outcome }) => agreementOn(meetings, householdId, outcome).agreement);
  const count = (...wanted: readonly Agreement[]): number => agreements.filter((one) => wanted.includes(one)).length;
  return {
    ...{ toDecide: own.length, agreed: count('agreed'), again: count('again'), differs: count('differs', 'overcounted', 'tied') },
    heldOn: daysOf(meetings.filter((meeting) => isOf(meeting, hamletId, about))),
  };
}

function daysOf(meetings: readonly Meeting[]): readonly string[] {
  return [...new Set(meetings.map(({ heldOn }) => heldOn))];
}

/** Throws `not-found`, `no-open-round`. */
export async function viewMinutes(context: Asking, hamletId: string, roundId?: string): Promise<HamletMinutes> {
  const { standing, records, candidates } = await readAll(context, { areaId: hamletId, level: 'hamlet', roundId });
  const { round } = standing;
  const discussed = records.flatMap(({ points, came }) => [...points, ...came].map(({ householdId }) => householdId));
  const ids = [...new Set([...candidates.map(({ householdId }) => householdId), ...discussed])];
  const rows = await revealRows(
    context,
    await readRows(context.tx, ids, { roundId: round.interviewsOf ?? round.roundId, rulebooks: round.rulebooks }),
  );
  const meetings = meetingsOf(records);
  const { tree, today } = context;
  const ties = await readOwnTies(context.tx, context.actor.accountId);
  const blind = await blindOf(context);
  return {
    ...{ round: viewRound(standing), records: withoutPoints(records, blind), hamletName: areaName(context, hamletId) },
    communeName: isAreaId(hamletId) ? (areaAbove(tree, hamletId, today, 'commune')?.name ?? '') : '',
    tied: ids.filter((id) => ties.has(id)),
    households: rows.sort((a, b) => a.headName.localeCompare(b.headName, 'vi')),
    agreements: Object.fromEntries(
      candidates
        .filter(({ householdId }) => blind.get(householdId)?.hidden.has(round.roundId) !== true)
        .map(({ householdId, outcome }) => [householdId, agreementOn(meetings, householdId, outcome).agreement]),
    ),
  };
}

interface Wanted {
  /** Of an opening list; undefined: the round that is open. */
  readonly roundId: string | undefined;
  readonly areaId: string;
  readonly level: 'commune' | 'hamlet';
}

interface Read {
  readonly standing: RoundStanding;
  readonly hamletIds: readonly string[];
  readonly records: readonly MeetingRecord[];
  readonly candidates: readonly Candidate[];
}

async function readAll(context: Asking, { areaId, level, roundId }: Wanted): Promise<Read> {
  const { tx, tree, today } = context;
  const period = isAreaId(areaId) ? periodAt(tree, areaId, today) : null;
  if (period === null || levelOf(tree, period.areaId) !== level) throw notFound();
  const standing = await findRoundToShow(tx, roundId);
  if (standing === null) throw new HttpProblem(409, 'no-open-round');
  const { rulebooks } = standing.round;
  const hamletIds = hamletsOf(context, period);
  const sql = sqlOfKysely(tx);
  const records = await readMeetings(sql, standing.round.roundId, hamletIds);
  const due = await readCandidates(sql, { roundId: standing.round.roundId, rulebook: rulebooks[0] ?? '', hamletIds, day: today });
  return { standing, hamletIds, records, candidates: toJudge(due) };
}
