/**
 * A refused form handed to the commune, and the commune's word (chuyển cho xã): kept in the book of the hamlet for which it was
 * written, also by somebody whose post there has ended since, so that nothing they wrote is lost with it.
 */
import { ROLES_OF_ACTION } from '../../../core/access/may.ts';
import type { CommandOf } from '../../../core/kinds.ts';
import { ok } from '../../../core/kernel/result.ts';
import { pathOn } from './areas.ts';
import { type Decided, findHamlet, itself } from './decide-household.ts';
import { refuse, type World } from './world.ts';

export function handOver(world: World, command: CommandOf<'handed-over'>): Decided {
  const { householdId, hamletId } = command.payload;
  if (!world.areas.has(hamletId)) return refuse({ code: 'hamlet-unknown' });
  if (!served(world, hamletId)) return refuse({ code: 'not-your-area' });
  const book = world.bookOfArea.get(hamletId);
  if (book?.kind !== 'hamlet' || !world.heads.has(book.bookId)) return refuse({ code: 'not-your-area' });
  if (book.closedAt !== null) return refuse({ code: 'book-closed' });
  const state = world.dossiers.get(householdId)?.file?.state;
  // What was forgotten does not come back on a form.
  if (state === 'erased') return refuse({ code: 'household-not-present', state });
  return ok([itself(book, command, { kind: 'handed-over', body: command.payload })]);
}

/** Held, now or once, a post that keeps lists of this hamlet. */
function served({ who, areas, clock }: World, hamletId: string): boolean {
  if (who === 'system') return true;
  const path = pathOn(areas, hamletId, clock.today);
  return who.actor.grants.some(({ role, areaId }) => ROLES_OF_ACTION['keep-on-device'].includes(role) && path.includes(areaId));
}

export function settleHandover(world: World, command: CommandOf<'handover-settled'>): Decided {
  const hamlet = findHamlet(world, 'settle-handover', command.payload.hamletId);
  return hamlet.ok ? ok([itself(hamlet.value, command, { kind: 'handover-settled', body: command.payload })]) : hamlet;
}
