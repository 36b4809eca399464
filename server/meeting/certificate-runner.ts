/**
 * Gives out the certificates of whole decisions (máy cấp giấy chứng nhận): some households at a time through the one door, as the person
 * who asked stands now. What the door answered is noted beside each; a server that is killed in between asks again with the same ids, so
 * that nobody gets two and no number is lost.
 */
import { inForce, may } from '../../core/access/may.ts';
import { areaPath, reachOf } from '../../core/access/reach.ts';
import type { CommandAnswer } from '../../core/sync/envelope.ts';
import { readGrants } from '../access/store.ts';
import type { ReadTree } from '../access/areas.ts';
import { claimJob, keepClaim, letGo } from '../db/job-claims.ts';
import { Background } from '../http/background.ts';
import type { Server } from '../http/route.ts';
import { asActor, publicScope, type Tx } from '../http/transaction.ts';
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

type Host = Pick<Server, 'db' | 'clock'>;

export class CertificateRunner {
  private readonly host: Host;
  private readonly readTree: ReadTree;
  private readonly door: Submit;
  private readonly background: Background;

  constructor(host: Host, readTree: ReadTree, door: Submit) {
    this.host = host;
    this.readTree = readTree;
    this.door = door;
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
    for (;;) {
      const job = this.background.closing ? null : await this.asNobody((tx) => claimJob(tx, CERTIFICATE_JOBS, IN_HAND_SECONDS));
      if (job === null) return;
      await this.make(job);
    }
  }

  private async make(job: CertificateJob): Promise<void> {
    const { jobId } = job;
    for (;;) {
      if (!(await this.asNobody((tx) => keepClaim(tx, CERTIFICATE_JOBS, { jobId, seconds: IN_HAND_SECONDS })))) return;
      if (this.background.closing) return this.asNobody((tx) => letGo(tx, CERTIFICATE_JOBS, jobId));
      const ended = await this.makeBatch(job).catch(() => ({ state: 'failed', problem: NOT_MADE.code }) as const);
      if (ended === null) continue;
      await this.asNobody((tx) => endCertificateJob(tx, jobId, { ...ended, now: this.host.clock().now }));
      return;
    }
  }

  /** Null: there may be more. */
  private async makeBatch(job: CertificateJob): Promise<Omit<EndedJob, 'now'> | null> {
    const { db, clock } = this.host;
    const { now, today } = clock();
    const { tree, grants } = await this.asNobody(async (tx) => ({
      tree: await this.readTree(tx),
      grants: await readGrants(tx, job.accountId),
    }));
    const actor = { accountId: job.accountId, grants: grants.filter((grant) => inForce(grant, today)) };
    const scope = { accountId: job.accountId, reach: reachOf(actor, tree, today), today };
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

  private asNobody<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return asActor(this.host.db, publicScope(this.host.clock().today), work);
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
