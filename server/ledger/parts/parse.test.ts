/** Characters that no payload may carry, wherever they stand in it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseCommand } from './parse.ts';

const withAddress = (address: string) => ({
  commandId: '0192f0c1-2345-7abc-8def-0123456789ab',
  kind: 'household-corrected',
  v: 1,
  at: '2026-10-01T01:59:00.000Z',
  payload: { householdId: '0192f0c1-2345-7abc-8def-0123456789ab', address },
});

test('control characters, non-characters and signs that turn the writing around are refused', () => {
  for (const point of [0x08, 0x0c, 0x1b, 0x7f, 0x85, 0x9f, 0x202a, 0x202e, 0x2066, 0x2069, 0xfdd0, 0xfffe, 0xffff, 0x1fffe, 0x10ffff]) {
    const parsed = parseCommand(withAddress(`Tổ 5${String.fromCodePoint(point)}a`));
    assert.equal(parsed.ok, false, point.toString(16));
  }
  for (const text of ['Tổ 5', 'a\\b', 'a\\u0001', '“Gòn” – 3/4', 'ភូមិ', '𝒳']) assert.equal(parseCommand(withAddress(text)).ok, true, text);
});
