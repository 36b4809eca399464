/** Ids: which texts are ids, and that derived ids carry version, variant and every other bit of their bytes. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { idOf, isUuid, parseAreaId, parseHouseholdId, parseUuid, realAreaId, uuidAt, uuidFrom } from './ids.ts';

const bytes16 = fc.uint8Array({ minLength: 16, maxLength: 16 });

test('parses the uuids of versions 4, 7 and 8 in lowercase and nothing else', () => {
  assert.equal(parseHouseholdId(randomUUID()).ok, true);
  const good = '0198c1de-7a2b-7c3d-8e4f-0123456789ab';
  assert.deepEqual(parseUuid(good), { ok: true, value: good });
  const bad = [
    '',
    good.toUpperCase(),
    ` ${good}`,
    `${good}\n`,
    good.replace('-7c', '-1c'),
    good.replace('-8e', '-ce'),
    good.slice(1),
    'a0001',
  ];
  for (const text of bad) {
    assert.deepEqual(parseHouseholdId(text), { ok: false, error: { code: 'id-malformed', kind: 'household' } }, text);
  }
});

test('an area id is a real unit’s running number or a uuid, never a unit’s code', () => {
  assert.equal(parseAreaId('a0001').ok, true);
  assert.equal(parseAreaId(randomUUID()).ok, true);
  for (const text of ['29551', 'a29551', 'a1', 'A0001', '86', '']) assert.equal(parseAreaId(text).ok, false, text);
  assert.equal(realAreaId(42), 'a0042');
  for (const n of [0, 10_000, 1.5]) assert.throws(() => realAreaId(n), RangeError);
});

test('uuidFrom keeps all bits but version and variant (RFC 9562, 5.8)', () => {
  fc.assert(
    fc.property(bytes16, (bytes) => {
      const id = uuidFrom(bytes);
      assert.equal(isUuid(id), true);
      const back = Buffer.from(id.replaceAll('-', ''), 'hex');
      const expected = Buffer.from(bytes);
      expected.writeUInt8(0x80 | (expected.readUInt8(6) % 16), 6);
      expected.writeUInt8(0x80 | (expected.readUInt8(8) % 64), 8);
      assert.deepEqual(back, expected);
      assert.equal(idOf('book', id), id);
    }),
  );
  assert.throws(() => uuidFrom(new Uint8Array(15)), RangeError);
});

test('uuidAt holds the time in front, so that later ids sort behind earlier ones', () => {
  const chance = fc.uint8Array({ minLength: 10, maxLength: 10 });
  const millis = fc.integer({ min: 0, max: 2 ** 48 - 1 });
  fc.assert(
    fc.property(millis, millis, chance, chance, (a, b, x, y) => {
      const [first, second] = [uuidAt(a, x), uuidAt(b, y)];
      assert.equal(Number.parseInt(first.replaceAll('-', '').slice(0, 12), 16), a);
      assert.equal(first[14], '7');
      assert.equal(isUuid(first), true);
      if (a < b) assert.ok(first < second);
    }),
  );
  // The example of RFC 9562, appendix A.6.
  const example = uuidAt(0x017f22e279b0, Uint8Array.from(Buffer.from('ccc318c4dc0c0c07398f', 'hex')));
  assert.equal(example, '017f22e2-79b0-7cc3-98c4-dc0c0c07398f');
});
