/**
 * A hamlet's meeting on the phone with the network off (họp dân không có mạng), from a cold start and through an empty battery: who came,
 * how many agree, minutes closed and sent when there is a line. A second phone that wrote of the same meeting loses nothing; a household
 * that was not agreed to comes back to the interviewer's list.
 */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import type { DecisionDraft, DeviceView, HouseholdRow } from '../../core/views.ts';
import { assertFits, assertNoLine, darkPhones, unlock } from '../../tools/test/dark-phone.ts';
import { openFace } from '../../tools/test/face.ts';
import { OUTBOX_IS_EMPTY, until } from '../../tools/test/phone-store.ts';
import { type FieldKey, fieldText } from '../../words/field.ts';
import { type MeetingKey, meetingText } from '../../words/meeting.ts';
import { problemsText } from '../../words/problems.ts';
import type { Params } from '../../words/words.ts';

const m = (key: MeetingKey, params?: Params) => meetingText('vi', key, params);
const t = (key: FieldKey, params?: Params) => fieldText('vi', key, params);
const face = await openFace({ faces: ['field'], now: '2026-10-12T02:00:00.000Z', meetings: true });
const { base } = face;
const { phoneWithList, coldStart, remove } = darkPhones(face);
after(async () => {
  await face.close();
  remove();
});
const { communeId, hamlets } = face.mini.village;
const hamlet = hamlets[0] ?? assert.fail();
const PIN = '770412';
/** The narrowest phone in use. */
const NARROW = { width: 320, height: 640 };
let secretary = '';
let headOfHamlet = '';
let due: readonly HouseholdRow[] = [];

before(async () => {
  due = (await draft()).filter((row) => row.hamletId === hamlet.areaId);
  assert.ok(due.length >= 2, `${due.length} households to be discussed`);
  secretary = await phoneWithList('bithu', PIN);
  headOfHamlet = await phoneWithList('truongap', PIN);
});

/** What the commune is told that its hamlets have still to discuss. */
async function draft(code = 'not-discussed'): Promise<readonly HouseholdRow[]> {
  const office = await face.context('canbo');
  const answer = await office.request.get(`${base}/api/rounds/${face.mini.rounds.now}/communes/${communeId}/decision`);
  const { blockers }: DecisionDraft = await answer.json();
  await office.close();
  return blockers.find((one) => one.code === code)?.households ?? [];
}

async function recordsThere(): Promise<NonNullable<DeviceView['meetings']>> {
  const office = await face.context('canbo');
  const device: DeviceView = await (await office.request.get(`${base}/api/device`)).json();
  await office.close();
  return device.meetings ?? [];
}

async function openMeeting(page: Page): Promise<void> {
  await unlock(page, PIN);
  await page.getByRole('link', { name: hamlet.name }).first().click();
  await page.getByRole('link', { name: m('open-page') }).click();
}

const step = (page: Page, name: 'come' | 'discuss' | 'close') =>
  page
    .getByRole('group', { name: m('steps') })
    .getByRole('button', { name: m(`step.${name}`) })
    .click();

const result = (yes: number, present: number): string =>
  m(yes * 2 >= present ? 'discuss.agreed' : 'discuss.again', { yes, present, percent: Math.floor((yes * 100) / present) });

