/**
 * Postings and objections on the web (niêm yết, phản ánh qua đường dẫn): the paper for the wall bears name, hamlet and class and nothing
 * else of anybody; the public page names nobody; anybody lodges and asks after it with number and secret; who denounces is shown to the
 * province alone.
 */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { date } from '../../core/kernel/dates.ts';
import { USUAL_PROCEDURE } from '../../core/meeting/procedure.ts';
import type {
  ObjectionsView,
  ObjectionView,
  PostingsAnswer,
  PostingsView,
  PublicObjection,
  PublicPostings,
  Receipt,
} from '../../core/meeting/posting-views.ts';
import type { TodayView } from '../../core/steer/today.ts';
import type { CommandsAnswer, HouseholdPage, InterviewView } from '../../core/views.ts';
import { type Ask, openApi } from '../../tools/test/api.ts';
import { instant } from '../../tools/test/crawl-cases.ts';
import { withDatabase } from '../../tools/test/database.ts';
import { unsureId, visitUnsure } from '../../tools/test/visit-again.ts';
import { POSTING_WITHOUT_MEETING } from '../../tools/village/office.ts';
import { keepAreaTree } from '../access/areas.ts';
import { asActor } from '../http/transaction.ts';
import { readWallPaper } from './postings.ts';
import { wallMarkup } from './wall-paper.ts';

const TODAY = date('2026-10-20');
const NOW = '2026-10-20T02:00:00.000Z';
const database = await withDatabase<unknown>({ max: 4 });
const api = await openApi(database.app, { now: NOW, ways: { gates: [...POSTING_WITHOUT_MEETING], procedure: USUAL_PROCEDURE } });
after(() => api.close());
const { communeId, hamlets, households } = api.mini.village;
const provinceId = api.mini.accounts['canbotinh']?.grants[0]?.areaId ?? '';
const roundId = api.mini.rounds.now;
const [officer, head, auditor] = [await api.as('canbo'), await api.as('truongap'), await api.as('kiemtra')];
const [province, enumerator] = [await api.as('canbotinh'), await api.as('rasoat')];
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

test('before its posting a list has nothing on the wall, and only those who post see how it stands', async () => {
  const before = await officer<{ view: PostingsView }>(`/api/areas/${communeId}/postings`);
  assert.deepEqual([before.view.gate, before.view.hamlets.length], ['interview', hamlets.length]);
  assert.match(await refusedWith(enumerator(`/api/areas/${hamletId}/postings`)), /403/);
  assert.match(await refusedWith(head(`/api/areas/${communeId}/postings`)), /403/);
  const view = await enumerator<InterviewView>(`/api/households/${unsureId(api.mini)}/interview`);
  await enumerator('/api/commands', { commands: [visitUnsure(api.mini, view, instant(NOW))] });
  assert.equal(await tell(officer, 'gate-passed', { roundId, communeId, from: 'interview', to: 'posting' }), 'taken');
});

test('the wall shows who would be decided on, by name, hamlet and class, and nothing else of anybody', async () => {
  const { view } = await officer<{ view: PostingsView }>(`/api/areas/${communeId}/postings`);
  const { rows } = await officer<HouseholdPage>(`/api/areas/${hamletId}/households?limit=500`);
  const wall = view.hamlets.find((one) => one.hamletId === hamletId);
  const due = rows.filter((row) => row.listed !== null && row.listed !== 'sample');
  const shown = due.filter((row) => row.verdicts[0]?.outcome !== 'not-poor' || row.status === 'poor' || row.status === 'near-poor');
  assert.ok(shown.length > 0);
  assert.equal(wall?.households, shown.length);
  assert.deepEqual(wall?.missing, ['hamlet', 'commune-office']);
  const paper = await asActor(database.app, { accountId: 'wall', reach: 'all', today: TODAY }, async (tx) =>
    readWallPaper({ tx, tree: await keepAreaTree()(tx), today: TODAY, actor: { accountId: 'wall', grants: [] } }, hamletId),
  );
  assert.deepEqual(paper.rows.map(({ headName }) => headName).sort(), shown.map(({ headName }) => headName).sort());
  const markup = wallMarkup(paper);
  for (const { registered } of households.filter((one) => one.registered.hamletId === hamletId))
    for (const { fullName, birth } of registered.members) {
      const heads = shown.some(({ headName }) => headName === fullName);
      if (!heads) assert.ok(!markup.includes(`"${fullName}"`), fullName);
      assert.ok(birth.length < 5 || !markup.includes(birth), birth);
    }
  for (const { code } of rows) assert.ok(code === null || !markup.includes(code), code ?? '');
});

test('once posted, everybody is told where and until when, and nobody’s name', async () => {
  const put = { roundId, hamletId, startsOn: '2026-10-20', photo: null };
  assert.equal(await tell(head, 'post-list', { ...put, postingId: newId(), place: 'hamlet', where: 'Nhà văn hóa' }), 'taken');
  const stranger = await api.as('khong.co.ai');
  const told = await stranger<PublicPostings>('/api/public/postings');
  assert.deepEqual(
    told.communes.flatMap((commune) => commune.hamlets.flatMap((hamlet) => hamlet.postings)),
    [{ place: 'hamlet', where: 'Nhà văn hóa', startsOn: '2026-10-20', endsOn: '2026-10-23' }],
  );
  const text = JSON.stringify(told);
  for (const { registered } of households) for (const { fullName } of registered.members) assert.ok(!text.includes(fullName), fullName);
  const { view } = await head<{ view: PostingsView }>(`/api/areas/${hamletId}/postings`);
  assert.deepEqual(
    view.hamlets.map((one) => [one.missing, one.postings[0]?.state]),
    [[['commune-office'], 'hangs']],
  );
});

