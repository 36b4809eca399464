/**
 * Gives out the certificates of whole decisions (máy cấp giấy chứng nhận): some households at a time through the one door, as the person
 * who asked stands now. What the door answered is noted beside each; a server that is killed in between asks again with the same ids, so
 * that nobody gets two and no number is lost.
 */
import { may } from '../../core/access/may.ts';
import { areaPath } from '../../core/access/reach.ts';
import type { CommandAnswer } from '../../core/sync/envelope.ts';
import type { ReadTree } from '../access/areas.ts';
import { type Host, Jobs } from '../access/jobs.ts';
import { asActor } from '../http/transaction.ts';
import type { Submit } from '../ledger/door.ts';
import {
  type CertificateJob,
  type EndedJob,
  endCertificateJob,
  type JobLine,
  CERTIFICATE_JOBS,
  readWaiting,
  tellLines,
  type Told,
} from './certificate-store.ts';

const IN_HAND_SECONDS = 30;
/** Through the door at once: some tenths of a second. */
const A_BATCH = 50;

const NOT_MADE = { code: 'certificates-not-made' } as const;

export class CertificateRunner {
  private readonly host: Host;
  private readonly door: Submit;
  private readonly jobs: Jobs<CertificateJob>;

  constructor(host: Host, readTree: ReadTree, door: Submit) {
    this.host = host;
    this.door = door;
    this.jobs = new Jobs(host, { table: CERTIFICATE_JOBS, seconds: IN_HAND_SECONDS, readTree, make: (job) => this.make(job) });
  }

  /** Begins with what waits, unless it is at it. */
  wake(): void {
    this.jobs.wake();
  }

  /** Finishes what is in hand and leaves the rest to the next start. */
  close(): Promise<void> {
    return this.jobs.close();
  }

  private make(job: CertificateJob): Promise<void> {
    return this.jobs.bySteps<Omit<EndedJob, 'now'>>(job, {
      step: () => this.makeBatch(job),
      failed: { state: 'failed', problem: NOT_MADE.code },
      end: (tx, ended) => endCertificateJob(tx, job.jobId, { ...ended, now: this.host.clock().now }),
    });
  }

  /** Null: there may be more. */
  private async makeBatch(job: CertificateJob): Promise<Omit<EndedJob, 'now'> | null> {
    const { db } = this.host;
    const { actor, tree, scope, now, today } = await this.jobs.personOf(job);
    const right = may(actor, 'issue-certificate', { areaPath: areaPath(tree, job.communeId, today), date: today });
    if (!right.allowed) return { state: 'failed', problem: right.why };
    const lines = await asActor(db, scope, (tx) => readWaiting(tx, job.jobId, A_BATCH));
    if (lines.length === 0) return { state: 'done', problem: null };
    const commands = lines.map((line) => commandOf(job, line));
    const answers = await this.door(db, { actor, scope }, commands, { now, today });
    const told = answers.map((answer, i) => ({ place: lines[i]?.place ?? -1, ...toldOf(job, answer) }));
    await asActor(db, scope, (tx) => tellLines(tx, job.jobId, told));
    return null;
  }
}

/** Who has one on this very decision was not refused: an earlier run gave it out and was stopped before it noted so. */
function toldOf({ decisionId }: CertificateJob, { answer, problem }: CommandAnswer): Omit<Told, 'place'> {
  if (problem?.code === 'certificate-exists' && problem['decisionId'] === decisionId) return { answer: 'already', problem: null };
  return { answer: answer === 'refused' || answer === 'held' ? 'refused' : 'issued', problem: problem ?? null };
}

/** The same each time it is asked, to the moment. */
function commandOf({ communeId, decisionId, issuedOn, sheet, askedAt }: CertificateJob, { householdId, commandId, rowId }: JobLine) {
  const payload = { householdId, communeId, rowId, decisionId, issuedOn, sheet };
  return { commandId, kind: 'issue-certificate', v: 1, at: new Date(askedAt).toISOString(), payload };
}
