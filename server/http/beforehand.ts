/**
 * Done beforehand, so that nobody waits for it (làm sẵn sau khi mở máy): once the server listens, and again when the day has changed.
 */
import { SYSTEM_ACCOUNT } from '../../core/ledger/event.ts';
import type { PlainDate } from '../../core/kernel/dates.ts';
import type { Server } from './route.ts';
import { asActor, type Tx } from './transaction.ts';

/** The counter that says how often all of it was done; its label `of` says of what. */
export const COUNTED_BEFOREHAND = 'vuon_counted_beforehand_total';

export type Beforehand = Pick<Server, 'app' | 'db' | 'clock' | 'count'>;
export type AsAll = <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;

export interface Doing {
  /** A transaction that reaches everything. */
  readonly asAll: AsAll;
  readonly today: PlainDate;
  /** False: the server is closing. */
  readonly goesOn: () => boolean;
}

const LOOK_EVERY_MS = 60_000;

/** `work` is asked again later if it fails; it leaves others their turn between its transactions. */
export function countBeforehand({ app, db, clock, count }: Beforehand, of: string, work: (doing: Doing) => Promise<void>): void {
  let counted: PlainDate | null = null;
  let running: Promise<void> | null = null;
  let timer: NodeJS.Timeout | undefined;
  let closing = false;
  const wake = (): void => {
    const { today } = clock();
    if (closing || running !== null || counted === today) return;
    const asAll: AsAll = (part) => asActor(db, { accountId: SYSTEM_ACCOUNT, reach: 'all', today }, part);
    running = work({ asAll, today, goesOn: () => !closing })
      .then(() => {
        if (closing) return;
        counted = today;
        count(COUNTED_BEFOREHAND, { of });
      })
      // A database that is away now is asked again at the next look.
      .catch(() => {})
      .finally(() => {
        running = null;
      });
  };
  app.addHook('onListen', async () => {
    timer = setInterval(wake, LOOK_EVERY_MS).unref();
    wake();
  });
  app.addHook('onClose', async () => {
    closing = true;
    clearInterval(timer);
    await running;
  });
}
