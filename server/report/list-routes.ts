/**
 * Long lists over the network (lập danh sách toàn tỉnh): asked for, watched, stopped, fetched. Each is the person's own; asking and
 * fetching leave a line in the read log, since both show people.
 */
import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import * as z from 'zod';
import { RULEBOOK_IDS } from '../../core/classify/verdict.ts';
import { instantOf, millisOf, parseInstant } from '../../core/kernel/dates.ts';
import type { ListsView, ListView } from '../../core/report/views.ts';
import { keepAreaTree } from '../access/areas.ts';
import { logLook } from '../access/read-log.ts';
import { HttpProblem, notFound } from '../http/problem.ts';
import { type Context, route, routeWithoutTransaction, type Server } from '../http/route.ts';
import { asActor } from '../http/transaction.ts';
import { typeOf } from './file.ts';
import { isLong, MOST_PEOPLE, mustFit, unitsOf } from './list-maker.ts';
import { KEPT_MS, ListRunner } from './list-runner.ts';
import { addJob, endJob, type OwnJob, readFilePiece, readJobs } from './list-store.ts';
import { findRound } from './store.ts';
import { dayOf, standardOf, roundView } from './table.ts';
import { readersOf, territoryFor } from './territory.ts';

const wish = z.strictObject({
  area: z.string().max(64),
  round: z.uuid().nullable(),
  rulebook: z.enum(RULEBOOK_IDS).nullable(),
  format: z.enum(['xlsx', 'pdf']),
});
const params = z.strictObject({ jobId: z.uuid() });
const PURPOSE = 'table-15';

export function listRoutes(server: Server): void {
  const runner = new ListRunner(server, keepAreaTree());
  server.app.addHook('onReady', async () => runner.wake());
  server.app.addHook('onClose', () => runner.close());
  askRoute(server, runner);
  route(server, {
    method: 'GET',
    url: '/api/lists',
    query: z.strictObject({ area: z.string().max(64) }),
    handle: async (context, { query: { area } }): Promise<ListsView> => {
      const jobs = await readJobs(context.tx, { areaId: area });
      return { lists: jobs.map(view), most: MOST_PEOPLE };
    },
  });
  route(server, {
    method: 'POST',
    url: '/api/lists/:jobId/stop',
    params,
    handle: async (context, { params: { jobId } }): Promise<ListView> => {
      await findOwn(context, jobId);
      await endJob(context.tx, jobId, { state: 'stopped', problem: null, fileName: null, now: context.now });
      return view(await findOwn(context, jobId));
    },
  });
  fileRoute(server);
}

function askRoute(server: Server, runner: ListRunner): void {
  routeWithoutTransaction(server, {
    method: 'POST',
    url: '/api/lists',
    body: wish,
    perMinute: 30,
    handle: async (context, { body }): Promise<ListView> => {
      const asked = await asActor(context.db, context.scope, (tx) => ask({ ...context, tx }, body));
      runner.wake();
      return asked;
    },
  });
}

async function ask(context: Context, { area: areaId, round: roundId, rulebook, format }: z.output<typeof wish>): Promise<ListView> {
  const { tx, tree, today, now, actor } = context;
  const round = await findRound(tx, roundId);
  if (round === null) throw notFound();
  const territory = territoryFor(context, 'export', areaId, dayOf(round, today));
  if (!isLong(territory)) throw new HttpProblem(400, 'list-is-short');
  const standard = standardOf(roundView(round), rulebook);
  const same = (await readJobs(tx, { areaId })).find(
    (job) => job.state === 'making' && job.format === format && job.roundId === round.roundId && job.rulebook === standard,
  );
  if (same !== undefined) return view(same);
  const readers = readersOf(context, territory);
  const rows = await mustFit(tx, { territory, tree, round, rulebook: standard, today, readers });
  const parts = unitsOf(tree, territory).length;
  if (parts === 0) throw new HttpProblem(409, 'list-without-units');
  const jobId = randomUUID();
  const job = { jobId, accountId: actor.accountId, areaId, roundId: round.roundId, rulebook: standard, format, parts, askedAt: now };
  await addJob(tx, job);
  await logLook(context, { kind: 'export', purpose: PURPOSE, rows, areaId });
  return view(await findOwn(context, jobId));
}

function fileRoute(server: Server): void {
  routeWithoutTransaction(server, {
    method: 'GET',
    url: '/api/lists/:jobId/file',
    params,
    handle: async (context, { params: { jobId } }) => {
      const { db, scope, reply } = context;
      const job = await asActor(db, scope, async (tx) => {
        const found = await findOwn({ ...context, tx }, jobId);
        if (found.state !== 'ready' || found.fileName === null) throw new HttpProblem(409, 'list-not-ready');
        territoryFor(context, 'export', found.areaId, context.today);
        await logLook({ ...context, tx }, { kind: 'export', purpose: PURPOSE, rows: found.people, areaId: found.areaId });
        return { ...found, fileName: found.fileName };
      });
      const pieces = async function* () {
        for (let place = 0; ; place += 1) {
          const bytes = await asActor(db, scope, (tx) => readFilePiece(tx, jobId, place));
          if (bytes === null) return;
          yield bytes;
        }
      };
      return reply
        .header('content-type', typeOf(job.format))
        .header('content-length', job.size)
        .header('content-disposition', `attachment; filename="${job.fileName}"; filename*=UTF-8''${encodeURIComponent(job.fileName)}`)
        .send(Readable.from(pieces()));
    },
  });
}

async function findOwn({ tx }: Pick<Context, 'tx'>, jobId: string): Promise<OwnJob> {
  const [job] = await readJobs(tx, { jobId });
  if (job === undefined) throw new HttpProblem(404, 'list-gone');
  return job;
}

function view({ jobId, format, state, problem, done, parts, people, askedAt, fileName, size }: OwnJob): ListView {
  const asked = parseInstant(new Date(askedAt).toISOString());
  const keptUntil = instantOf((asked.ok ? millisOf(asked.value) : 0) + KEPT_MS);
  return { listId: jobId, format, state, problem, done, parts, people, keptUntil, fileName, size };
}
