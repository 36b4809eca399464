/**
 * What moved on a list within a year (biến động danh sách trong năm): who stayed, came onto it and left it, as tables 2 and 3 name it,
 * and why: the same comparison as between two standards, here between the two interviews under the one standard of the year.
 */
import type { Clause } from '../classify/clauses.ts';
import { type Comparison, compareVerdicts, type Found } from '../classify/compare.ts';
import type { Rulebook } from '../classify/rulebook.ts';
import type { Indicator, PovertyClass, RulebookId, Three } from '../classify/verdict.ts';
import type { AreaLevel } from '../kernel/areas.ts';
import type { PlainDate } from '../kernel/dates.ts';

export const CHANGED_LISTS = ['poor', 'near-poor'] as const;
export type ChangedList = (typeof CHANGED_LISTS)[number];

/** `arrived`: did not live there at the start; `gone`: lives there no more, or holds no class of the standard. */
export const ENTERED = ['from-other-list', 'relapsed', 'new', 'arrived'] as const;
export const LEFT = ['to-other-list', 'risen', 'gone'] as const;
export const CHANGES = [...ENTERED, ...LEFT] as const;
export type Change = (typeof CHANGES)[number];

/** What carried it over; `first-seen`: no earlier interview under the standard to compare with. */
export const WHYS = ['b1-line', 'b1-points', 'b2-line', 'first-seen'] as const;
export type Why = (typeof WHYS)[number];

/** A household of a hamlet at the close of the two days. Classes other than the two lists are null. */
export interface ListedLine {
  readonly was: ChangedList | null;
  readonly now: ChangedList | null;
  /** On neither list at the end, by a decision. */
  readonly rose: boolean;
  /** Lived in the hamlet at the start. */
  readonly lived: boolean;
  /** Had held the class of the end by the start. */
  readonly had: boolean;
}

/** Null: it stayed, or was never on it. */
export function changeOf(line: ListedLine, list: ChangedList): Change | null {
  if ((line.was === list) === (line.now === list)) return null;
  if (line.now === list) {
    if (line.was !== null) return 'from-other-list';
    if (!line.lived) return 'arrived';
    return line.had ? 'relapsed' : 'new';
  }
  if (line.now !== null) return 'to-other-list';
  return line.rose ? 'risen' : 'gone';
}

/** A determined verdict of an interview: masks count bits in the order of the standard's indicators. */
export interface Judged {
  readonly outcome: PovertyClass;
  readonly b1: { readonly min: number; readonly max: number };
  readonly deprived: number;
  readonly unknown: number;
  readonly areaType: 'rural' | 'urban';
  readonly year: number;
}

export interface ToldChange {
  readonly change: Change;
  /** Null: it moved, or nothing is known of the interview that decided. */
  readonly why: Why | null;
  /** Year of the interview before; null without one. */
  readonly since: number | null;
  readonly points: { readonly from: Judged['b1'] | null; readonly to: Judged['b1'] } | null;
  readonly cutOff: { readonly from: number | null; readonly to: number } | null;
  readonly added: readonly Indicator[];
  readonly dropped: readonly Indicator[];
  /** All that it surely lacks now. */
  readonly lacks: readonly Indicator[];
  /** The texts on which the reason rests. */
  readonly clauses: readonly Clause[];
}

/**
 * The earlier verdict counts only where it says what the household then was: a class from elsewhere (a list read in, an older
 * decision) has no interview behind it here.
 */
export function tellChange(
  rulebook: Rulebook,
  told: { readonly change: Change; readonly was: PovertyClass; readonly before: Judged | null; readonly after: Judged | null },
): ToldChange {
  const { change, after } = told;
  const before = told.before !== null && told.before.outcome === told.was ? told.before : null;
  if (after === null || change === 'arrived' || change === 'gone')
    return { change, why: null, since: null, points: null, cutOff: null, added: [], dropped: [], lacks: [], clauses: [] };
  const cutOff = (judged: Judged): number => rulebook.parameters[judged.areaType === 'urban' ? 'cutOffUrban' : 'cutOffRural'].value;
  const compared: Comparison | null = before === null ? null : compareVerdicts(foundOf(rulebook, before), foundOf(rulebook, after));
  const lacks = rulebook.indicators.filter((_, at) => ((after.deprived >> at) & 1) === 1);
  const [why, added, dropped] = [whyOf(compared), compared?.added ?? [], compared?.dropped ?? []];
  return {
    ...{ change, why, added, dropped, lacks },
    since: before?.year ?? null,
    points: { from: before?.b1 ?? null, to: after.b1 },
    cutOff: { from: before === null ? null : cutOff(before), to: cutOff(after) },
    clauses: clausesOf(rulebook, why, why === 'first-seen' ? lacks : [...added, ...dropped]),
  };
}

