/**
 * The progress of the round as it is reported in the morning (báo cáo tiến độ buổi sáng): how far it is now, by the counts that the screens show,
 * beside what was done on each of the two days before; what is late, as the office's day has it. The page itself is `morning-paper.ts`.
 */
import { sql } from 'kysely';
import { addDays, type Instant } from '../../core/kernel/dates.ts';
import { elapsed } from '../../core/meeting/pace.ts';
import { asksMeeting, asksPosting, type Round, tableStatusIn } from '../../core/meeting/round.ts';
import type { TodayView } from '../../core/steer/today.ts';
import { getInstallation } from '../access/installation.ts';
import { HttpProblem } from '../http/problem.ts';
import type { Context } from '../http/route.ts';
import type { Tx } from '../http/transaction.ts';
import { NO_COUNTS } from '../register/counts.ts';
import { type Read, readArea, viewToday } from './today.ts';
import { type HamletWaits, type KeptWaits, NOTHING_WAITS } from './waits.ts';

export const MORNING_ROWS = ['interviewed', 'judged', 'met', 'agreed', 'posted', 'lodged', 'objections', 'decided'] as const;
export type MorningRow = (typeof MORNING_ROWS)[number];

export interface MorningLine {
  readonly row: MorningRow;
  readonly now: number;
  /** Null: it is no part of anything. */
  readonly of: number | null;
  /** Done on the day before, and on the one before that; null: not known by day. */
  readonly days: readonly [number, number] | null;
}

export interface Morning {
  readonly today: TodayView;
  readonly at: Instant;
  readonly round: Pick<Round, 'year' | 'opensOn' | 'closesOn'>;
  readonly passed: { readonly days: number; readonly all: number };
  readonly yesterday: string;
  readonly before: string;
  readonly lines: readonly MorningLine[];
  readonly illustrative: boolean;
  readonly demonstration: boolean;
}

type Asking = Pick<Context, 'tx' | 'actor' | 'tree' | 'today' | 'now'>;

/** Throws `not-found`, `no-open-round`. */
export async function viewMorning(context: Asking, areaId: string, kept: KeptWaits): Promise<Morning> {
  const { tx, today: day, now } = context;
  const today = await viewToday(context, areaId, { kept });
  const read = await readArea(context, areaId, kept);
  const { standing } = read;
  if (standing === null || standing.state !== 'open') throw new HttpProblem(409, 'no-open-round');
  const { round } = standing;
  const [yesterday, before] = [addDays(day, -1), addDays(day, -2)];
  const done = await readDone(tx, { round, read, days: [yesterday, before] });
  return {
    ...{ today, at: now, yesterday, before, passed: elapsed(round, day) },
    round: { year: round.year, opensOn: round.opensOn, closesOn: round.closesOn },
    lines: linesOf(read, round, { done, days: [yesterday, before] }),
    illustrative: round.rulebooks.some((id) => tableStatusIn(round, id) === 'illustrative'),
    demonstration: (await getInstallation(tx)).demonstration,
  };
}

type Days = readonly [string, string];

interface Done {
  readonly interviewed: ReadonlyMap<string, number>;
  readonly judged: ReadonlyMap<string, number>;
  readonly lodged: ReadonlyMap<string, number>;
  readonly answered: ReadonlyMap<string, number>;
  readonly decided: ReadonlyMap<string, number>;
  /** Of all days. */
  readonly objections: { readonly lodged: number; readonly answered: number };
}

