/** A signature as text: what is drawn comes back as drawn, never longer than it may be, and nothing else is taken for one. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { GRID, MOST_STROKES, pathOfStrokes, signedSchema, writeStrokes } from './signature.ts';

const point = fc.tuple(fc.integer({ min: -50, max: GRID + 50 }), fc.integer({ min: -50, max: GRID + 50 }));
const drawing = fc.array(fc.array(point, { minLength: 1, maxLength: 400 }), { minLength: 1, maxLength: 30 });
const takes = (value: unknown): boolean => signedSchema.safeParse(value).success;

test('whatever is drawn becomes a text that the door takes', () => {
  fc.assert(
    fc.property(drawing, (strokes) => {
      const text = writeStrokes(strokes);
      assert.ok(text.length <= MOST_STROKES);
      assert.ok(takes({ how: 'drawn', strokes: text, witness: null }), text.slice(0, 60));
    }),
    { numRuns: 60 },
  );
});

test('a few far points are kept exactly, each stroke from its first to its last', () => {
  const text = writeStrokes([
    [
      [0, 0],
      [1, 1],
      [100, 200],
      [101, 201],
    ],
    [[500, GRID + 9]],
  ]);
  assert.equal(text, `0,0 100,200 101,201;500,${GRID}`);
  assert.equal(pathOfStrokes(text), `M0,0 L100,200 101,201 M500,${GRID} L500,${GRID}`);
  assert.equal(writeStrokes([]), '');
});

test('a mark needs a witness; an image or anything else is no signature', () => {
  assert.ok(takes({ how: 'mark', strokes: '1,2 3,4', witness: 'Trần Văn Ba' }));
  assert.ok(!takes({ how: 'mark', strokes: '1,2 3,4', witness: null }));
  assert.ok(!takes({ how: 'drawn', strokes: '', witness: null }));
  assert.ok(!takes({ how: 'drawn', strokes: 'data:image/png;base64,AAAA', witness: null }));
  assert.ok(!takes({ how: 'drawn', strokes: '1,2 3,4000', witness: null }));
  assert.ok(!takes({ how: 'drawn', strokes: Array.from({ length: 2_000 }, () => '1,2').join(' '), witness: null }));
});