/** Opens a household of the list, and counts those who agree among those who are said to be there. */
async function discuss(page: Page, { headName }: HouseholdRow, { yes, present, said }: { yes: number; present: number; said: string }) {
  await page.getByRole('button', { name: headName }).click();
  await page.getByRole('heading', { name: headName }).waitFor();
  for (const [label, value] of [
    [m('discuss.present'), present],
    [m('discuss.yes'), yes],
  ] as const) {
    const box = page.getByLabel(label, { exact: true });
    await box.fill(String(value));
    await box.press('Tab');
    // Nobody types the next number before the first lies on the disk.
    await page.locator(`input[data-most="${present}"]`).waitFor();
  }
  await page.getByText(result(yes, present)).waitFor();
  const box = page.getByLabel(m('discuss.yes'), { exact: true });
  await box.fill(String(present + 1));
  await box.press('Tab');
  await page.getByText(m('count-over', { most: present })).waitFor();
  assert.equal(await box.inputValue(), String(yes), 'what was written stands');
  await box.press('End');
  await box.press('8');
  await box.press('Backspace');
  for (const [key, shown] of [
    ['fewer', yes - 1],
    ['more', yes],
  ] as const) {
    await page.getByRole('button', { name: `${m('discuss.yes')}: ${m(key)}` }).click();
    await page.getByText(result(shown, present)).waitFor();
    assert.equal(await box.inputValue(), String(shown), 'what was typed and taken back stands over nothing');
  }
  await page.getByText(result(yes, present)).waitFor();
  const words = page.getByLabel(m('discuss.said'), { exact: true });
  await words.fill(said);
  await words.press('Tab');
  await assertFits(page);
}

/** In a browser that speaks English days are typed as in Vietnam; one that is none keeps the minutes open, and what was typed. */
async function typeDay(page: Page): Promise<void> {
  const box = page.getByLabel(m('close.held-on'), { exact: true });
  assert.equal(await box.inputValue(), '12/10/2026');
  await box.fill('31/9/2026');
  await page.getByRole('button', { name: m('close.action') }).click();
  await page.getByText(m('close.day-wrong')).first().waitFor();
  assert.equal(await page.getByRole('dialog').count(), 0);
  assert.deepEqual([await box.inputValue(), await box.getAttribute('aria-invalid')], ['31/9/2026', 'true']);
  await assertFits(page);
  for (const typed of ['12102026', '12/10/2026', '12.10.2026']) {
    await box.fill(typed);
    await box.press('Tab');
    await page.getByText(m('close.day-wrong')).first().waitFor({ state: 'detached' });
    assert.equal(await box.inputValue(), '12/10/2026');
  }
}

/** Names that the phone knows stand there already; `missing` does not. */
async function closeMinutes(page: Page, missing: 'chair' | 'secretary' | null = null): Promise<void> {
  await step(page, 'close');
  for (const who of ['chair', 'secretary'] as const) {
    const box = page.getByLabel(m(`close.${who}`));
    assert.equal((await box.inputValue()) === '', who === missing, who);
    if (who !== missing) continue;
    await page.getByRole('button', { name: m('close.action') }).click();
    await page.getByText(m('close.needs-names')).waitFor();
    await box.fill(who === 'chair' ? 'Nguyễn Văn Thành' : 'Lê Hoàng Minh');
    await box.press('Tab');
  }
  await assertFits(page);
  await typeDay(page);
  await page.getByRole('button', { name: m('close.action') }).click();
  await assertFits(page);
  await page
    .getByRole('dialog')
    .getByRole('button', { name: m('close.action') })
    .click();
  await page.getByText(m('sent.waiting')).waitFor();
  await assertFits(page);
}

const came = (page: Page, { headName }: HouseholdRow, as: 'head' | 'member' = 'head') =>
  page.getByRole('button', { name: m(`as.${as}-of`, { name: headName }) });

