/**
 * What a deed is told about (nơi ghi biến động): the household or the hamlet, the other hamlets of this phone, the day. From what the
 * phone keeps; null where it keeps nothing of it, or this person may note nothing there.
 */
import type { AreaRef, MemberView } from '../../core/register/views.ts';
import { areaOf, dayOf, type Found, findHousehold, type Holding } from './holding.ts';
import { takesInterviews } from './household.ts';
import { namesakes } from './pending.ts';

export interface Deeding {
  readonly today: string;
  readonly household: {
    readonly householdId: string;
    readonly headName: string;
    readonly people: number;
    readonly members: readonly MemberView[];
    /** In the open round. */
    readonly visited: boolean;
  } | null;
  readonly hamlet: AreaRef;
  /** Where this person may note acts besides. */
  readonly hamlets: readonly AreaRef[];
  readonly takesInterviews: boolean;
  /** Households of the hamlet whose head bears that name. */
  readonly namesakes: (headName: string) => number;
}

export function deedingOf(
  holding: Holding,
  of: { readonly householdId: string } | { readonly hamletId: string },
  phoneClock: number,
): Deeding | null {
  const found = 'householdId' in of ? findHousehold(holding, of.householdId) : null;
  const hamletId = 'hamletId' in of ? of.hamletId : found?.hamletId;
  const hamlet = areaOf(holding, hamletId ?? null);
  if (hamlet?.level !== 'hamlet' || !hamlet.mayRegister || ('householdId' in of && found === null)) return null;
  const today = dayOf(holding, phoneClock);
  const { areaId, name } = hamlet;
  return {
    today,
    household: found === null ? null : { ...pick(found.row), visited: isVisited(holding, found.row) },
    hamlet: { areaId, name },
    hamlets: holding.device.areas
      .filter((area) => area.level === 'hamlet' && area.mayRegister && area.areaId !== areaId)
      .map((area) => ({ areaId: area.areaId, name: area.name })),
    takesInterviews: takesInterviews(holding, areaId, today),
    namesakes: (headName) => namesakes(holding, areaId, headName).length,
  };
}

const pick = ({ householdId, headName, people, members }: Found['row']) => ({ householdId, headName, people, members });

function isVisited({ device: { round } }: Holding, { interviews }: Found['row']): boolean {
  return round?.state === 'open' && interviews.some(({ roundId }) => roundId === round.roundId);
}
