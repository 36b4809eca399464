/** Closing a round over the network (đường dẫn đóng đợt rà soát): how it stands, asking for it, stopping it. The province's alone. */
import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { may } from '../../core/access/may.ts';
import { areaPath } from '../../core/access/reach.ts';
import { areasOn } from '../../core/kernel/areas.ts';
import type { ClosingJobView, ClosingView } from '../../core/meeting/closing-views.ts';
import { getInstallation } from '../access/installation.ts';
import { HttpProblem } from '../http/problem.ts';
import { type Context, mayOrThrow, route, routeWithoutTransaction, type Server } from '../http/route.ts';
import { asActor } from '../http/transaction.ts';
import { gateState, getRound, readGates, viewRound } from '../interview/rounds.ts';
import { areaName } from '../register/rows.ts';
import { ClosingRunner, type ClosingTools } from './closing-runner.ts';
import {
  addClosingJob,
  addClosingLines,
  type ClosingJob,
  dropEndedClosings,
  endClosingJob,
  findClosingJob,
  readClosingLines,
  readOpenCommunes,
} from './closing-store.ts';

const ofRound = z.strictObject({ roundId: z.uuid() });
const wish = z.strictObject({
  /** Also while lists are not decided. */
  anyway: z.boolean(),
});

type Asking = Pick<Context, 'tx' | 'actor' | 'tree' | 'today' | 'now'>;

export function closingRoutes(server: Server, tools: ClosingTools): void {
  const runner = new ClosingRunner(server, tools);
  server.app.addHook('onReady', async () => runner.wake());
  server.app.addHook('onClose', () => runner.close());
  route(server, {
    method: 'GET',
    url: '/api/rounds/:roundId/closing',
    params: ofRound,
    handle: (context, { params: { roundId } }) => viewClosing(context, roundId),
  });
  routeWithoutTransaction(server, {
    method: 'POST',
    url: '/api/rounds/:roundId/closing',
    params: ofRound,
    body: wish,
    perMinute: 30,
    handle: async (context, { params: { roundId }, body: { anyway } }): Promise<ClosingView> => {
      const view = await asActor(context.db, context.scope, async (tx) => {
        await askClosing({ ...context, tx }, roundId, anyway);
        return viewClosing({ ...context, tx }, roundId);
      });
      runner.wake();
      return view;
    },
  });
  route(server, {
    method: 'POST',
    url: '/api/rounds/:roundId/closing/stop',
    params: ofRound,
    handle: async (context, { params: { roundId } }): Promise<ClosingView> => {
      await mayClose(context);
      const job = await findClosingJob(context.tx, roundId);
      if (job !== null) await endClosingJob(context.tx, job.jobId, { state: 'stopped', problem: null, now: context.now });
      return viewClosing(context, roundId);
    },
  });
}

/** In the installation's own province. */
async function mayClose(context: Asking): Promise<void> {
  mayOrThrow(context, 'open-round', (await getInstallation(context.tx)).provinceId);
}

/** While one is being made, that one goes on. */
async function askClosing(context: Asking, roundId: string, anyway: boolean): Promise<void> {
  const { tx, actor, tree, today, now } = context;
  await mayClose(context);
  const standing = await getRound(tx, roundId);
  if (standing.state === 'closed') throw new HttpProblem(409, 'round-closed');
  const before = await findClosingJob(tx, roundId);
  if (before?.state === 'making') return;
  const shown = before?.state === 'held' ? await readClosingLines(tx, before.jobId) : [];
  // Over lists that were shown as open; where another one is open by now, all are shown anew.
  const agreed =
    anyway && (await readOpenCommunes(tx, roundId)).every((id) => shown.some((line) => line.communeId === id && line.answer === 'open'));
  await dropEndedClosings(tx, roundId);
  const job = { jobId: randomUUID(), accountId: actor.accountId, roundId, commandId: randomUUID(), anyway: agreed, askedAt: now };
  if (!(await addClosingJob(tx, job))) return;
  const gates = await readGates(tx, roundId);
  const known = areasOn(tree, today, 'commune').map(({ areaId }) => areaId as string);
  const inOrder = [...known.filter((id) => gates.has(id)), ...[...gates.keys()].filter((id) => !known.includes(id)).sort()];
  await addClosingLines(tx, job.jobId, inOrder);
}

/** Throws 403 for whoever may not close it. */
async function viewClosing(context: Asking, roundId: string): Promise<ClosingView> {
  const { tx, actor, tree, today } = context;
  const { provinceId } = await getInstallation(tx);
  const right = may(actor, 'open-round', { areaPath: areaPath(tree, provinceId, today), date: today });
  if (!right.allowed) mayOrThrow(context, 'open-round', provinceId);
  const standing = await getRound(tx, roundId);
  const gates = [...(await readGates(tx, roundId)).values()];
  const job = await findClosingJob(tx, roundId);
  const why = standing.state === 'closed' ? 'round-closed' : null;
  return {
    round: viewRound(standing),
    ...{ communes: gates.length, decided: gates.filter((gate) => gate === 'closed').length, allowed: why === null, why },
    job: job === null ? null : await viewJob(context, job),
  };
}

async function viewJob(context: Asking, { jobId, state, problem, askedAt }: ClosingJob): Promise<ClosingJobView> {
  const lines = await readClosingLines(context.tx, jobId);
  return {
    ...{ state, problem, askedAt, total: lines.length, looked: lines.filter(({ answer }) => answer !== 'waiting').length },
    decided: lines.filter(({ answer }) => answer === 'decided').length,
    open: lines
      .filter(({ answer }) => answer === 'open')
      .map(({ communeId, gate, blockers }) => ({
        ...{ communeId, communeName: areaName(context, communeId), blockers },
        gate: gateState(gate ?? 'interview'),
      })),
  };
}
