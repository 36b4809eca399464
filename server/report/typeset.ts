/**
 * From Typst markup to a PDF (dàn trang): typesetting blocks its thread, so it runs in a worker of its own. What stands on the
 * page is the callers'.
 */
import { Worker } from 'node:worker_threads';

/** Above this a typesetter that hangs is stopped; 5,000 rows took 3.3 s when it was chosen. */
const PATIENCE_MS = 120_000;

/** `joinable`: for `join-papers.ts`, of plain objects and without the tags that screen readers use. */
export async function typeset(markup: string, { joinable = false } = {}): Promise<Uint8Array> {
  const worker = new Worker(new URL('./parts/typesetter.ts', import.meta.url), { workerData: { markup, joinable } });
  const patience = setTimeout(() => void worker.terminate(), PATIENCE_MS);
  try {
    return await new Promise<Uint8Array>((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
      worker.once('exit', (code) => reject(new Error(`The typesetter ended with code ${code} before a page was made.`)));
    });
  } finally {
    clearTimeout(patience);
    await worker.terminate();
  }
}
