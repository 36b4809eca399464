/**
 * A refused form or act on its way to the commune (chuyển cho xã): the same envelope in another, with what tells it to people, since
 * the commune reads neither this phone's list nor its ids.
 */
import { envelope } from '../../ui/command.ts';
import { findHousehold } from '../kept/holding.ts';
import type { Unsent } from './forms.ts';
import { keeper } from './keeper.svelte.ts';

/** Null where this phone cannot say for which hamlet it was written. */
export function handingOf(entry: Unsent, word: string): Unsent | null {
  const original = entry.original ?? entry;
  const { commandId: handoverId, householdId, headName, about, problem } = original;
  const hamletId = original.hamletId ?? (keeper.holding === null ? null : findHousehold(keeper.holding, householdId)?.hamletId);
  if (hamletId === null || hamletId === undefined) return null;
  const form = JSON.stringify({ envelope: original.envelope, about: about ?? null });
  const said = word.normalize('NFC').trim();
  const refusedBecause = entry.problem?.code ?? problem?.code ?? 'refused';
  const sealed = envelope('handed-over', {
    ...{ handoverId, householdId, hamletId, headName, refusedBecause, form },
    word: said === '' ? null : said,
  });
  return { ...original, commandId: sealed.commandId, envelope: sealed, original, state: 'waiting', problem: null };
}
