/** Only what was created as a demonstration has a clock that is moved. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mayMoveClock } from './moved-clock.ts';

test('a demonstration has a clock of its own; a real installation and an empty database have none', () => {
  assert.equal(mayMoveClock({ demonstration: true }).ok, true);
  for (const installation of [{ demonstration: false }, null])
    assert.deepEqual(mayMoveClock(installation), { ok: false, error: { code: 'clock-of-real-installation' } });
});
