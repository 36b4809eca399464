/**
 * The morning's report against the screens (báo cáo tiến độ so với màn hình): each number is the one that its page shows at that moment, each day's
 * the one that the registers tell; one page in the layout of an office's report for a commune and for the province, whatever the numbers.
 */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { date, instantOf } from '../../core/kernel/dates.ts';
import { USUAL_PROCEDURE } from '../../core/meeting/procedure.ts';
import type { ObjectionsView, PostingsView } from '../../core/meeting/posting-views.ts';
import type { CommuneMeetings } from '../../core/meeting/views.ts';
import type { AreaView, CommandsAnswer, DecisionDraft, HouseholdView } from '../../core/views.ts';
import { MATTERS } from '../../core/steer/today.ts';
import { type Ask, NotGiven, openApi } from '../../tools/test/api.ts';
import { withDatabase } from '../../tools/test/database.ts';
import { pdfPages } from '../../tools/test/unpack.ts';
import { POSTING_GATES } from '../../tools/village/office.ts';
import { keepAreaTree } from '../access/areas.ts';
import { asActor } from '../http/transaction.ts';
import { typeset } from '../report/typeset.ts';
import { type Morning, type MorningRow, viewMorning } from './morning.ts';
import { morningMarkup } from './morning-paper.ts';
import { keepWaits } from './waits.ts';

/** The day after the mini village was visited. */
const TODAY = date('2026-10-13');
const NOW = `${TODAY}T00:30:00.000Z`;
const database = await withDatabase<unknown>({ max: 4 });
const ways = { gates: [...POSTING_GATES], procedure: USUAL_PROCEDURE };
const api = await openApi(database.app, { now: NOW, ways, visited: (key) => key !== 'khmer' });
after(() => api.close());
const { communeId, hamlets, households } = api.mini.village;
const provinceId = api.mini.accounts['canbotinh']?.grants[0]?.areaId ?? '';
const roundId = api.mini.rounds.now;
const hamletId = hamlets[0]?.areaId ?? '';
const [officer, secretary, stranger] = [await api.as('canbo'), await api.as('bithu'), await api.as('khong.co.ai')];

let ids = 0;
const newId = () => `0199f551-0000-7000-8000-${String((ids += 1)).padStart(12, '0')}`;
async function tell(ask: Ask, kind: string, payload: object): Promise<void> {
  const { answers } = await ask<CommandsAnswer>('/api/commands', { commands: [{ commandId: newId(), kind, v: 1, at: NOW, payload }] });
  assert.equal(answers[0]?.problem?.code ?? answers[0]?.answer, 'taken', kind);
}

const kept = keepWaits();
function morningOf(areaId: string): Promise<Morning> {
  const actor = { accountId: 'morning', grants: [{ role: 'province-officer', areaId: provinceId, from: '2025-07-01', to: null }] } as const;
  return asActor(database.app, { accountId: 'morning', reach: 'all', today: TODAY }, async (tx) =>
    viewMorning({ tx, tree: await keepAreaTree()(tx), today: TODAY, now: instantOf(Date.parse(NOW)), actor }, areaId, kept),
  );
}
const lineOf = ({ lines }: Morning, row: MorningRow) => lines.find((one) => one.row === row) ?? assert.fail(row);
const told = (morning: Morning, row: MorningRow) => [lineOf(morning, row).now, lineOf(morning, row).of, lineOf(morning, row).days];

async function actions(): Promise<void> {
  const draft = await officer<DecisionDraft>(`/api/rounds/${roundId}/communes/${communeId}/decision`);
  const due = (draft.blockers.find(({ code }) => code === 'not-discussed')?.households ?? []).filter((one) => one.hamletId === hamletId);
  const points = due.map(({ householdId, verdicts }) => ({
    ...{ householdId, class: verdicts[0]?.outcome ?? null, present: 20, yes: 18, said: null, corrections: [] },
  }));
  await tell(secretary, 'hold-meeting', {
    ...{ recordId: newId(), roundId, hamletId, heldOn: '2026-10-12', place: 'culture-house', chair: 'Nguyễn Văn Thành', points },
    ...{ secretary: 'Lê Hoàng Minh', called: [], came: [], others: 20, closedAt: '2026-10-12T13:00:00.000Z', after: [] },
  });
  const objection = { kind: 'feedback', matter: 'not-interviewed', against: null, name: 'Người Gửi', contact: '0900 000 002', hamletId };
  for (const text of ['Chưa ai đến hỏi', 'Chưa ai đến hỏi lại'])
    await stranger('/api/public/objections', { ...objection, objectionId: newId(), text });
  const [first] = (await officer<ObjectionsView>(`/api/areas/${communeId}/objections`)).rows;
  await tell(officer, 'answer-objection', {
    ...{ objectionId: first?.objectionId, communeId, hamletId, outcome: 'not-taken', text: 'Đã giải thích với hộ.' },
  });
  // Taken in two days ago, as a register of paper would have it.
  await database.ownerPool.query(`update objection set lodged_on = '2026-10-11' where objection_id = $1`, [first?.objectionId]);
}
await actions();

