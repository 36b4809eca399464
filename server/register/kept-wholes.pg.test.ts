/**
 * Whoever asks again gets what was found; once a book of the area moved a small area is compared again before the answer, of a large one
 * what was found before is told with its moment and found anew behind it. Another area's book changes nothing.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { date, instantOf } from '../../core/kernel/dates.ts';
import { withDatabase } from '../../tools/test/database.ts';
import { found, HAMLETS, register, take } from '../../tools/test/small-province.ts';
import { asActor, type Tx } from '../http/transaction.ts';
import { keepWholes, LARGE, type Whole } from './kept-wholes.ts';

const { app } = await withDatabase();
await found(app);
const clock = { today: date('2026-10-01'), now: instantOf(Date.parse('2026-10-01T02:00:00.000Z')) };
const later = { ...clock, now: instantOf(Date.parse('2026-10-01T03:00:00.000Z')) };

interface Found {
  readonly time: number;
  readonly households: number;
  readonly size: number;
}

/** Counts how often it compares; `paused` holds the next comparison. */
function keeping(size: number) {
  let time = 0;
  const told: { paused: Promise<void>; ended: () => void } = { paused: Promise.resolve(), ended: () => {} };
  const wholes = keepWholes<Found, { readonly hamletIds: readonly string[] }>(
    { db: app },
    {
      key: ({ hamletIds }) => hamletIds.join(),
      compare: async (tx: Tx, { hamletIds }) => {
        await told.paused;
        const rows = await tx
          .withTables<{ household: { hamlet_id: string } }>()
          .selectFrom('household')
          .select(['hamlet_id'])
          .where('hamlet_id', 'in', [...hamletIds])
          .execute();
        time += 1;
        told.ended();
        return { time, households: rows.length, size };
      },
      size: (one) => one.size,
      most: 4,
    },
  );
  const ask = (at: typeof clock, hamlets: readonly string[] = HAMLETS.slice(0, 2)): Promise<Whole<Found>> =>
    asActor(app, { accountId: 'system', reach: 'all', today: at.today }, (tx) => wholes(tx, { hamletIds: hamlets }, at));
  return { ask, told };
}

test('a small area is compared again before it is answered, and only when its own books moved', async () => {
  const { ask } = keeping(LARGE);
  const first = await ask(clock);
  assert.deepEqual([first.found.time, first.asOf], [1, null]);
  await take(app, [register('Nhỏ một', HAMLETS[2])]);
  assert.equal((await ask(later)).found.time, 1, 'another area');
  await take(app, [register('Nhỏ hai', HAMLETS[0])]);
  const second = await ask(later);
  assert.deepEqual([second.found.time, second.found.households, second.asOf], [2, first.found.households + 1, null]);
  assert.deepEqual(
    (await Promise.all([ask(later), ask(later), ask(later, [HAMLETS[2]])])).map((one) => one.found.time),
    [2, 2, 3],
  );
});

test('of a large area nobody waits twice: what was found is told with its moment, and the newest follows', async () => {
  const { ask, told } = keeping(LARGE + 1);
  const first = await ask(clock);
  await take(app, [register('Lớn một', HAMLETS[1])]);
  let go = (): void => {};
  told.paused = new Promise((resolve) => {
    go = resolve;
  });
  const ended = new Promise<void>((resolve) => {
    told.ended = resolve;
  });
  const meanwhile = await Promise.all([ask(later), ask(later)]);
  assert.deepEqual(meanwhile, [
    { found: first.found, asOf: clock.now },
    { found: first.found, asOf: clock.now },
  ]);
  go();
  await ended;
  for (;;) {
    const { found: now, asOf } = await ask(later);
    if (asOf !== null) continue;
    assert.deepEqual([now.time, now.households], [2, first.found.households + 1], 'compared once for both who asked');
    return;
  }
});
