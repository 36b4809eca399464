/**
 * What the door does not tell whoever asks a household once more (hậu kiểm): an act that is taken or refused by what the first form came to waits
 * until they have asked, or somebody else does it. By the one rule of screens and papers.
 */
import type { CommandProblem } from '../../../core/sync/envelope.ts';
import { blindThere, readBlindOf, type Telling } from '../back-checks.ts';
import type { World } from './world.ts';

const FIRST = { code: 'back-check-first' } as const;

/** Of an act on a whole list. */
export async function askFirst({ who, sql }: World, telling: Telling): Promise<CommandProblem | null> {
  if (who === 'system') return null;
  return blindThere(await readBlindOf(sql, who.actor), telling).length > 0 ? FIRST : null;
}

/** Of an act on one household. */
export async function askFirstOf({ who, sql }: World, householdId: string): Promise<CommandProblem | null> {
  if (who === 'system') return null;
  return (await readBlindOf(sql, who.actor)).has(householdId) ? FIRST : null;
}
