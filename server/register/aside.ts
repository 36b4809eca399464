/**
 * Tens of thousands of rows compared (so cả địa bàn): in a worker, so that the server answers others meanwhile. One after the other, since
 * there are few processors.
 */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

export type { Agreed, FormOnDay, ToAgree } from './parts/back-checks-aside.ts';

/** Longer than any province's largest commune takes on a slow machine: what takes longer has failed, and others wait. */
const MOST_MS = 120_000;

let last: Promise<unknown> = Promise.resolve();

/** `part`: a file of `parts/` that gets the message and answers with `T`. Rejects when the worker fails, as for want of memory or time. */
export function aside<T>(part: 'duplicates-aside' | 'fairness-aside' | 'back-checks-aside', message: unknown): Promise<T> {
  const mine = last.then(() => inWorker<T>(part, message));
  last = mine.catch(() => {});
  return mine;
}

async function inWorker<T>(part: string, message: unknown): Promise<T> {
  const worker = new Worker(new URL(`./parts/${part}.ts`, import.meta.url), { resourceLimits: { maxOldGenerationSizeMb: 1_000 } });
  try {
    worker.postMessage(message);
    const [answer] = await once(worker, 'message', { signal: AbortSignal.timeout(MOST_MS) });
    // cast: what the worker of ours answers
    return answer as T;
  } finally {
    await worker.terminate();
  }
}
