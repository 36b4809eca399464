/** What a flag is about, and where it stands on a day. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isAboutOne, flagStateOn } from './flag.ts';
import { FLAG_MATTERS, FLAG_OUTCOMES } from './flag-codes.ts';

test('exactly one thing: a household for what is about households, else an enumerator or a hamlet', () => {
  const right = FLAG_MATTERS.flatMap((matter) =>
    Array.from({ length: 8 }, (_, bits) => ({
      matter,
      aboutHousehold: bits & 1 ? 'h' : null,
      aboutAccount: bits & 2 ? 'a' : null,
      aboutHamlet: bits & 4 ? 'ap' : null,
    })),
  ).filter(isAboutOne);
  const ofHouseholds = ['left-out', 'tied'];
  for (const { matter, aboutHousehold, aboutAccount, aboutHamlet } of right)
    assert.equal(
      `${aboutHousehold ?? ''}${aboutAccount ?? ''}${aboutHamlet ?? ''}`.length > 0 && aboutHousehold !== null,
      ofHouseholds.includes(matter),
    );
  assert.equal(right.length, ofHouseholds.length + 2 * (FLAG_MATTERS.length - ofHouseholds.length));
});

test('open to the end of its last day, then expired; an answer stands for ever', () => {
  const flag = { expiresOn: '2026-10-26', outcome: null };
  assert.deepEqual(
    ['2026-10-12', '2026-10-26', '2026-10-27', '2027-01-01'].map((day) => flagStateOn(flag, day)),
    ['open', 'open', 'expired', 'expired'],
  );
  for (const outcome of FLAG_OUTCOMES) assert.equal(flagStateOn({ ...flag, outcome }, '2030-01-01'), 'answered');
});
