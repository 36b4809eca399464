/** Rounds as data over the network (đường dẫn đợt rà soát): read by whoever reads the area's tables; a usual one by who may open it. */
import * as z from 'zod';
import { daySchema } from '../../core/ledger/fields.ts';
import { CHOSEN_STEPS, OPENED_KINDS } from '../../core/meeting/round-codes.ts';
import { mayOrThrow, route, type Server } from '../http/route.ts';
import { viewRoundRules, viewRounds, viewUsual } from './rounds.ts';

const ofArea = z.strictObject({ areaId: z.string().max(40) });
const wish = z.strictObject({
  kind: z.enum(OPENED_KINDS),
  from: daySchema,
  /** Joined by commas. */
  steps: z
    .string()
    .max(60)
    .transform((text) => CHOSEN_STEPS.filter((step) => text.split(',').includes(step))),
});

export function roundRoutes(server: Server): void {
  route(server, {
    method: 'GET',
    url: '/api/areas/:areaId/rounds',
    params: ofArea,
    handle: async (context, { params: { areaId } }) => {
      mayOrThrow(context, 'read-tables', areaId);
      return viewRounds(context, areaId);
    },
  });
  route(server, {
    method: 'GET',
    url: '/api/areas/:areaId/rounds/usual',
    params: ofArea,
    query: wish,
    handle: async (context, { params: { areaId }, query: { kind, from, steps } }) => {
      mayOrThrow(context, 'open-round', areaId);
      return viewUsual(context, areaId, { kind, opensOn: from, steps });
    },
  });
  route(server, {
    method: 'GET',
    url: '/api/areas/:areaId/rounds/:roundId',
    params: ofArea.extend({ roundId: z.uuid() }),
    handle: async (context, { params: { areaId, roundId } }) => {
      mayOrThrow(context, 'read-tables', areaId);
      return viewRoundRules(context, areaId, roundId);
    },
  });
}
