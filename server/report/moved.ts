/**
 * Everybody who came onto a list or left it, with why (ai vào, ai ra, vì sao): rows of the store, told by the pure function of
 * core/report/changes. Of a household that has moved out of reach only the movement is told.
 */
import { rulebookById } from '../../core/classify/rulebooks.ts';
import { type ChangedList, changeOf, tellChange, type ToldChange } from '../../core/report/changes.ts';
import type { Tx } from '../http/transaction.ts';
import { type ChangedRow, readChanged } from './changes-store.ts';
import type { Counted } from './counting.ts';

export interface Moved {
  readonly householdId: string;
  /** Where it moved on the list; not always where it is. */
  readonly hamletId: string;
  readonly told: ToldChange;
}

/** As the reader sees them, in the order of the list. */
export async function readMoved(tx: Tx, at: Counted, list: ChangedList): Promise<readonly Moved[]> {
  const rulebook = rulebookById(at.rulebook);
  return (await readChanged(tx, at, list)).flatMap((row) => tellMoved(rulebook, row, list) ?? []);
}

/** Null where nothing moved. */
export function tellMoved(rulebook: ReturnType<typeof rulebookById>, row: ChangedRow, list: ChangedList): Moved | null {
  const change = changeOf(row, list);
  const { householdId, hamletId, before, after } = row;
  return change === null
    ? null
    : { householdId, hamletId, told: tellChange(rulebook, { change, was: row.was ?? 'not-poor', before, after }) };
}
