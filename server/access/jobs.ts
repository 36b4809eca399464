/**
 * Jobs of a kind that wait in the database and are made one after the other beside requests (hàng việc chạy nền): taken in hand, kept in hand by
 * signs of life, let go where the server closes, so that the next start goes on there. A job is made as the person stands now who asked for it.
 */
import { type Actor, inForce } from '../../core/access/may.ts';
import { reachOf } from '../../core/access/reach.ts';
import type { AreaTree } from '../../core/kernel/areas.ts';
import type { Instant, PlainDate } from '../../core/kernel/dates.ts';
import { claimJob, type JobTable, keepClaim, letGo } from '../db/job-claims.ts';
import type { Scope } from '../db/scope.ts';
import { Background } from '../http/background.ts';
import type { Server } from '../http/route.ts';
import { asActor, publicScope, type Tx } from '../http/transaction.ts';
import type { ReadTree } from './areas.ts';
import { readGrants } from './store.ts';

export type Host = Pick<Server, 'db' | 'clock'>;
export type Run = <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;

export interface Asked {
  readonly jobId: string;
  readonly accountId: string;
}

/** Who asked for a job, with the rights of this moment. */
export interface JobPerson {
  readonly actor: Actor;
  readonly tree: AreaTree;
  readonly today: PlainDate;
  readonly now: Instant;
  readonly scope: Scope;
}

interface Kind<Job extends Asked> {
  readonly table: JobTable<Job>;
  /** In hand without a sign of life; a killed server's is taken up after that. */
  readonly seconds: number;
  readonly readTree: ReadTree;
  readonly make: (job: Job) => Promise<void>;
  /** Before each look for work. */
  readonly first?: () => Promise<void>;
}

export class Jobs<Job extends Asked> {
  private readonly host: Host;
  private readonly kind: Kind<Job>;
  private readonly background: Background;

  constructor(host: Host, kind: Kind<Job>) {
    this.host = host;
    this.kind = kind;
    this.background = new Background(() => this.makeAll());
  }

  /** The server is closing: what is in hand ends soon, and is let go. */
  get closing(): boolean {
    return this.background.closing;
  }

  /** Begins with what waits, unless it is at it. */
  wake(): void {
    this.background.wake();
  }

  /** Leaves what is not done to the next start. */
  close(): Promise<void> {
    return this.background.close();
  }

  /** False where it is no longer being made: stopped by the person, or gone. */
  keep({ jobId }: Asked): Promise<boolean> {
    return this.asNobody((tx) => keepClaim(tx, this.kind.table, { jobId, seconds: this.kind.seconds }));
  }

  letGo({ jobId }: Asked): Promise<void> {
    return this.asNobody((tx) => letGo(tx, this.kind.table, jobId));
  }

  /** One step after the other until `step` tells how it ended; null: there may be more. What fails ends it as `failed`. */
  async bySteps<End>(
    job: Job,
    steps: { step: () => Promise<End | null>; failed: End; end: (tx: Tx, ended: End) => Promise<unknown> },
  ): Promise<void> {
    for (;;) {
      if (!(await this.keep(job))) return;
      if (this.closing) return this.letGo(job);
      const ended = await steps.step().catch(() => steps.failed);
      if (ended === null) continue;
      await this.asNobody((tx) => steps.end(tx, ended));
      return;
    }
  }

  async personOf({ accountId }: Asked): Promise<JobPerson> {
    const { now, today } = this.host.clock();
    const { tree, grants } = await this.asNobody(async (tx) => ({
      tree: await this.kind.readTree(tx),
      grants: await readGrants(tx, accountId),
    }));
    const actor = { accountId, grants: grants.filter((grant) => inForce(grant, today)) };
    return { actor, tree, today, now, scope: { accountId, reach: reachOf(actor, tree, today), today } };
  }

  asNobody<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return asActor(this.host.db, publicScope(this.host.clock().today), work);
  }

  private async makeAll(): Promise<void> {
    await this.kind.first?.();
    for (;;) {
      const job = this.closing ? null : await this.asNobody((tx) => claimJob(tx, this.kind.table, this.kind.seconds));
      if (job === null) return;
      await this.kind.make(job);
    }
  }
}
