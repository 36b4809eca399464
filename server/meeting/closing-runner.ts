/**
 * Closes rounds for the whole province (máy đóng đợt rà soát): looks at one commune's list after the other, as the draft of its decision says, then
 * closes the round through the one door. Where a list is not decided nothing is closed unless the person said so, having been shown which. It
 * decides for no commune: recognition is the chair's own act (Decision 24/2021/QĐ-TTg Art. 4-6 [S 4]).
 */
import { may } from '../../core/access/may.ts';
import { areaPath } from '../../core/access/reach.ts';
import { getInstallation } from '../access/installation.ts';
import type { ReadTree } from '../access/areas.ts';
import { type Host, type JobPerson, Jobs } from '../access/jobs.ts';
import type { Context } from '../http/route.ts';
import { asActor, type Tx } from '../http/transaction.ts';
import { findGate, getRound } from '../interview/rounds.ts';
import type { Submit } from '../ledger/door.ts';
import type { Judge } from '../ledger/tools.ts';
import {
  CLOSING_JOBS,
  type ClosingJob,
  type ClosingLine,
  endClosingJob,
  type EndedClosing,
  nextClosingLine,
  readOpenCommunes,
  tellClosingLine,
} from './closing-store.ts';
import { viewDraft } from './draft.ts';

const IN_HAND_SECONDS = 30;
const NOT_CLOSED = { code: 'round-not-closed' } as const;

export interface ClosingTools {
  readonly readTree: ReadTree;
  readonly door: Submit;
  readonly judge: Pick<Judge, 'verdict'>;
}

export class ClosingRunner {
  private readonly host: Host;
  private readonly tools: ClosingTools;
  private readonly jobs: Jobs<ClosingJob>;

  constructor(host: Host, tools: ClosingTools) {
    this.host = host;
    this.tools = tools;
    const { readTree } = tools;
    this.jobs = new Jobs(host, { table: CLOSING_JOBS, seconds: IN_HAND_SECONDS, readTree, make: (job) => this.make(job) });
  }

  /** Begins with what waits, unless it is at it. */
  wake(): void {
    this.jobs.wake();
  }

  /** Finishes what is in hand and leaves the rest to the next start. */
  close(): Promise<void> {
    return this.jobs.close();
  }

  private make(job: ClosingJob): Promise<void> {
    return this.jobs.bySteps<Omit<EndedClosing, 'now'>>(job, {
      step: () => this.makeOne(job),
      failed: { state: 'failed', problem: NOT_CLOSED.code },
      end: (tx, ended) => endClosingJob(tx, job.jobId, { ...ended, now: this.host.clock().now }),
    });
  }

  /** One commune, or the end. Null: there may be more. */
  private async makeOne(job: ClosingJob): Promise<Omit<EndedClosing, 'now'> | null> {
    const who = await this.jobs.personOf(job);
    const run = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => asActor(this.host.db, who.scope, work);
    const provinceId = await run(async (tx) => (await getInstallation(tx)).provinceId);
    const right = may(who.actor, 'open-round', { areaPath: areaPath(who.tree, provinceId, who.today), date: who.today });
    if (!right.allowed) return { state: 'failed', problem: right.why };
    const line = await run((tx) => nextClosingLine(tx, job.jobId));
    if (line === null) return this.closeRound(job, who);
    const told = await run((tx) => lookAt({ ...who, tx }, job, { line, judge: this.tools.judge }));
    await run((tx) => tellClosingLine(tx, job.jobId, told));
    return null;
  }

  /** The command is the same each time: whoever was killed after the door had answered is told so by the door. */
  private async closeRound({ roundId, commandId, anyway, askedAt }: ClosingJob, who: JobPerson): Promise<Omit<EndedClosing, 'now'>> {
    const open = await asActor(this.host.db, who.scope, (tx) => readOpenCommunes(tx, roundId));
    if (open.length > 0 && !anyway) return { state: 'held', problem: null };
    const command = { commandId, kind: 'round-closed', v: 1, at: new Date(askedAt).toISOString(), payload: { roundId } };
    const { actor, scope, now, today } = who;
    const [answer] = await this.tools.door(this.host.db, { actor, scope }, [command], { now, today });
    if (answer?.answer === 'taken' || answer?.answer === 'known') return { state: 'done', problem: null };
    return { state: 'failed', problem: answer?.problem?.code ?? NOT_CLOSED.code };
  }
}

type Looking = Pick<Context, 'tx' | 'actor' | 'tree' | 'today'>;
type Told = Omit<ClosingLine, 'communeId'>;

/** A commune that is no more decides nothing; its list is named as not decided. */
async function lookAt(
  context: Looking,
  { roundId }: Pick<ClosingJob, 'roundId'>,
  { line, judge }: { readonly line: ClosingLine; readonly judge: ClosingTools['judge'] },
): Promise<Told> {
  const { place, communeId } = line;
  const gate = await findGate(context.tx, roundId, communeId);
  if (gate === 'closed') return { place, answer: 'decided', gate, blockers: [] };
  if (areaPath(context.tree, communeId, context.today).length === 0) return { place, answer: 'open', gate, blockers: [] };
  const standing = await getRound(context.tx, roundId);
  const { blockers } = await viewDraft(context, standing, { communeId, rulebook: standing.round.rulebooks[0], judge });
  return { place, answer: 'open', gate, blockers: blockers.map(({ code, total }) => ({ code, total })) };
}
