/** The district is asked as long as there was one; the other steps are offered always. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CHOSEN_STEPS, offeredSteps } from './round-codes.ts';

test('the opinion of the district is offered to rounds of before it ended, and to none since', () => {
  assert.deepEqual(offeredSteps('2025-06-30'), CHOSEN_STEPS);
  for (const day of ['2025-07-01', '2026-11-16']) assert.deepEqual(offeredSteps(day), ['meeting', 'posting']);
});
