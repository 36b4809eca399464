/**
 * No deadline trusts the clock of a device (đồng hồ máy sai): all that the lively province lives through, told by devices whose clocks are
 * right, years behind or years ahead, makes the same rows in every table that anything is decided by. And a day that somebody claims
 * must lie between days that the server knows, else it is refused by name.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type pg from 'pg';
import { agreementOn, meetingsOf } from '../../core/meeting/agreement.ts';
import { withDatabase } from '../../tools/test/database.ts';
import { live } from '../../tools/test/lively-province.ts';
import {
  AT,
  beginAnew,
  CLOCK,
  command,
  COMMUNES,
  found,
  HAMLETS,
  id,
  interview,
  member,
  minutesOf,
  register,
  ROUND,
  take,
} from '../../tools/test/small-province.ts';
import { setScope } from '../db/scope.ts';
import { submit } from './door.ts';
import { readMeetings } from './meetings.ts';
import { PROJECTIONS } from './rebuild.ts';
import { readOverTime } from './retention.ts';
import { sqlOfClient, sqlOfKysely } from './sql.ts';

const CLOCKS = [AT, '2019-02-03T04:05:06.000Z', '2037-08-09T10:11:12.000Z'];

/** Drawn anew in every database, or of the chain, which holds the device's claim as it was told: all else is compared. */
const APART = ['token', 'token_print', 'statement', 'signature', 'epoch', 'hash', 'head'];

async function rowsOf(pool: pg.Pool): Promise<Record<string, readonly string[]>> {
  const tables: Record<string, readonly string[]> = {};
  for (const name of PROJECTIONS) {
    const { rows } = await pool.query<{ row: object }>(`select to_jsonb(t) as row from ${name} t`);
    tables[name] = rows.map(({ row }) => JSON.stringify(Object.entries(row).filter(([key]) => !APART.includes(key)))).sort();
  }
  return tables;
}

const databases = [await withDatabase(), await withDatabase(), await withDatabase()];
const lives: Record<string, readonly string[]>[] = [];
/** With an open round in which nothing happened yet. */
const { app, ownerPool } = await withDatabase();

test('devices that are years behind or ahead leave the same register, round, postings, requests and deadlines', async () => {
  for (const [i, at] of CLOCKS.entries()) {
    const one = databases[i] ?? assert.fail();
    beginAnew(at);
    await live(one.app);
    const { rows } = await one.ownerPool.query('select distinct device_at from event');
    assert.deepEqual(
      rows.map(({ device_at }) => new Date(device_at).toISOString()),
      [at],
      'the claim itself is kept',
    );
    lives.push(await rowsOf(one.ownerPool));
  }
  const [right, ...wrong] = lives;
  assert.ok(right !== undefined && Object.values(right).flat().length > 200);
  for (const [i, one] of wrong.entries())
    for (const name of PROJECTIONS) assert.deepEqual(one[name], right[name], `${CLOCKS[i + 1]}: ${name}`);
});

const day = (n: number): string => new Date(Date.parse(CLOCK.now) + n * 86_400_000).toISOString().slice(0, 10);
const about = { householdId: id('household Đêm') };
const born = (on: string) => command('member-born', { ...about, member: member(`Đêm bé ${on}`, 'child', on), on });

/** Of each thing with a day of its own: told of a day too early and too late. Null: no day is too early, since it tells the past. */
const CLAIMS: readonly (readonly [string, (on: string) => { commandId: string }, string, string | null])[] = [
  ['an interview', (on) => interview('Đêm', { interviewedOn: on }), 'interview-day-out-of-round', ROUND.opensOn],
  [
    'a meeting',
    (on) =>
      command('hold-meeting', {
        ...{ recordId: id(`record ${on}`), roundId: ROUND.roundId, hamletId: HAMLETS[0], heldOn: on, place: 'home' },
        ...{ chair: 'Thành', secretary: 'Minh', called: [], came: [], others: 9, closedAt: `${on}T10:00:00.000Z`, after: [], points: [] },
      }),
    ...(['meeting-day-out-of-round', ROUND.opensOn] as const),
  ],
  [
    'a decision',
    (on) =>
      command('decide-list', {
        ...{ decisionId: id(`decision ${on}`), roundId: ROUND.roundId, rulebook: '2022-2026', communeId: COMMUNES[1], number: '1/QĐ' },
        decidedOn: on,
      }),
    ...(['decision-day-out-of-range', ROUND.opensOn] as const),
  ],
  [
    'a request',
    (on) =>
      command('lodge-request', {
        ...{ requestId: id(`request ${on}`), communeId: COMMUNES[0], hamletId: HAMLETS[0], form: 'review', via: 'desk', lodgedOn: on },
        ...{ dossier: null, text: 'Xin rà soát', name: 'Đêm', address: null, contact: null, secret: 'ABCDEFGHJK' },
      }),
    ...(['request-day-out-of-range', day(-366)] as const),
  ],
  ['a birth', born, 'day-in-future', null],
  ['a death', (on) => command('member-died', { ...about, memberId: id('member Đêm con 1'), on }), 'day-in-future', null],
  ['a move', (on) => command('move-household', { ...about, toHamletId: HAMLETS[1], address: null, on }), 'day-in-future', null],
];

