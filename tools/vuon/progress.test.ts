/** How far something has come, at the command line: a bar on a terminal, plain lines now and then elsewhere. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { barOf, makeProgress } from './command.ts';

function stream(isTTY: boolean): { isTTY: boolean; write: (text: string) => boolean; written: string[] } {
  const written: string[] = [];
  return { isTTY, written, write: (text) => written.push(text) > 0 };
}

test('the bar fills with the part that is done, and never beyond', () => {
  const fullAt = (done: number, all: number): number => [...barOf({ done, all })].filter((sign) => sign === '█').length;
  assert.deepEqual([fullAt(0, 10), fullAt(5, 10), fullAt(10, 10), fullAt(11, 10)], [0, 12, 24, 24]);
  assert.match(barOf({ done: 1, all: 3 }), /33 %$/);
  assert.match(barOf({ done: 0, all: 0 }), /100 %$/);
  assert.equal(new Set([0, 3, 9, 10].map((done) => [...barOf({ done, all: 10 })].length)).size, 1, 'always as long');
});

test('a terminal sees one line that changes, with the bar, and a clean one at the end', () => {
  const out = stream(true);
  const progress = makeProgress(out);
  progress.show('đã đọc 1.000 dòng');
  progress.show('  đã ghi 5 trên 10 hộ', { done: 5, all: 10 });
  progress.end();
  assert.deepEqual(out.written, [
    '\r\u001b[2Kđã đọc 1.000 dòng',
    `\r\u001b[2K${barOf({ done: 5, all: 10 })} đã ghi 5 trên 10 hộ`,
    '\r\u001b[2K',
  ]);
});

test('a file or a pipe gets plain lines, the first at once and then one every five seconds, without signs of a terminal', () => {
  const out = stream(false);
  let now = 0;
  const progress = makeProgress(out, () => now);
  for (let done = 1; done <= 12; done += 1) {
    progress.show(`${done} trên 12`, { done, all: 12 });
    now += 1_000;
  }
  progress.end();
  assert.deepEqual(out.written, ['1 trên 12\n', '7 trên 12\n']);
});
