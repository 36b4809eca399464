/**
 * Makes the long lists that wait (máy lập danh sách): one after another, a commune at a time, each part kept as it is made, so that
 * a server that ends or is killed goes on there when it starts again. Reads as the person who asked, with the rights that
 * they have at that moment; who lost them gets a refusal and no list.
 */
import { instantOf, millisOf } from '../../core/kernel/dates.ts';
import type { ReadTree } from '../access/areas.ts';
import { type Host, Jobs } from '../access/jobs.ts';
import { HttpProblem } from '../http/problem.ts';
import { asActor } from '../http/transaction.ts';
import { sqlOfKysely } from '../ledger/sql.ts';
import { forgetUnnamedWallPictures } from '../ledger/wall-pictures.ts';
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

export class ListRunner {
  private readonly host: Host;
  private readonly jobs: Jobs<ListJob>;

  constructor(host: Host, readTree: ReadTree) {
    this.host = host;
    const first = () => this.forget();
    this.jobs = new Jobs(host, { table: LIST_JOBS, seconds: IN_HAND_SECONDS, readTree, first, make: (job) => this.make(job) });
  }

  /** Begins with what waits, unless it is at it. */
  wake(): void {
    this.jobs.wake();
  }

  /** Finishes what is in hand and leaves the rest to the next start. */
  close(): Promise<void> {
    return this.jobs.close();
  }

  private forget(): Promise<void> {
    const { now } = this.host.clock();
    return this.jobs.asNobody(async (tx) => {
      await forgetJobs(tx, instantOf(millisOf(now) - KEPT_MS));
      await forgetUnnamedWallPictures(sqlOfKysely(tx), now);
    });
  }

  private async make(job: ListJob): Promise<void> {
    const alive = setInterval(() => void this.jobs.keep(job).catch(() => {}), (IN_HAND_SECONDS * 1000) / 3).unref();
    try {
      const ended = await this.makeParts(job);
      if (ended === 'later') await this.jobs.letGo(job);
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
      if (!(await this.jobs.keep(job))) return { state: 'stopped', problem: null, fileName: null };
      if (this.jobs.closing) return 'later';
      const part = await work.makePart(place, sums);
      await run((tx) => addPart(tx, job, place, part));
      sums = await run((tx) => sumParts(tx, job.jobId));
    }
    if (this.jobs.closing) return 'later';
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
    const { db } = this.host;
    const { actor, tree, scope, now, today } = await this.jobs.personOf(job);
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

  private async end(job: ListJob, ended: Omit<Ended, 'now'>): Promise<void> {
    const { db, clock } = this.host;
    const { now, today } = clock();
    const scope = { accountId: job.accountId, reach: { hamlets: [], communes: [] }, today };
    await asActor(db, scope, (tx) => endJob(tx, job.jobId, { ...ended, now }));
  }
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