test('each number is the one of its screen, each day’s the one of the registers', async () => {
  const morning = await morningOf(communeId);
  const { totals } = await officer<AreaView>(`/api/areas/${communeId}`);
  let [visited, judged] = [0, 0];
  for (const { registered } of households) {
    const { interviews, verdicts } = await officer<HouseholdView>(`/api/households/${registered.householdId}`);
    const [latest] = interviews;
    if (latest?.roundId !== roundId || latest.interviewedOn !== '2026-10-12') continue;
    visited += 1;
    if (verdicts.some(({ rulebook, outcome }) => rulebook === '2022-2026' && outcome !== null)) judged += 1;
  }
  assert.ok(visited > judged && judged > 0);
  assert.deepEqual(told(morning, 'interviewed'), [totals.interviewed, totals.listed, [visited, 0]]);
  assert.deepEqual(told(morning, 'judged'), [totals.interviewed - totals.undetermined, totals.interviewed, [judged, 0]]);
  const meetings = (await officer<CommuneMeetings>(`/api/areas/${communeId}/meetings`)).hamlets;
  const sum = (key: 'agreed' | 'toDecide') => meetings.reduce((all, one) => all + one[key], 0);
  assert.deepEqual(told(morning, 'met'), [1, meetings.filter(({ toDecide }) => toDecide > 0).length, [1, 0]]);
  assert.deepEqual(told(morning, 'agreed'), [sum('agreed'), sum('toDecide'), null]);
  const walls = (await officer<{ view: PostingsView }>(`/api/areas/${communeId}/postings`)).view.hamlets;
  assert.deepEqual(told(morning, 'posted'), [0, walls.filter((one) => one.households > 0).length, [0, 0]]);
  assert.deepEqual(told(morning, 'lodged'), [2, null, [0, 1]]);
  assert.deepEqual(told(morning, 'objections'), [1, 2, [0, 0]], 'answered this morning, not yesterday');
  assert.deepEqual(told(morning, 'decided'), [0, 1, [0, 0]]);
});

test('a decision counts on its day, and no longer once it is withdrawn', async () => {
  await database.ownerPool.query(
    `insert into decision (decision_id, round_id, rulebook, commune_id, number, decided_on, account_id, poor, near_poor, escaped_poverty, escaped_near)
     values ($1, $2, '2022-2026', $3, '15/QĐ-UBND', '2026-10-12', $4, 0, 0, 0, 0)`,
    [newId(), roundId, communeId, api.mini.accounts['chutich']?.accountId],
  );
  assert.deepEqual(lineOf(await morningOf(communeId), 'decided').days, [1, 0]);
  await database.ownerPool.query(`update decision set withdrawn_on = '2026-10-13'`);
  assert.deepEqual(lineOf(await morningOf(communeId), 'decided').days, [0, 0]);
  await database.ownerPool.query('delete from decision');
});

test('the province’s is the same added up', async () => {
  const [own, above] = [await morningOf(communeId), await morningOf(provinceId)];
  assert.deepEqual(above.lines, own.lines, 'there are no other communes with people');
});

const plain = (text: string): string => text.replace(/\s+/g, '');

test('one page for a commune and for the province, in the layout of an office’s report', async () => {
  const files = [
    await api.file('canbo', `/api/areas/${communeId}/today/paper`),
    await api.file('canbotinh', `/api/areas/${provinceId}/today/paper`),
  ];
  for (const [i, file] of files.entries()) {
    const pages = pdfPages(file).map(plain);
    assert.equal(pages.length, 1);
    const [page = ''] = pages;
    for (const part of [
      'CỘNGHÒAXÃHỘICHỦNGHĨAVIỆTNAM',
      'Độclập-Tựdo-Hạnhphúc',
      'BÁOCÁO',
      'Nơinhận:',
      '(Kýtên,đóngdấu)',
      'ngày13tháng10năm2026',
    ])
      assert.ok(page.includes(part), `${part} in ${page}`);
    assert.ok(page.includes(i === 0 ? '/BC-UBND' : '/BC-SNNMT'));
    assert.ok(page.includes('12/10/2026') && page.includes('11/10/2026'), 'the two days before');
  }
});

test('it stays one page when everything is late everywhere', async () => {
  const morning = await morningOf(provinceId);
  const late = { count: 295_559, late: 123_456, dueOn: '2026-10-01', of: null, opens: true, places: [] };
  const communes = Array.from({ length: 107 }, (_, i) => ({
    ...({ areaId: `a${i}`, name: `Xã Có Tên Rất Dài Số ${i}`, gate: 'interview', late: 5_000 - i, counts: {} } as const),
  }));
  const full = { ...morning, today: { ...morning.today, communes, waits: MATTERS.map((matter) => ({ matter, ...late })) } };
  assert.equal(pdfPages(Buffer.from(await typeset(morningMarkup(full)))).length, 1);
});

test('it is taken along by offices only', async () => {
  for (const username of ['truongap', 'rasoat', 'kiemtra'])
    await assert.rejects(
      api.file(username, `/api/areas/${communeId}/today/paper`),
      (error) => error instanceof NotGiven && error.status === 403,
    );
});
