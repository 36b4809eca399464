/**
 * People written twice in the whole province, over the network (tìm người ghi trùng toàn tỉnh): asking for the search, how far it is, stopping it; what
 * was found by commune, and households of two communes, which no commune sees. Joining, parting and telling apart are commands at the door.
 */
import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { levelOf } from '../../core/kernel/areas.ts';
import { isAreaId } from '../../core/kernel/ids.ts';
import type { BulkJobView, BulkView } from '../../core/register/duplicates/bulk-views.ts';
import type { Candidate } from '../../core/register/duplicates/find.ts';
import { SEARCH_PARTS } from '../../core/register/duplicates/find.ts';
import type { Person } from '../../core/register/duplicates/person.ts';
import type { AlikeHouseholds } from '../../core/register/duplicates/views.ts';
import type { ReadTree } from '../access/areas.ts';
import { logLook } from '../access/read-log.ts';
import { notFound } from '../http/problem.ts';
import { type Context, mayOrThrow, route, routeWithoutTransaction, type Server } from '../http/route.ts';
import { asActor } from '../http/transaction.ts';
import { BulkRunner, communesOf } from './bulk-runner.ts';
import {
  addBulkJob,
  addBulkParts,
  type BulkJob,
  countWithin,
  dropEndedBulks,
  endBulkJob,
  findBulkJob,
  type FoundRow,
  readAcross,
  readParts,
  readPersons,
  readSizes,
} from './bulk-store.ts';
import { openPairs, SHOWN, viewPairs } from './duplicates.ts';
import { areaName } from './rows.ts';

const params = z.strictObject({ areaId: z.string().max(40) });

type Asking = Pick<Context, 'tx' | 'actor' | 'tree' | 'today' | 'now'>;

export function bulkRoutes(server: Server, readTree: ReadTree): void {
  const runner = new BulkRunner(server, readTree);
  server.app.addHook('onReady', async () => runner.wake());
  server.app.addHook('onClose', () => runner.close());
  route(server, {
    method: 'GET',
    url: '/api/areas/:areaId/duplicates/bulk',
    params,
    handle: (context, { params: { areaId } }): Promise<BulkView> => {
      mayOfProvince(context, areaId);
      return viewBulk(context, areaId);
    },
  });
  routeWithoutTransaction(server, {
    method: 'POST',
    url: '/api/areas/:areaId/duplicates/bulk',
    params,
    body: z.strictObject({}),
    perMinute: 30,
    handle: async (context, { params: { areaId } }): Promise<BulkView> => {
      const view = await asActor(context.db, context.scope, async (tx) => {
        const asking = { ...context, tx };
        mayOfProvince(asking, areaId);
        await ask(asking, areaId);
        return viewBulk(asking, areaId);
      });
      runner.wake();
      return view;
    },
  });
  route(server, {
    method: 'POST',
    url: '/api/areas/:areaId/duplicates/bulk/stop',
    params,
    handle: async (context, { params: { areaId } }): Promise<BulkView> => {
      mayOfProvince(context, areaId);
      const job = await findBulkJob(context.tx, areaId);
      if (job !== null) await endBulkJob(context.tx, job.jobId, { state: 'stopped', problem: null, now: context.now });
      return viewBulk(context, areaId);
    },
  });
}

function mayOfProvince(context: Asking, areaId: string): void {
  mayOrThrow(context, 'join-duplicates', areaId);
  if (!isAreaId(areaId) || levelOf(context.tree, areaId) !== 'province') throw notFound();
}

/** While one is being made, that one goes on. */
async function ask({ tx, actor, tree, today, now }: Asking, areaId: string): Promise<void> {
  const before = await findBulkJob(tx, areaId);
  if (before?.state === 'making') return;
  await dropEndedBulks(tx, areaId);
  const job = { jobId: randomUUID(), accountId: actor.accountId, areaId, communes: communesOf(tree, today).length, askedAt: now };
  if (await addBulkJob(tx, job)) await addBulkParts(tx, job.jobId, SEARCH_PARTS);
}

async function viewBulk(context: Context, areaId: string): Promise<BulkView> {
  const { tx } = context;
  const job = await findBulkJob(tx, areaId);
  if (job === null) return { job: null, communes: [], across: [], acrossFound: 0 };
  const view = await viewJob(context, job);
  if (job.state !== 'done') return { job: view, communes: [], across: [], acrossFound: 0 };
  const within = await countWithin(tx, job.jobId);
  const communes = within.map(({ communeId, pairs }) => ({ communeId, communeName: areaName(context, communeId), pairs }));
  return { job: view, communes, ...(await viewAcross(context, areaId, await readAcross(tx, job.jobId, SHOWN))) };
}

async function viewJob({ tx }: Asking, job: BulkJob): Promise<BulkJobView> {
  const { jobId, state, problem, askedAt, endedAt, communes, communesRead, people } = job;
  const parts = await readParts(tx, jobId);
  return {
    ...{ state, problem, askedAt, endedAt, communes, communesRead, people, parts: parts.length },
    partsDone: parts.filter(({ done }) => done).length,
  };
}

/** As they stand now: who moved, was joined or was told apart since is left out. */
async function viewAcross(
  context: Context,
  areaId: string,
  { rows: found, pairs: acrossFound }: { readonly rows: readonly FoundRow[]; readonly pairs: number },
): Promise<Pick<BulkView, 'across' | 'acrossFound'>> {
  const { tx } = context;
  const persons = await readPersons(tx, [...new Set(found.flatMap(({ memberA, memberB }) => [memberA, memberB]))]);
  const at = new Map(persons.map((person) => [`${person.memberId} ${person.householdId}`, person]));
  const personOf = (memberId: string, householdId: string, communeId: string): Person | null => {
    const person = at.get(`${memberId} ${householdId}`);
    return person === undefined ? null : { ...person, communeId };
  };
  const candidates = found.flatMap((row): Candidate[] => {
    const a = personOf(row.memberA, row.householdA, row.communeA);
    const b = personOf(row.memberB, row.householdB, row.communeB);
    return a === null || b === null ? [] : [{ a, b, score: row.score, above: row.above, reasons: row.reasons }];
  });
  const sizes = await readSizes(tx, [...new Set(candidates.flatMap(({ a, b }) => [a.householdId, b.householdId]))]);
  const hamlets = [...new Set(candidates.flatMap(({ a, b }) => [a.hamletId, b.hamletId]))];
  const pairs = await openPairs(tx, { candidates, sizes }, hamlets);
  const communeOf = new Map(candidates.flatMap(({ a, b }) => [a, b]).map(({ householdId, communeId }) => [householdId, communeId]));
  const inCommune = (household: AlikeHouseholds['one']): AlikeHouseholds['one'] => ({
    ...household,
    hamletName: `${household.hamletName}, ${areaName(context, communeOf.get(household.householdId) ?? '')}`,
  });
  const shown = await viewPairs(context, pairs);
  if (shown.length > 0) await logLook(context, { kind: 'export', purpose: 'duplicates', areaId, rows: shown.length });
  return { across: shown.map((pair) => ({ ...pair, one: inCommune(pair.one), other: inCommune(pair.other) })), acrossFound };
}
