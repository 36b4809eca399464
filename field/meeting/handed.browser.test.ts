/**
 * Minutes that were refused go to the commune from the phone (chuyển biên bản cho xã), each household's with its own, and are read on the desk;
 * what the commune settles is told on the phone, what it sends back is there again with its word and goes once more.
 */
import assert from 'node:assert/strict';
import { after, it } from 'node:test';
import type { Page } from 'playwright-core';
import type { CommandsAnswer, DecisionDraft, HandoversPage, HandoverView } from '../../core/views.ts';
import { assertFits, darkPhones, unlock } from '../../tools/test/dark-phone.ts';
import { DESKTOP, openFace } from '../../tools/test/face.ts';
import { OUTBOX_IS_EMPTY, until } from '../../tools/test/phone-store.ts';
import { type FieldKey, fieldText } from '../../words/field.ts';
import { type HandoverKey, handoverText } from '../../words/handover.ts';
import { type MeetingKey, meetingText } from '../../words/meeting.ts';
import { problemsText } from '../../words/problems.ts';
import { taskText } from '../../words/task.ts';
import type { Params } from '../../words/words.ts';

const m = (key: MeetingKey, params?: Params) => meetingText('vi', key, params);
const t = (key: FieldKey, params?: Params) => fieldText('vi', key, params);
const h = (key: HandoverKey, params?: Params) => handoverText('vi', key, params);
const face = await openFace({ faces: ['desk', 'field'], now: '2026-10-12T02:00:00.000Z', meetings: true });
const { base, mini } = face;
const { phoneWithList, coldStart, remove } = darkPhones(face);
after(async () => {
  await face.close();
  remove();
});
const { communeId, hamlets } = mini.village;
const hamlet = hamlets[0] ?? assert.fail();
const [PIN, WORD, ANSWER] = ['518204', 'Đợt đã đóng khi máy chưa có sóng', 'Ghi rõ ai đã nói'];
const officer = await face.context('canbo');
const officerName = mini.accounts['canbo']?.displayName ?? assert.fail();

async function toDiscuss(): Promise<readonly { readonly householdId: string; readonly headName: string }[]> {
  const answer = await officer.request.get(`${base}/api/rounds/${mini.rounds.now}/communes/${communeId}/decision`);
  const { blockers }: DecisionDraft = await answer.json();
  return (blockers.find(({ code }) => code === 'not-discussed')?.households ?? []).filter(({ hamletId }) => hamletId === hamlet.areaId);
}

async function closeRound(): Promise<void> {
  const province = await face.context('canbotinh');
  const closing = { commandId: crypto.randomUUID(), kind: 'round-closed', v: 1, at: '2026-10-12T01:59:00.000Z' };
  const sent = await province.request.post(`${base}/api/commands`, {
    data: { commands: [{ ...closing, payload: { roundId: mini.rounds.now } }] },
    headers: { 'x-vuon': '1', origin: base },
  });
  const { answers }: CommandsAnswer = await sent.json();
  assert.equal(answers[0]?.answer, 'taken', JSON.stringify(answers));
  await province.close();
}

async function handed(): Promise<readonly HandoverView[]> {
  const page: HandoversPage = await (await officer.request.get(`${base}/api/areas/${communeId}/handovers?limit=50`)).json();
  return page.rows;
}

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const step = (page: Page, name: 'discuss' | 'close') =>
  page
    .getByRole('group', { name: m('steps') })
    .getByRole('button', { name: m(`step.${name}`) })
    .click();

/** In the office: the one card of that name which still waits is given the commune's word. */
async function answerOnDesk(page: Page, title: string, how: 'settle' | 'back', word: string): Promise<void> {
  const card = page.getByRole('article', { name: title, exact: true }).filter({ has: page.getByRole('button') });
  await card.getByText(WORD).waitFor();
  if (word !== '') await card.getByLabel(h('answer')).fill(word);
  await card.getByRole('button', { name: h(how), exact: true }).click();
  await card.waitFor({ state: 'detached' });
}

async function opened(folder: string): Promise<Page> {
  const context = await face.phone(folder);
  const page = context.pages()[0] ?? (await context.newPage());
  page.setDefaultTimeout(60_000);
  await page.goto(`${base}/field/chua-gui`);
  await unlock(page, PIN);
  return page;
}

async function handOver(page: Page): Promise<void> {
  await press(page, t('hand.action'));
  await page.getByLabel(t('hand.word')).fill(WORD);
  await assertFits(page);
  await press(page, t('hand.action'));
  await page.getByText(t('handed.there'), { exact: true }).waitFor();
  await assertFits(page);
  await until(page, OUTBOX_IS_EMPTY);
}

type Household = Awaited<ReturnType<typeof toDiscuss>>[number];

