/**
 * How many visits wait in each hamlet, whether its people will be through in time, and who could help (khối lượng rà soát, kế hoạch
 * đuổi kịp). Reckoned from the visits made; a yardstick to plan with, no rule of any text, and no judgement of anybody: houses far apart
 * take longer.
 */
import { addDays, date, daysBetween, type PlainDate } from '../kernel/dates.ts';
import type { RoundView } from './views.ts';

/** The pace is that of so many days, yesterday's and before: of one rainy day it would say nothing. */
export const PACE_DAYS = 7;

/** Of one enumerator in one hamlet: visits in the round, and of them those of the days of the pace. */
export interface Visitor {
  readonly accountId: string;
  readonly name: string;
  readonly visits: number;
  readonly recent: number;
  /** Holds the post there today; who made visits there and holds it no more is named, but nothing is left to them. */
  readonly posted: boolean;
}

/** Of the list of one hamlet. */
export interface HamletLoad {
  readonly areaId: string;
  readonly name: string;
  readonly listed: number;
  readonly interviewed: number;
  readonly visitors: readonly Visitor[];
}

export interface WorkloadRow extends HamletLoad {
  readonly left: number;
  /** For each who holds the post there; null where nobody does. */
  readonly each: number | null;
  /** Visits a day needed from today on to be through in time; null where nothing is left or no day is. */
  readonly perDay: number | null;
  readonly recent: number;
  /** The day on which all are visited at the pace of late (`yyyy-mm-dd`); null where nothing is left, or where nobody went of late. */
  readonly endsOn: PlainDate | null;
  /** Households that will not be visited in time at that pace. */
  readonly short: number;
}

/** So many households of `from` to be visited by those of `to`, who will have time. */
export interface Help {
  readonly from: string;
  readonly to: string;
  readonly households: number;
}

export interface Workload {
  /** Days on which visits can still be made, today's among them. */
  readonly daysLeft: number;
  readonly paceDays: number;
  readonly rows: readonly WorkloadRow[];
  readonly help: readonly Help[];
  /** Households that nobody of these hamlets will have time for. */
  readonly uncovered: number;
}

/** Of a commune as its province sees it: what its hamlets come to, each helped by its own hamlets first. */
export interface CommuneLoad {
  readonly areaId: string;
  readonly name: string;
  readonly listed: number;
  readonly interviewed: number;
  readonly left: number;
  readonly recent: number;
  /** Hamlets that will not be through in time. */
  readonly late: number;
  readonly short: number;
  readonly uncovered: number;
}

/** `GET /api/areas/:areaId/workload` of the round that is open: of a commune its hamlets, of a province its communes. */
export type WorkloadView =
  | { readonly of: 'nothing' }
  | ({ readonly of: 'hamlets'; readonly round: RoundView } & Workload)
  | { readonly of: 'communes'; readonly round: RoundView; readonly daysLeft: number; readonly communes: readonly CommuneLoad[] };

type Days = Pick<RoundView, 'opensOn' | 'closesOn'>;

/** The days whose visits make the pace: up to yesterday, none before the round. `null` on its first day. */
export function paceSpan(
  { opensOn }: Days,
  today: string,
): { readonly from: PlainDate; readonly to: PlainDate; readonly days: number } | null {
  const to = addDays(date(today), -1);
  const first = addDays(to, 1 - PACE_DAYS);
  const from = first < date(opensOn) ? date(opensOn) : first;
  return from > to ? null : { from, to, days: daysBetween(from, to) + 1 };
}

export function workload(round: Days, today: string, hamlets: readonly HamletLoad[]): Workload {
  const when = whenOf(round, today);
  const { daysLeft, paceDays } = when;
  const rows = hamlets.map((hamlet) => rowOf(hamlet, when));
  const help = helpOf(rows, (row) => spareOf(row, when));
  const helped = help.reduce((sum, { households }) => sum + households, 0);
  return { daysLeft, paceDays, rows, help, uncovered: rows.reduce((sum, { short }) => sum + short, 0) - helped };
}

interface When {
  readonly today: string;
  readonly daysLeft: number;
  readonly paceDays: number;
  /** Days of the round that are over. */
  readonly gone: number;
}

