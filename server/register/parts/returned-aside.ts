/** The worker of `returned.ts`: writes the rows of each sheet as they come and posts the bytes of the whole at the end. */
import { parentPort } from 'node:worker_threads';
import { type PlainCell, XlsxWriter } from './xlsx-writer.ts';

export type ReturnedMessage =
  /** Rows that come after it are this sheet's. */
  { readonly name: string; readonly widths: readonly number[] } | { readonly rows: readonly (readonly PlainCell[])[] } | 'end';

const writer = new XlsxWriter();
parentPort?.on('message', (message: ReturnedMessage) => {
  if (message === 'end') parentPort?.postMessage(writer.end());
  else if ('rows' in message) for (const row of message.rows) writer.line(row);
  else writer.sheet(message.name, message.widths);
});
