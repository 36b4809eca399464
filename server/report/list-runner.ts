/**
 * Makes the long lists that wait (máy lập danh sách): one after another, a commune at a time, each part kept as it is made, so that
 * a server that ends or is killed goes on there when it starts again. Reads as the person who asked, with the rights that
 * they have at that moment; who lost them gets a refusal and no list.
 */
import { inForce } from '../../core/access/may.ts';
import { reachOf } from '../../core/access/reach.ts';
import { instantOf, millisOf } from '../../core/kernel/dates.ts';
import { readGrants } from '../access/store.ts';
import type { ReadTree } from '../access/areas.ts';
import { claimJob, keepClaim, letGo } from '../db/job-claims.ts';
import { Background } from '../http/background.ts';
import { HttpProblem } from '../http/problem.ts';
import type { Server } from '../http/route.ts';
import { asActor, publicScope } from '../http/transaction.ts';
import { certificateWork } from './certificate-maker.ts';
import { formWork } from './form-maker.ts';
import { tableWork } from './list-maker.ts';
import {
  addFilePiece,
  addPart,
  dropPieces,
  type Ended,
  endJob,
  forgetJobs,
  LIST_JOBS,
  type ListJob,
  readPart,
  sumParts,
} from './list-store.ts';
import type { ListWork, Run } from './list-work.ts';
import { packetWork } from './packet-maker.ts';
import { findRound } from './store.ts';
import { dayOf } from './table.ts';
import { readersOf, territoryFor } from './territory.ts';

/** How long a job stays in hand without a sign of life; a killed server's is taken up after that. */
const IN_HAND_SECONDS = 30;
/** Kept so long after it was asked for. */
export const KEPT_MS = 24 * 60 * 60_000;
/** A file is kept in pieces of about so many bytes. */
const PIECE_BYTES = 1_048_576;

type Host = Pick<Server, 'db' | 'clock'>;

export class ListRunner {
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

  /** Finishes what is in hand and leaves the rest to the next start. */
  close(): Promise<void> {
    return this.background.close();
  }

  private async makeAll(): Promise<void> {
    const before = instantOf(millisOf(this.host.clock().now) - KEPT_MS);
    await this.asNobody((tx) => forgetJobs(tx, before));
    for (;;) {
      const job = this.background.closing ? null : await this.asNobody((tx) => claimJob(tx, LIST_JOBS, IN_HAND_SECONDS));
      if (job === null) return;
      await this.make(job);
    }
  }

  private async make(job: ListJob): Promise<void> {
    const alive = setInterval(() => void this.keep(job).catch(() => {}), (IN_HAND_SECONDS * 1000) / 3).unref();
    try {
      const ended = await this.makeParts(job);
      if (ended === 'later') await this.asNobody((tx) => letGo(tx, LIST_JOBS, job.jobId));
      else await this.end(job, ended);
    } catch (error) {
      const { code } = error instanceof HttpProblem ? error : { code: 'list-not-made' };
      await this.end(job, { state: 'failed', problem: code, fileName: null });
    } finally {
      clearInterval(alive);
    }
  }

  private async makeParts(job: ListJob): Promise<Omit<Ended, 'now'> | 'later'> {
    const { work, run } = await this.workOf(job);
    let sums = await run((tx) => sumParts(tx, job.jobId));
    for (let place = sums.done; place < work.count; place += 1) {
      if (!(await this.keep(job))) return { state: 'stopped', problem: null, fileName: null };
      if (this.background.closing) return 'later';
      const part = await work.makePart(place, sums);
      await run((tx) => addPart(tx, job, place, part));
      sums = await run((tx) => sumParts(tx, job.jobId));
    }
    if (this.background.closing) return 'later';
    await this.writeFile(
      run,
      job,
      work.file(() => partsOf(run, job, work.count), sums),
    );
    return { state: 'ready', problem: null, fileName: await work.name() };
  }

  private async writeFile(run: Run, job: ListJob, file: AsyncIterable<Uint8Array>): Promise<void> {
    await run((tx) => dropPieces(tx, job.jobId));
    let place = 0;
    for await (const piece of inPieces(file)) {
      await run((tx) => addFilePiece(tx, job, place, piece));
      place += 1;
    }
  }

  /** As the person stands now. Throws HttpProblem where they may not any more. */
  private async workOf(job: ListJob): Promise<{ work: ListWork; run: Run }> {
    const { db, clock } = this.host;
    const { now, today } = clock();
    const { tree, grants } = await this.asNobody(async (tx) => ({
      tree: await this.readTree(tx),
      grants: await readGrants(tx, job.accountId),
    }));
    const actor = { accountId: job.accountId, grants: grants.filter((grant) => inForce(grant, today)) };
    const scope = { accountId: job.accountId, reach: reachOf(actor, tree, today), today };
    const run: Run = (work) => asActor(db, scope, work);
    const who = { actor, tree, today };
    if (job.kind === 'certificate') return { work: certificateWork(run, who, job), run };
    if (job.kind === 'form') return { work: formWork(run, who, job), run };
    if (job.kind === 'packet') return { work: packetWork(run, who, job), run };
    const round = await run((tx) => findRound(tx, job.roundId));
    if (round === null) throw new HttpProblem(404, 'round-unknown');
    const territory = territoryFor(who, 'export', job.areaId, dayOf(round, today));
    const request = { territory, tree, round, rulebook: job.rulebook, today, readers: readersOf(who, territory) };
    return { work: tableWork(run, { request, areaId: job.areaId, format: job.format, now }), run };
  }

  private keep(job: ListJob): Promise<boolean> {
    return this.asNobody((tx) => keepClaim(tx, LIST_JOBS, { jobId: job.jobId, seconds: IN_HAND_SECONDS }));
  }

  private async end(job: ListJob, ended: Omit<Ended, 'now'>): Promise<void> {
    const { db, clock } = this.host;
    const { now, today } = clock();
    const scope = { accountId: job.accountId, reach: { hamlets: [], communes: [] }, today };
    await asActor(db, scope, (tx) => endJob(tx, job.jobId, { ...ended, now }));
  }

  private asNobody: Run = (work) => asActor(this.host.db, publicScope(this.host.clock().today), work);
}

async function* partsOf(run: Run, job: ListJob, count: number): AsyncGenerator<Uint8Array> {
  for (let place = 0; place < count; place += 1) {
    const bytes = await run((tx) => readPart(tx, job.jobId, place));
    if (bytes === null) throw new HttpProblem(410, 'list-gone');
    yield bytes;
  }
}

async function* inPieces(file: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let held: Uint8Array[] = [];
  let size = 0;
  for await (const bytes of file) {
    held.push(bytes);
    size += bytes.length;
    if (size < PIECE_BYTES) continue;
    yield Buffer.concat(held);
    held = [];
    size = 0;
  }
  if (size > 0) yield Buffer.concat(held);
}
