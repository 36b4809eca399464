/**
 * Which areas' rows an actor may be shown at all on a day (phạm vi): what the database's row security is told at the
 * start of each transaction. Coarser than `may.ts`, which is asked besides; an actor without a post that reads
 * households, such as the administrator, reaches nothing.
 */
import { type Actor, inForce } from './may.ts';
import { type AreaLevel, READER_OF_ROLE } from './role.ts';

/** The tree of areas as it stood on the day asked about. */
export interface ReachTree {
  /** `null`: no such area on that day. */
  levelOf(areaId: string): AreaLevel | null;
  /** All areas below, at any depth, without the area itself. */
  below(areaId: string): readonly string[];
}

/** `communes`: those that the actor reaches as a whole; a hamlet's head reaches a hamlet and no commune. */
export type Reach = 'all' | { readonly hamlets: readonly string[]; readonly communes: readonly string[] };

export function reachOf(actor: Actor, tree: ReachTree, date: string): Reach {
  const hamlets = new Set<string>();
  const communes = new Set<string>();
  for (const grant of actor.grants) {
    if (READER_OF_ROLE[grant.role] === null || !inForce(grant, date)) continue;
    const level = tree.levelOf(grant.areaId);
    if (level === null) continue;
    if (level === 'province') return 'all';
    for (const areaId of [grant.areaId, ...tree.below(grant.areaId)]) {
      const at = tree.levelOf(areaId);
      if (at === 'hamlet') hamlets.add(areaId);
      if (at === 'commune') communes.add(areaId);
    }
  }
  return { hamlets: [...hamlets].sort(), communes: [...communes].sort() };
}
