/** The time of an old workbook is its worker's: what this thread does meanwhile makes no good file too large. Time is turned by hand. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { MessageChannel } from 'node:worker_threads';
import * as XLSX from '@e965/xlsx';
import { inTime } from './old-workbook.ts';
import { walkSheets } from './workbook.ts';

const HOUR = 3_600_000;
const book = XLSX.utils.book_new(XLSX.utils.aoa_to_sheet([['Mã hộ'], ['A1'], ['A2']]), 'Hộ');
const file = { name: 'a.xls', bytes: new Uint8Array(XLSX.write(book, { type: 'buffer', bookType: 'biff8' })) };

test('hours with the rows of a good file do not make it too large', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  let lines = 0;
  const late = (): void => t.mock.timers.tick(HOUR);
  const read = await walkSheets(file, { begin: late, line: () => (late(), void (lines += 1)) });
  assert.ok(read.ok);
  assert.equal(lines, 3);
});

test('an answer that lies there when the time ends came in time; none is late', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const { port1, port2 } = new MessageChannel();
  try {
    const answered = inTime(once(port2, 'message'), 1_000);
    port1.postMessage('rows');
    t.mock.timers.tick(HOUR);
    assert.deepEqual(await answered, ['rows']);
    const none = inTime(once(port2, 'message'), 1_000);
    t.mock.timers.tick(999);
    assert.equal(await Promise.race([none, Promise.resolve('waits')]), 'waits');
    t.mock.timers.tick(1);
    assert.equal(await none, 'late');
  } finally {
    port1.close();
  }
});
