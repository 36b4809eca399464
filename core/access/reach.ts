/**
 * Which areas' rows an actor may be shown at all on a day (phạm vi): what the database's row security is told at the
 * start of each transaction. Coarser than `may.ts`, which is asked besides: a post that sees only numbers reaches the rows that
 * they count and may open none; the administrator reaches nothing. Areas come from the tree of that day, so a reform changes no rule.
 */
import { type AreaTree, ancestors, descendants, levelOf, periodAt, successors } from '../kernel/areas.ts';
import type { PlainDate } from '../kernel/dates.ts';
import { isAreaId } from '../kernel/ids.ts';
import { type Actor, inForce } from './may.ts';
import { countsRows } from './role.ts';

/** `communes`: those that the actor reaches as a whole; a hamlet's head reaches a hamlet and no commune. Both sorted. */
export type Reach = 'all' | { readonly hamlets: readonly string[]; readonly communes: readonly string[] };

export function reachOf(actor: Actor, tree: AreaTree, date: PlainDate): Reach {
  const hamlets = new Set<string>();
  const communes = new Set<string>();
  for (const grant of actor.grants) {
    if (!countsRows(grant.role) || !inForce(grant, date)) continue;
    if (!isAreaId(grant.areaId) || periodAt(tree, grant.areaId, date) === null) continue;
    if (levelOf(tree, grant.areaId) === 'province') return 'all';
    for (const areaId of [grant.areaId, ...descendants(tree, grant.areaId, date).map((period) => period.areaId)]) {
      const level = levelOf(tree, areaId);
      if (level === 'hamlet') hamlets.add(areaId);
      if (level === 'commune') communes.add(areaId);
    }
  }
  addFormer(tree, hamlets);
  return { hamlets: [...hamlets].sort(), communes: [...communes].sort() };
}

/** Hamlets that are no more and whose ground is all within reach: their years are counted in the tables of those years. */
function addFormer(tree: AreaTree, hamlets: Set<string>): void {
  const open = [...hamlets].filter(isAreaId);
  for (let at = open.pop(); at !== undefined; at = open.pop())
    for (const { from } of tree.backward.get(at) ?? []) {
      if (hamlets.has(from) || levelOf(tree, from) !== 'hamlet' || !successors(tree, from).every(({ areaId }) => hamlets.has(areaId)))
        continue;
      hamlets.add(from);
      open.push(from);
    }
}

/** The area's id and those above it on that day, up to the province; empty where there was no such area. */
export function areaPath(tree: AreaTree, areaId: string, date: PlainDate): readonly string[] {
  if (!isAreaId(areaId) || periodAt(tree, areaId, date) === null) return [];
  return [areaId, ...ancestors(tree, areaId, date).map((period) => period.areaId)];
}