/** Both came, and agree; without a line. */
async function hold(folder: string, households: readonly Household[]): Promise<void> {
  const dark = await coldStart(folder);
  await unlock(dark.page, PIN);
  await dark.page.getByRole('link', { name: hamlet.name }).first().click();
  await dark.page.getByRole('link', { name: m('open-page') }).click();
  await press(dark.page, m('begin'));
  for (const { headName } of households) await press(dark.page, m('as.head-of', { name: headName }));
  await step(dark.page, 'discuss');
  for (const { headName } of households) {
    await dark.page.getByRole('button', { name: headName }).click();
    await press(dark.page, m('discuss.all'));
    await dark.page.getByText(m('discuss.agreed', { yes: 2, present: 2, percent: 100 })).waitFor();
    await press(dark.page, m('discuss.back'));
  }
  await step(dark.page, 'close');
  const chair = dark.page.getByLabel(m('close.chair'));
  await chair.fill('Nguyễn Văn Thành');
  await chair.press('Tab');
  await press(dark.page, m('close.action'));
  await dark.page
    .getByRole('dialog')
    .getByRole('button', { name: m('close.action') })
    .click();
  await dark.page.getByText(m('sent.waiting')).waitFor();
  await dark.context.close();
}

function assertParts(rows: readonly HandoverView[]): void {
  assert.deepEqual(
    rows.map(({ form, householdId, refusedBecause, word }) => {
      // cast: what the phone writes
      const { points, came } = (
        JSON.parse(form) as { envelope: { payload: { points: { householdId: string; yes: number }[]; came: object[] } } }
      ).envelope.payload;
      return [points.map((one) => [one.householdId === householdId, one.yes]), came.length, refusedBecause, word];
    }),
    [
      [[], 2, 'round-closed', WORD],
      [[[true, 2]], 0, 'round-closed', WORD],
      [[[true, 2]], 0, 'round-closed', WORD],
    ],
    'who was in the room once, and each household alone',
  );
}

/** Told on the first page, and gone once it was read. */
async function readAnswer(folder: string): Promise<void> {
  const last = await opened(folder);
  await last.getByText(m('handed.answered')).waitFor();
  await last.goto(`${base}/field/`);
  await unlock(last, PIN);
  await last.getByText(taskText('vi', 'answered.settled')).waitFor();
  await last.goto(`${base}/field/chua-gui`);
  await unlock(last, PIN);
  await press(last, t('handed.read'));
  await last.getByText(t('unsent.none')).waitFor();
  await last.context().close();
}

it('refused minutes are handed over, read in the office, and what was sent back goes again', async () => {
  const [first, second] = await toDiscuss();
  assert.ok(first !== undefined && second !== undefined);
  const folder = await phoneWithList('bithu', PIN);
  await hold(folder, [first, second]);
  await closeRound();

  const page = await opened(folder);
  await page.getByText(m('sent.refused')).waitFor();
  await page.getByText(problemsText('vi', 'round-closed')).waitFor();
  await handOver(page);
  const rows = await handed();
  assertParts(rows);
  await page.context().close();

  const office = await face.context('canbo', { viewport: DESKTOP });
  const desk = await office.newPage();
  await desk.goto(`${base}/desk/khu-vuc/${communeId}/chuyen-len`);
  await desk.getByText(problemsText('vi', 'round-closed')).first().waitFor();
  await assertFits(desk);
  const attended = rows.find(({ form }) => form.includes('"points":[]'))?.headName ?? assert.fail();
  await answerOnDesk(desk, `${attended} – ${m('handed.attendance')}`, 'settle', '');
  await answerOnDesk(desk, `${first.headName} – ${m('title')}`, 'settle', 'Xã đã ghi vào biên bản');
  await answerOnDesk(desk, `${second.headName} – ${m('title')}`, 'back', ANSWER);

  const again = await opened(folder);
  await again.getByText(m('handed.answered')).waitFor();
  await again.getByText(`${t('handed.settled', { by: officerName })}: Xã đã ghi vào biên bản`).waitFor();
  await again.getByText(`${t('handed.sent-back', { by: officerName })}: ${ANSWER}`).waitFor();
  await assertFits(again);
  await press(again, t('handed.read'));
  await again.getByText(m('handed.answered')).waitFor({ state: 'detached' });
  await handOver(again);
  await again.context().close();
  const open = (await handed()).filter(({ end }) => end === null);
  assert.deepEqual(
    open.map(({ refusedBecause }) => refusedBecause),
    ['sent-back', 'sent-back'],
  );
  assert.equal(open.filter(({ form }) => form.includes(second.householdId) && !form.includes('"points":[]')).length, 1);
  assert.equal(
    open.some(({ form }) => !form.includes('"points":[]') && form.includes(first.householdId)),
    false,
    'what was settled stays so',
  );

  await desk.reload();
  await desk.getByText(problemsText('vi', 'sent-back')).first().waitFor();
  await answerOnDesk(desk, `${attended} – ${m('handed.attendance')}`, 'settle', '');
  await answerOnDesk(desk, `${second.headName} – ${m('title')}`, 'settle', '');
  await office.close();

  await readAnswer(folder);
  assert.deepEqual(face.faults, []);
});
