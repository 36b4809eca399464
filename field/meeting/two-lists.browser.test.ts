/**
 * One meeting and two lists with the network off (một cuộc họp, hai danh sách): who came is asked once, each household is counted for the review
 * and apart from it for the list that opens a year, through an empty battery; two minutes go out, each is seen by the office in its own
 * list, and each comes back, is printed and handed over on its own.
 */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import type { Round } from '../../core/meeting/round.ts';
import type { HamletMinutes } from '../../core/minutes-view.ts';
import type { DecisionDraft, HandoversPage, HouseholdRow } from '../../core/views.ts';
import { submit } from '../../server/ledger/door.ts';
import { assertFits, assertNoLine, darkPhones, unlock } from '../../tools/test/dark-phone.ts';
import { DESKTOP, openFace } from '../../tools/test/face.ts';
import { OUTBOX_IS_EMPTY, until } from '../../tools/test/phone-store.ts';
import { MEETING_GATES, roundFor } from '../../tools/village/office.ts';
import { type FieldKey, fieldText } from '../../words/field.ts';
import { type MeetingKey, meetingText } from '../../words/meeting.ts';
import { problemsText } from '../../words/problems.ts';
import type { Params } from '../../words/words.ts';

const m = (key: MeetingKey, params?: Params) => meetingText('vi', key, params);
const t = (key: FieldKey, params?: Params) => fieldText('vi', key, params);
const NOW = '2026-10-12T02:00:00.000Z';
const face = await openFace({ faces: ['desk', 'field'], now: NOW, meetings: true });
const { base, mini } = face;
const { phoneWithList, coldStart, remove } = darkPhones(face);
after(async () => {
  await face.close();
  remove();
});
const { communeId, hamlets } = mini.village;
const hamlet = hamlets[0] ?? assert.fail();
const PIN = '640917';
const PHONE = { width: 360, height: 740 };
const YEAR = 2027;
const LIST = m('second.name', { year: YEAR });
const opening: Round = {
  ...{ roundId: crypto.randomUUID(), kind: 'opening', year: YEAR, opensOn: '2026-10-01', closesOn: '2027-01-31', rulebooks: ['2027-2030'] },
  ...{ questionnaire: roundFor('mini', 2026).questionnaire, interviewsOf: mini.rounds.now, gates: [...MEETING_GATES] },
};
let due: readonly HouseholdRow[] = [];
let folder = '';

async function tell(kind: string, payload: object): Promise<void> {
  const sent = { commandId: crypto.randomUUID(), kind, v: 1, at: NOW, payload };
  const [answer] = await submit(face.db, 'system', [sent], { now: NOW, today: NOW.slice(0, 10) });
  assert.equal(answer?.answer, 'taken', JSON.stringify(answer));
}

before(async () => {
  await tell('round-opened', { round: opening, communes: [communeId] });
  const office = await face.context('canbo');
  const answer = await office.request.get(`${base}/api/rounds/${mini.rounds.now}/communes/${communeId}/decision`);
  const { blockers }: DecisionDraft = await answer.json();
  due = (blockers.find(({ code }) => code === 'not-discussed')?.households ?? []).filter(({ hamletId }) => hamletId === hamlet.areaId);
  await office.close();
  assert.ok(due.length >= 2, `${due.length} households to be discussed`);
  folder = await phoneWithList('bithu', PIN);
});

/** What the office is told of the hamlet's minutes for that list. */
async function told(roundId: string): Promise<HamletMinutes> {
  const office = await face.context('canbo');
  const minutes: HamletMinutes = await (await office.request.get(`${base}/api/areas/${hamlet.areaId}/minutes?round=${roundId}`)).json();
  await office.close();
  return minutes;
}
const countsIn = ({ records }: HamletMinutes) =>
  new Map(records.flatMap(({ points }) => points.map((point) => [point.householdId, `${point.yes}/${point.present}`] as const)));

