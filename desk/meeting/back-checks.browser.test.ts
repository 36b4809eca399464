/**
 * A back-check from end to end in a real browser: drawn on the desk by the number published since it was told, given to another enumerator,
 * asked on that person's phone from the beginning with nothing of the first form, and the agreement with its interval on the desk.
 */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Page } from 'playwright-core';
import { addDays, date, instantOf } from '../../core/kernel/dates.ts';
import { submit } from '../../server/ledger/door.ts';
import { DESKTOP, misfitsOf, openFace, PHONE, widthFaults } from '../../tools/test/face.ts';
import { plantDoubts } from '../../tools/test/doubtful-commune.ts';
import { readInterview } from '../../tools/test/read-interview.ts';
import { confirmChecks, sendForm, tell } from '../../tools/test/told.ts';
import { backCheckText } from '../../words/back-check.ts';
import { deskText } from '../../words/desk.ts';
import { fairnessText } from '../../words/fairness.ts';
import { fieldText } from '../../words/field.ts';

const TOLD = date('2026-10-19');
const TODAY = addDays(TOLD, 1);
const b = (key: Parameters<typeof backCheckText>[1], params = {}) => backCheckText('vi', key, params);
const t = (key: Parameters<typeof fieldText>[1], params = {}) => fieldText('vi', key, params);
const face = await openFace({ faces: ['desk', 'field', 'portal'], now: `${TODAY}T02:00:00.000Z` });
after(() => face.close());
const { communeId } = face.mini.village;
const SOURCE = 'Giải đặc biệt xổ số Vĩnh Long';

async function fits(page: Page, where: string): Promise<string[]> {
  await page.setViewportSize(PHONE);
  const misfits = await misfitsOf(page);
  const shots = process.env['VUON_SHOTS'];
  if (shots) await page.screenshot({ path: `${shots}/${where}-360.png`, fullPage: true });
  await page.setViewportSize(DESKTOP);
  misfits.push(...(await widthFaults(page)));
  if (shots) await page.screenshot({ path: `${shots}/${where}-1366.png`, fullPage: true });
  return misfits.map((misfit) => `${where}: ${misfit}`);
}

/** Told yesterday, as the program itself. */
async function announced(): Promise<void> {
  const payload = { drawId: crypto.randomUUID(), communeId, roundId: face.mini.rounds.now, size: 60, source: SOURCE, seedOn: TODAY };
  const now = instantOf(Date.parse(`${TOLD}T02:00:00.000Z`));
  const said = { commandId: crypto.randomUUID(), kind: 'announce-back-check', v: 1, at: now, payload };
  const [answer] = await submit(face.db, 'system', [said], { now, today: TOLD });
  assert.equal(answer?.answer, 'taken', JSON.stringify(answer));
}

/** What whoever asks once more sees of the household on the desk, and everybody on the portal. */
async function seenMeanwhile(path: string, headName: string): Promise<string[]> {
  const wrong: string[] = [];
  const hidden = await (await face.context('rasoat')).newPage();
  await hidden.goto(face.base + path);
  await hidden.getByRole('heading', { level: 1, name: headName }).waitFor();
  await hidden.getByText(deskText('vi', 'verdict.withheld')).first().waitFor();
  // That something is hidden is not told as if there were nothing.
  for (const key of ['verdicts.not-judged', 'verdicts.none', 'answers.none'] as const)
    assert.equal(await hidden.getByText(deskText('vi', key)).count(), 0, key);
  wrong.push(...(await fits(hidden, 'back-check-hidden')));
  await hidden.context().close();
  const portal = await (await face.context(null)).newPage();
  await portal.goto(`${face.base}/hau-kiem`);
  await portal.getByText('48213').waitFor();
  await portal.getByText(SOURCE).waitFor();
  wrong.push(...(await fits(portal, 'back-check-portal')));
  await portal.goto(`${face.base}/hau-kiem?nam=2023`);
  await portal.getByText(b('portal.none-in', { year: 2023 })).waitFor();
  wrong.push(...(await fits(portal, 'back-check-portal-year')));
  await portal.context().close();
  return wrong;
}

