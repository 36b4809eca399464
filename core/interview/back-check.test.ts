/** The draw is what anybody can repeat with `sha256sum`; agreement is counted as by hand. */
import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { agreementOf, drawFrom } from './back-check.ts';
import type { Form } from './haste.ts';

const seed = Number(process.env['VUON_SEED'] ?? 20261130);
const sha = (text: string): string => hash('sha256', text, 'hex');

test('the draw that was worked out with `printf %s "SEED ID" | sha256sum`', () => {
  assert.deepEqual(drawFrom(['h1', 'h2', 'h3', 'h4', 'h5'], { seed: 'XSKT 30/11/2026 48213', size: 3, hash: sha }), ['h3', 'h1', 'h2']);
});

test('a longer draw begins with the shorter one; order and repeats do not matter; every place is as likely', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.uuid(), { minLength: 1, maxLength: 40 }), fc.string(), fc.nat(50), (ids, word, size) => {
      const drawn = drawFrom(ids, { seed: word, size, hash: sha });
      assert.deepEqual(drawFrom([...ids, ...ids].reverse(), { seed: word, size, hash: sha }), drawn);
      assert.deepEqual(drawFrom(ids, { seed: word, size: size + 1, hash: sha }).slice(0, size), drawn);
      assert.equal(drawn.length, Math.min(size, ids.length));
    }),
    { seed },
  );
  const ids = Array.from({ length: 20 }, (_, i) => `household ${i}`);
  const draws = Array.from({ length: 2_000 }, (_, i) => drawFrom(ids, { seed: `${i}`, size: 5, hash: sha }));
  const drawnTimes = ids.map((id) => draws.filter((drawn) => drawn.includes(id)).length);
  // 2,000 draws of 5 in 20 from fixed seeds: 500 each, and 100 either way is five standard deviations.
  for (const times of drawnTimes) assert.ok(Math.abs(times - 500) < 100, `${times}`);
});

test('agreement: answers that both forms have, classes that are closed', () => {
  const form = (toilet: string, televisions: number, more: object = {}): Form => ({
    household: { toilet, televisions, ...more },
    members: [{ memberId: 'm', fullName: toilet, jobStatus: 'working' }],
  });
  const told = agreementOf([
    { first: form('none', 1), again: form('none', 2, { pigs: 1 }), classes: ['poor', 'poor'] },
    { first: form('none', 0), again: form('septic', 0), classes: ['poor', 'near-poor'] },
    { first: form('septic', 1), again: form('septic', 1), classes: ['near-poor', 'near-poor'] },
    { first: form('septic', 1), again: form('septic', 1), classes: ['poor', null] },
  ]);
  assert.deepEqual([told.forms, told.answers, told.classes], [4, { count: 10, of: 12 }, { count: 2, of: 3 }]);
  // Seen 2/3; by chance 2/3 × 1/3 + 1/3 × 2/3 = 4/9.
  assert.ok(told.kappa !== null && Math.abs(told.kappa - (2 / 3 - 4 / 9) / (5 / 9)) < 1e-9);
  assert.deepEqual([agreementOf([]).answersInterval, agreementOf([]).kappa], [null, null]);
});
