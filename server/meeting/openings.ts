/** The lists of a commune that are open beside its review (danh sách đầu năm): each is asked for by its round. */
import * as z from 'zod';
import { areaAbove } from '../../core/kernel/areas.ts';
import { isAreaId } from '../../core/kernel/ids.ts';
import type { OpeningsView } from '../../core/meeting/views.ts';
import { notFound } from '../http/problem.ts';
import { mayOrThrow, route, type Server } from '../http/route.ts';
import { findOpenings, findOpenRound, viewRound } from '../interview/rounds.ts';

export function openingRoutes(server: Server): void {
  route(server, {
    method: 'GET',
    url: '/api/areas/:areaId/openings',
    params: z.strictObject({ areaId: z.string().max(40) }),
    handle: async (context, { params: { areaId } }): Promise<OpeningsView> => {
      mayOrThrow(context, 'read-tables', areaId);
      const { tx, tree, today } = context;
      if (!isAreaId(areaId)) throw notFound();
      const commune = areaAbove(tree, areaId, today, 'commune');
      const review = await findOpenRound(tx);
      return {
        review: review === null ? null : viewRound(review),
        openings: (commune === null ? [] : await findOpenings(tx, commune.areaId))
          .filter(({ round }) => round.roundId !== review?.round.roundId)
          .map(viewRound),
      };
    },
  });
}