function rowOf(hamlet: HamletLoad, when: When): WorkloadRow {
  const { today, daysLeft, paceDays } = when;
  const left = Math.max(0, hamlet.listed - hamlet.interviewed);
  const recent = hamlet.visitors.reduce((sum, visitor) => sum + visitor.recent, 0);
  const posted = hamlet.visitors.filter((visitor) => visitor.posted).length;
  return {
    ...hamlet,
    left,
    each: posted === 0 ? null : Math.ceil(left / posted),
    perDay: left === 0 || daysLeft === 0 ? null : Math.ceil(left / daysLeft),
    recent,
    endsOn: left === 0 || recent === 0 ? null : addDays(date(today), Math.ceil((left * paceDays) / recent) - 1),
    short: shortOf({ left, recent, interviewed: hamlet.interviewed }, when),
  };
}

/** On the first day nobody is late; after the last one all that is left is. */
function shortOf({ left, ...made }: Pick<WorkloadRow, 'left' | 'recent' | 'interviewed'>, when: When): number {
  return when.daysLeft === 0 ? left : Math.max(0, left - reachOf(made, when, left));
}

/** Households of one hamlet that will not be visited in time, as its row in the plan says it. */
export function shortIn(
  round: Days,
  today: string,
  { listed, interviewed, recent }: Pick<WorkloadRow, 'listed' | 'interviewed' | 'recent'>,
): number {
  return shortOf({ left: Math.max(0, listed - interviewed), recent, interviewed }, whenOf(round, today));
}

function whenOf(round: Days, today: string): When {
  return {
    today,
    daysLeft: Math.max(0, daysBetween(date(today), date(round.closesOn)) + 1),
    paceDays: paceSpan(round, today)?.days ?? 0,
    gone: Math.max(1, daysBetween(date(round.opensOn), date(today))),
  };
}

/** Visits until the last day at the pace of late; where nobody went of late, for which there may be a reason, at that of the round. */
function reachOf(
  { recent, interviewed }: Pick<WorkloadRow, 'recent' | 'interviewed'>,
  { daysLeft, paceDays, gone }: When,
  first: number,
): number {
  if (paceDays === 0) return first;
  return Math.floor(recent > 0 ? (recent * daysLeft) / paceDays : (interviewed * daysLeft) / gone);
}

/** Whom a hamlet's people could visit besides their own by the last day. Without anybody in post nobody can go. */
function spareOf(row: WorkloadRow, when: When): number {
  if (row.each === null || row.short > 0) return 0;
  // Who has few left goes seldom of late.
  const whole = row.left === 0 && when.paceDays > 0 ? Math.floor((row.interviewed * when.daysLeft) / when.gone) : 0;
  return Math.max(0, Math.max(whole, reachOf(row, when, 0)) - row.left);
}

/** The largest lack to the most time, until either is used up. */
function helpOf(rows: readonly WorkloadRow[], spare: (row: WorkloadRow) => number): readonly Help[] {
  const helpers = rows.map((row) => ({ areaId: row.areaId, spare: spare(row) })).filter((helper) => helper.spare > 0);
  const help: Help[] = [];
  for (const { areaId, short } of rows.filter((row) => row.short > 0).toSorted((a, b) => b.short - a.short)) {
    let lacking = short;
    for (const helper of helpers.toSorted((a, b) => b.spare - a.spare)) {
      const households = Math.min(lacking, helper.spare);
      if (households === 0) continue;
      help.push({ from: areaId, to: helper.areaId, households });
      helper.spare -= households;
      lacking -= households;
    }
  }
  return help;
}

/** What a commune comes to, after its own hamlets helped each other. */
export function communeLoad(
  { areaId, name }: Pick<CommuneLoad, 'areaId' | 'name'>,
  { rows, uncovered }: Pick<Workload, 'rows' | 'uncovered'>,
): CommuneLoad {
  const sum = (of: (row: WorkloadRow) => number): number => rows.reduce((total, row) => total + of(row), 0);
  return {
    ...{ areaId, name, uncovered, late: rows.filter((row) => row.short > 0).length },
    ...{ listed: sum((row) => row.listed), interviewed: sum((row) => row.interviewed), left: sum((row) => row.left) },
    ...{ recent: sum((row) => row.recent), short: sum((row) => row.short) },
  };
}