describe('the meeting of a hamlet, with the network off', () => {
  it('is written down tap by tap through an empty battery, closed, and sent when there is a line', async () => {
    const [first, second] = due;
    assert.ok(first !== undefined && second !== undefined);
    const dark = await coldStart(secretary, NARROW);
    await openMeeting(dark.page);
    await assertNoLine(dark.page);
    await dark.page.getByRole('button', { name: m('begin') }).waitFor();
    await assertFits(dark.page);
    await dark.page.getByRole('button', { name: m('begin') }).click();
    await came(dark.page, first).click();
    await came(dark.page, second, 'member').click();
    await dark.page.getByText(m('present', { count: 2 })).waitFor();
    await dark.page.getByRole('button', { name: m('undo') }).click();
    await dark.page.getByText(m('present', { count: 1 })).waitFor();
    await came(dark.page, second, 'member').click();
    await dark.page.getByText(m('present', { count: 2 })).waitFor();
    await assertFits(dark.page);
    // What is drawn is on the disk.
    await dark.context.close();

    const later = await coldStart(secretary, NARROW);
    await openMeeting(later.page);
    await later.page.getByText(m('present', { count: 2 })).waitFor();
    assert.equal(await came(later.page, second, 'member').getAttribute('aria-pressed'), 'true');
    for (let i = 0; i < 18; i += 1) await later.page.getByRole('button', { name: `${m('others')}: ${m('more')}` }).click();
    await later.page.getByText(m('present', { count: 20 })).waitFor();
    await step(later.page, 'discuss');
    await assertFits(later.page);
    await discuss(later.page, first, { yes: 18, present: 20, said: 'Nhà dột, con còn nhỏ' });
    await later.page.getByRole('button', { name: m('discuss.back') }).click();
    await discuss(later.page, second, { yes: 9, present: 20, said: 'Con đi làm xa gửi tiền về' });
    await later.page.getByRole('button', { name: m('discuss.back') }).click();
    await closeMinutes(later.page, 'chair');
    await later.page.goto(`${base}/field/chua-gui`);
    await unlock(later.page, PIN);
    await later.page.getByText(m('sent.waiting')).waitFor();
    await assertFits(later.page);
    await later.context.setOffline(false);
    await until(later.page, OUTBOX_IS_EMPTY);
    await later.context.close();

    const [record, ...more] = await recordsThere();
    assert.equal(more.length, 0);
    assert.ok(record !== undefined);
    assert.equal(record.heldOn, '2026-10-12', 'the day by the server’s clock');
    assert.deepEqual(
      record.came.map(({ householdId, as }) => [householdId, as]),
      [
        [first.householdId, 'head'],
        [second.householdId, 'member'],
      ],
    );
    const told = new Map(record.points.map((one) => [one.householdId, one]));
    assert.deepEqual([told.get(first.householdId)?.yes, told.get(second.householdId)?.yes, record.others], [18, 9, 18]);
    assert.deepEqual(
      (await draft('not-agreed')).map(({ householdId }) => householdId),
      [second.householdId],
    );
  });

  it('written by two phones without each other: both words are kept and shown, until one who saw both writes the count', async () => {
    const [first] = due;
    assert.ok(first !== undefined);
    const other = await coldStart(headOfHamlet);
    await openMeeting(other.page);
    await other.page.getByRole('button', { name: m('begin') }).click();
    await came(other.page, first).click();
    await step(other.page, 'discuss');
    await discuss(other.page, first, { yes: 8, present: 20, said: 'Đã sửa nhà năm trước' });
    await step(other.page, 'close');
    await other.page.getByRole('button', { name: m('close.action') }).click();
    await other.page.getByText(m('close.overcounted', { present: 1, names: first.headName })).waitFor();
    await step(other.page, 'come');
    const others = other.page.getByLabel(m('others'), { exact: true });
    await others.fill('19');
    await others.press('Tab');
    await closeMinutes(other.page, 'secretary');
    await other.context.setOffline(false);
    await until(other.page, OUTBOX_IS_EMPTY);
    await other.page.getByText(m('state.differs')).first().waitFor();
    assert.equal((await recordsThere()).length, 2);
    assert.deepEqual(
      (await draft('meeting-differs')).map(({ householdId }) => householdId),
      [first.householdId],
    );
    await other.page.getByRole('button', { name: m('begin-again') }).click();
    await came(other.page, first).click();
    await step(other.page, 'discuss');
    await discuss(other.page, first, { yes: 17, present: 20, said: 'Đếm lại trước cuộc họp' });
    for (const by of ['bithu', 'truongap']) {
      const name = face.mini.accounts[by]?.displayName ?? assert.fail();
      await other.page.getByText(m('discuss.says', { by: name, yes: by === 'bithu' ? 18 : 8, present: 20 })).waitFor();
    }
    await other.context.setOffline(true);
    await closeMinutes(other.page);
    await other.context.setOffline(false);
    await until(other.page, OUTBOX_IS_EMPTY);
    await other.context.close();
    assert.equal((await recordsThere()).length, 3);
    assert.deepEqual(await draft('meeting-differs'), []);
  });

  it('what was not agreed to comes back to the interviewer, with why', async () => {
    const [, second] = due;
    assert.ok(second !== undefined);
    const { context, page } = await coldStart(await phoneWithList('rasoat', PIN));
    await unlock(page, PIN);
    await page.getByRole('link', { name: hamlet.name }).first().click();
    const line = page.locator('.list a', { hasText: second.headName });
    await line.getByText(m('again.state')).waitFor();
    await assertFits(page);
    await line.click();
    await page.getByText(m('again.text', { day: '12/10/2026', yes: 9, present: 20 })).waitFor();
    await page.getByText('Con đi làm xa gửi tiền về').waitFor();
    await page.getByRole('link', { name: t('file.again') }).waitFor();
    await assertFits(page);
    await context.close();
  });

  it('sent after the round was closed it comes back with the reason, word for word, and goes only when a person gives it up', async () => {
    const [, second] = due;
    assert.ok(second !== undefined);
    const late = await coldStart(headOfHamlet);
    await openMeeting(late.page);
    await late.page.getByRole('button', { name: m('begin-again') }).click();
    await came(late.page, second).click();
    await step(late.page, 'discuss');
    await late.page.getByRole('button', { name: m('discuss.next') }).click();
    await late.page.getByRole('button', { name: m('discuss.all') }).click();
    // Two households and 19 others, as all minutes of the day have it.
    await late.page.getByText(m('discuss.agreed', { yes: 21, present: 21, percent: 100 })).waitFor();
    await closeMinutes(late.page);
    const province = await face.context('canbotinh');
    const at = '2026-10-12T01:59:00.000Z';
    const closing = {
      commandId: '0199f700-0000-7000-8000-000000000001',
      kind: 'round-closed',
      v: 1,
      at,
      payload: { roundId: face.mini.rounds.now },
    };
    const headers = { 'x-vuon': '1', origin: base };
    assert.match(await (await province.request.post(`${base}/api/commands`, { data: { commands: [closing] }, headers })).text(), /"taken"/);
    await province.close();
    const records = (await recordsThere()).length;

    await late.context.setOffline(false);
    await late.page.getByText(m('sent.refused')).waitFor();
    await late.page.getByText(problemsText('vi', 'round-closed')).waitFor();
    await assertFits(late.page);
    // On paper it can go to the commune by hand.
    await late.page.getByRole('link', { name: t('print.open') }).click();
    const paper = late.page.locator('.paper');
    await paper.getByText(problemsText('vi', 'round-closed')).waitFor();
    await paper.getByText(m('discuss.yes')).waitFor();
    assert.match((await paper.textContent()) ?? '', /21/);
    await assertFits(late.page);
    await late.page.getByRole('link', { name: t('back-to-list') }).click();
    await late.page.getByRole('button', { name: m('sent.correct') }).click();
    await late.page.getByText(m('present', { count: 1 })).waitFor();
    await step(late.page, 'discuss');
    await late.page.getByText(m('state.agreed', { yes: 21, present: 21 })).waitFor();
    await step(late.page, 'close');
    await late.page.getByRole('button', { name: m('give-up') }).click();
    await late.page.getByRole('button', { name: m('give-up'), exact: true }).click();
    await late.page.getByRole('group', { name: m('steps') }).waitFor({ state: 'detached' });
    await until(late.page, OUTBOX_IS_EMPTY);
    await late.context.close();
    assert.equal((await recordsThere()).length, records);
    assert.deepEqual(face.faults, []);
  });
});
