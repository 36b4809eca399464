/**
 * The page of a request by income and its author's receipt (trang xác định thu nhập, biên nhận): what the page lets the chair do is what the door
 * takes, also where the list came down early or the household has moved away; who asks after it is told that the paper was withdrawn.
 */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { IncomeNext } from '../../core/meeting/income-views.ts';
import type { Receipt } from '../../core/meeting/posting-views.ts';
import type { PublicRequest, RequestsView, RequestView } from '../../core/meeting/request-views.ts';
import type { CommandsAnswer, HouseholdPage, HouseholdView } from '../../core/views.ts';
import { type Ask, openApi } from '../../tools/test/api.ts';
import { withDatabase } from '../../tools/test/database.ts';
import { requestText } from '../../words/request.ts';
import { resultRows } from './dossiers.ts';

const TODAY = '2026-10-20';
const NOW = `${TODAY}T02:00:00.000Z`;
const database = await withDatabase<unknown>({ max: 4 });
const api = await openApi(database.app, { now: NOW });
after(() => api.close());
const { communeId, hamlets } = api.mini.village;
const hamletId = hamlets[0]?.areaId ?? '';
const [officer, chair, stranger] = [await api.as('canbo'), await api.as('chutich'), await api.as('khong.co.ai')];

let ids = 0;
const newId = () => `0199f200-0000-7000-8000-${String((ids += 1)).padStart(12, '0')}`;
async function tell(ask: Ask, kind: string, payload: object): Promise<string> {
  const command = { commandId: newId(), kind, v: 1, at: NOW, payload };
  const { answers } = await ask<CommandsAnswer>('/api/commands', { commands: [command] });
  return answers[0]?.problem?.code ?? answers[0]?.answer ?? '';
}
const { rows: households } = await officer<HouseholdPage>(`/api/areas/${hamletId}/households?limit=500`);
const { householdId } = households.find(({ status }) => status === null || status === 'not-poor') ?? assert.fail('all are on the list');
const { members } = await officer<HouseholdView>(`/api/households/${householdId}`);
const requestId = newId();
const of = { requestId, communeId, hamletId, householdId };
const view = () => chair<RequestView>(`/api/areas/${communeId}/requests/${requestId}`);
const next = async (way: IncomeNext['outcome']): Promise<IncomeNext> =>
  (await view()).income?.next.find(({ outcome }) => outcome === way) ?? assert.fail(`no step ${way}`);

let receipt: Receipt;
const asked = () => stranger<PublicRequest>('/api/public/requests/state', { number: receipt.number, secret: receipt.secret });

test('a worker’s result that was taken down early hangs nowhere: the page lets it be recognised, as the door does', async () => {
  const said = { requestId, hamletId, form: 'low-income', name: 'Người Làm Thuê', address: null, contact: null, text: 'Xin xác nhận' };
  receipt = await stranger<Receipt>('/api/public/requests', said);
  const lines = [{ source: 'wages', income: 12_000_000, expense: 0 }];
  const check = {
    ...of,
    memberId: members.find(({ relation }) => relation === 'head')?.memberId,
    checkedOn: TODAY,
    agricultural: false,
    because: null,
    lines,
  };
  assert.equal(await tell(officer, 'check-income', check), 'taken');
  assert.equal(await tell(officer, 'post-income', { ...of, from: TODAY }), 'taken');
  assert.equal(await tell(officer, 'take-down-income', { ...of, on: TODAY, photo: null }), 'taken');
  const { allowed, why } = await next('recognised');
  assert.deepEqual([allowed, why], [true, null]);
  const decided = { outcome: 'recognised', number: '7/GXN-UBND', clause: null, text: 'Mời nhận giấy', decidedOn: TODAY };
  assert.equal(await tell(chair, 'decide-income', { ...of, ...decided }), 'taken');
  assert.deepEqual([(await asked()).state, (await asked()).paperWithdrawnOn], ['recognised', null]);
});

test('once the paper is withdrawn the receipt says so and on which day, also where the household has moved away since', async () => {
  const elsewhere = hamlets.find(({ areaId }) => areaId !== hamletId)?.areaId;
  assert.equal(await tell(officer, 'move-household', { householdId, toHamletId: elsewhere, address: null, on: TODAY }), 'taken');
  assert.deepEqual([(await next('withdrawn')).allowed, (await asked()).paperWithdrawnOn], [true, null]);
  assert.equal(await tell(chair, 'withdraw-income', { ...of, on: TODAY, clause: 'Nghị định 30/2025/NĐ-CP', text: 'Khai sai' }), 'taken');
  assert.deepEqual([(await asked()).state, (await asked()).paperWithdrawnOn], ['recognised', TODAY]);
  const { rows } = await officer<RequestsView>(`/api/areas/${communeId}/requests`);
  assert.equal(rows.find((one) => one.requestId === requestId)?.paperWithdrawnOn, TODAY, 'the list of the desk says so');
  assert.equal((await view()).row.paperWithdrawnOn, TODAY);
});

test('what goes back to the national portal says that the paper was withdrawn, and when', () => {
  const answered = {
    answeredOn: TODAY,
    outcome: 'recognised',
    refusal: null,
    householdId,
    roundId: null,
    executeBy: null,
    doneOn: null,
  } as const;
  const row = {
    requestId,
    number: 'MS-1',
    form: 'low-income',
    via: 'national-portal',
    dossier: 'H-1',
    communeId,
    hamletId,
    name: null,
  } as const;
  const of = { ...row, ...answered, lodgedOn: TODAY, dueOn: TODAY, result: null, decidedBy: null, decidedOn: null };
  const states = resultRows([of, of].map((one, i) => ({ ...one, paperWithdrawnOn: i === 0 ? null : TODAY }))).map((cells) => cells[4]);
  assert.deepEqual(states, [requestText('vi', 'state.recognised'), requestText('vi', 'portal.paper-withdrawn', { day: '20/10/2026' })]);
});
