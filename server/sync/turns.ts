/**
 * At most so many at once, the others in the order in which they came (chờ đến lượt): phones of a whole province that ask within a minute
 * wait here, where waiting holds no connection of the database, and leave some of those for everybody else. Nobody waits for an asker
 * who is gone, and one person's phones hold few of the places.
 */
import { HttpProblem } from '../http/problem.ts';

export interface Asker {
  readonly accountId: string;
  /** Ends when they are gone. */
  readonly signal: AbortSignal;
}
export type Turns = <T>(asker: Asker, work: () => Promise<T>) => Promise<T>;

/** `atOnce`: under way. `ofOne`: under way or waiting, of one account; one more is refused. */
export interface Places {
  readonly atOnce: number;
  readonly ofOne: number;
}

/** Until a place of one's own is free again, as a phone is told. */
const SECONDS = 5;

export function turns({ atOnce, ofOne }: Places): Turns {
  const waiting = new Set<() => void>();
  const held = new Map<string, number>();
  let under = 0;

  const wait = (signal: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      const leave = (): void => {
        waiting.delete(go);
        reject(signal.reason);
      };
      const go = (): void => {
        signal.removeEventListener('abort', leave);
        resolve();
      };
      waiting.add(go);
      signal.addEventListener('abort', leave, { once: true });
    });
  const pass = (): void => {
    const [next] = waiting;
    if (next === undefined) under -= 1;
    else {
      waiting.delete(next);
      next();
    }
  };
  const inOrder: Turns = async ({ signal }, work) => {
    if (under < atOnce) under += 1;
    else await wait(signal);
    try {
      // Gone between being called and coming.
      signal.throwIfAborted();
      return await work();
    } finally {
      pass();
    }
  };

  return async (asker, work) => {
    const { accountId, signal } = asker;
    signal.throwIfAborted();
    const own = held.get(accountId) ?? 0;
    if (own >= ofOne) throw new HttpProblem(429, 'too-many-requests', { seconds: SECONDS });
    held.set(accountId, own + 1);
    try {
      return await inOrder(asker, work);
    } finally {
      const left = (held.get(accountId) ?? 1) - 1;
      if (left === 0) held.delete(accountId);
      else held.set(accountId, left);
    }
  };
}
