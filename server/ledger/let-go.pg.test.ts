/**
 * Places, forms and lines of the log over their time (vị trí, phiếu, nhật ký hết thời hạn): a place goes out of a form and the form stays; of a form of
 * a household on no list the answers go and the people stay; a hold keeps each. The ledger verifies and names it, the register made again
 * is the same, and what is put back or altered afterwards is a fault.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CommandBody } from '../../core/kinds.ts';
import { withDatabase } from '../../tools/test/database.ts';
import {
  answersOf,
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
import { setScope } from '../db/scope.ts';
import { submit } from './door.ts';
import { PROJECTIONS, rebuild } from './rebuild.ts';
import { readOverTime } from './retention.ts';
import { sqlOfKysely } from './sql.ts';
import { verify } from './verify.ts';

const { app, owner, ownerPool } = await withDatabase();
await found(app);
const chair = person('chair', 'commune-chair', COMMUNES[0]);
/** Six years on: places are kept for one, forms and the log for five. */
const LATER = { now: '2032-11-01T02:00:00.000Z', today: '2032-11-01' };
const household = (name: string) => id(`household ${name}`);
type What = CommandBody<'apply-retention'>['what'];

async function tell(sent: unknown, who: Parameters<typeof submit>[1] = chair, clock = LATER) {
  const [answer] = await submit(app, who, [sent], clock);
  return answer?.problem?.code ?? answer?.answer;
}
const over = (what: What, today = LATER.today) =>
  app.transaction().execute(async (tx) => {
    const sql = sqlOfKysely(tx);
    await setScope(sql, { accountId: 'system', reach: 'all', today });
    return (await readOverTime(sql, what, { hamletId: HAMLETS[0], today })) ?? assert.fail(what);
  });
const apply = (what: What, eventIds: readonly string[], readIds?: readonly number[]) =>
  command('apply-retention', {
    ...{ hamletId: HAMLETS[0], what, eventIds: [...eventIds], office: 'UBND xã' },
    ...(readIds === undefined ? {} : { readIds: [...readIds] }),
  });
async function rows<T extends Record<string, unknown>>(query: string, values: unknown[] = []) {
  return (await ownerPool.query<T>(query, values)).rows;
}
const bodyOf = async (eventId: string) =>
  JSON.parse((await rows<{ body: string }>('select body from payload where event_id = $1', [eventId]))[0]?.body ?? assert.fail());
const faults = async () => (await verify(app, { rootsFile: null })).faults;

/** All that can be made again, as it stands. */
async function wholeRegister(): Promise<string> {
  const told = [];
  for (const table of PROJECTIONS)
    told.push([table, (await rows<{ row: string }>(`select to_jsonb(t)::text as row from ${table} t order by 1`)).map(({ row }) => row)]);
  return JSON.stringify(told);
}
async function rebuiltIsTheSame(): Promise<void> {
  const before = await wholeRegister();
  await rebuild(owner);
  assert.equal(await wholeRegister(), before);
}

const heldAt = { latE5: 993_450, lonE5: 10_634_560, accuracyM: 12 };
await take(
  app,
  ['An', 'Bình', 'Cúc'].map((name) => register(name, HAMLETS[0], 2, 'on-list')),
);
await take(app, [
  interview('An', { heldAt, answers: answersOf('An', 'not-poor') }),
  interview('Bình', { heldAt, answers: answersOf('Bình', 'poor') }),
  interview('Cúc', { answers: answersOf('Cúc', 'not-poor') }),
]);
await take(app, [
  command('decide-list', {
    ...{ decisionId: id('decision'), roundId: ROUND.roundId, rulebook: '2022-2026', communeId: COMMUNES[0], number: '1/QĐ-UBND' },
    decidedOn: '2026-10-01',
  }),
  command('round-closed', { roundId: ROUND.roundId }),
]);

test('a place goes out of a form once it is over its time, the form stays, and no guess confirms where it was', async () => {
  assert.deepEqual((await over('gps', '2027-10-01')).ids, [], 'a year to the day');
  const { ids } = await over('gps', '2027-10-02');
  assert.equal(ids.length, 2);
  const [first = ''] = ids;
  const salt = async () => (await rows<{ salt: Uint8Array }>('select salt from payload where event_id = $1', [first]))[0]?.salt;
  const [body, old] = [await bodyOf(first), await salt()];
  assert.equal(await tell(apply('gps', ids), person('officer', 'commune-officer', COMMUNES[0])), 'not-your-role');
  assert.equal(await tell(apply('gps', ids, [1])), 'retention-not-due', 'lines of the log are not forms');
  assert.equal(await tell(apply('gps', [])), 'retention-not-due');
  assert.equal(await tell(apply('gps', ids)), 'taken');
  const { heldAt: _gone, ...rest } = body;
  assert.deepEqual(await bodyOf(first), rest);
  assert.notDeepEqual(await salt(), old);
  assert.deepEqual((await over('gps')).ids, []);
  assert.equal(await tell(apply('gps', ids)), 'retention-not-due', 'once');
  assert.deepEqual(await faults(), []);
  await rebuiltIsTheSame();
});

