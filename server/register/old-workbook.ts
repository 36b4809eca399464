/**
 * Workbooks of Excel 97-2003 (tệp .xls): the library reads them whole, so a worker does it, with a limit of memory and of time; the server
 * answers others meanwhile. Small files and large ones each go one after another in a lane of their own, so that a list of hamlets does not
 * wait for somebody's whole register; who waits too long is told so, and sends again. What the server does with the rows is not the file's time.
 */
import { once } from 'node:events';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { SheetSink } from '../../core/register/import/sheet.ts';
import type { OldTold, OldWish } from './parts/old-aside.ts';
import type { Source } from './parts/source.ts';

/** Such a file of so many megabytes holds more rows than any commune: what needs more memory or time than this is to be divided. */
const MOST_MEMORY_MB = 1_000;
const MOST_MS = 120_000;

interface Walking {
  readonly sink: SheetSink;
  readonly maxRows: number;
  readonly signal?: AbortSignal | undefined;
}

/** Up to so many bytes a file is small: a few thousand rows. */
const SMALL_BYTES = 1_500_000;
/** A person looks at a page that does nothing for so long, and no longer. */
export const MOST_WAIT_MS = 45_000;

type OldProblem = 'file-broken' | 'file-locked' | 'file-too-many-rows' | 'file-too-large' | 'file-waits';

/** Whoever comes waits for all who came before. */
export interface Lane {
  last: Promise<unknown>;
}
const SMALL: Lane = { last: Promise.resolve() };
const LARGE: Lane = { last: Promise.resolve() };

/** Null when all went well. Throws when the signal comes, or the sink throws. */
export function walkOld(source: Source, walking: Walking): Promise<OldProblem | null> {
  return inTurn(source.size <= SMALL_BYTES ? SMALL : LARGE, () => inWorker(source, walking));
}

/** `file-waits`: its turn did not come in time; nothing was done. */
export async function inTurn<T>(lane: Lane, work: () => Promise<T>): Promise<T | 'file-waits'> {
  const before = lane.last;
  const { promise: ended, resolve } = Promise.withResolvers<void>();
  lane.last = before.then(() => ended);
  try {
    return (await inTime(before, MOST_WAIT_MS)) === 'late' ? 'file-waits' : await work();
  } finally {
    resolve();
  }
}

async function inWorker(source: Source, { sink, maxRows, signal }: Walking): Promise<OldProblem | null> {
  signal?.throwIfAborted();
  const bytes = Uint8Array.from(await source.read(0, source.size));
  const worker = new Worker(new URL('./parts/old-aside.ts', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY_MB },
  });
  let left = MOST_MS;
  const told = async (message: OldWish | 'next'): Promise<OldTold['answer'] | 'too-large'> => {
    const answered = once(worker, 'message', { signal });
    worker.postMessage(message, message === 'next' ? [] : [message.bytes.buffer as ArrayBuffer]);
    try {
      const found = await inTime(answered, left);
      if (found === 'late') return 'too-large';
      // cast: what the worker of ours answers
      const [{ answer, ms }] = found as [OldTold];
      left -= ms;
      return left < 0 ? 'too-large' : answer;
    } catch (error) {
      signal?.throwIfAborted();
      if (isOutOfMemory(error)) return 'too-large';
      throw error;
    }
  };
  try {
    for (let answer = await told({ bytes, rows: maxRows }); ; answer = await told('next')) {
      if (answer === 'too-large') return 'file-too-large';
      if ('problem' in answer) return answer.problem;
      if ('sheet' in answer) sink.begin(answer.sheet);
      else for (const line of answer.lines) sink.line(line);
      // The next part may lie there already: others have their turn first.
      await nextTurn();
    }
  } finally {
    await worker.terminate();
  }
}

/** An answer that lies there when the time ends, because this thread had no turn to take it, came in time. */
export async function inTime<T>(answered: Promise<T>, ms: number): Promise<T | 'late'> {
  const { promise: ended, resolve } = Promise.withResolvers<'late'>();
  // A whole turn, in which what lies there is taken.
  const timer = setTimeout(() => setImmediate(() => setImmediate(() => resolve('late'))), ms);
  try {
    return await Promise.race([answered, ended]);
  } finally {
    clearTimeout(timer);
    answered.catch(() => {});
  }
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
}
