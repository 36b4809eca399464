/**
 * The draft of a decision and the public progress (đường dẫn đợt rà soát). Passing a gate and deciding are commands at the
 * door.
 */
import * as z from 'zod';
import { RULEBOOK_IDS } from '../../core/classify/verdict.ts';
import { mayOrThrow, type OpenContextWithoutTx, openRouteWithoutTransaction, route, type Server } from '../http/route.ts';
import { together } from '../http/together.ts';
import { asActor, publicScope } from '../http/transaction.ts';
import { getRound } from '../interview/rounds.ts';
import type { Judge } from '../ledger/tools.ts';
import { backCheckRoutes } from './back-checks.ts';
import { viewDraft } from './draft.ts';
import { openingRoutes } from './openings.ts';
import { roundRoutes } from './round-routes.ts';
import { type ProgressOptions, viewProgress } from './progress.ts';

export interface MeetingOptions extends ProgressOptions {
  readonly judge: Pick<Judge, 'verdict'>;
}

export function meetingRoutes(server: Server, options: MeetingOptions): void {
  openingRoutes(server);
  roundRoutes(server);
  backCheckRoutes(server, options.judge);
  route(server, {
    method: 'GET',
    url: '/api/rounds/:roundId/communes/:communeId/decision',
    params: z.strictObject({ roundId: z.uuid(), communeId: z.string().max(40) }),
    query: z.strictObject({ rulebook: z.enum(RULEBOOK_IDS).optional() }),
    handle: async (context, { params, query }) => {
      mayOrThrow(context, 'read-household', params.communeId);
      const standing = await getRound(context.tx, params.roundId);
      return viewDraft(context, standing, { communeId: params.communeId, rulebook: query.rulebook, judge: options.judge });
    },
  });
  const ask = together((context: OpenContextWithoutTx) =>
    asActor(context.db, publicScope(context.today), (tx) => viewProgress({ ...context, tx }, options)),
  );
  // The portal asks for all its readers, from one address.
  openRouteWithoutTransaction(server, { method: 'GET', url: '/api/public/progress', perMinute: 6_000, handle: ask });
}
