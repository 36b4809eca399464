/** The phone's seals: only the right key, place and PIN open a record; a PIN that a finder would try first is not taken. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { freshKey, keyUnderPin, LEAST_ROUNDS, open, openWithPin, pinFault, roundsFor, roundsHere, seal, underChip } from './vault.ts';

const FEW = 1_000;

test('what was sealed opens as it was, with the same key at the same place only', async () => {
  const [key, other] = [await freshKey(), await freshKey()];
  await fc.assert(
    fc.asyncProperty(fc.jsonValue(), fc.string(), fc.string(), async (value, place, elsewhere) => {
      const sealed = await seal(key, place, value);
      assert.deepEqual(await open(key, place, sealed), JSON.parse(JSON.stringify(value)));
      await assert.rejects(open(other, place, sealed));
      if (elsewhere !== place) await assert.rejects(open(key, elsewhere, sealed));
    }),
    { numRuns: 50 },
  );
});

test('a changed byte does not open', async () => {
  const key = await freshKey();
  const sealed = await seal(key, 'a', { toilet: 'septic' });
  for (let at = 0; at < sealed.data.byteLength; at += 1) {
    const data = sealed.data.slice(0);
    const bytes = new Uint8Array(data);
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    await assert.rejects(open(key, 'a', { iv: sealed.iv, data }));
  }
});

test('only the PIN opens the key, and only its owner’s', async () => {
  const { key, wrapped } = await keyUnderPin('493817', 'lan', FEW);
  const sealed = await seal(key, 'a', 'một lời');
  const again = await openWithPin('493817', 'lan', wrapped);
  assert.ok(again !== null);
  assert.equal(await open(again, 'a', sealed), 'một lời');
  for (const wrong of ['493818', '49381', '4938170', '']) assert.equal(await openWithPin(wrong, 'lan', wrapped), null, wrong);
  assert.equal(await openWithPin('493817', 'minh', wrapped), null);
  await assert.rejects(crypto.subtle.exportKey('raw', key), 'the key of a session cannot be read out');
});

test('two phones with the same PIN have nothing in common', async () => {
  const [one, two] = [await keyUnderPin('493817', 'lan', FEW), await keyUnderPin('493817', 'lan', FEW)];
  assert.notDeepEqual(new Uint8Array(one.wrapped.key), new Uint8Array(two.wrapped.key));
  assert.notDeepEqual(one.wrapped.salt, two.wrapped.salt);
});

test('rounds follow the phone and never go below the least', () => {
  assert.equal(roundsFor(100_000, 50), 2_000_000);
  assert.equal(roundsFor(100_000, 100), 1_000_000);
  assert.equal(roundsFor(100_000, 2_000), LEAST_ROUNDS);
});

/** A clock by which one try after the other takes so long. */
function clockOf(took: readonly number[]) {
  const moments = took.flatMap((_, i) => [
    took.slice(0, i).reduce((sum, one) => sum + one, 0),
    took.slice(0, i + 1).reduce((sum, one) => sum + one, 0),
  ]);
  return { moments, clock: () => moments.shift() ?? assert.fail('asked more often') };
}

test('what slows one try down makes a PIN no weaker', async () => {
  const { moments, clock } = clockOf([400, 60, 900, 210, 250]);
  assert.equal(await roundsHere(clock), roundsFor(100_000, 210));
  assert.deepEqual(moments, []);
});

test('what asking and being answered takes weighs little: a PIN takes about as long as it is meant to, on a quick phone as on a slow one', async () => {
  for (const [perRound, asking] of [
    [1 / 3_300, 19],
    [1 / 1_000, 40],
  ] as const) {
    const quick = [50_000, 100_000, 200_000, 400_000, 800_000].flatMap((rounds) => {
      const takes = rounds * perRound + asking;
      return takes < 200 ? [takes] : [];
    });
    const last = 50_000 * 2 ** quick.length;
    const { clock } = clockOf([...quick, ...Array.from({ length: 3 }, () => last * perRound + asking)]);
    const took = (await roundsHere(clock)) * perRound;
    assert.ok(took >= 700 && took <= 1_500, `${took} ms`);
  }
});

test('a PIN has 6 to 12 digits that are no row', () => {
  const faults = ['12345', '1234567890123', '12a456', '', ' 493817'].map(pinFault);
  assert.deepEqual(new Set(faults), new Set(['pin-digits']));
  for (const simple of ['000000', '123456', '654321', '789012', '99999999']) assert.equal(pinFault(simple), 'pin-simple', simple);
  for (const fine of ['493817', '112233', '123457', '200126']) assert.equal(pinFault(fine), null, fine);
});

test('around the PIN the chip’s secret is asked for first: neither alone opens', async () => {
  const { wrapped, key } = await keyUnderPin('493817', 'lan', FEW);
  const [secret, other] = [crypto.getRandomValues(new Uint8Array(32)).buffer, crypto.getRandomValues(new Uint8Array(32)).buffer];
  const both = await underChip(wrapped, 'lan', secret);
  const opened = await openWithPin('493817', 'lan', both, secret);
  assert.ok(opened !== null);
  assert.equal(await open(opened, 'a', await seal(key, 'a', 'một lời')), 'một lời', 'the same key');
  for (const [pin, given] of [
    ['493817', null],
    ['493817', other],
    ['493818', secret],
  ] as const)
    assert.equal(await openWithPin(pin, 'lan', both, given), null, pin);
  assert.equal(await openWithPin('493817', 'minh', await underChip(wrapped, 'minh', secret), secret), null, 'another person’s');
  assert.notDeepEqual(new Uint8Array(both.key), new Uint8Array(wrapped.key));
});
