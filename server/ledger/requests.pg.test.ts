/**
 * Requests at the door (đơn đề nghị qua cửa): taken in from hamlet, commune and portal with a day by which they are answered; taken up,
 * the household is on the list because it asked; Phiếu A where the round asks it; what was taken up is forgotten with its household.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CommandBody } from '../../core/kinds.ts';
import { USUAL_QUICK_FORM } from '../../core/meeting/quick-form.ts';
import { requestNumber } from '../../core/meeting/request-number.ts';
import { withDatabase } from '../../tools/test/database.ts';
import { eraseOf } from '../../tools/test/lively-province.ts';
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
import { submit } from './door.ts';
import { secretPrint } from './objections.ts';
import { rebuild } from './rebuild.ts';
import { verify } from './verify.ts';

const { app, owner, ownerPool } = await withDatabase();
await found(app, { round: { ...ROUND, quickForm: USUAL_QUICK_FORM } });
const officer = person('officer', 'commune-officer', COMMUNES[0]);
const head = person('head', 'hamlet-head', HAMLETS[0]);
const household = (name: string) => id(`household ${name}`);
await take(app, [register('An', HAMLETS[0], 4), register('Bình', HAMLETS[1], 3), register('Xa', HAMLETS[2], 3)]);
await take(app, [
  command('status-recorded', {
    ...{ householdId: household('Bình'), year: 2025, class: 'poor', origin: null, b1: 120, b2: 30 },
    ...{ reviewedOn: '2025-11-20', reviewer: 'Trần Thị Duyệt', formA: null, source: 'danh sách cũ' },
  }),
]);

async function tell(sent: unknown, who: Parameters<typeof submit>[1] = officer) {
  const [answer] = await submit(app, who, [sent], CLOCK);
  return answer?.problem?.code ?? answer?.answer;
}
const lodge = (name: string, more: Partial<CommandBody<'lodge-request'>> = {}) =>
  command('lodge-request', {
    ...{ requestId: id(name), communeId: COMMUNES[0], hamletId: HAMLETS[0], form: 'review', via: 'desk', dossier: null },
    ...{ lodgedOn: CLOCK.today, name: 'Lê Văn Xin', address: null, contact: '0900 000 001', text: 'Mất việc làm', secret: 'ABCDEFGHJK' },
    ...more,
  });
const answer = (name: string, more: Partial<CommandBody<'answer-request'>> = {}) =>
  command('answer-request', {
    ...{ requestId: id(name), communeId: COMMUNES[0], hamletId: HAMLETS[0], outcome: 'listed', householdId: household('An') },
    ...{ roundId: ROUND.roundId, refusal: null, quick: { has: ['vehicle'], despite: null }, text: 'Đã đưa vào danh sách.', ...more },
  });
const REFUSED = { outcome: 'refused', householdId: null, roundId: null, quick: null } as const;

async function rows<T extends Record<string, unknown>>(query: string, values: unknown[] = []) {
  return (await ownerPool.query<T>(query, values)).rows;
}
const stateOf = (name: string) =>
  rows('select outcome, refusal, household_id, due_on from request where request_id = $1', [id(name)]).then(([row]) => row);

test('hamlet and commune take one in, nobody else; it is due by the round that takes it', async () => {
  assert.equal(await tell(lodge('first'), head), 'taken');
  assert.equal((await stateOf('first'))?.due_on, ROUND.closesOn);
  assert.equal(await tell(lodge('at a neighbour’s'), person('neighbour', 'hamlet-head', HAMLETS[1])), 'not-your-area');
  assert.equal(await tell(lodge('enumerator'), person('enumerator', 'enumerator', HAMLETS[0])), 'not-your-role');
  assert.equal(await tell(lodge('above'), person('above', 'province-officer', 'a9001')), 'not-your-role');
  assert.equal(await tell(lodge('as the portal', { via: 'portal' })), 'not-your-role');
  assert.equal(await tell(lodge('portal', { via: 'portal' }), 'system'), 'taken');
  assert.equal(await tell(lodge('tomorrow', { lodgedOn: '2026-10-02' })), 'request-day-out-of-range');
  assert.equal(await tell(lodge('years ago', { lodgedOn: '2025-09-01' })), 'request-day-out-of-range');
  assert.equal(await tell(lodge('number', { text: 'số 086203001234' })), 'request-names-citizen');
  assert.equal(await tell(lodge('elsewhere', { hamletId: HAMLETS[2] })), 'not-your-area');
  assert.equal(await tell(lodge('wrong commune', { communeId: COMMUNES[1] })), 'hamlet-unknown');
  assert.equal(await tell(lodge('first')), 'request-exists');
});

test('a dossier of the national portal comes in once, whoever brings it', async () => {
  const of = { via: 'national-portal', dossier: '000.86.01.H61-261001-0007' } as const;
  assert.equal(await tell(lodge('no dossier', { via: 'national-portal' })), 'request-dossier');
  assert.equal(await tell(lodge('spare dossier', { dossier: of.dossier })), 'request-dossier');
  assert.equal(await tell(lodge('national', of)), 'taken');
  assert.equal(await tell(lodge('national again', of)), 'request-exists');
});

test('Phiếu A is asked before a requester is put on the list; the list then says that it asked', async () => {
  assert.equal(await tell(answer('first', { quick: null })), 'quick-form-missing');
  const many = ['vehicle', 'cooling', 'washing'] as const;
  assert.equal(await tell(answer('first', { quick: { has: [...many], despite: null } })), 'quick-form-surely-not');
  assert.equal(await tell(answer('first', { roundId: null })), 'request-answer-incomplete');
  assert.equal(await tell(answer('first', { householdId: household('Xa') })), 'not-your-area');
  assert.equal(await tell(answer('first'), head), 'not-your-role');
  assert.equal(await tell(answer('first', { quick: { has: [...many], despite: 'Con bệnh nặng' } })), 'taken');
  assert.deepEqual(await rows('select why from review_list where household_id = $1', [household('An')]), [{ why: 'request' }]);
  assert.equal(await tell(answer('first')), 'request-answered');
  assert.equal((await stateOf('first'))?.household_id, household('An'));
});

test('who is on the list already is answered and not listed twice; a refusal says why', async () => {
  assert.equal(await tell(answer('portal')), 'taken');
  assert.equal((await rows('select why from review_list where household_id = $1', [household('An')])).length, 1);
  assert.equal(await tell(answer('national', { ...REFUSED, text: 'Không ở đây' })), 'request-answer-incomplete');
  assert.equal(await tell(answer('national', { ...REFUSED, refusal: 'not-living-here', text: 'Không ở đây' })), 'taken');
  const told = await stateOf('national');
  assert.deepEqual([told?.outcome, told?.refusal, told?.household_id], ['refused', 'not-living-here', null]);
});

test('only who is poor or near-poor asks to leave, without Phiếu A', async () => {
  await take(app, [lodge('leave', { form: 'exit', hamletId: HAMLETS[1] })], officer);
  const of = { hamletId: HAMLETS[1], quick: null } as const;
  assert.equal(await tell(answer('leave', of)), 'request-exit-not-on-list');
  assert.equal(
    await tell(answer('leave', { ...of, householdId: household('Bình'), quick: { has: [], despite: null } })),
    'quick-form-unasked',
  );
  assert.equal(await tell(answer('leave', { ...of, householdId: household('Bình') })), 'taken');
});

test('whoever is of the household, or kin, does not answer for it', async () => {
  await take(app, [lodge('kin')]);
  const accountId = officer.actor.accountId;
  await take(app, [
    command('account-created', {
      ...{ accountId, username: 'can.bo', displayName: 'Cán Bộ' },
      grants: [{ role: 'commune-officer', areaId: COMMUNES[0], from: '2020-01-01', to: null }],
    }),
    command('tie-declared', { accountId, householdId: household('An'), tie: 'relative' }),
  ]);
  assert.equal(await tell(answer('kin')), 'relatives-household');
  assert.equal(await tell(answer('kin', { outcome: 'withdrawn', householdId: null, roundId: null, quick: null })), 'taken');
});

test('a household that is nowhere yet is written down and put on the list in one batch', async () => {
  await take(app, [lodge('new')]);
  const answers = await submit(app, officer, [register('Mới', HAMLETS[0], 1), answer('new', { householdId: household('Mới') })], CLOCK);
  assert.deepEqual(
    answers.map((one) => one.problem?.code ?? one.answer),
    ['taken', 'taken'],
  );
  assert.deepEqual(await rows('select why from review_list where household_id = $1', [household('Mới')]), [{ why: 'request' }]);
});

test('a right over one’s data: accepted with a day, a correction only where there is one, refused by its clause', async () => {
  await take(
    app,
    [lodge('see', { form: 'data-access' }), lodge('mend', { form: 'data-correct' }), lodge('away', { form: 'data-erase' })],
    head,
  );
  assert.equal((await stateOf('mend'))?.due_on, '2026-10-05', 'two working days, whatever round is open');
  const accept = {
    outcome: 'accepted',
    roundId: null,
    quick: null,
    householdId: household('Bình'),
    identity: 'citizen-card',
    text: 'Xã thực hiện.',
  } as const;
  assert.equal(await tell(answer('mend')), 'request-answer-other-form');
  assert.equal(await tell(answer('see', { ...REFUSED, refusal: 'not-the-person' })), 'request-clause-missing');
  assert.equal(await tell(answer('see', { ...REFUSED, refusal: 'not-the-person', clause: 'Luật 91/2025/QH15 Điều 4' })), 'taken');
  for (const name of ['mend', 'away']) assert.equal(await tell(answer(name, accept)), 'taken');
  const days = async (name: string) => (await rows('select execute_by, done_on from request where request_id = $1', [id(name)]))[0];
  assert.deepEqual(await days('mend'), { execute_by: '2026-10-12', done_on: null }, 'ten days end on a Sunday');
  const finish = (name: string, more: object = {}) =>
    command('finish-request', {
      ...{
        requestId: id(name),
        communeId: COMMUNES[0],
        hamletId: HAMLETS[0],
        householdId: household('Bình'),
        copies: 2,
        text: 'Đã sửa địa chỉ',
      },
      ...more,
    });
  assert.equal(await tell(finish('see')), 'request-not-accepted');
  assert.equal(await tell(finish('mend', { householdId: household('An') })), 'request-not-accepted');
  assert.equal(await tell(finish('mend')), 'request-not-carried-out');
  await take(app, [command('household-corrected', { householdId: household('Bình'), address: 'Số 5' })]);
  assert.equal(await tell(finish('mend'), head), 'not-your-role');
  assert.equal(await tell(finish('mend')), 'taken');
  assert.deepEqual((await days('mend'))?.done_on, CLOCK.today);
  assert.equal(await tell(finish('mend')), 'request-answered');
  assert.equal(await tell(finish('away')), 'request-erase-first');
});

test('once the commune’s list is decided its requests have a result, and new ones are put on no list', async () => {
  const seen = (name: string) =>
    rows('select decided, outcome from public_request($1, $2)', [
      requestNumber({ requestId: id(name), form: 'review', lodgedOn: CLOCK.today }),
      secretPrint('ABCDEFGHJK'),
    ]);
  assert.deepEqual(await seen('first'), [{ decided: false, outcome: 'listed' }]);
  assert.deepEqual(await rows(`select * from public_request('RS-2026-00000000', $1)`, [secretPrint('ABCDEFGHJK')]), []);
  await take(app, [lodge('late')]);
  for (const name of ['An', 'Bình', 'Mới']) await take(app, [interview(name, { answers: answersOf(name, 'poor') })]);
  await take(app, [
    command('decide-list', {
      ...{ decisionId: id('decision'), roundId: ROUND.roundId, rulebook: '2022-2026', communeId: COMMUNES[0], number: '1/QĐ-UBND' },
      decidedOn: CLOCK.today,
    }),
  ]);
  assert.deepEqual(await seen('first'), [{ decided: true, outcome: 'listed' }]);
  assert.equal(await tell(answer('late', { householdId: household('Bình') }), 'system'), 'request-too-late-for-round');
  await take(app, [lodge('after')]);
  assert.equal((await stateOf('after'))?.due_on, '2026-10-22', 'no round takes it: fifteen working days');
});

test('forgotten with its household: the request too, whose event names none; the ledger still verifies', async () => {
  const bodies = () =>
    rows(`select 1 from payload where body like '%Lê Văn Xin%' and event_id = any ($1::uuid[])`, [events.map(({ event_id }) => event_id)]);
  const events = await rows<{ event_id: string }>('select event_id from request where household_id = $1', [household('An')]);
  assert.equal(events.length, 2);
  assert.equal((await bodies()).length, 2);
  await take(app, [eraseOf('An')]);
  assert.deepEqual(await bodies(), []);
  assert.deepEqual(await rows('select 1 from request where household_id = $1', [household('An')]), []);
  const before = await rows('select * from request order by number');
  await rebuild(owner);
  assert.deepEqual(await rows('select * from request order by number'), before);
  assert.ok(before.length > 5);
  assert.deepEqual((await verify(app, { rootsFile: null })).faults, []);
});