async function openMeeting(page: Page): Promise<void> {
  await unlock(page, PIN);
  await page.getByRole('link', { name: hamlet.name }).first().click();
  await page.getByRole('link', { name: m('open-page') }).click();
}

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const step = (page: Page, name: 'come' | 'discuss' | 'close') =>
  page
    .getByRole('group', { name: m('steps') })
    .getByRole('button', { name: m(`step.${name}`) })
    .click();
const result = (yes: number, present: number): string =>
  m(yes * 2 >= present ? 'discuss.agreed' : 'discuss.again', { yes, present, percent: Math.floor((yes * 100) / present) });

async function count(page: Page, label: string, value: number): Promise<void> {
  const box = page.getByLabel(label, { exact: true });
  await box.fill(String(value));
  await box.press('Tab');
}

/** Both counts of a household, of which neither moves the other. */
async function discuss(
  page: Page,
  { headName }: HouseholdRow,
  { review, second, present }: { review: number; second: number; present: number },
) {
  await page.getByRole('button', { name: headName }).click();
  await page.getByRole('heading', { name: headName }).waitFor();
  await count(page, m('discuss.yes'), review);
  await page.getByText(result(review, present), { exact: true }).waitFor();
  const apart = page.getByRole('region', { name: LIST });
  await count(page, m('second.yes', { year: YEAR }), second);
  await apart.getByText(result(second, present), { exact: true }).waitFor();
  assert.equal(await page.getByLabel(m('discuss.yes'), { exact: true }).inputValue(), String(review));
  await assertFits(page);
}

async function close(page: Page): Promise<void> {
  await step(page, 'close');
  const chair = page.getByLabel(m('close.chair'));
  await chair.fill('Nguyễn Văn Thành');
  await chair.press('Tab');
  await assertFits(page);
  await press(page, m('close.action'));
  const dialog = page.getByRole('dialog');
  await dialog.getByText(m('second.close')).waitFor();
  await assertFits(page);
  await dialog.getByRole('button', { name: m('close.action') }).click();
  await page.getByText(m('sent.waiting')).nth(1).waitFor();
}

