/** Lists that still hang of rounds, communes and hamlets that are over (danh sách còn treo), for whoever takes them down today. */
import { date } from '../../core/kernel/dates.ts';
import { areaAbove, periodAt } from '../../core/kernel/areas.ts';
import { isAreaId } from '../../core/kernel/ids.ts';
import { postingState } from '../../core/meeting/posting.ts';
import type { LeftWallView } from '../../core/meeting/posting-views.ts';
import type { Context } from '../http/route.ts';
import { getRound, viewRound } from '../interview/rounds.ts';
import { readLeftWalls } from '../ledger/left-walls.ts';
import { sqlOfKysely } from '../ledger/sql.ts';
import { hamletsOf } from '../register/areas.ts';
import { areaName } from '../register/rows.ts';

type Asking = Pick<Context, 'tx' | 'actor' | 'tree' | 'today'>;

export async function viewLeftWalls(context: Asking, areaId: string): Promise<readonly LeftWallView[]> {
  const { tx, tree, today } = context;
  const period = isAreaId(areaId) ? periodAt(tree, areaId, today) : null;
  if (period === null) return [];
  const views: LeftWallView[] = [];
  for (const { hamletId, of, roundId, postingId, place, placeName, startsOn, endsOn } of await readLeftWalls(
    sqlOfKysely(tx),
    hamletsOf(context, period),
  )) {
    const { kind, year, opensOn, nth } = viewRound(await getRound(tx, roundId));
    const then = isAreaId(of) ? periodAt(tree, of, date(startsOn)) : null;
    const commune = isAreaId(of) ? areaAbove(tree, of, date(startsOn), 'commune') : null;
    const hamletName = areaName(context, hamletId);
    views.push({
      ...{ hamletId, hamletName, communeName: commune?.name ?? '' },
      formerName: then === null || then.name === hamletName ? null : then.name,
      round: { kind, year, opensOn, ...(nth === undefined ? {} : { nth }) },
      posting: {
        ...{
          postingId,
          place,
          where: placeName,
          startsOn,
          endsOn,
          takenDownOn: null,
          again: false,
          same: false,
          photoUp: null,
          photoDown: null,
        },
        state: postingState({ endsOn, takenDownOn: null }, today),
      },
    });
  }
  return views;
}
