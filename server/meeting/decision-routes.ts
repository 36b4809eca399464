/** The papers of a decision over the network (đường dẫn Mẫu 02): as PDF and as a workbook, logged as an export of its names. */
import * as z from 'zod';
import { logLook } from '../access/read-log.ts';
import type { TakenDecisionsView } from '../../core/meeting/taken-views.ts';
import { may } from '../../core/access/may.ts';
import { areaPath } from '../../core/access/reach.ts';
import { HttpProblem, notFound } from '../http/problem.ts';
import { type Context, mayOrThrow, route, sendFile, type Server } from '../http/route.ts';
import { findGate, getRound } from '../interview/rounds.ts';
import { namedByLaw } from '../register/restricted.ts';
import { type DecisionPaper, readDecisionPaper, readTakenPaper } from './decision-lists.ts';
import { findWithdrawn } from './draft.ts';
import { decisionMarkup, decisionSheet, fileName } from './decision-paper.ts';
import type { Typeset } from './posting-routes.ts';
import { readTaken } from './taken.ts';

const format = z.enum(['pdf', 'xlsx']).default('pdf');

export function decisionRoutes(server: Server, typeset: Typeset): void {
  route(server, {
    method: 'GET',
    url: '/api/rounds/:roundId/communes/:communeId/decision/paper',
    params: z.strictObject({ roundId: z.uuid(), communeId: z.string().max(40) }),
    query: z.strictObject({ format }),
    handle: async (context, { params: { roundId, communeId }, query: { format } }) => {
      mayOrThrow(context, 'export', communeId);
      const standing = await getRound(context.tx, roundId);
      // Once its round is over nothing is drafted any more.
      const { withdrawn } = await findWithdrawn(context.tx, roundId, communeId);
      if (withdrawn !== undefined && (await findGate(context.tx, roundId, communeId)) === 'closed')
        throw new HttpProblem(409, 'decision-withdrawn-already', { day: withdrawn.on });
      return sendPaper(context, await readDecisionPaper(context, standing, communeId), { areaId: communeId, format, typeset });
    },
  });
  route(server, {
    method: 'GET',
    url: '/api/areas/:areaId/decisions',
    params: z.strictObject({ areaId: z.string().max(40) }),
    handle: async (context, { params: { areaId } }): Promise<TakenDecisionsView> => {
      mayOrThrow(context, 'read-household', areaId);
      const decisions = await readTaken(context, areaId);
      const here = { areaPath: areaPath(context.tree, areaId, context.today), date: context.today };
      const mayWithdraw = may(context.actor, 'decide-list', here).allowed;
      return { decisions: decisions.map(({ roundId: _, ...one }) => one), mayWithdraw };
    },
  });
  route(server, {
    method: 'GET',
    url: '/api/areas/:areaId/decisions/:decisionId/paper',
    params: z.strictObject({ areaId: z.string().max(40), decisionId: z.uuid() }),
    query: z.strictObject({ format }),
    handle: async (context, { params: { areaId, decisionId }, query: { format } }) => {
      mayOrThrow(context, 'export', areaId);
      const taken = (await readTaken(context, areaId)).find((one) => one.decisionId === decisionId);
      if (taken === undefined) throw notFound();
      if (taken.withdrawn !== null) throw new HttpProblem(409, 'decision-withdrawn-already', { day: taken.withdrawn.on });
      const standing = await getRound(context.tx, taken.roundId);
      return sendPaper(context, await readTakenPaper(context, standing, taken), { areaId, format, typeset });
    },
  });
}

interface Sending {
  readonly areaId: string;
  readonly format: z.output<typeof format>;
  readonly typeset: Typeset;
}

async function sendPaper(context: Context, paper: DecisionPaper, { areaId, format, typeset }: Sending) {
  const rows = paper.lists.reduce((sum, { hamlets }) => sum + hamlets.reduce((of, one) => of + one.rows.length, 0), 0);
  await logLook(context, { kind: 'export', areaId, purpose: 'decision-paper', rows });
  const ids = paper.lists.flatMap(({ hamlets }) => hamlets.flatMap((one) => one.rows.map(({ householdId }) => householdId)));
  const told = { ...paper, named: await namedByLaw(context, 'decision-paper', ids) };
  if (format === 'xlsx') return sendFile(context.reply, await decisionSheet(told));
  return sendFile(context.reply, { name: fileName(paper, 'pdf'), type: 'application/pdf', bytes: await typeset(decisionMarkup(told)) });
}
