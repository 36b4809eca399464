/**
 * Long lists over the network (lập danh sách toàn tỉnh): asked for, watched, stopped, fetched. Each is the person's own; asking and
 * fetching leave a line in the read log, since both show people.
 */
import { Readable } from 'node:stream';
import * as z from 'zod';
import { RULEBOOK_IDS } from '../../core/classify/verdict.ts';
import { levelOf } from '../../core/kernel/areas.ts';
import { instantOf, millisOf, parseInstant } from '../../core/kernel/dates.ts';
import { isAreaId } from '../../core/kernel/ids.ts';
import type { ListsView, ListView, PacketsView } from '../../core/report/views.ts';
import { keepAreaTree } from '../access/areas.ts';
import { logLook } from '../access/read-log.ts';
import { HttpProblem, notFound } from '../http/problem.ts';
import { type Context, mayOrThrow, route, routeWithoutTransaction, type Server } from '../http/route.ts';
import { asActor } from '../http/transaction.ts';
import { FORM_PURPOSE } from '../register/form-routes.ts';
import { typeOf } from './file.ts';
import { askCommunePackets, joinedFile, openCommuneFile, readCommunePackets } from './commune-packets.ts';
import { askCertificates, CERTIFICATE_PURPOSE, certificatesWish } from './certificate-maker.ts';
import { askForms, formsWish, mayTakeForms } from './form-maker.ts';
import { askList, findOwn, piecesOf, PURPOSE } from './list-ask.ts';
import { MOST_PEOPLE } from './list-maker.ts';
import type { Run } from './list-work.ts';
import { KEPT_MS, ListRunner } from './list-runner.ts';
import { endJob, type OwnJob, readJobs } from './list-store.ts';
import { askPacket, mayTakePacket, PACKET_PURPOSE } from './packet-maker.ts';
import { unlessBlind, unlessBlindSince } from '../interview/blind.ts';
import { hamletsOf, territoryFor } from './territory.ts';

const wish = z.strictObject({
  area: z.string().max(64),
  round: z.uuid().nullable(),
  rulebook: z.enum(RULEBOOK_IDS).nullable(),
  format: z.enum(['xlsx', 'pdf']),
});
const params = z.strictObject({ jobId: z.uuid() });

/** `portal`: where certificates are checked, as a browser writes it; null: where this server is asked. */
export function listRoutes(server: Server, portal: string | null): void {
  const runner = new ListRunner(server, keepAreaTree());
  server.app.addHook('onReady', async () => runner.wake());
  server.app.addHook('onClose', () => runner.close());
  askRoute(server, runner);
  packetRoute(server, runner);
  communePacketRoutes(server, runner);
  certificatesRoute(server, runner, portal);
  route(server, {
    method: 'GET',
    url: '/api/lists',
    query: z.strictObject({ area: z.string().max(64) }),
    handle: async (context, { query: { area } }): Promise<ListsView> => {
      if (!isAreaId(area) || levelOf(context.tree, area) === null) throw notFound();
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
      const asked = await asActor(context.db, context.scope, (tx) => askList({ ...context, tx }, body));
      runner.wake();
      return view(asked);
    },
  });
  routeWithoutTransaction(server, {
    method: 'POST',
    url: '/api/areas/:areaId/forms',
    params: z.strictObject({ areaId: z.string().max(40) }),
    body: formsWish,
    perMinute: 30,
    handle: async (context, { params: { areaId }, body }): Promise<ListView> => {
      const asked = await asActor(context.db, context.scope, (tx) => askForms({ ...context, tx }, areaId, body.of));
      runner.wake();
      return view(asked);
    },
  });
}

function packetRoute(server: Server, runner: ListRunner): void {
  routeWithoutTransaction(server, {
    method: 'POST',
    url: '/api/areas/:areaId/packet',
    params: z.strictObject({ areaId: z.string().max(40) }),
    perMinute: 30,
    handle: async (context, { params: { areaId } }): Promise<ListView> => {
      const asked = await asActor(context.db, context.scope, (tx) => askPacket({ ...context, tx }, areaId));
      runner.wake();
      return view(asked);
    },
  });
}

