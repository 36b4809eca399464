/** What goes in one request: no more forms and no more signs than it carries, nothing left behind, in order. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { PIECE, piecesOf } from './piece.ts';

test('every row goes once, in order, and only what is heavier than a piece by itself goes alone above it', () => {
  const row = fc
    .option(fc.nat(PIECE.signs + 50_000))
    .map((signs) => ({ box: signs === null ? null : { data: { length: signs } as string } }));
  fc.assert(
    fc.property(fc.array(row, { maxLength: 60 }), (rows) => {
      const pieces = piecesOf(rows);
      assert.deepEqual(pieces.flat(), rows);
      for (const piece of pieces) {
        const signs = piece.reduce((sum, { box }) => sum + (box?.data.length ?? 0), 0);
        assert.ok(piece.length <= PIECE.forms && (signs <= PIECE.signs || piece.length === 1), `${piece.length} rows of ${signs} signs`);
      }
    }),
  );
});
