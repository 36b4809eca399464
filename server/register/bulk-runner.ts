/**
 * Searches the whole province for people written twice (máy tìm người ghi trùng toàn tỉnh), beside requests: reads one commune after the other,
 * compares in a worker part by part, and keeps each part as soon as it is done. A server that was killed goes on with the next part where the
 * people are those that were read; where they changed it begins anew. Nothing is joined by it.
 */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { inForce, may } from '../../core/access/may.ts';
import { areaPath, reachOf } from '../../core/access/reach.ts';
import { areasOn, type AreaTree, children } from '../../core/kernel/areas.ts';
import type { ReadTree } from '../access/areas.ts';
import { readGrants } from '../access/store.ts';
import { claimJob, keepClaim, letGo } from '../db/job-claims.ts';
import { Background } from '../http/background.ts';
import type { Context, Server } from '../http/route.ts';
import { asActor, publicScope, type Tx } from '../http/transaction.ts';
import {
  addFound,
  BULK_JOBS,
  type BulkJob,
  endBulkJob,
  type FoundRow,
  readPairs,
  readParts,
  readPeopleInOrder,
  tellPart,
  tellPeople,
  tellRead,
} from './bulk-store.ts';
import type { ToBulk } from './parts/bulk-aside.ts';

/** Longer than a part of a million people takes on a slow machine. */
const IN_HAND_SECONDS = 180;
const MOST_MB = 4_000;
const NOT_SEARCHED = { code: 'duplicates-not-searched' } as const;

type Host = Pick<Server, 'db' | 'clock'>;
type Who = Pick<Context, 'actor' | 'tree' | 'today' | 'scope' | 'now'>;
type Run = <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;

/** Stopped by the person, or the server is closing. */
class CutOff extends Error {
  override readonly name = 'CutOff';
}

export class BulkRunner {
  private readonly host: Host;
  private readonly readTree: ReadTree;
  private readonly background: Background;

  constructor(host: Host, readTree: ReadTree) {
    this.host = host;
    this.readTree = readTree;
    this.background = new Background(() => this.makeAll());
  }

  /** Begins with what waits, unless it is at it. */
  wake(): void {
    this.background.wake();
  }

  /** Leaves what is not done to the next start. */
  close(): Promise<void> {
    return this.background.close();
  }

  private async makeAll(): Promise<void> {
    for (;;) {
      const job = this.background.closing ? null : await this.asNobody((tx) => claimJob(tx, BULK_JOBS, IN_HAND_SECONDS));
      if (job === null) return;
      await this.make(job);
    }
  }

  private async make(job: BulkJob): Promise<void> {
    const end = (state: 'done' | 'failed', problem: string | null) =>
      this.asNobody((tx) => endBulkJob(tx, job.jobId, { state, problem, now: this.host.clock().now }));
    const who = await this.personOf(job);
    const right = may(who.actor, 'join-duplicates', { areaPath: areaPath(who.tree, job.areaId, who.today), date: who.today });
    if (!right.allowed) return void (await end('failed', right.why));
    const worker = new Worker(new URL('./parts/bulk-aside.ts', import.meta.url), { resourceLimits: { maxOldGenerationSizeMb: MOST_MB } });
    try {
      await this.search(job, who, worker);
    } catch (error) {
      if (!(error instanceof CutOff)) await end('failed', NOT_SEARCHED.code);
      else if (this.background.closing) await this.asNobody((tx) => letGo(tx, BULK_JOBS, job.jobId));
    } finally {
      await worker.terminate();
    }
  }

  private async search(job: BulkJob, who: Who, worker: Worker): Promise<void> {
    const { jobId } = job;
    const run: Run = (work) => asActor(this.host.db, who.scope, work);
    const ask = async <T>(said: ToBulk): Promise<T> => {
      worker.postMessage(said);
      const [answer] = await once(worker, 'message');
      // cast: what the worker of ours answers
      return answer as T;
    };
    const print = createHash('sha256');
    let people = 0;
    for (const [i, { communeId, hamlets }] of communesOf(who.tree, who.today).entries()) {
      await this.goOn(jobId);
      const written = await run((tx) => readPeopleInOrder(tx, hamlets));
      print.update(`${communeId}\n${written}\n`);
      people = await ask<number>({ what: 'people', communeId, written });
      await run((tx) => tellRead(tx, jobId, i + 1));
    }
    const told = { people, print: print.digest('hex') };
    const parts = await run(async (tx) => {
      await tellPeople(tx, jobId, told);
      return readParts(tx, jobId);
    });
    for (const { place } of parts.filter(({ done }) => !done)) {
      await this.goOn(jobId);
      const pairs = await ask<readonly number[]>({ what: 'part', place });
      await run((tx) => tellPart(tx, jobId, { place, pairs }));
    }
    await this.goOn(jobId);
    const found = await ask<readonly FoundRow[]>({ what: 'finish', pairs: await run((tx) => readPairs(tx, jobId)) });
    await run(async (tx) => {
      if (await endBulkJob(tx, jobId, { state: 'done', problem: null, now: this.host.clock().now })) await addFound(tx, jobId, found);
    });
  }

  private async goOn(jobId: string): Promise<void> {
    const kept = await this.asNobody((tx) => keepClaim(tx, BULK_JOBS, { jobId, seconds: IN_HAND_SECONDS }));
    if (!kept || this.background.closing) throw new CutOff();
  }

  /** As the person stands now. */
  private async personOf(job: BulkJob): Promise<Who> {
    const { now, today } = this.host.clock();
    const { tree, grants } = await this.asNobody(async (tx) => ({
      tree: await this.readTree(tx),
      grants: await readGrants(tx, job.accountId),
    }));
    const actor = { accountId: job.accountId, grants: grants.filter((grant) => inForce(grant, today)) };
    return { actor, tree, today, now, scope: { accountId: job.accountId, reach: reachOf(actor, tree, today), today } };
  }

  private asNobody<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return asActor(this.host.db, publicScope(this.host.clock().today), work);
  }
}

/** Every commune of that day with its hamlets, always in the same order. */
export function communesOf(
  tree: AreaTree,
  today: Who['today'],
): readonly { readonly communeId: string; readonly hamlets: readonly string[] }[] {
  return areasOn(tree, today, 'commune')
    .map(({ areaId }) => ({ communeId: areaId as string, hamlets: children(tree, areaId, today).map((child) => child.areaId as string) }))
    .toSorted((a, b) => (a.communeId < b.communeId ? -1 : 1));
}
