/**
 * Requests on the web (đơn đề nghị qua đường dẫn): anybody lodges one and asks after it with number and secret; hamlet and commune read who
 * asks, offices above only how many; taken up, it stands on the household's page and list; what it came to is told to nobody outside.
 */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { USUAL_PROCEDURE } from '../../core/meeting/procedure.ts';
import { USUAL_QUICK_FORM } from '../../core/meeting/quick-form.ts';
import type { Receipt } from '../../core/meeting/posting-views.ts';
import type { PublicPlaces, PublicRequest, RequestsView, RequestView } from '../../core/meeting/request-views.ts';
import type { CommandsAnswer, HouseholdPage, HouseholdView } from '../../core/views.ts';
import { type Ask, openApi } from '../../tools/test/api.ts';
import { submit } from '../ledger/door.ts';
import { withDatabase } from '../../tools/test/database.ts';
import { GATES } from '../../tools/village/office.ts';

const NOW = '2026-10-20T02:00:00.000Z';
const database = await withDatabase<unknown>({ max: 4 });
/** A term that this round counts otherwise than others do. */
const OF_ROUND = { what: 'request-exit', days: 12, unit: 'calendar', from: '2026-01-01', clause: 'Nghị định thử', sure: 'S' } as const;
const procedure = { ...USUAL_PROCEDURE, counts: [...USUAL_PROCEDURE.counts, OF_ROUND] };
const api = await openApi(database.app, { now: NOW, ways: { gates: [...GATES], quickForm: USUAL_QUICK_FORM, procedure } });
after(() => api.close());
const { communeId, hamlets } = api.mini.village;
const provinceId = api.mini.accounts['canbotinh']?.grants[0]?.areaId ?? '';
const [officer, head, province, auditor] = [
  await api.as('canbo'),
  await api.as('truongap'),
  await api.as('canbotinh'),
  await api.as('kiemtra'),
];
const hamletId = hamlets[0]?.areaId ?? '';

let ids = 0;
const newId = () => `0199f100-0000-7000-8000-${String((ids += 1)).padStart(12, '0')}`;
async function tell(ask: Ask, kind: string, payload: object): Promise<string> {
  const command = { commandId: newId(), kind, v: 1, at: NOW, payload };
  const { answers } = await ask<CommandsAnswer>('/api/commands', { commands: [command] });
  return answers[0]?.problem?.code ?? answers[0]?.answer ?? '';
}
const refusedWith = (asked: Promise<unknown>) =>
  asked.then(
    () => assert.fail('answered'),
    (error: Error) => error.message,
  );
const asking = (more: object = {}) => ({
  ...{
    requestId: newId(),
    hamletId,
    form: 'review',
    name: 'Người Xin Thử',
    address: 'Tổ 3',
    contact: '0900 000 002',
    text: 'Mới mất việc',
  },
  ...more,
});
const first = asking();
let receipt: Receipt;

test('anybody lodges one, gets a receipt, and asks after it with both its number and its secret', async () => {
  const stranger = await api.as('khong.co.ai');
  const { communes } = await stranger<PublicPlaces>('/api/public/places');
  assert.ok(communes.some((one) => one.areaId === communeId && one.hamlets.some((hamlet) => hamlet.areaId === hamletId)));
  receipt = await stranger<Receipt>('/api/public/requests', first);
  assert.match(receipt.number, /^RS-2026-/);
  assert.equal(receipt.dueOn, '2026-12-14', 'with the decision of the yearly review');
  const ask = (number: string, secret: string) => stranger<PublicRequest>('/api/public/requests/state', { number, secret });
  assert.deepEqual(await ask(` ${receipt.number.toLowerCase()}`, receipt.secret.toLowerCase()), {
    ...{ form: 'review', lodgedOn: '2026-10-20', dueOn: '2026-12-14', state: 'open', answeredOn: null, refusal: null },
    ...{ executeBy: null, doneOn: null, paperWithdrawnOn: null },
  });
  assert.match(await refusedWith(ask(receipt.number, 'ABCDEFGHJK')), /404/);
  assert.match(await refusedWith(ask('RS-2026-00000000', receipt.secret)), /404/);
  assert.deepEqual(await stranger('/api/public/requests', first), receipt, 'its answer was lost on the line');
  assert.match(await refusedWith(stranger('/api/public/requests', { ...first, text: 'Khác' })), /request-exists/);
  assert.match(await refusedWith(stranger('/api/public/requests', asking({ hamletId: communeId }))), /404|hamlet-unknown/);
  assert.match(await refusedWith(stranger('/api/public/requests', asking({ text: 'số 086203001234' }))), /request-names-citizen/);
  assert.match(await refusedWith(stranger('/api/public/requests', asking({ via: 'desk' }))), /400/);
});

test('hamlet and commune read who asks and why; the province sees how many, the auditor too, neither whom', async () => {
  for (const [ask, areaId, named] of [
    [officer, communeId, true],
    [head, hamletId, true],
    [province, provinceId, false],
    [auditor, provinceId, false],
  ] as const) {
    const list = await ask<RequestsView>(`/api/areas/${areaId}/requests`);
    assert.deepEqual(list.counts, { open: 1, overdue: 0, answered: 0 }, areaId);
    assert.equal(list.rows[0]?.name, named ? 'Người Xin Thử' : null);
    const one = await ask<RequestView>(`/api/areas/${areaId}/requests/${first.requestId}`);
    assert.deepEqual([one.row.name, one.contact, one.text], named ? ['Người Xin Thử', '0900 000 002', 'Mới mất việc'] : [null, null, null]);
    assert.deepEqual([one.term?.days, one.term?.sure, one.round?.year, one.round?.quickForm?.from], [15, 'S~', 2026, 3]);
    if (!named) assert.doesNotMatch(JSON.stringify([list, one]), /Người Xin|0900|mất việc/);
  }
  const other = hamlets[1]?.areaId ?? '';
  assert.match(await refusedWith(head(`/api/areas/${other}/requests`)), /403/);
  assert.match(await refusedWith(officer(`/api/areas/${other}/requests/${first.requestId}`)), /404/);
  const { rows } = await database.ownerPool.query(`select count(*)::int as looks from read_log where purpose = 'requests'`);
  assert.ok(rows[0].looks >= 6, String(rows[0].looks));
});

