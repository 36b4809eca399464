/**
 * Tens of thousands of people compared (so trùng cả xã): in a worker, so that the server answers others meanwhile.
 */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Candidate } from '../../core/register/duplicates/find.ts';
import type { Person } from '../../core/register/duplicates/person.ts';

/** Rejects when the worker fails, as for want of memory. */
export async function findInWorker(people: readonly Person[]): Promise<readonly Candidate[]> {
  const worker = new Worker(new URL('./parts/duplicate-finder.ts', import.meta.url), { resourceLimits: { maxOldGenerationSizeMb: 1_000 } });
  try {
    worker.postMessage(people);
    const [candidates] = await once(worker, 'message');
    // cast: what the worker of ours answers
    return candidates as readonly Candidate[];
  } finally {
    await worker.terminate();
  }
}
