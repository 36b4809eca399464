/** What the desk does is found by the words that people use for it, with or without marks, in any order. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { backCheck } from '../../words/vi/back-check.ts';
import { find as vi } from '../../words/vi/find.ts';
import { steer } from '../../words/vi/steer.ts';
import { isCalled } from './called.ts';

const KEYS = Object.keys(vi).flatMap((key) => (key.endsWith('.words') ? [key.slice(0, -'.words'.length)] : []));
const texts: Readonly<Record<string, string>> = vi;
const foundBy = (asked: string) => KEYS.filter((key) => isCalled(texts[key] ?? '', texts[`${key}.words`] ?? '', asked));

test('seals, withdrawal, restriction, back-checks and workload are each found by one word', () => {
  assert.ok(KEYS.length > 20);
  for (const [word, key] of [
    ['chốt', 'seals'],
    ['chot', 'seals'],
    ['niêm phong', 'seals'],
    ['thu hồi', 'withdraw-decision'],
    ['hủy', 'withdraw-decision'],
    ['hạn chế', 'rights'],
    ['han che', 'rights'],
    ['phúc tra', 'back-checks'],
    ['bốc', 'back-checks'],
    ['hậu kiểm', 'back-checks'],
    ['khối lượng', 'workload'],
    ['LƯỢNG khối', 'workload'],
    ['đuổi kịp', 'workload'],
    ['QR', 'certificates'],
  ] as const)
    assert.ok(foundBy(word).includes(key), `${word}: ${foundBy(word).join()}`);
});

test('a back-check is called as its own page calls it', () => {
  assert.match(vi['back-checks'], /^Hậu kiểm/);
  assert.ok(backCheck.title.startsWith('Hậu kiểm'));
});

test('each is found by every word of its own label; nothing is found by a word of none; no word finds all', () => {
  for (const key of KEYS)
    for (const word of (texts[key] ?? '').split(/[^\p{L}\p{N}]+/u))
      assert.ok(word === '' || foundBy(word).includes(key), `${key}: ${word}`);
  assert.deepEqual(foundBy('xyzt'), []);
  assert.equal(foundBy('  ').length, KEYS.length, 'nothing asked shows all');
});

test('what is of a commune is called so that a ward reads its own name as well', () => {
  for (const [key, text] of [...Object.entries(vi), ...Object.entries(steer)]) assert.doesNotMatch(text, /cả xã(?!, phường)|xã sẽ/, key);
  assert.match(vi.papers, /ấp, khóm, khu.*xã, phường/);
  assert.match(steer['draft.uncovered'], /xã, phường sẽ/);
});
