/**
 * What is over its time, and legal holds (hết thời hạn lưu trữ, lệnh giữ dữ liệu): only what is due goes, by the chair; a hold keeps it, also
 * against an erasing; what went stays gone after a rebuild and the ledger verifies.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CommandBody } from '../../core/kinds.ts';
import { withDatabase } from '../../tools/test/database.ts';
import { eraseOf } from '../../tools/test/lively-province.ts';
import { CLOCK, command, COMMUNES, found, HAMLETS, id, minutesOf, person, register, ROUND, take } from '../../tools/test/small-province.ts';
import { submit } from './door.ts';
import { rebuild } from './rebuild.ts';
import { readOverTime } from './retention.ts';
import { setScope } from '../db/scope.ts';
import { sqlOfKysely } from './sql.ts';
import { verify } from './verify.ts';

const { app, owner, ownerPool } = await withDatabase();
await found(app);
const chair = person('chair', 'commune-chair', COMMUNES[0]);
const officer = person('officer', 'commune-officer', COMMUNES[0]);
/** Eleven years on: minutes are kept for ten. */
const LATER = { now: '2037-11-01T02:00:00.000Z', today: '2037-11-01' };
const household = (name: string) => id(`household ${name}`);
const place = { communeId: COMMUNES[0], hamletId: HAMLETS[0] };

async function tell(sent: unknown, who: Parameters<typeof submit>[1] = chair, clock = LATER) {
  const [answer] = await submit(app, who, [sent], clock);
  return answer?.problem?.code ?? answer?.answer;
}
const over = (what: Parameters<typeof readOverTime>[1], today = LATER.today) =>
  app.transaction().execute(async (tx) => {
    const sql = sqlOfKysely(tx);
    await setScope(sql, { accountId: 'system', reach: 'all', today });
    return (await readOverTime(sql, what, { hamletId: HAMLETS[0], today })) ?? assert.fail(what);
  });
const apply = (what: CommandBody<'apply-retention'>['what'], eventIds: readonly string[]) =>
  command('apply-retention', { hamletId: HAMLETS[0], what, eventIds: [...eventIds], office: 'UBND xã' });
const bodies = async (ids: readonly string[]) =>
  (await ownerPool.query('select 1 from payload where event_id = any ($1::uuid[])', [ids])).rowCount;

const lists = async () => (await ownerPool.query('select state from list_job')).rows;
const finishedList = () =>
  ownerPool.query(
    `insert into list_job (job_id, account_id, area_id, round_id, rulebook, format, state, parts, asked_at, ended_at)
     values ($1, $2, $3, $4, '2022-2026', 'xlsx', 'ready', 1, $5, $5)`,
    [id('list'), id('reader'), COMMUNES[0], ROUND.roundId, CLOCK.now],
  );

const asked = { ...place, form: 'review', via: 'desk', dossier: null, lodgedOn: CLOCK.today, address: null, contact: null } as const;
const lodge = (name: string) =>
  command('lodge-request', { ...asked, requestId: id(name), name: 'Lê Văn Xin', text: 'Mất việc', secret: 'ABCDEFGHJK' });
const refuseIt = (name: string) =>
  command('answer-request', {
    ...{
      ...place,
      requestId: id(name),
      outcome: 'refused',
      householdId: null,
      roundId: null,
      refusal: 'other',
      quick: null,
      text: 'Không nhận',
    },
  });
await take(app, [register('An', HAMLETS[0], 3, 'on-list'), register('Bình', HAMLETS[0], 3)]);
await take(app, [
  command('account-created', {
    ...{ accountId: id('reader'), username: 'nguoi.doc', displayName: 'Người Đọc' },
    grants: [{ role: 'commune-officer', areaId: COMMUNES[0], from: '2026-01-01', to: null }],
  }),
]);
await take(app, [lodge('refused'), refuseIt('refused'), lodge('open'), minutesOf('An')]);
await take(app, [command('round-closed', { roundId: ROUND.roundId })]);

test('nothing is over its time before its time; then only what was refused, and minutes of closed rounds', async () => {
  assert.deepEqual((await over('refused-requests', '2027-10-01')).ids, [], 'a year to the day');
  assert.equal((await over('refused-requests', '2027-10-02')).ids.length, 2, 'the request and its answer');
  assert.equal((await over('refused-requests')).ids.length, 2, 'what waits for an answer stays');
  assert.deepEqual((await over('minutes', '2036-10-01')).ids, []);
  assert.equal((await over('minutes')).ids.length, 2, 'the meeting and what was said of one household');
});