/** The line that was crossed, then the indicators that count. */
export function clausesOf(rulebook: Rulebook, why: Why, indicators: readonly Indicator[]): readonly Clause[] {
  const { cutOffRural, deprivationCutOff } = rulebook.parameters;
  const lines = why === 'b2-line' ? [deprivationCutOff] : why === 'first-seen' ? [cutOffRural, deprivationCutOff] : [cutOffRural];
  return [...new Set([...lines.map(({ clause }) => clause), ...indicators.map((indicator) => clauseOf(rulebook, indicator))])];
}

/** Of the parameter that a rule names first. */
export function clauseOf(rulebook: Rulebook, indicator: Indicator): Clause {
  const rule = rulebook.rules.find(({ finds }) => finds.kind === 'indicator' && finds.indicator === indicator);
  return rulebook.parameters[rule?.parameters[0] ?? 'deprivationCutOff'].clause;
}

/** Two interviews of one class cannot have moved it: what it held then came from elsewhere. */
const whyOf = (compared: Comparison | null): Why => compared?.difference ?? 'first-seen';

function foundOf({ indicators }: Rulebook, { outcome, b1, deprived, unknown }: Judged): Found {
  const bit = (mask: number, at: number): boolean => ((mask >> at) & 1) === 1;
  const deprivations = indicators.map((_, at): Three => (bit(deprived, at) ? 'yes' : bit(unknown, at) ? 'unknown' : 'no'));
  return { verdict: { outcome, b1, deprivations }, indicators };
}

// ---- as the server shows it ------------------------------------------------------------------------------------------------

/** Rates are hundredths of a percent of all households on that day; null over nothing. */
export interface ChangeCounts extends Readonly<Record<Change, number>> {
  readonly start: number;
  readonly end: number;
  readonly rateStart: number | null;
  readonly rateEnd: number | null;
}

/** `GET /api/changes?area=&year=&list=` */
export interface ChangesView {
  readonly area: { readonly areaId: string; readonly name: string; readonly level: AreaLevel };
  readonly list: ChangedList;
  readonly year: number;
  readonly rulebook: RulebookId;
  readonly start: PlainDate;
  readonly end: PlainDate;
  readonly totals: ChangeCounts;
  /** Communes of a province or a district, hamlets of a commune; those whose rate rose most first. */
  readonly units: readonly { readonly areaId: string; readonly name: string; readonly level: AreaLevel; readonly counts: ChangeCounts }[];
  /** Where an interview says why; above 0. */
  readonly reasons: readonly { readonly change: Change; readonly why: Why; readonly count: number; readonly clauses: readonly Clause[] }[];
  /** Of those that changed because of B2: lacked now and not before (`added`), or before and not now. */
  readonly indicators: readonly {
    readonly indicator: Indicator;
    readonly added: number;
    readonly dropped: number;
    readonly clause: Clause;
  }[];
  readonly provisional: boolean;
  /** Counts are sealed; reasons, indicators and households are of the register now. */
  readonly namesNow: boolean;
}

export interface ChangesFilter {
  readonly change?: Change | undefined;
  readonly why?: Why | undefined;
}

/** Hundredths of a point by which the rate rose; null where there were no households at one end, so that nothing can be compared. */
export function riseOf({ rateStart, rateEnd }: Pick<ChangeCounts, 'rateStart' | 'rateEnd'>): number | null {
  return rateStart === null || rateEnd === null ? null : rateEnd - rateStart;
}
