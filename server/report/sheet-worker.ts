/**
 * The sheet of a long list (bảng tính của danh sách dài): laid out in a worker, which the server never waits for and may end at
 * any time; rows are handed over part by part, so that here no more than one part is held.
 */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { TableRow } from '../../core/report/views.ts';
import type { TableDocument } from './document.ts';
import type { SheetMessage } from './parts/sheet-maker.ts';

/** `document` without its rows. Rejects when the worker fails, as for want of memory. */
export async function sheetOfParts(document: TableDocument, parts: AsyncIterable<readonly TableRow[]>): Promise<Uint8Array> {
  const worker = new Worker(new URL('./parts/sheet-maker.ts', import.meta.url), { resourceLimits: { maxOldGenerationSizeMb: 1_500 } });
  const ask = async (message: SheetMessage): Promise<unknown> => {
    worker.postMessage(message);
    const [answer] = await once(worker, 'message');
    return answer;
  };
  try {
    for await (const rows of parts) await ask({ rows });
    const bytes = await ask({ document });
    if (!(bytes instanceof Uint8Array)) throw new TypeError('The sheet maker sent no sheet.');
    return bytes;
  } finally {
    await worker.terminate();
  }
}