const lodging = (more: object = {}) => ({
  ...{ objectionId: newId(), hamletId, kind: 'feedback', matter: 'not-interviewed', against: null },
  ...{ text: 'Nhà tôi chưa ai đến hỏi', name: 'Người Gửi Thử', contact: '0900 000 002', ...more },
});

test('anybody lodges one, gets a receipt, and asks after it with both its number and its secret', async () => {
  const stranger = await api.as('khong.co.ai');
  const said = lodging();
  const receipt = await stranger<Receipt>('/api/public/objections', said);
  assert.match(receipt.number, /^PA-2026-/);
  assert.equal(receipt.dueOn, '2026-10-29');
  const ask = (number: string, secret: string) => stranger<PublicObjection>('/api/public/objections/state', { number, secret });
  const state = await ask(receipt.number.toLowerCase(), ` ${receipt.secret.toLowerCase()} `);
  assert.deepEqual(state, {
    ...{ kind: 'feedback', matter: 'not-interviewed', lodgedOn: '2026-10-20', dueOn: receipt.dueOn },
    ...{ state: 'open', answeredOn: null, outcome: null },
  });
  assert.match(await refusedWith(ask(receipt.number, 'ABCDEFGHJK')), /404/);
  assert.match(await refusedWith(ask('PA-2026-00000000', receipt.secret)), /404/);
  assert.deepEqual(await stranger('/api/public/objections', said), receipt, 'its answer was lost on the line');
  assert.match(await refusedWith(stranger('/api/public/objections', { ...said, text: 'Khác' })), /objection-exists/);
  assert.match(await refusedWith(stranger('/api/public/objections', lodging({ hamletId: communeId }))), /404|hamlet-unknown/);
  assert.match(await refusedWith(stranger('/api/public/objections', lodging({ text: 'số 086203001234' }))), /objection-names-citizen/);
});

test('the commune reads who complains, never who denounces; the auditor and the hamlet neither; the province both', async () => {
  const stranger = await api.as('khong.co.ai');
  const secret = { kind: 'denunciation', name: 'Người Giấu Tên', contact: '0900 000 003' };
  await stranger('/api/public/objections', lodging({ ...secret, against: 'hamlet-staff', text: 'Trưởng ấp nhận quà' }));
  await stranger('/api/public/objections', lodging({ ...secret, against: 'commune-staff', text: 'Cán bộ xã nhận quà' }));
  const readAll = async (ask: Ask, areaId: string) => {
    const list = await ask<ObjectionsView>(`/api/areas/${areaId}/objections`);
    const views: ObjectionView[] = [];
    for (const { objectionId } of list.rows) views.push(await ask<ObjectionView>(`/api/areas/${areaId}/objections/${objectionId}`));
    return { list, views, text: JSON.stringify(views) };
  };
  const [commune, above] = [await readAll(officer, communeId), await readAll(province, provinceId)];
  assert.deepEqual([commune.list.counts.open, above.list.counts.open], [2, 3]);
  assert.match(commune.text, /Người Gửi Thử.*Trưởng ấp nhận quà|Trưởng ấp nhận quà.*Người Gửi Thử/);
  assert.doesNotMatch(commune.text, /Người Giấu Tên|0900 000 003|Cán bộ xã nhận quà/);
  assert.match(above.text, /Người Giấu Tên/);
  assert.match(above.text, /Cán bộ xã nhận quà/);
  const hidden = above.list.rows.find((row) => row.atProvince)?.objectionId ?? assert.fail();
  assert.match(await refusedWith(officer(`/api/areas/${communeId}/objections/${hidden}`)), /404/);
  assert.match(await refusedWith(head(`/api/areas/${hamletId}/objections`)), /403/);
  const looked = await readAll(auditor, provinceId);
  assert.doesNotMatch(looked.text, /Người G|nhận quà|chưa ai đến/);
});

test('what is not answered by its day is late, for the commune and the province alike', async () => {
  await database.ownerPool.query(`update objection set due_on = '2026-10-19' where kind = 'feedback'`);
  for (const [ask, areaId] of [
    [officer, communeId],
    [province, provinceId],
  ] as const) {
    const { counts, rows } = await ask<ObjectionsView>(`/api/areas/${areaId}/objections`);
    assert.deepEqual([counts.overdue, rows[0]?.overdue, rows[0]?.kind], [1, true, 'feedback'], 'the late one first');
  }
});

test('a list that still hangs when its round is over stands on the page of commune and hamlet, waits today, and is taken down', async () => {
  await database.ownerPool.query(`update round set state = 'closed' where round_id = $1`, [roundId]);
  api.setNow('2026-10-26T02:00:00.000Z');
  const [later, headLater] = [await api.as('canbo'), await api.as('truongap')];
  const leftOf = async (ask: Ask, areaId: string) => (await ask<PostingsAnswer>(`/api/areas/${areaId}/postings`)).left;
  const left = await leftOf(later, communeId);
  const [one] = left;
  assert.deepEqual(
    left.map(({ hamletId: of, formerName, round, posting }) => [of, formerName, round.year, posting.where, posting.state]),
    [[hamletId, null, 2026, 'Nhà văn hóa', 'overdue']],
  );
  assert.deepEqual(await leftOf(headLater, hamletId), left);
  const waiting = async () =>
    (await later<TodayView>(`/api/areas/${communeId}/today`)).waits.find(({ matter }) => matter === 'take-down')?.count ?? 0;
  assert.equal(await waiting(), 1);
  const down = { postingId: one?.posting.postingId, hamletId, on: '2026-10-26', photo: null };
  assert.equal(await tell(headLater, 'take-down-list', down), 'taken');
  assert.deepEqual([await leftOf(later, communeId), await waiting()], [[], 0]);
});
