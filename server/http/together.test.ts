/** One answer for a crowd (trả lời chung): made once for all who ask meanwhile, anew for the next, and after a failure too. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { together } from './together.ts';

test('whoever asks while it is being made gets that one; the next one is made anew', async () => {
  const made: PromiseWithResolvers<string>[] = [];
  const ask = together((_who: string) => {
    const one = Promise.withResolvers<string>();
    made.push(one);
    return one.promise;
  });
  const crowd = ['An', 'Bình', 'Cúc'].map(ask);
  assert.equal(made.length, 1);
  made[0]?.resolve('first');
  assert.deepEqual(await Promise.all(crowd), ['first', 'first', 'first']);
  const failing = ['Dũng', 'Em'].map(ask);
  assert.equal(made.length, 2);
  made[1]?.reject(new Error('gone'));
  for (const one of failing) await assert.rejects(one, /gone/);
  const after = ask('Giang');
  made[2]?.resolve('third');
  assert.equal(await after, 'third');
});