function linesOf(
  { waits, counts, hamletIds, gates }: Read,
  round: Round,
  { done, days }: { done: Done; days: Days },
): readonly MorningLine[] {
  const own = hamletIds.map((id) => waits.get(id) ?? NOTHING_WAITS);
  const sum = (of: (one: HamletWaits) => number): number => own.reduce((total, one) => total + of(one), 0);
  const progress = hamletIds.map((id) => counts.get(id) ?? NO_COUNTS);
  const total = (key: 'listed' | 'interviewed' | 'undetermined'): number => progress.reduce((all, one) => all + one[key], 0);
  const each = (byDay: ReadonlyMap<string, number>): [number, number] => [byDay.get(days[0]) ?? 0, byDay.get(days[1]) ?? 0];
  const on = (of: (one: HamletWaits) => readonly string[]): [number, number] => [
    own.filter((one) => of(one).includes(days[0])).length,
    own.filter((one) => of(one).includes(days[1])).length,
  ];
  const interviewed = total('interviewed');
  const discussing = own.filter(({ toDecide }) => toDecide > 0);
  const hanging = own.filter(({ hangs, postedOn }) => hangs || postedOn.length > 0);
  const { lodged, answered } = done.objections;
  const meeting: MorningLine[] = [
    { row: 'met', now: discussing.filter(({ heldOn }) => heldOn.length > 0).length, of: discussing.length, days: on((one) => one.heldOn) },
    { row: 'agreed', now: sum((one) => one.agreed), of: sum((one) => one.toDecide), days: null },
  ];
  const posting: MorningLine[] = [
    {
      row: 'posted',
      now: hanging.filter(({ postedOn }) => postedOn.length > 0).length,
      of: hanging.length,
      days: on((one) => one.postedOn),
    },
    { row: 'lodged', now: lodged, of: null, days: each(done.lodged) },
    { row: 'objections', now: answered, of: lodged, days: each(done.answered) },
  ];
  return [
    { row: 'interviewed', now: interviewed, of: total('listed'), days: each(done.interviewed) },
    { row: 'judged', now: interviewed - total('undetermined'), of: interviewed, days: each(done.judged) },
    ...(asksMeeting(round) ? meeting : []),
    ...(asksPosting(round) ? posting : []),
    { row: 'decided', now: gates.filter((gate) => gate === 'closed').length, of: gates.length, days: each(done.decided) },
  ];
}

interface Asked {
  readonly round: Round;
  readonly read: Read;
  readonly days: Days;
}

interface DayRow {
  readonly day: string;
  readonly count: number;
}

/** By the day on which it was done, not the one on which it came in. */
async function readDone(tx: Tx, { round, read, days }: Asked): Promise<Done> {
  const hamlets = [...read.hamletIds];
  const [rulebook] = round.rulebooks;
  const { rows: visits } = await sql<DayRow & { judged: number }>`
    select i.interviewed_on::text as day, count(*)::int as count, count(v.outcome)::int as judged
      from interview i
      join household h on h.household_id = i.household_id and h.state = 'present'
      left join verdict v on v.household_id = i.household_id and v.round_id = i.round_id and v.rulebook = ${rulebook ?? ''}
     where i.round_id = ${round.roundId} and i.hamlet_id = any (${hamlets}::text[]) and i.interviewed_on = any (${[...days]}::date[])
     group by 1`.execute(tx);
  const { rows: said } = await sql<DayRow & { answered: boolean }>`
    select coalesce(on_day::text, '') as day, answered, count(*)::int as count
      from (select lodged_on as on_day, false as answered from objection where round_id = ${round.roundId} and hamlet_id = any (${hamlets}::text[])
            union all
            select answered_on, true from objection
             where round_id = ${round.roundId} and hamlet_id = any (${hamlets}::text[]) and answered_on is not null) o
     group by 1, 2`.execute(tx);
  const { rows: decided } = await sql<DayRow>`
    select decided_on::text as day, count(*)::int as count from decision
     where round_id = ${round.roundId} and commune_id = any (${read.communes.map(({ areaId }) => areaId)}::text[]) and withdrawn_on is null
     group by 1`.execute(tx);
  const byDay = (rows: readonly DayRow[]) => new Map(rows.map(({ day, count }) => [day, count]));
  const [lodged, answered] = [said.filter((row) => !row.answered), said.filter((row) => row.answered)];
  const sum = (rows: readonly DayRow[]): number => rows.reduce((total, { count }) => total + count, 0);
  return {
    interviewed: byDay(visits),
    judged: byDay(visits.map(({ day, judged }) => ({ day, count: judged }))),
    ...{ lodged: byDay(lodged), answered: byDay(answered), decided: byDay(decided) },
    objections: { lodged: sum(lodged), answered: sum(answered) },
  };
}
