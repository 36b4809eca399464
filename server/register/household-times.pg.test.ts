/** A form whose clock was absurd still opens: the time that it took is left out, and everything else is there. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withDatabase } from '../../tools/test/database.ts';
import { answersOf, CLOCK, found, HAMLETS, id, interview, register, take } from '../../tools/test/small-province.ts';
import { asActor } from '../http/transaction.ts';
import { readInterviews } from './household-store.ts';

const { app } = await withDatabase();
await found(app);

const TIMES = [
  ['forty minutes', '2026-09-20T02:00:00.000Z', '2026-09-20T02:40:00.000Z', 2_400],
  ['a second short of a day', '2026-09-20T02:00:00.000Z', '2026-09-21T01:59:59.000Z', 86_399],
  ['a day', '2026-09-20T02:00:00.000Z', '2026-09-21T02:00:00.000Z', null],
  ['more seconds than an integer holds', '1900-01-01T00:00:00.000Z', '2099-12-31T23:59:59.000Z', null],
  ['from the first moment to the last', '0001-01-01T00:00:00.000Z', '9999-12-31T23:59:59.999Z', null],
] as const;

test('a household opens whatever times its form carries', async () => {
  for (const [name, startedAt, endedAt, seconds] of TIMES) {
    await take(app, [register(name, HAMLETS[0], 4), interview(name, { startedAt, endedAt, answers: answersOf(name, 'poor') })]);
    const scope = { accountId: id('reader'), reach: 'all' as const, today: CLOCK.today };
    const rows = await asActor(app, scope, (tx) => readInterviews(tx, id(`household ${name}`)));
    assert.deepEqual(
      rows.map((row) => [row.interviewedOn, row.seconds]),
      [['2026-09-20', seconds]],
      name,
    );
  }
});