test('a hold on the commune keeps all of it, one on a household its part; each ends by its own id', async () => {
  const ordered = { communeId: COMMUNES[0], ground: 'Quyết định 1/QĐ-TA', office: 'Tòa án' };
  const hold = (name: string, aboutHousehold: string | null) => command('hold-set', { ...ordered, holdId: id(name), aboutHousehold });
  const end = (name: string) => command('hold-ended', { holdId: id(name), communeId: COMMUNES[0], ground: 'Xong' });
  assert.equal(await tell(hold('all', null), officer), 'not-your-role');
  assert.equal(await tell(hold('all', null)), 'taken');
  assert.equal(await tell(hold('all', null)), 'hold-exists');
  const held = await over('refused-requests');
  assert.deepEqual([held.ids.length, held.held], [0, 2]);
  assert.equal(await tell({ ...eraseOf('Bình'), commandId: id('erase while held') }), 'data-held');
  assert.equal(await tell(end('all')), 'taken');
  assert.equal(await tell(end('all')), 'hold-unknown');
  assert.equal(await tell(hold('one', household('An'))), 'taken');
  assert.equal(await tell(hold('nobody', id('household nobody'))), 'household-unknown');
  const minutes = await over('minutes');
  assert.deepEqual([minutes.ids.length, minutes.held], [1, 1], 'what was said of the household is kept');
  assert.equal(await tell({ ...eraseOf('An'), commandId: id('erase the held') }), 'data-held');
  assert.equal(await tell({ ...eraseOf('Bình'), commandId: id('erase another') }), 'taken');
});

test('the chair alone lets go what is due, and nothing else', async () => {
  const { ids } = await over('refused-requests');
  const [{ event_id: open }] = (
    await ownerPool.query<{ event_id: string }>('select event_id from request where request_id = $1', [id('open')])
  ).rows as [{ event_id: string }];
  assert.equal(await tell(apply('refused-requests', ids), officer), 'not-your-role');
  assert.equal(await tell(apply('refused-requests', [...ids, open])), 'retention-not-due');
  assert.equal(await tell(apply('minutes', ids)), 'retention-not-due');
  assert.equal(await tell(apply('refused-requests', ids), chair, CLOCK), 'retention-not-due');
  for (const one of ids)
    assert.equal(await tell(apply('refused-requests', [one])), 'retention-not-due', 'a request and its answer go together');
  assert.equal(await bodies(ids), 2);
  await finishedList();
  assert.equal(await tell(apply('refused-requests', ids)), 'taken');
  const { ids: minutes } = await over('minutes');
  assert.equal(await tell(apply('minutes', minutes)), 'taken');
  assert.equal(await bodies([...ids, ...minutes]), 0);
  assert.deepEqual(await lists(), [{ state: 'ready' }], 'no household is forgotten, so that no finished list names one');
  assert.deepEqual((await ownerPool.query('select request_id from request')).rows, [{ request_id: id('open') }]);
  assert.deepEqual((await over('refused-requests')).ids, []);
});

test('where a household is forgotten the finished list goes', async () => {
  assert.equal(await tell(command('hold-ended', { holdId: id('one'), communeId: COMMUNES[0], ground: 'Xong' })), 'taken');
  assert.equal(await tell({ ...eraseOf('An'), commandId: id('erase the free') }), 'taken');
  assert.deepEqual(await lists(), [{ state: 'failed' }]);
});

test('of a refused request by income the checks go with it, as one, and its case; a hold on the household keeps all', async () => {
  await take(app, [register('Cúc', HAMLETS[0], 2)]);
  const of = { ...place, requestId: id('by income') };
  const lodged = { ...asked, ...of, form: 'low-income' as const, name: 'Lê Thị Xin', text: 'Thu nhập thấp', secret: 'ABCDEFGHJK' };
  const lines = [{ source: 'wages' as const, income: 900_000_000, expense: 0 }];
  const check = { memberId: id('member Cúc'), checkedOn: CLOCK.today, agricultural: false, lines, because: null };
  const no = { outcome: 'refused' as const, number: null, clause: 'Nghị định 30/2025/NĐ-CP', text: 'Vượt mức', decidedOn: CLOCK.today };
  await take(app, [command('lodge-request', lodged)]);
  await take(app, [command('check-income', { ...of, householdId: household('Cúc'), ...check })]);
  await take(app, [command('decide-income', { ...of, householdId: household('Cúc'), ...no })]);
  const hold = { communeId: COMMUNES[0], holdId: id('of Cúc'), ground: 'Quyết định 2/QĐ-TA' };
  assert.equal(await tell(command('hold-set', { ...hold, aboutHousehold: household('Cúc'), office: 'Tòa án' })), 'taken');
  const held = await over('refused-requests');
  assert.deepEqual([held.ids.length, held.held], [0, 3]);
  assert.equal(await tell(command('hold-ended', hold)), 'taken');
  const { ids, sets } = await over('refused-requests');
  assert.deepEqual([ids.length, sets.length], [3, 1], 'what was asked, found and answered');
  assert.equal(await tell(apply('refused-requests', ids)), 'taken');
  assert.equal(await bodies(ids), 0);
  assert.deepEqual((await ownerPool.query('select 1 from income_case')).rows, []);
});

test('what went stays gone, and the ledger verifies and says why', async () => {
  const rows = async () => [
    (await ownerPool.query('select * from request')).rows,
    (await ownerPool.query('select * from income_case')).rows,
    (await ownerPool.query('select * from legal_hold order by hold_id')).rows,
    (await ownerPool.query('select household_id, state from household order by 1')).rows,
  ];
  const before = await rows();
  await rebuild(owner);
  assert.deepEqual(await rows(), before);
  const report = await verify(app, { rootsFile: null });
  assert.deepEqual(report.faults, []);
  const grounds = report.erased.map(({ ground }) => ground).filter((ground) => ground.startsWith('retention'));
  assert.deepEqual(new Set(grounds), new Set(['retention:refused-requests:personal-data-91-2025', 'retention:minutes:archives-33-2024']));
});
