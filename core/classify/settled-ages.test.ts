/** Two births that the database takes for one age are told apart by no rule: its bounds hold against the parameters of every rulebook. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { limitsOf } from './parts/limits.ts';
import { RULEBOOKS } from './rulebooks.ts';
import { SETTLED_AGES } from './settled-ages.ts';

test('from sixteen years on every rule counts years, but for the end of working age, which lies between the bounds', () => {
  for (const { id, parameters } of Object.values(RULEBOOKS)) {
    const { ageBreaks, growthBelow, workingAgeEnd } = limitsOf(parameters);
    assert.ok(growthBelow <= SETTLED_AGES.from, `${id}: heights and weights are compared by months`);
    assert.ok(ageBreaks.length > 5);
    assert.deepEqual(
      ageBreaks.filter((months) => months % 12 !== 0),
      [],
      id,
    );
    const ends = [...workingAgeEnd.male, ...workingAgeEnd.female];
    assert.deepEqual(
      ends.filter((months) => months <= SETTLED_AGES.workEndsFrom || months >= SETTLED_AGES.workEndedFrom),
      [],
      id,
    );
  }
});
