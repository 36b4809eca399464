/** Vietnamese text against ICU: the order against `Intl.Collator('vi')`, sameness against a table of syllables. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { compareVi, foldVi, hasInOrder, inFileName, nameKey, sameName, sortPeople, sortVi } from './text.ts';

const VOWELS = 'a ă â e ê i o ô ơ u ư y'.split(' ');
const TONES = ['', '\u0300', '\u0309', '\u0303', '\u0301', '\u0323'];
const CONSONANTS = 'b c d đ g h k l m n p q r s t v x f j w z'.split(' ');
const sign = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(fc.constantFrom(...VOWELS), fc.constantFrom(...TONES)).map(([v, t]) => (v + t).normalize('NFC')) },
  { weight: 4, arbitrary: fc.constantFrom(...CONSONANTS) },
  { weight: 1, arbitrary: fc.constantFrom(' ', '0', '1', '2', '9') },
);
const word = fc
  .array(
    fc.tuple(sign, fc.boolean()).map(([s, capital]) => (capital ? s.toUpperCase() : s)),
    { maxLength: 7 },
  )
  .map((signs) => signs.join(''));

test('the order of words is that of the Vietnamese collation', () => {
  const oracle = new Intl.Collator('vi');
  assert.equal(oracle.resolvedOptions().locale, 'vi', 'this runtime has no Vietnamese collation');
  fc.assert(
    fc.property(word, word, (a, b) => {
      assert.equal(Math.sign(compareVi(a, b)), Math.sign(oracle.compare(a, b)), JSON.stringify([a, b]));
    }),
    { numRuns: 5000 },
  );
  const near = fc.tuple(word, fc.nat(6), sign).map(([w, at, s]) => [w, w.slice(0, at) + s + w.slice(at + 1)] as const);
  fc.assert(
    fc.property(near, ([a, b]) => {
      assert.equal(Math.sign(compareVi(a, b)), Math.sign(oracle.compare(a, b)), JSON.stringify([a, b]));
    }),
    { numRuns: 5000 },
  );
});

test('lists of names come out as a Vietnamese reader expects', () => {
  const sorted = ['An', 'Ăn', 'Ân', 'Chi', 'Dũng', 'Đa', 'Đức', 'Hoa', 'Hòa', 'Hóa', 'Xã An', 'Xã Ân', 'Yến'];
  assert.deepEqual([...sorted].reverse().sort(compareVi), sorted);
  const things = [...sorted].reverse().map((name) => ({ name }));
  const inOrder = sortVi(things, ({ name }) => name);
  assert.deepEqual(inOrder, things.toReversed(), 'the things themselves');
  assert.ok(compareVi('Phường 9', 'Phường Đông Thành') < 0);
});

test('people stand by their given name, Đ after D, then by the whole name', () => {
  const sorted = ['Trần Văn An', 'Phạm Thị Dung', 'Lê Thị Duyên', 'Bùi Văn Đạt', 'Võ Văn Đạt', 'Huỳnh Đức', 'Đặng Thị Én'];
  assert.deepEqual(
    sortPeople(sorted.toReversed(), (name) => name),
    sorted,
  );
});

test('the order ignores how the text is composed and is total', () => {
  fc.assert(
    fc.property(word, word, (a, b) => {
      assert.equal(compareVi(a.normalize('NFD'), b), compareVi(a, b.normalize('NFD')));
      assert.equal(Math.sign(compareVi(a, b)), 0 - Math.sign(compareVi(b, a)));
      assert.equal(compareVi(a, b) === 0, a.normalize('NFC') === b.normalize('NFC'));
    }),
  );
});

test('foldVi leaves plain small letters, and folding twice changes nothing', () => {
  assert.equal(foldVi('  Nguyễn   Thị ĐẰNG '), 'nguyen thi dang');
  assert.equal(foldVi('Ấp\tThạnh\u00a0Hoà'), 'ap thanh hoa');
  fc.assert(
    fc.property(word, (w) => {
      const folded = foldVi(w);
      assert.match(folded, /^[a-z0-9]*( [a-z0-9]+)*$/);
      assert.equal(foldVi(folded), folded);
      assert.equal(foldVi(w.normalize('NFD')), folded);
      assert.equal(foldVi(w.toUpperCase()), folded);
    }),
  );
});

test('one name in two spellings is one name', () => {
  const same: [string, string][] = [
    ['Hòa', 'Hoà'],
    ['Xã Hòa Lộc', 'xã  Hoà Lộc'],
    ['Thủy', 'Thuỷ'],
    ['Thúy Kiều', 'Thuý Kiều'],
    ['Lục Sĩ Thành', 'Lục Sỹ Thành'],
    ['An Qui', 'An Quy'],
    ['Quí', 'Quý'],
    ['Mỹ', 'Mĩ'],
    ['LÝ', 'lí'],
    ['Hòa'.normalize('NFD'), 'Hoà'],
    ['Khỏe', 'Khoẻ'],
    ['Ỷ', 'Ỉ'],
    ['Vĩ', 'Vỹ'],
  ];
  for (const [a, b] of same) assert.ok(sameName(a, b), `${a} ${b}`);
});

test('different names stay different', () => {
  const different: [string, string][] = [
    ['Hoa', 'Hòa'],
    ['Hòa', 'Hóa'],
    ['Thúy', 'Thúi'],
    ['Tay', 'Tai'],
    ['Lan', 'Lân'],
    ['Dung', 'Đung'],
    ['Nguy', 'Ngui'],
    ['Mai Hoa', 'Mai Hoà'],
    ['An Bình', 'Anh Bình'],
    ['Phường 1', 'Phường 11'],
    ['Hòa An', 'Hoa Àn'],
    ['Tân', 'Tấn'],
  ];
  for (const [a, b] of different) assert.ok(!sameName(a, b), `${a} ${b}`);
});

test('the key of a name knows which tone a syllable has, not where it stands', () => {
  const base = fc.array(fc.constantFrom(...VOWELS), { minLength: 2, maxLength: 3 });
  const tone = fc.integer({ min: 1, max: 5 });
  fc.assert(
    fc.property(base, fc.tuple(fc.nat(2), fc.nat(2)), fc.tuple(tone, tone), (vowels, [i, j], [t, u]) => {
      const toned = (at: number, which: number) => vowels.map((v, k) => (k === at % vowels.length ? v + TONES[which] : v)).join('');
      assert.equal(nameKey(`L${toned(i, t)}n`), nameKey(`l${toned(j, t)}N`.normalize('NFC')));
      assert.equal(sameName(toned(i, t), toned(j, u)), t === u);
      assert.notEqual(nameKey(toned(i, t)), nameKey(vowels.join('') + String(t)));
    }),
  );
  fc.assert(fc.property(word, (w) => assert.equal(nameKey(w), nameKey(w.normalize('NFD').toUpperCase()))));
});

test('a name without its middle name is found, and no other order', () => {
  const name = 'nguyen van tam';
  for (const asked of ['nguyen tam', 'nguyen ta', 'van tam', 'nguyen van tam', 'tam', 'n v t', ''])
    assert.ok(hasInOrder(name, asked), asked);
  for (const asked of ['tam nguyen', 'nguyen am', 'nguyen tam tam', 'nguyen van tam an']) assert.ok(!hasInOrder(name, asked), asked);
});

test('a name in a file name is plain, whatever it was written with', () => {
  for (const [name, plain] of [
    ['Xã Trà Côn', 'xa-tra-con'],
    ['Phường Đông Thành', 'phuong-dong-thanh'],
    [' 12/QĐ-UBND. ', '12-qd-ubnd'],
    ['../../etc', 'etc'],
  ] as const)
    assert.equal(inFileName(name), plain);
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (name) => assert.match(inFileName(name), /^(?:[a-z0-9]+(?:-[a-z0-9]+)*)?$/)));
});
