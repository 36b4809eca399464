/** Rows of what the rules said of a household (dòng kết quả): its verdict as it counts, and a later run that differs. */
import { CANNOT_ESCAPE_GROUNDS, GROUPS, type Verdict } from '../../../core/classify/verdict.ts';
import type { EventBody } from '../../../core/kinds.ts';
import type { Written } from '../../../core/register/case-file.ts';
import type { RejudgedRow, VerdictRow } from './review-tables.ts';

export interface VerdictPlace {
  readonly roundId: string;
  readonly householdId: string;
  readonly hamletId: string;
}

export function verdictRow(verdict: Verdict, place: VerdictPlace): VerdictRow {
  return {
    round_id: place.roundId,
    household_id: place.householdId,
    rulebook: verdict.rulebook,
    hamlet_id: place.hamletId,
    outcome: verdict.outcome,
    possible: verdict.possible,
    b1_min: verdict.b1.min,
    b1_max: verdict.b1.max,
    b2_min: verdict.b2.min,
    b2_max: verdict.b2.max,
    deprived: maskOf(verdict.deprivations, (three) => three === 'yes'),
    unknown_mask: maskOf(verdict.deprivations, (three) => three === 'unknown'),
    groups_mask: maskOf(GROUPS, (group) => verdict.groups[group] === 'yes'),
    groups_unknown: maskOf(GROUPS, (group) => verdict.groups[group] === 'unknown'),
    cannot_escape: verdict.cannotEscape.holds,
    grounds_mask: maskOf(CANNOT_ESCAPE_GROUNDS, (ground) => verdict.cannotEscape.grounds.includes(ground)),
    score_table: verdict.table,
    table_status: verdict.tableStatus,
    engine: verdict.engine,
  };
}

/** Bit i is set where the i-th of the list is so. */
export function maskOf<T>(list: readonly T[], holds: (item: T) => boolean): number {
  return list.reduce((mask, item, i) => (holds(item) ? mask | (1 << i) : mask), 0);
}

export function rejudgedRow(event: { readonly eventId: string; readonly at: Written }, body: EventBody<'rejudged'>): RejudgedRow {
  return {
    event_id: event.eventId,
    household_id: event.at.householdId,
    round_id: body.roundId,
    rulebook: body.rulebook,
    hamlet_id: event.at.hamletId,
    decision_id: body.decisionId,
    was: body.was,
    now: body.now,
    score_table: body.table,
    engine: body.engine,
    found_at: body.foundAt,
  };
}
