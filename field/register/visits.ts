/** Which households are visited as far as this phone knows (đã rà soát, còn ở máy): read while a page is drawn, it follows the outbox. */
import type { EntryState } from '../../core/sync/outbox.ts';
import type { PlaceRow } from '../kept/place.ts';
import { outbox } from '../sync/outbox.svelte.ts';
import { isAct } from '../sync/unsent.ts';

/** With an interview begun and not finished. */
export function begunHere(): ReadonlySet<string> {
  return new Set(outbox.drafts.map((draft) => draft.householdId));
}

/** With a form that is on its way. */
export function formsHere(): ReadonlyMap<string, EntryState> {
  return new Map(outbox.entries.filter((entry) => !isAct(entry)).map((entry) => [entry.householdId, entry.state]));
}

export function isVisited(row: PlaceRow, forms: ReadonlyMap<string, EntryState>): boolean {
  return (row.interviewed && row.again === undefined) || forms.get(row.householdId) === 'waiting';
}
