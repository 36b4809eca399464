/**
 * Puts an act away on this phone and sends it (cất một biến động): the same outbox as forms, its own place in the order of its
 * households.
 */
import { envelope } from '../../ui/command.ts';
import { finish } from '../sync/outbox.svelte.ts';
import type { MadeAct } from './doing.ts';

/** `instead`: the subject of a refused act that this one corrects. */
export async function keepAct(accountId: string, made: MadeAct, instead?: string): Promise<void> {
  const sealed = envelope(made.command.kind, made.command.payload);
  const { commandId } = sealed;
  const { householdId, headName, hamletId, households, about } = made;
  const draft = instead ?? `${accountId}|${householdId}|${commandId}`;
  await finish({
    ...{ commandId, accountId, householdId, headName, hamletId, households, about, draft, envelope: sealed },
    state: 'waiting',
    problem: null,
  });
}