test('of forms of households on no list the answers go; the people, what was decided and the figures stay', async () => {
  assert.deepEqual((await over('unlisted-interviews', '2031-10-01')).ids, []);
  const ofForm = async (name: string) =>
    (await rows<{ id: string }>('select event_id as id from interview where household_id = $1', [household(name)]))[0]?.id ?? '';
  const [an, binh, cuc] = [await ofForm('An'), await ofForm('Bình'), await ofForm('Cúc')];
  const hold = { communeId: COMMUNES[0], holdId: id('hold'), ground: 'Quyết định 1/QĐ-TA' };
  assert.equal(await tell(command('hold-set', { ...hold, aboutHousehold: household('Cúc'), office: 'Tòa án' })), 'taken');
  const due = await over('unlisted-interviews');
  assert.deepEqual([due.ids, due.held], [[an], 1], 'one is poor, one is held');
  assert.equal(await tell(apply('unlisted-interviews', [an, binh])), 'retention-not-due');
  const people = async () =>
    rows('select member_id, full_name, birth, state from member where household_id = $1 order by 1', [household('An')]);
  const stands = async () => [await people(), await rows('select year, class, source from status order by household_id')];
  const before = await stands();
  assert.equal(await tell(apply('unlisted-interviews', [an])), 'taken');
  assert.deepEqual(await stands(), before);
  const verdicts = async (name: string) => (await rows('select 1 from verdict where household_id = $1', [household(name)])).length;
  assert.deepEqual([await verdicts('An'), await verdicts('Bình')], [0, 2], 'no decision rests on what they were found to be');
  const left = await bodyOf(an);
  assert.deepEqual([left.letGo, left.answers.household, left.signed], [true, {}, undefined]);
  assert.ok(!JSON.stringify(left).includes('2026-09-20T02'), 'nor when it was asked to the minute');
  assert.deepEqual(await rows('select 1 from interview where household_id = $1', [household('An')]), []);
  assert.deepEqual(await faults(), []);
  await rebuiltIsTheSame();
  assert.equal(await tell(command('hold-ended', { holdId: hold.holdId, communeId: COMMUNES[0], ground: 'Xong' })), 'taken');
  assert.deepEqual((await over('unlisted-interviews')).ids, [cuc]);
});

test('lines of the log go by number, and the ledger says how many, from before when', async () => {
  const look = (at: string, hamletId: string | null, householdId: string | null = null) =>
    ownerPool.query(
      `insert into read_log (at, account_id, kind, household_id, hamlet_id, purpose, rows) values ($1, $2, 'household', $3, $4, 'review', 1)`,
      [at, id('enumerator'), householdId, hamletId],
    );
  await ownerPool.query(`alter table read_log disable trigger all`);
  await look('2026-10-02T02:00:00.000Z', HAMLETS[0]);
  await look('2026-10-03T02:00:00.000Z', HAMLETS[0], household('Bình'));
  await look('2032-10-03T02:00:00.000Z', HAMLETS[0]);
  await look('2026-10-02T02:00:00.000Z', HAMLETS[1]);
  const { ids } = await over('access-log');
  assert.equal(ids.length, 2);
  const [other] = await rows<{ id: number }>('select read_id as id from read_log where hamlet_id = $1', [HAMLETS[1]]);
  assert.equal(await tell(apply('access-log', [], [...ids.map(Number), Number(other?.id)])), 'retention-not-due');
  assert.equal(await tell(apply('access-log', [], ids.map(Number))), 'taken');
  assert.equal((await rows('select 1 from read_log')).length, 2);
  const [event] = await rows<{ body: string }>(`select p.body from event e join payload p using (event_id) where e.kind = 'looks-let-go'`);
  assert.partialDeepStrictEqual(JSON.parse(event?.body ?? ''), { count: 2, before: '2027-11-01', office: 'UBND xã' });
  assert.deepEqual(await faults(), []);
  await rebuiltIsTheSame();
});

test('what was left is guarded as all else: altered, or the place put back, it is a fault', async () => {
  const { rows: named } = await ownerPool.query<{ id: string }>(
    `select (jsonb_array_elements(p.body::jsonb -> 'left')) ->> 'eventId' as id from event e join payload p using (event_id)
      where e.kind = 'erased' and p.body::jsonb ->> 'ground' like 'retention:gps%'`,
  );
  const of = named.at(-1)?.id ?? assert.fail();
  const [kept] = await rows<{ body: string }>('select body from payload where event_id = $1', [of]);
  await ownerPool.query(`update payload set body = (body::jsonb || '{"heldAt":null}')::text where event_id = $1`, [of]);
  assert.deepEqual(
    (await faults()).map(({ code }) => code),
    ['body-altered'],
  );
  await ownerPool.query('update payload set body = $2 where event_id = $1', [of, kept?.body]);
  assert.deepEqual(await faults(), []);
  await ownerPool.query('delete from payload where event_id = $1', [of]);
  assert.deepEqual(
    (await faults()).map(({ code }) => code),
    ['body-missing'],
    'a part may go, not the rest',
  );
});
