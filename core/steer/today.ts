/**
 * What waits for an office today (Hôm nay của xã, của tỉnh): each matter with how many there are, how many are late and the nearest day by
 * which it is due, the most urgent first. It counts and orders only; what each number counts is the list that it opens.
 */
import type { Action } from '../access/action.ts';
import { addDays, date } from '../kernel/dates.ts';
import type { AreaLevel } from '../kernel/areas.ts';
import type { GateState, RoundView } from '../meeting/views.ts';

/** In the order in which they are to be done where none is late: what somebody waits for first, then what the round's next step needs. */
export const MATTERS = [
  'objections',
  'requests',
  'handovers',
  'clashes',
  'take-down',
  'differs',
  'again',
  'put-up',
  'undetermined',
  'unvisited',
  'unmet',
  'my-doubts',
  'doubts',
  'directives',
  'certificates',
  'duplicates',
  'no-code',
  'code-unused',
  'second-factor',
] as const;
export type Matter = (typeof MATTERS)[number];

/** Who may open the list of each; whoever may not is told the number alone. */
export const OPENED_BY: Readonly<Record<Matter, Action>> = {
  objections: 'read-objections',
  requests: 'read-requests',
  handovers: 'settle-handover',
  clashes: 'settle-handover',
  'take-down': 'post-list',
  differs: 'open-meetings',
  again: 'open-meetings',
  'put-up': 'post-list',
  undetermined: 'read-household',
  unvisited: 'read-household',
  unmet: 'open-meetings',
  'my-doubts': 'check-interviews',
  doubts: 'check-interviews',
  directives: 'send-directive',
  certificates: 'print-certificate',
  duplicates: 'join-duplicates',
  'no-code': 'renew-sign-in',
  'code-unused': 'renew-sign-in',
  'second-factor': 'sign-in',
};

/** How far the work is, which whoever reads tables may know; the rest is for the offices themselves. */
export const OF_PROGRESS: readonly Matter[] = [
  'take-down',
  'again',
  'put-up',
  'undetermined',
  'unvisited',
  'unmet',
  'directives',
  'certificates',
];

export interface Count {
  readonly count: number;
  /** Of them, those whose day is over. */
  readonly late: number;
  /** The nearest day by which one of them is due (`yyyy-mm-dd`); null: none has a day. */
  readonly dueOn: string | null;
}

export interface Waits extends Count {
  readonly matter: Matter;
  /** Of one directive, of one decision; null: of all. */
  readonly of: { readonly id: string; readonly label: string } | null;
}

export interface WaitsView extends Waits {
  /** This person may open the list. */
  readonly opens: boolean;
  /** By hamlet, where the list is read hamlet by hamlet; the most first. */
  readonly places: readonly { readonly areaId: string; readonly name: string; readonly count: number }[];
}

export interface CommuneWaits {
  readonly areaId: string;
  readonly name: string;
  readonly gate: GateState | null;
  readonly late: number;
  readonly counts: Readonly<Partial<Record<Matter, number>>>;
}

/** `GET /api/areas/:areaId/today` of a commune or of a unit above it. */
export interface TodayView {
  readonly area: { readonly areaId: string; readonly name: string; readonly level: AreaLevel };
  readonly round: RoundView | null;
  readonly gate: GateState | null;
  readonly today: string;
  /** The most urgent first. */
  readonly waits: readonly WaitsView[];
  /** Of a unit above communes: the same by commune, those with most that is late first. */
  readonly communes: readonly CommuneWaits[];
}

/** What is due today or within so many days comes before what is not. Our own yardstick, no rule of any text. */
const SOON_DAYS = 2;

/** The most urgent first: late ones by their day, then those due soon by theirs, then in the order of `MATTERS`. Nothing of which there is none. */
export function byUrgency<W extends Waits>(all: readonly W[], today: string): readonly W[] {
  const soon = addDays(date(today), SOON_DAYS);
  const rank = ({ late, dueOn }: W): number => (late > 0 ? 0 : dueOn !== null && dueOn <= soon ? 1 : 2);
  const day = (one: W): string => (rank(one) === 2 ? '' : (one.dueOn ?? '9999'));
  const place = ({ matter }: W): number => MATTERS.indexOf(matter);
  return all
    .filter(({ count }) => count > 0)
    .toSorted((a, b) => rank(a) - rank(b) || (day(a) < day(b) ? -1 : day(a) > day(b) ? 1 : place(a) - place(b)));
}

export const NONE: Count = { count: 0, late: 0, dueOn: null };

export function addCount(a: Count, b: Count): Count {
  const days = [a.dueOn, b.dueOn].filter((day) => day !== null).sort();
  return { count: a.count + b.count, late: a.late + b.late, dueOn: days[0] ?? null };
}
