/** Worker: gathers the rows of a list as they come, then lays out its sheet and posts the bytes. */
import { parentPort } from 'node:worker_threads';
import type { TableRow } from '../../../core/report/views.ts';
import type { TableDocument } from '../document.ts';
import { sheetOf } from '../sheet.ts';

export type SheetMessage = { readonly rows: readonly TableRow[] } | { readonly document: TableDocument };

const rows: TableRow[] = [];
parentPort?.on('message', (message: SheetMessage) => {
  if ('rows' in message) {
    for (const row of message.rows) rows.push(row);
    parentPort?.postMessage('taken');
  } else void sheetOf({ ...message.document, view: { ...message.document.view, rows } }).then((bytes) => parentPort?.postMessage(bytes));
});
