/**
 * Workbooks of Excel 97-2003 (tệp .xls): the library reads them whole, so a worker does it, with a limit of memory and of time, one file
 * after another; the server answers others meanwhile.
 */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { SheetSink } from '../../core/register/import/sheet.ts';
import type { OldAnswer, OldWish } from './parts/old-aside.ts';
import type { Source } from './parts/source.ts';

/** Such a file of so many megabytes holds more rows than any commune: what needs more memory or time than this is to be divided. */
const MOST_MEMORY_MB = 1_000;
const MOST_MS = 120_000;

interface Walking {
  readonly sink: SheetSink;
  readonly maxRows: number;
  readonly signal?: AbortSignal | undefined;
}

type OldProblem = 'file-broken' | 'file-locked' | 'file-too-many-rows' | 'file-too-large';

let last: Promise<unknown> = Promise.resolve();

/** Null when all went well. Throws when the signal comes, or the sink throws. */
export function walkOld(source: Source, walking: Walking): Promise<OldProblem | null> {
  const mine = last.then(() => inWorker(source, walking));
  last = mine.catch(() => {});
  return mine;
}

async function inWorker(source: Source, { sink, maxRows, signal }: Walking): Promise<OldProblem | null> {
  signal?.throwIfAborted();
  const bytes = Uint8Array.from(await source.read(0, source.size));
  const worker = new Worker(new URL('./parts/old-aside.ts', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY_MB },
  });
  const late = AbortSignal.timeout(MOST_MS);
  const until = signal === undefined ? late : AbortSignal.any([signal, late]);
  const ask = async (message: OldWish | 'next'): Promise<OldAnswer> => {
    worker.postMessage(message, message === 'next' ? [] : [message.bytes.buffer as ArrayBuffer]);
    const [answer] = await once(worker, 'message', { signal: until });
    // cast: what the worker of ours answers
    return answer as OldAnswer;
  };
  const told = async (message: OldWish | 'next'): Promise<OldAnswer | 'too-large'> =>
    ask(message).catch((error: unknown) => {
      signal?.throwIfAborted();
      if (late.aborted || isOutOfMemory(error)) return 'too-large';
      throw error;
    });
  try {
    for (let answer = await told({ bytes, rows: maxRows }); ; answer = await told('next')) {
      if (answer === 'too-large') return 'file-too-large';
      if ('problem' in answer) return answer.problem;
      if ('sheet' in answer) sink.begin(answer.sheet);
      else for (const line of answer.lines) sink.line(line);
    }
  } finally {
    await worker.terminate();
  }
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
}
