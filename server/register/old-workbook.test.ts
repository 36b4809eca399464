/** The time of an old workbook is its worker's: what this thread does meanwhile makes no good file too large. Time is turned by hand. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { MessageChannel } from 'node:worker_threads';
import * as XLSX from '@e965/xlsx';
import { inTime, inTurn, type Lane, MOST_WAIT_MS } from './old-workbook.ts';
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

test('one file after another in a lane; whoever waits too long is told so and holds up nobody, and another lane goes on', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const [lane, other]: Lane[] = [{ last: Promise.resolve() }, { last: Promise.resolve() }];
  assert.ok(lane !== undefined && other !== undefined);
  const done: string[] = [];
  const held = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<void>();
  const first = inTurn(lane, async () => {
    begun.resolve();
    await held.promise;
    done.push('first');
  });
  await begun.promise;
  const second = inTurn(lane, async () => void done.push('second'));
  await inTurn(other, async () => void done.push('of another lane'));
  t.mock.timers.tick(MOST_WAIT_MS - 1);
  assert.equal(await Promise.race([second, Promise.resolve('waits')]), 'waits');
  t.mock.timers.tick(1);
  assert.equal(await second, 'file-waits');
  const third = inTurn(lane, async () => void done.push('third'));
  held.resolve();
  await Promise.all([first, third]);
  assert.deepEqual(done, ['of another lane', 'first', 'third']);
  const broken = inTurn(lane, () => Promise.reject(new Error('of this file')));
  await assert.rejects(broken, /of this file/);
  assert.equal(await inTurn(lane, async () => 'goes on'), 'goes on');
});
