/**
 * Searches the whole province for people written twice (máy tìm người ghi trùng toàn tỉnh), beside requests: reads one commune after the other,
 * compares in a worker part by part, and keeps each part as soon as it is done. A server that was killed goes on with the next part where the
 * people are those that were read; where they changed it begins anew. Nothing is joined by it.
 */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { may } from '../../core/access/may.ts';
import { areaPath } from '../../core/access/reach.ts';
import { areasOn, type AreaTree, children } from '../../core/kernel/areas.ts';
import type { ReadTree } from '../access/areas.ts';
import { type Host, type JobPerson, Jobs, type Run } from '../access/jobs.ts';
import { asActor } from '../http/transaction.ts';
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

/** Stopped by the person, or the server is closing. */
class CutOff extends Error {
  override readonly name = 'CutOff';
}

export class BulkRunner {
  private readonly host: Host;
  private readonly jobs: Jobs<BulkJob>;

  constructor(host: Host, readTree: ReadTree) {
    this.host = host;
    this.jobs = new Jobs(host, { table: BULK_JOBS, seconds: IN_HAND_SECONDS, readTree, make: (job) => this.make(job) });
  }

  /** Begins with what waits, unless it is at it. */
  wake(): void {
    this.jobs.wake();
  }

  /** Leaves what is not done to the next start. */
  close(): Promise<void> {
    return this.jobs.close();
  }

  private async make(job: BulkJob): Promise<void> {
    const end = (state: 'done' | 'failed', problem: string | null) =>
      this.jobs.asNobody((tx) => endBulkJob(tx, job.jobId, { state, problem, now: this.host.clock().now }));
    const who = await this.jobs.personOf(job);
    const right = may(who.actor, 'join-duplicates', { areaPath: areaPath(who.tree, job.areaId, who.today), date: who.today });
    if (!right.allowed) return void (await end('failed', right.why));
    const worker = new Worker(new URL('./parts/bulk-aside.ts', import.meta.url), { resourceLimits: { maxOldGenerationSizeMb: MOST_MB } });
    try {
      await this.search(job, who, worker);
    } catch (error) {
      if (!(error instanceof CutOff)) await end('failed', NOT_SEARCHED.code);
      else if (this.jobs.closing) await this.jobs.letGo(job);
    } finally {
      await worker.terminate();
    }
  }

  private async search(job: BulkJob, who: JobPerson, worker: Worker): Promise<void> {
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
      await this.goOn(job);
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
      await this.goOn(job);
      const pairs = await ask<readonly number[]>({ what: 'part', place });
      await run((tx) => tellPart(tx, jobId, { place, pairs }));
    }
    await this.goOn(job);
    const found = await ask<readonly FoundRow[]>({ what: 'finish', pairs: await run((tx) => readPairs(tx, jobId)) });
    await run(async (tx) => {
      if (await endBulkJob(tx, jobId, { state: 'done', problem: null, now: this.host.clock().now })) await addFound(tx, jobId, found);
    });
  }

  private async goOn(job: BulkJob): Promise<void> {
    if (!(await this.jobs.keep(job)) || this.jobs.closing) throw new CutOff();
  }
}

/** Every commune of that day with its hamlets, always in the same order. */
export function communesOf(
  tree: AreaTree,
  today: JobPerson['today'],
): readonly { readonly communeId: string; readonly hamlets: readonly string[] }[] {
  return areasOn(tree, today, 'commune')
    .map(({ areaId }) => ({ communeId: areaId as string, hamlets: children(tree, areaId, today).map((child) => child.areaId as string) }))
    .toSorted((a, b) => (a.communeId < b.communeId ? -1 : 1));
}
