/**
 * What a face is told about the person signed in (phiên làm việc): their posts that hold today, the area whose page opens,
 * the round that is open. Finding the session is server/access.
 */
import { inForce } from '../../core/access/may.ts';
import { AREA_LEVELS, levelOf, periodAt } from '../../core/kernel/areas.ts';
import { isAreaId } from '../../core/kernel/ids.ts';
import type { RoundStanding } from '../../core/meeting/gates.ts';
import type { SessionView } from '../../core/views.ts';
import { getInstallation } from '../access/installation.ts';
import type { Describe } from '../access/routes.ts';
import type { Context } from '../http/route.ts';
import { findOpenRound, viewRound } from '../interview/rounds.ts';

export function makeDescribe(provisional: (standing: RoundStanding | null) => boolean): Describe {
  return async (context): Promise<SessionView> => {
    const { demonstration, provinceId } = await getInstallation(context.tx);
    const standing = await findOpenRound(context.tx);
    const roles = rolesOf(context);
    return {
      accountId: context.actor.accountId,
      displayName: context.displayName,
      roles: roles.map(({ role, areaId, areaName }) => ({ role, areaId, areaName })),
      home: roles[0]?.areaId ?? provinceId,
      language: 'vi',
      demonstration,
      provisional: provisional(standing),
      round: standing === null ? null : viewRound(standing),
    };
  };
}

/** The highest area first: that is the page to begin with. */
function rolesOf({ actor, tree, today }: Pick<Context, 'actor' | 'tree' | 'today'>) {
  const held = actor.grants.flatMap(({ role, areaId, ...term }) => {
    const period = isAreaId(areaId) ? periodAt(tree, areaId, today) : null;
    if (period === null || !inForce({ role, areaId, ...term }, today)) return [];
    return [{ role, areaId, areaName: period.name, depth: AREA_LEVELS.indexOf(levelOf(tree, period.areaId) ?? 'hamlet') }];
  });
  return held.sort((a, b) => a.depth - b.depth);
}
