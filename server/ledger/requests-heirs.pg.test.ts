/**
 * Requests that wait while communes merge (đơn chờ trả lời khi xã sáp nhập): the commune to which the hamlet belongs today answers and
 * carries out what the former took in and accepted; the former does no more.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CommandBody } from '../../core/kinds.ts';
import { withDatabase } from '../../tools/test/database.ts';
import { CLOCK, command, COMMUNES, found, HAMLETS, id, person, register, ROUND, take } from '../../tools/test/small-province.ts';
import { submit } from './door.ts';

const { app, ownerPool } = await withDatabase();
await found(app);
const [FORMER, HEIR] = COMMUNES;
const former = person('officer of the former', 'commune-officer', FORMER);
const heirPost = person('officer of the heir', 'commune-officer', HEIR);
/** After the reform the first hamlet is the heir's too. */
const heir = { ...heirPost, scope: { ...heirPost.scope, reach: { hamlets: [HAMLETS[0], HAMLETS[2], HAMLETS[3]], communes: [HEIR] } } };
const household = (name: string) => id(`household ${name}`);

async function tell(sent: unknown, who: Parameters<typeof submit>[1]) {
  const [answer] = await submit(app, who, [sent], CLOCK);
  return answer?.problem?.code ?? answer?.answer;
}
const lodge = (name: string, form: CommandBody<'lodge-request'>['form']) =>
  command('lodge-request', {
    ...{ requestId: id(name), communeId: FORMER, hamletId: HAMLETS[0], form, via: 'desk', dossier: null, lodgedOn: CLOCK.today },
    ...{ name: 'Lê Văn Xin', address: null, contact: null, text: 'Mất việc làm', secret: 'ABCDEFGHJK' },
  });
const answer = (name: string, communeId: string, more: Partial<CommandBody<'answer-request'>> = {}) =>
  command('answer-request', {
    ...{ requestId: id(name), communeId, hamletId: HAMLETS[0], outcome: 'listed', householdId: household('An') },
    ...{ roundId: ROUND.roundId, refusal: null, quick: null, text: 'Đã đưa vào danh sách.', ...more },
  });
const ACCEPTED = { outcome: 'accepted', roundId: null, text: 'Xã thực hiện.', identity: 'letter' } as const;
const finish = (name: string, communeId: string) =>
  command('finish-request', {
    ...{ requestId: id(name), communeId, hamletId: HAMLETS[0], householdId: household('An'), copies: 0, text: 'Đã đưa bản sao' },
  });

test('the heir answers what waits, accepts a right and carries out what the former accepted', async () => {
  await take(app, [register('An', HAMLETS[0], 2), register('Bình', HAMLETS[1], 2)]);
  await take(app, [lodge('waits', 'review'), lodge('see', 'data-access'), lodge('accepted', 'data-access')], former);
  assert.equal(await tell(answer('accepted', FORMER, ACCEPTED), former), 'taken');
  const moved = { areaId: HAMLETS[0], communeId: HEIR, name: 'Ấp 1', kind: 'ap' };
  await take(app, [command('areas-reformed', { on: CLOCK.today, document: 'Nghị quyết 2/NQ-HĐND', hamlets: [moved] })]);
  assert.equal(await tell(answer('waits', FORMER), former), 'not-your-area');
  assert.equal(await tell(answer('waits', FORMER), heir), 'request-unknown', 'a page from before the reform');
  assert.equal(await tell(answer('waits', HEIR, { householdId: household('Bình') }), heir), 'not-your-area');
  assert.equal(await tell(answer('waits', HEIR), heir), 'taken');
  assert.equal(await tell(answer('see', HEIR, ACCEPTED), heir), 'taken');
  for (const name of ['accepted', 'see']) assert.equal(await tell(finish(name, HEIR), heir), 'taken', name);
  const { rows } = await ownerPool.query('select outcome, done_on from request order by outcome, number');
  assert.deepEqual(rows, [
    { outcome: 'accepted', done_on: CLOCK.today },
    { outcome: 'accepted', done_on: CLOCK.today },
    { outcome: 'listed', done_on: null },
  ]);
});

test('a household of the former is not put on the heir’s list', async () => {
  await take(app, [command('lodge-request', { ...lodge('elsewhere', 'review').payload, communeId: HEIR })], heir);
  assert.equal(await tell(answer('elsewhere', HEIR, { householdId: household('Bình') }), 'system'), 'request-of-another-commune');
});
