/** The four lists of a decision in their order (bốn danh sách), with the people they count. */
import type { DecisionDraft, HouseholdRow } from '../../core/views.ts';

export interface DecidedList {
  readonly id: 'poor' | 'near-poor' | 'escaped-poverty' | 'escaped-near-poverty';
  readonly rows: readonly HouseholdRow[];
  readonly people: number;
}

export function listsOf({ lists }: Pick<DecisionDraft, 'lists'>): readonly DecidedList[] {
  return [
    list('poor', lists.poor),
    list('near-poor', lists.nearPoor),
    list('escaped-poverty', lists.escapedPoverty),
    list('escaped-near-poverty', lists.escapedNearPoverty),
  ];
}

function list(id: DecidedList['id'], rows: readonly HouseholdRow[]): DecidedList {
  return { id, rows, people: rows.reduce((sum, row) => sum + row.people, 0) };
}
