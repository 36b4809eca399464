/** Lines of text: what shows nothing or breaks is no line. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lineSchema } from './fields.ts';

const fits = (text: string) => lineSchema(100).safeParse(text).success;

test('a line shows something and does not break', () => {
  for (const text of ['Đặng Văn Khá', 'Thạch Thị Sa'.normalize('NFD'), '15/QĐ-UBND', 'ខ្មែរ', '3', ' x ']) assert.ok(fits(text), text);
  const code = (...points: number[]) => String.fromCodePoint(...points);
  for (const text of ['', ' ', code(0x200b), code(0x200b, 0x200d, 0xfeff), code(0x3164), code(0x301)])
    assert.ok(!fits(text), JSON.stringify(text));
  for (const point of [0xad, 0x200b, 0x200e, 0x61c, 0x180e, 0xfeff, 0xe0041])
    assert.equal(lineSchema(100).parse(`${code(point)}Thạ${code(point)}ch Sơn`), 'Thạch Sơn', point.toString(16));
  for (const point of [0x0a, 0x0d, 0x09, 0x85, 0x2028, 0x2029]) assert.ok(!fits(`a${code(point)}b`), point.toString(16));
});
