/**
 * Helpers of the making in threads of their own (các luồng phụ): started with the wish, told which communes of a stage to make, ended.
 * What a helper does is `helper-thread.ts`.
 */
import { Worker } from 'node:worker_threads';
import type { ThreadData } from './helper-thread.ts';
import type { Helper, Stage } from './run.ts';

export type Wanted = { readonly kind: 'stage'; readonly stage: Stage; readonly codes: readonly string[] } | { readonly kind: 'end' };
export type Told =
  | { readonly kind: 'commune'; readonly code: string; readonly steps: number }
  | { readonly kind: 'done' }
  | { readonly kind: 'failed'; readonly message: string };

export interface ThreadHelper extends Helper {
  readonly end: () => Promise<void>;
}

/** A batch of a thousand households is made, sent and let go: with room for it while it is young, nothing of it is ever copied. */
const LIMITS = { maxYoungGenerationSizeMb: 128 };

export function startHelper(data: ThreadData): ThreadHelper {
  const worker = new Worker(new URL('./helper-thread.ts', import.meta.url), { workerData: data, resourceLimits: LIMITS });
  let failure: Error | null = null;
  worker.on('error', (error) => {
    failure = error instanceof Error ? error : new Error(String(error));
  });
  const send = (wanted: Wanted): void => worker.postMessage(wanted);
  return {
    run: (stage, codes, told) =>
      new Promise((resolve, reject) => {
        const leave = (then: () => void): void => {
          worker.off('message', hear);
          worker.off('exit', lost);
          then();
        };
        const hear = (said: Told): void => {
          if (said.kind === 'commune') told(said.code, said.steps);
          else if (said.kind === 'done') leave(resolve);
          else leave(() => reject(new Error(said.message)));
        };
        const lost = (): void => leave(() => reject(failure ?? new Error('A helper is gone.')));
        worker.on('message', hear);
        worker.on('exit', lost);
        send({ kind: 'stage', stage, codes });
      }),
    end: async () => {
      await new Promise<void>((resolve) => {
        worker.once('exit', () => resolve());
        send({ kind: 'end' });
      });
    },
  };
}