function communePacketRoutes(server: Server, runner: ListRunner): void {
  const ofCommune = z.strictObject({ areaId: z.string().max(40) });
  const url = '/api/areas/:areaId/packets';
  const told = async (context: Context, areaId: string): Promise<PacketsView> => ({
    hamlets: (await readCommunePackets(context, areaId)).map(({ job, ...row }) => ({ ...row, list: job === null ? null : view(job) })),
  });
  route(server, { method: 'GET', url, params: ofCommune, handle: (context, { params: { areaId } }) => told(context, areaId) });
  routeWithoutTransaction(server, {
    method: 'POST',
    url,
    params: ofCommune,
    body: z.strictObject({ only: z.enum(['all', 'failed']) }),
    perMinute: 30,
    handle: async (context, { params: { areaId }, body: { only } }): Promise<PacketsView> => {
      const inTransaction: Run = (work) => asActor(context.db, context.scope, work);
      await askCommunePackets({ ...context, inTransaction }, areaId, only);
      runner.wake();
      return inTransaction((tx) => told({ ...context, tx }, areaId));
    },
  });
  routeWithoutTransaction(server, {
    method: 'GET',
    url: `${url}/file`,
    params: ofCommune,
    handle: async (context, { params: { areaId } }) => {
      const run: Run = (work) => asActor(context.db, context.scope, work);
      const { name, jobs } = await run((tx) => openCommuneFile({ ...context, tx }, areaId));
      return context.reply
        .header('content-type', 'application/pdf')
        .header('content-disposition', `attachment; filename="${name}"; filename*=UTF-8''${encodeURIComponent(name)}`)
        .send(Readable.from(joinedFile(run, jobs)));
    },
  });
}

function certificatesRoute(server: Server, runner: ListRunner, portal: string | null): void {
  routeWithoutTransaction(server, {
    method: 'POST',
    url: '/api/areas/:areaId/certificates/papers',
    params: z.strictObject({ areaId: z.string().max(40) }),
    body: certificatesWish,
    perMinute: 30,
    handle: async (context, { params: { areaId }, body }): Promise<ListView> => {
      const at = portal ?? `${context.request.protocol}://${context.request.host}`;
      const asked = await asActor(context.db, context.scope, (tx) => askCertificates({ ...context, tx }, areaId, { ...body, portal: at }));
      runner.wake();
      return view(asked);
    },
  });
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
        const purpose = mayFetch(context, found);
        await unlessTelling({ ...context, tx }, found);
        await logLook({ ...context, tx }, { kind: 'export', purpose, rows: found.people, areaId: found.areaId });
        return { ...found, fileName: found.fileName };
      });
      return reply
        .header('content-type', typeOf(job.format))
        .header('content-length', job.size)
        .header('content-disposition', `attachment; filename="${job.fileName}"; filename*=UTF-8''${encodeURIComponent(job.fileName)}`)
        .send(Readable.from(piecesOf((work) => asActor(db, scope, work), jobId)));
    },
  });
}

/** Whoever may not any more gets no file; else what it is logged as. */
function mayFetch(context: Pick<Context, 'actor' | 'tree' | 'today'>, { kind, areaId }: OwnJob): string {
  switch (kind) {
    case 'form':
      mayTakeForms(context, areaId);
      return FORM_PURPOSE;
    case 'packet':
      mayTakePacket(context, areaId);
      return PACKET_PURPOSE;
    case 'certificate':
      mayOrThrow(context, 'print-certificate', areaId);
      return CERTIFICATE_PURPOSE;
    case 'table-15':
      territoryFor(context, 'export', areaId, context.today);
      return PURPOSE;
  }
}

/** It may have been made before one of its households was given to this person to ask once more; forms are then made anew, without answers. */
async function unlessTelling(context: Context, { kind, areaId, householdIds, askedAt }: OwnJob): Promise<void> {
  if (kind === 'form') return unlessBlindSince(context, { householdIds: householdIds ?? [], askedAt });
  const { tree, today } = context;
  const hamletIds = isAreaId(areaId) ? hamletsOf(tree, areaId, today) : [];
  return unlessBlind(context, { hamletIds, roundId: null });
}

function view({ jobId, format, state, problem, done, parts, people, askedAt, fileName, size }: OwnJob): ListView {
  const asked = parseInstant(new Date(askedAt).toISOString());
  const keptUntil = instantOf((asked.ok ? millisOf(asked.value) : 0) + KEPT_MS);
  return { listId: jobId, format, state, problem, done, parts, people, keptUntil, fileName, size };
}