/** As whoever it was given to: every question anew, told as at first. */
async function askOnPhone(householdId: string): Promise<string[]> {
  const { answers } = await standing(householdId);
  const phone = await (await face.context('rasoat')).newPage();
  await phone.setViewportSize(PHONE);
  await phone.goto(`${face.base}/field/ho/${householdId}`);
  await phone.getByText(t('file.check')).waitFor();
  const misfits = (await misfitsOf(phone)).map((misfit) => `phone: ${misfit}`);
  await phone.getByRole('link', { name: t('file.start') }).click();
  await tell(phone, answers);
  await confirmChecks(phone);
  await sendForm(phone);
  await phone.getByText(t('sent.taken')).first().waitFor();
  return misfits;
}

test('drawn, given, asked on the phone without the first form, compared', async () => {
  const wrong: string[] = [];
  // Their forms came in before the day of the number.
  const { second } = await plantDoubts(face.db, face.mini, instantOf(Date.parse(`${TOLD}T01:00:00.000Z`)));
  const desk = await (await face.context('canbo')).newPage();
  await desk.goto(`${face.base}/desk/khu-vuc/${communeId}`);
  await desk.getByRole('link', { name: fairnessText('vi', 'title') }).click();
  await desk.getByText(b('none.title')).waitFor();
  await desk.getByRole('button', { name: b('announce') }).click();
  const dialog = desk.getByRole('dialog');
  await dialog.getByLabel(b('announce.day')).fill('20/10/2026');
  await dialog.getByRole('button', { name: b('announce') }).click();
  await dialog.getByText(b('announce.source-needed')).waitFor();
  await dialog.getByLabel(b('announce.source')).fill(SOURCE);
  await dialog.getByRole('button', { name: b('announce') }).click();
  // Today is too early to be told of.
  await dialog.getByRole('alert').waitFor();
  wrong.push(...(await fits(desk, 'back-check-announce')));
  await announced();
  await desk.reload();
  await desk.getByRole('button', { name: b('draw') }).click();
  await dialog.getByLabel(b('draw.seed')).fill('48213');
  await dialog.getByRole('button', { name: b('draw') }).click();
  const table = desk.getByRole('table', { name: b('drawn.title') });
  const row = table.locator('tbody tr').filter({ hasText: second.displayName }).first();
  await row.waitFor();
  wrong.push(...(await fits(desk, 'back-check-drawn')));
  const link = row.getByRole('link');
  const headName = (await link.innerText()).trim();
  const householdId = (await link.getAttribute('href'))?.split('/').at(-1) ?? '';
  const enumerator = face.mini.accounts['rasoat']?.displayName ?? '';
  await row.getByRole('button', { name: b('give-of', { about: headName }) }).click();
  await dialog.getByRole('button', { name: enumerator }).waitFor();
  // However many may be chosen, what sends the choice is in reach.
  await desk.setViewportSize({ width: 1366, height: 240 });
  const sends = (await dialog.getByRole('button', { name: b('give'), exact: true }).boundingBox()) ?? assert.fail();
  assert.ok(sends.y + sends.height <= 240, `the button is out of reach: ${sends.y + sends.height}`);
  await desk.setViewportSize(DESKTOP);
  // Whoever held the interview does not hold it again.
  assert.equal(await dialog.getByRole('button', { name: second.displayName }).count(), 0);
  await dialog.getByRole('button', { name: enumerator }).click();
  await dialog.getByRole('button', { name: b('give'), exact: true }).click();
  await row.getByText(enumerator).waitFor();

  wrong.push(...(await seenMeanwhile((await link.getAttribute('href')) ?? '', headName)));
  wrong.push(...(await askOnPhone(householdId)));

  const before = await standing(householdId);
  await desk.reload();
  await row.getByText(b('done-on', { day: '20/10/2026' })).waitFor();
  await desk.getByText(b('agree.forms', { forms: '1' })).waitFor();
  // The same was told as at first: all answers agree, within what one household can tell.
  await desk
    .getByText(/\(100 %\), trong khoảng \d+–100 %/)
    .first()
    .waitFor();
  wrong.push(...(await fits(desk, 'back-check-compared')));
  assert.deepEqual([before.eventId, before.by], [(await standing(householdId)).eventId, second.accountId], 'the first form stands');
  assert.deepEqual([wrong, face.faults], [[], []]);
});

const standing = (householdId: string) => readInterview(face.db, face.mini.rounds.now, householdId);
