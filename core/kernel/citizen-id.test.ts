/** Citizen's numbers: numbers put together digit by digit pass, and each wrong digit is named. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { checkCitizenId, tidyCitizenId } from './citizen-id.ts';
import { type BirthDate, parseBirthDate } from './dates.ts';

const UNKNOWN = { sex: null, birth: null };

function codes(text: string, sex: 'male' | 'female' | null = null, born: string | null = null): string[] {
  return checkCitizenId(text, { sex, birth: born === null ? null : birthDate(born) }).map((finding) => finding.code);
}

function birthDate(text: string): BirthDate {
  const parsed = parseBirthDate(text);
  assert.ok(parsed.ok);
  return parsed.value;
}

test('a number made from the facts of a person has no finding', () => {
  const digitOf = { male19: '0', female19: '1', male20: '2', female20: '3' } as const;
  fc.assert(
    fc.property(fc.constantFrom('male', 'female'), fc.integer({ min: 1900, max: 2099 }), fc.nat(999_999), (sex, year, chance) => {
      const digit = digitOf[`${sex}${year < 2000 ? 19 : 20}`];
      const number = `086${digit}${String(year).slice(2)}${String(chance).padStart(6, '0')}`;
      assert.deepEqual(codes(number, sex, String(year)), []);
      assert.deepEqual(codes(number), []);
      assert.deepEqual(codes(number, sex === 'male' ? 'female' : 'male', String(year)), ['citizen-id-sex-differs']);
      assert.deepEqual(codes(number, sex, String(year < 2000 ? year + 100 : year - 100)), ['citizen-id-century-differs']);
      assert.deepEqual(
        codes(number, null, String(year === 1950 ? 1951 : 1950)),
        year % 100 === 50 && year !== 1950 ? ['citizen-id-century-differs'] : ['citizen-id-year-differs'],
      );
    }),
  );
});

test('names what is wrong', () => {
  assert.deepEqual(codes('331234567'), ['citizen-id-old']);
  assert.deepEqual(codes(''), ['citizen-id-malformed']);
  assert.deepEqual(codes('08608512345a'), ['citizen-id-malformed']);
  assert.deepEqual(codes('0860851234567'), ['citizen-id-malformed']);
  assert.deepEqual(codes('097085123456'), ['citizen-id-province-unknown']);
  assert.deepEqual(codes('086485123456', 'male', '1985'), ['citizen-id-century-differs']);
  assert.deepEqual(codes('099185123456', 'male', '1986-02'), [
    'citizen-id-province-unknown',
    'citizen-id-sex-differs',
    'citizen-id-year-differs',
  ]);
  assert.deepEqual(checkCitizenId('86085123456', UNKNOWN), [{ code: 'citizen-id-zero-lost', padded: '086085123456' }]);
  assert.deepEqual(codes('1085123456'), ['citizen-id-zero-lost']);
  assert.deepEqual(codes('97085123456'), ['citizen-id-malformed']);
  assert.deepEqual(codes('08608512345'), ['citizen-id-malformed'], 'the zero in front is there: another digit is missing');
  assert.deepEqual(codes('0108512345'), ['citizen-id-malformed']);
  assert.equal(tidyCitizenId(' 086 085-123.456 '), '086085123456');
});

test('63 provinces have codes', () => {
  const known = Array.from({ length: 1000 }, (_, i) => String(i).padStart(3, '0')).filter((code) => codes(`${code}085123456`).length === 0);
  assert.equal(known.length, 63);
  assert.equal(known[0], '001');
  assert.equal(known.at(-1), '096');
  for (const code of ['083', '084', '086']) assert.ok(known.includes(code));
});
