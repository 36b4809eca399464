/** A commune's list on its way to the decision: interviews end only when all are there, may be reopened, lie in their round. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CommandBody } from '../../core/kinds.ts';
import { withDatabase } from '../../tools/test/database.ts';
import {
  answersOf,
  CLOCK,
  command,
  COMMUNES,
  found,
  HAMLETS,
  id,
  interview,
  person,
  register,
  ROUND,
  take,
} from '../../tools/test/small-province.ts';
import { GATES } from '../../tools/village/office.ts';
import { submit } from './door.ts';

const { app, ownerPool } = await withDatabase();
await found(app, { round: { ...ROUND, gates: [...GATES] } });
const officer = person('officer', 'commune-officer', COMMUNES[0]);
const chair = person('chair', 'commune-chair', COMMUNES[0]);

async function tell(sent: unknown, who: Parameters<typeof submit>[1] = officer) {
  const [answer] = await submit(app, who, [sent], CLOCK);
  return answer?.problem ?? answer?.answer;
}
const go = (from: 'interview' | 'decision', to: 'interview' | 'decision') =>
  command('gate-passed', { roundId: ROUND.roundId, communeId: COMMUNES[0], from, to });
const visit = (name: string, more: Partial<CommandBody<'interview-finished'>> = {}) =>
  interview(name, { answers: answersOf(name, 'poor'), ...more });
const household = (name: string) => id(`household ${name}`);
const names = ['An', 'Bình', 'Cúc'];
await take(
  app,
  names.map((name, i) => register(name, HAMLETS[i % 2] ?? '', 4, 'on-list')),
);

test('interviews do not end while a household on the list has none or an open one', async () => {
  await take(app, [visit('An'), visit('Bình')]);
  assert.deepEqual(await tell(go('interview', 'decision')), { code: 'not-interviewed', total: 1, households: [household('Cúc')] });
  await take(app, [visit('Cúc', { answers: { household: {}, members: answersOf('Cúc', 'poor').members } })]);
  assert.deepEqual(await tell(go('interview', 'decision')), { code: 'undetermined', total: 1, households: [household('Cúc')] });
});

test('ended, reopened, ended again, decided', async () => {
  const { rows } = await ownerPool.query<{ version: number }>('select version from interview where household_id = $1', [household('Cúc')]);
  await take(app, [visit('Cúc', { seen: rows[0]?.version ?? null })]);
  await take(app, [go('interview', 'decision')], officer);
  const late = command('review-listed', { householdId: household('An'), roundId: ROUND.roundId, why: 'request' });
  assert.deepEqual(await tell(late), { code: 'interviews-ended', gate: 'decision' });
  assert.deepEqual(await tell(visit('An'), 'system'), { code: 'interviews-ended', gate: 'decision' });
  assert.deepEqual(await tell(go('decision', 'interview'), person('visitor', 'enumerator', COMMUNES[0])), { code: 'not-your-role' });
  await take(app, [go('decision', 'interview')], chair);
  await take(app, [register('Dũng', HAMLETS[0], 4, 'on-list')], officer);
  assert.deepEqual(await tell(go('interview', 'decision')), { code: 'not-interviewed', total: 1, households: [household('Dũng')] });
  await take(app, [visit('Dũng')]);
  await take(app, [go('interview', 'decision')], chair);
  const decision = { decisionId: id('decision'), roundId: ROUND.roundId, rulebook: '2022-2026', communeId: COMMUNES[0] } as const;
  await take(app, [command('decide-list', { ...decision, number: '1/QĐ-UBND', decidedOn: '2026-10-01' })], chair);
  assert.deepEqual(await tell(go('decision', 'interview'), chair), { code: 'list-already-decided' });
});

test('an interview lies in its round and ends after it began', async () => {
  await take(app, [register('Em', HAMLETS[2], 4, 'on-list')]);
  for (const [interviewedOn, to] of [
    ['2025-07-02', CLOCK.today],
    ['2026-10-02', CLOCK.today],
  ] as const) {
    const problem = { code: 'interview-day-out-of-round', day: interviewedOn, from: ROUND.opensOn, to };
    assert.deepEqual(await tell(visit('Em', { interviewedOn }), 'system'), problem);
  }
  const reversed = { startedAt: '2036-01-01T00:00:00.000Z', endedAt: '1999-01-01T00:00:00.000Z' };
  assert.deepEqual(await tell(visit('Em', reversed), 'system'), { code: 'interview-times-reversed' });
  assert.equal(await tell(visit('Em'), 'system'), 'taken');
});

const recorded = (name: string, year: number, reviewedOn: string | null) =>
  command('status-recorded', {
    ...{ householdId: household(name), year, class: 'poor', origin: null, b1: null, b2: null, reviewedOn },
    ...{ reviewer: null, formA: null, source: 'test' },
  });

test('a recorded result never stands over a decision, for a year of our rounds or in the future', async () => {
  const before = await ownerPool.query('select * from status where household_id = $1', [household('An')]);
  const code = async (sent: unknown) => {
    const said = await tell(sent);
    return typeof said === 'object' ? said.code : said;
  };
  assert.equal(await code(recorded('An', 2026, null)), 'year-has-round');
  assert.equal(await code(recorded('An', 2100, null)), 'year-has-round');
  assert.equal(await code(recorded('An', 2000, CLOCK.today)), 'review-day-not-of-year');
  assert.deepEqual((await ownerPool.query('select * from status where household_id = $1', [household('An')])).rows, before.rows);
  assert.equal(await code(recorded('An', 2025, null)), 'taken');
});

test('a household that must be decided does not end in one that need not be', async () => {
  const merge = (name: string, into: string) =>
    command('merge-households', { householdId: household(name), intoHouseholdId: household(into), on: '2026-09-30' });
  await take(app, [
    register('Giang', HAMLETS[2], 2, 'on-list'),
    register('Hoa', HAMLETS[3], 2),
    register('Khoa', HAMLETS[3], 2, 'on-list'),
  ]);
  await take(app, [recorded('Khoa', 2025, null)]);
  assert.deepEqual(await tell(merge('Giang', 'Hoa'), 'system'), { code: 'to-be-decided-first', rounds: 1 });
  assert.deepEqual(await tell(merge('Khoa', 'Giang'), 'system'), { code: 'to-be-decided-first', rounds: 1 });
  assert.equal(await tell(merge('Giang', 'Khoa'), 'system'), 'taken');
});

test('a household that must be decided does not move to where nobody decides on it any more', async () => {
  const move = (name: string, toHamletId: string) =>
    command('move-household', { householdId: household(name), toHamletId, address: null, on: '2026-10-01' });
  assert.deepEqual(await tell(move('Khoa', HAMLETS[0]), 'system'), { code: 'to-be-decided-first', rounds: 1 });
  assert.equal(await tell(move('Khoa', HAMLETS[2]), 'system'), 'taken', 'within the commune that will decide');
  assert.equal(await tell(move('Hoa', HAMLETS[0]), 'system'), 'taken', 'nobody need decide on this one');
});
