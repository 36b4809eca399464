/**
 * Commands about ties (khai và gỡ quan hệ với hộ): each declares their own, the chair also what came to light of others; what is
 * declared is ended by somebody else, never by the person who would gain by it.
 */
import type { CommandOf } from '../../../core/kinds.ts';
import { ok } from '../../../core/kernel/result.ts';
import { tieOf } from '../../../core/register/tie.ts';
import { type Decided, findHousehold, itself, placeOf } from './decide-household.ts';
import { accountOf, refuse, type World } from './world.ts';

export function decideTie(world: World, command: CommandOf<'tie-declared'> | CommandOf<'tie-ended'>): Promise<Decided> | Decided {
  return command.kind === 'tie-declared' ? declareTie(world, command) : endTie(world, command);
}

async function declareTie(world: World, command: CommandOf<'tie-declared'>): Promise<Decided> {
  const { householdId, accountId, tie } = command.payload;
  const own = accountId === accountOf(world.who);
  const found = findHousehold(world, own ? 'declare-tie' : 'declare-tie-of-another', householdId);
  if (!found.ok) return found;
  const [account] = await world.sql.query('select 1 from account where account_id = $1', [accountId]);
  if (account === undefined) return refuse({ code: 'account-unknown' });
  if (tieOf(found.value.dossier.ties, accountId) === tie) return refuse({ code: 'tie-known' });
  return ok([itself(found.value.book, command, { kind: 'tie-declared', body: command.payload })]);
}

/** Of a household that is here no more too. */
function endTie(world: World, command: CommandOf<'tie-ended'>): Decided {
  const { householdId, accountId } = command.payload;
  if (accountId === accountOf(world.who)) return refuse({ code: 'own-tie' });
  const found = placeOf(world, 'end-tie', householdId);
  if (!found.ok) return found;
  if (tieOf(found.value.dossier.ties, accountId) === null) return refuse({ code: 'tie-unknown' });
  return ok([itself(found.value.book, command, { kind: 'tie-ended', body: command.payload })]);
}