describe('one meeting for two lists, with the network off', () => {
  it('who came is asked once, both counts survive an empty battery, and each is seen by the office in its own list', async () => {
    const [first, second] = due;
    assert.ok(first !== undefined && second !== undefined);
    const dark = await coldStart(folder, PHONE);
    await openMeeting(dark.page);
    await assertNoLine(dark.page);
    await dark.page.getByText(m('second.at-meeting', { year: YEAR })).waitFor();
    await assertFits(dark.page);
    await press(dark.page, m('begin'));
    await press(dark.page, m('as.head-of', { name: first.headName }));
    await count(dark.page, m('others'), 19);
    await dark.page.getByText(m('present', { count: 20 })).waitFor();
    await step(dark.page, 'discuss');
    await discuss(dark.page, first, { review: 18, second: 7, present: 20 });
    // What is drawn is on the disk.
    await dark.context.close();

    const later = await coldStart(folder, PHONE);
    await openMeeting(later.page);
    await later.page.getByText(m('present', { count: 20 })).waitFor();
    await step(later.page, 'discuss');
    const line = later.page.getByRole('button', { name: first.headName });
    await line.getByText(m('state.agreed', { yes: 18, present: 20 })).waitFor();
    await line.getByText(m('state.again', { yes: 7, present: 20 })).waitFor();
    await assertFits(later.page);
    await discuss(later.page, second, { review: 9, second: 16, present: 20 });
    await press(later.page, m('undo'));
    await press(later.page, m('second.all', { year: YEAR }));
    await later.page.getByRole('region', { name: LIST }).getByText(result(20, 20), { exact: true }).waitFor();
    await close(later.page);
    await later.page.goto(`${base}/field/chua-gui`);
    await unlock(later.page, PIN);
    await later.page.getByText(m('sent.waiting')).nth(1).waitFor();
    assert.equal(await later.page.getByText(LIST).count(), 1, 'it is said which of the two is of the list');
    await assertFits(later.page);
    await later.context.setOffline(false);
    await until(later.page, OUTBOX_IS_EMPTY);
    await later.context.close();

    const [review, list] = [await told(mini.rounds.now), await told(opening.roundId)];
    const expected = (of: readonly string[]) => new Map([first, second].map(({ householdId }, n) => [householdId, of[n]]));
    assert.deepEqual([countsIn(review), countsIn(list)], [expected(['18/20', '9/20']), expected(['7/20', '20/20'])]);
    assert.deepEqual(review.records[0]?.came, list.records[0]?.came, 'the same people in the room');
    assert.deepEqual(
      [first, second].map(({ householdId }) => list.agreements[householdId]),
      ['again', 'agreed'],
    );
    const office = await face.context('canbo', { viewport: DESKTOP });
    const desk = await office.newPage();
    await desk.goto(`${base}/desk/khu-vuc/${hamlet.areaId}/bien-ban?dot=${opening.roundId}`);
    await desk.getByRole('heading', { name: m('discuss.before', { day: '12/10/2026' }) }).waitFor();
    assert.equal(await desk.getByRole('cell', { name: m('close.agreed'), exact: true }).count(), 1);
    await office.close();
    assert.deepEqual(face.faults, []);
  });

  it('where one comes back the other stays taken: it is printed, opened again and handed over on its own', async () => {
    const [first] = due;
    assert.ok(first !== undefined);
    const dark = await coldStart(folder, PHONE);
    await openMeeting(dark.page);
    await press(dark.page, m('begin-again'));
    await press(dark.page, m('as.head-of', { name: first.headName }));
    await step(dark.page, 'discuss');
    await discuss(dark.page, first, { review: 20, second: 19, present: 20 });
    await close(dark.page);
    await tell('round-closed', { roundId: opening.roundId });
    await dark.page.goto(`${base}/field/chua-gui`);
    await unlock(dark.page, PIN);
    await dark.page.getByText(m('sent.waiting')).nth(1).waitFor();
    await dark.context.setOffline(false);
    await dark.page.getByText(m('sent.refused')).waitFor();
    await dark.page.getByText(problemsText('vi', 'round-closed')).waitFor();
    await dark.page.getByText(m('sent.waiting')).waitFor({ state: 'detached' });
    assert.equal((await told(mini.rounds.now)).records.length, 2);
    assert.equal((await told(opening.roundId)).records.length, 1);
    await dark.page.getByText(LIST).waitFor();
    await assertFits(dark.page);
    await dark.page.getByRole('link', { name: t('print.open') }).click();
    const paper = dark.page.locator('.paper');
    await paper.getByText(LIST).waitFor();
    assert.match((await paper.textContent()) ?? '', /19/);
    await assertFits(dark.page);
    await dark.page.getByRole('link', { name: t('back-to-list') }).click();
    await press(dark.page, t('hand.action'));
    await press(dark.page, t('hand.action'));
    await dark.page.getByText(t('handed.there'), { exact: true }).waitFor();
    await until(dark.page, OUTBOX_IS_EMPTY);
    await dark.context.close();

    const office = await face.context('canbo', { viewport: DESKTOP });
    const { rows }: HandoversPage = await (await office.request.get(`${base}/api/areas/${communeId}/handovers?limit=50`)).json();
    assert.ok(rows.length > 0 && rows.every(({ form }) => form.includes(opening.roundId) && !form.includes(mini.rounds.now)));
    const desk = await office.newPage();
    await desk.goto(`${base}/desk/khu-vuc/${communeId}/chuyen-len`);
    await desk
      .getByRole('article', { name: `${first.headName} – ${m('title')}`, exact: true })
      .getByText(LIST)
      .waitFor();
    await assertFits(desk);
    await office.close();
    assert.deepEqual(face.faults, []);
  });
});