test('a day that is claimed lies between days that the server knows, whatever the clock beside it says', async () => {
  beginAnew(AT);
  await found(app);
  const grants = [{ role: 'enumerator' as const, areaId: HAMLETS[0], from: '2026-01-01', to: null }];
  await take(app, [command('account-created', { accountId: id('photographer'), username: 'chupanh', displayName: 'Chụp', grants })]);
  await take(app, [{ ...register('Đêm', HAMLETS[0], 3, 'on-list'), commandId: id('Đêm is registered') }]);
  for (const [what, told, code, first] of CLAIMS) {
    const days = [day(1), day(4_000), ...(first === null ? [] : [new Date(Date.parse(first) - 86_400_000).toISOString().slice(0, 10)])];
    for (const on of days)
      for (const at of CLOCKS) {
        const sent = { ...told(on), commandId: id(`${what} ${on} ${at}`), at };
        const [answer] = await submit(app, 'system', [sent], CLOCK);
        assert.equal(answer?.problem?.code, code, `${what} of ${on} by a clock of ${at}`);
      }
  }
});

test('how long a picture is kept counts from when the server has it, not from when a phone says it was taken', async () => {
  const client = await ownerPool.connect();
  const put = (n: number, taken: string, kept: string) =>
    client.query(
      `insert into photo (photo_id, household_id, account_id, shows, taken_at, kept_at, picture)
       values ($1, $4, $5, 'dwelling', $2, $3, '\\x00')`,
      [id(`picture ${n}`), taken, kept, id('household Đêm'), id('photographer')],
    );
  try {
    await put(1, '2019-01-01T00:00:00.000Z', CLOCK.now);
    await put(2, '2037-01-01T00:00:00.000Z', '2019-01-01T00:00:00.000Z');
    const over = await readOverTime(sqlOfClient(client), 'photos', { hamletId: HAMLETS[0], today: CLOCK.today });
    assert.deepEqual(over?.ids, [id('picture 2')]);
  } finally {
    client.release();
  }
});

test('minutes closed by a clock that is years off say of a household what they would have said by a right one', async () => {
  const heldOn = day(-4);
  const names = CLOCKS.map((_, i) => `Họp ${i}`);
  await take(app, [...names.map((name) => ({ ...register(name, HAMLETS[0], 2, 'on-list'), commandId: id(`${name} is registered`) }))]);
  for (const [i, at] of CLOCKS.entries()) {
    const minutes = minutesOf(names[i] ?? '', { recordId: id(`minutes by ${at}`), heldOn, closedAt: at });
    const sent = { ...minutes, commandId: id(`told by ${at}`), at };
    await take(app, [sent]);
  }
  const records = await app.transaction().execute(async (tx) => {
    const sql = sqlOfKysely(tx);
    await setScope(sql, { accountId: id('officer'), reach: 'all', today: CLOCK.today });
    return readMeetings(sql, ROUND.roundId, HAMLETS);
  });
  const meetings = meetingsOf(records);
  assert.deepEqual(
    names.map((name) => agreementOn(meetings, id(`household ${name}`), 'poor').agreement),
    names.map(() => 'agreed'),
  );
  const marks = CLOCKS.map((at) => records.find(({ recordId }) => recordId === id(`minutes by ${at}`))?.clock?.mark ?? null);
  assert.deepEqual(marks, [null, 'other-day', 'ahead']);
});