test('taken up, the household is on the list because it asked, and its page says by which request', async () => {
  const household = { householdId: newId() };
  const member = { memberId: newId(), fullName: 'Người Xin Thử', relation: 'head', sex: 'male', birth: '1970' };
  const fresh = { ...household, hamletId, headName: member.fullName, members: [member], since: '2026-10-20', code: null, address: null };
  assert.equal(await tell(officer, 'household-registered', { ...fresh, weight: 1, source: 'interview', listed: null }), 'taken');
  const roundId = api.mini.rounds.now;
  const said = { requestId: first.requestId, communeId, hamletId, householdId: household.householdId, roundId };
  const taken = { ...said, outcome: 'listed', refusal: null, quick: { has: ['vehicle'], despite: null }, text: 'Đã đưa vào danh sách' };
  assert.equal(await tell(head, 'answer-request', taken), 'not-your-role');
  assert.equal(await tell(officer, 'answer-request', taken), 'taken');
  const after = await officer<HouseholdPage>(`/api/areas/${hamletId}/households?limit=500`);
  assert.equal(after.rows.find((one) => one.householdId === household.householdId)?.listed, 'request');
  const { requests } = await officer<HouseholdView>(`/api/households/${household.householdId}`);
  assert.deepEqual(requests, [
    {
      requestId: first.requestId,
      number: receipt.number,
      form: 'review',
      communeId,
      lodgedOn: '2026-10-20',
      doneOn: null,
      restricts: false,
      people: [],
      ended: [],
      opens: true,
    },
  ]);
  const one = await officer<RequestView>(`/api/areas/${communeId}/requests/${first.requestId}`);
  assert.deepEqual([one.row.state, one.household?.householdId, one.answer], ['listed', household.householdId, 'Đã đưa vào danh sách']);
  assert.deepEqual(
    [one.listedIn?.roundId, one.listedIn?.kind, one.round?.kind],
    [roundId, 'yearly', 'yearly'],
    'by its name, before and after',
  );
  const stranger = await api.as('khong.co.ai');
  const told = await stranger<PublicRequest>('/api/public/requests/state', { number: receipt.number, secret: receipt.secret });
  assert.deepEqual([told.state, told.answeredOn], ['listed', '2026-10-20']);
});

test('what is not answered by its day is late, and comes first', async () => {
  const stranger = await api.as('khong.co.ai');
  const exit = asking({ form: 'exit' });
  await stranger('/api/public/requests', exit);
  const { term } = await officer<RequestView>(`/api/areas/${communeId}/requests/${exit.requestId}`);
  assert.deepEqual([term?.days, term?.unit, term?.clause], [12, 'calendar', OF_ROUND.clause]);
  const late = asking();
  await stranger('/api/public/requests', late);
  await database.ownerPool.query(`update request set due_on = '2026-10-19' where request_id = $1`, [late.requestId]);
  const { counts, rows } = await officer<RequestsView>(`/api/areas/${communeId}/requests`);
  assert.deepEqual(counts, { open: 2, overdue: 1, answered: 1 });
  assert.deepEqual([rows[0]?.requestId, rows[0]?.overdue, rows.at(-1)?.requestId], [late.requestId, true, first.requestId]);
});

test('after a merger the screens name the commune of today, and the household’s page leads there', async () => {
  const { rows: communes } = await database.ownerPool.query<{ area_id: string }>(
    `select a.area_id from area a join area_period p on p.area_id = a.area_id and p.valid_to is null
      where a.level = 'commune' and a.area_id <> $1 order by a.area_id limit 1`,
    [communeId],
  );
  const heirId = communes[0]?.area_id ?? assert.fail('no other commune');
  const moved = { areaId: hamletId, communeId: heirId, name: hamlets[0]?.name ?? '', kind: 'ap' };
  const payload = { on: '2026-10-20', document: 'Nghị quyết 2/NQ-HĐND', hamlets: [moved] };
  const reform = { commandId: newId(), kind: 'areas-reformed', v: 1, at: NOW, payload };
  const [answer] = await submit(database.app, 'system', [reform], { now: NOW, today: '2026-10-20' });
  assert.equal(answer?.answer, 'taken', JSON.stringify(answer));
  const { rows } = await province<RequestsView>(`/api/areas/${heirId}/requests`);
  assert.deepEqual([rows.length, ...new Set(rows.map((row) => row.communeId))], [3, heirId]);
  const one = await province<RequestView>(`/api/areas/${heirId}/requests/${first.requestId}`);
  assert.equal(one.row.communeId, heirId);
  assert.notEqual(one.row.communeName, heirId, 'by its name');
  assert.equal(one.round, null, 'the heir has no list in this round');
  const { requests } = await head<HouseholdView>(`/api/households/${one.household?.householdId ?? ''}`);
  assert.deepEqual(
    requests.map((each) => each.communeId),
    [heirId],
  );
});
