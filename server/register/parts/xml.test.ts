/** XML of spreadsheets in pieces of any length; what has no end is broken at once, and reading stops where it is known to be. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { elementsOf, nextElement, textInside } from './xml.ts';

async function all(pieces: Iterable<string>, names: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for await (const elements of elementsOf(stream(pieces), names)) found.push(...elements);
  return found;
}

async function* stream(pieces: Iterable<string>): AsyncGenerator<string> {
  yield* pieces;
}

function* repeated(piece: string, told: { pieces: number }): Generator<string> {
  for (; told.pieces < 6_400; told.pieces += 1) yield piece;
}

const BROKEN = { message: 'file-broken' };

test('however a text is cut into pieces, its elements are the same', async () => {
  const text = '<?xml version="1.0"?><x:a xmlns:x="m"><x:row r="1"><x:c/></x:row><x:rows/> <x:row/><x:row r="3">z</x:row></x:a>';
  const expected = ['<row r="1"><c/></row>', '<row/>', '<row r="3">z</row>'];
  for (let size = 1; size <= text.length; size += 1) {
    const pieces = Array.from({ length: Math.ceil(text.length / size) }, (_, i) => text.slice(i * size, (i + 1) * size));
    assert.deepEqual(await all(pieces, ['row']), expected, `pieces of ${size}`);
  }
});

test('100 MB without a tag, or of an element without an end, are not read on', async () => {
  const piece = 'x'.repeat(16_384);
  for (const [begin, most] of [
    ['', 8],
    ['<row>', 260],
    ['<a><row r="1"><c><v>', 260],
  ] as const) {
    const told = { pieces: 0 };
    await assert.rejects(all(after(begin, repeated(piece, told)), ['row']), BROKEN);
    assert.ok(told.pieces < most, `${told.pieces} pieces were read behind "${begin}"`);
  }
});

function* after(first: string, rest: Iterable<string>): Generator<string> {
  yield first;
  yield* rest;
}

test('an element that is cut off at the end of the text is no row less but a broken file', async () => {
  await assert.rejects(all(['<a><row>1</row><row>2'], ['row']), BROKEN);
  assert.deepEqual(await all(['<a><row>1</row>'], ['row']), ['<row>1</row>']);
});

/** Each would take minutes if every beginning were followed to the end. */
test('a million beginnings without an end are one fault', () => {
  assert.throws(() => textInside(`<si>${'<t '.repeat(600_000)}</si>`), BROKEN);
  assert.throws(() => textInside(`<si>${'<t>'.repeat(600_000)}</si>`), BROKEN);
  assert.throws(() => textInside(`<si>${'<rPh '.repeat(400_000)}</si>`), BROKEN);
  assert.throws(() => nextElement('<c>'.repeat(600_000), 'c', 0), BROKEN);
  assert.equal(nextElement('<col>'.repeat(400_000), 'c', 0), null);
});

test('the text of a string is its pieces, without the readings above the signs', () => {
  assert.equal(textInside('<si><t>Hộ</t></si>'), 'Hộ');
  assert.equal(textInside('<si><r><t xml:space="preserve">Hộ </t></r><r><rPr/><t>nghèo</t></r><t/></si>'), 'Hộ nghèo');
  assert.equal(textInside('<si><t>東</t><rPh sb="0" eb="1"><t>ひがし</t></rPh><phoneticPr/><t> &amp; </t><rPh/><t>b</t></si>'), '東 & b');
});
