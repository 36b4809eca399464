/** Only a bare picture passes: whatever is put before, between or behind is taken out by the one and refused by the other. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { barePicture, MOST_SIDE, readJpeg } from './jpeg.ts';

const part = (marker: number, body: readonly number[]): number[] => [
  0xff,
  marker,
  (body.length + 2) >> 8,
  (body.length + 2) & 0xff,
  ...body,
];
const JFIF = part(0xe0, [0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0]);
const size = (width: number, height: number) => part(0xc0, [8, height >> 8, height & 0xff, width >> 8, width & 0xff, 1, 1, 0x11, 0]);
/** One table of 64 values; one code of one sign. */
const QUANTS = [0, ...Array.from({ length: 64 }, (_, i) => i + 1)];
const CODES = [0, 1, ...Array.from({ length: 15 }, () => 0), 9];
/** Coded dots with a written 0xff and a restart among them. */
const SCAN = [...part(0xda, [1, 1, 0, 0, 63, 0]), 1, 2, 0xff, 0, 3, 0xff, 0xd0, 4, 5];
const pictureOf = (between: readonly number[], frame = size(640, 480), behind: readonly number[] = []) =>
  Uint8Array.from([0xff, 0xd8, ...JFIF, ...between, ...part(0xdb, QUANTS), ...frame, ...part(0xc4, CODES), ...SCAN, 0xff, 0xd9, ...behind]);

test('a bare picture is read with its size, and is its own bare picture', () => {
  const picture = pictureOf([]);
  assert.deepEqual(readJpeg(picture), { ok: true, value: { width: 640, height: 480 } });
  assert.deepEqual(barePicture(picture), picture);
});

test('whatever stands beside the picture is refused, and taken out the picture is the same', () => {
  // All parts that a program may write for itself, and comments.
  const beside = fc.tuple(
    fc.constantFrom(...Array.from({ length: 15 }, (_, i) => 0xe1 + i), 0xfe),
    fc.array(fc.nat(255), { maxLength: 60 }),
  );
  fc.assert(
    fc.property(fc.array(beside, { maxLength: 4 }), fc.array(fc.nat(255), { maxLength: 40 }), (parts, behind) => {
      const dirty = pictureOf(
        parts.flatMap(([marker, body]) => part(marker, body)),
        size(640, 480),
        behind,
      );
      const clean = parts.length === 0 && behind.length === 0;
      assert.deepEqual(readJpeg(dirty), clean ? readJpeg(pictureOf([])) : { ok: false, error: { code: 'photo-carries-more' } });
      assert.deepEqual(barePicture(dirty), pictureOf([]));
    }),
  );
});

test('a thumbnail in the head goes with it', () => {
  const thumb = part(0xe0, [0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 0, 0, 1, 0, 1, 1, 1, 7, 7, 7]);
  const picture = Uint8Array.from([0xff, 0xd8, ...thumb, ...pictureOf([]).subarray(2 + JFIF.length)]);
  assert.deepEqual(readJpeg(picture), { ok: false, error: { code: 'photo-carries-more' } });
  assert.ok(readJpeg(barePicture(picture) ?? assert.fail()).ok);
});

test('what is no picture, or has none in it, or is too large', () => {
  const whole = pictureOf([]);
  for (let cut = 0; cut < whole.length; cut += 1)
    assert.deepEqual(readJpeg(whole.subarray(0, cut)), { ok: false, error: { code: 'photo-not-jpeg' } }, `${cut}`);
  const texts = ['%PDF-1.7', '<svg onload=alert(1)>', 'GIF89a', '\x89PNG\r\n'].map((text) => new TextEncoder().encode(text));
  for (const text of [...texts, Uint8Array.from([...(texts[0] ?? []), ...whole])])
    assert.deepEqual(readJpeg(text), { ok: false, error: { code: 'photo-not-jpeg' } });
  assert.deepEqual(readJpeg(pictureOf([], [...size(9, 9), ...size(9, 9)])), { ok: false, error: { code: 'photo-not-jpeg' } });
  assert.deepEqual(readJpeg(pictureOf([], size(0, 9))), { ok: false, error: { code: 'photo-not-jpeg' } });
  assert.deepEqual(readJpeg(pictureOf([], size(MOST_SIDE + 1, 9))), { ok: false, error: { code: 'photo-too-large' } });
  fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => assert.equal(readJpeg(bytes).ok, false)));
});

test('a table, a frame or a mark that is longer than what it holds carries more', () => {
  const text = [...'So nha 12, ap Gon'].map((sign) => sign.charCodeAt(0));
  const odd = [
    ...[part(0xdb, text), part(0xdb, [...QUANTS, ...text]), part(0xdb, [...QUANTS, ...QUANTS]), part(0xdb, [])],
    ...[part(0xc4, text), part(0xc4, [...CODES, ...text]), part(0xc4, [0x77, ...CODES.slice(1)])],
    ...[part(0xdd, text), part(0xdc, text)],
  ];
  for (const more of odd) assert.deepEqual(readJpeg(pictureOf(more)), { ok: false, error: { code: 'photo-carries-more' } });
  const long = part(0xc0, [8, 1, 0, 1, 0, 1, 1, 0x11, 0, ...text]);
  assert.equal(readJpeg(pictureOf([], long)).ok, false);
  assert.ok(readJpeg(pictureOf([...part(0xdb, [0x11, ...QUANTS.slice(1), ...QUANTS.slice(1)]), ...part(0xdd, [0, 8])])).ok);
});
