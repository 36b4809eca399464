/**
 * A phone whose server was restored from a backup made before its form was taken (máy chủ khôi phục bản cũ): it notices, and the form is
 * there again without anybody doing anything but signing in and opening the app.
 */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, it } from 'node:test';
import type { BrowserContext, Page } from 'playwright-core';
import type { HouseholdView } from '../core/views.ts';
import { backup } from '../server/ledger/backup.ts';
import { restore } from '../server/ledger/restore.ts';
import { darkPhones, unlock } from '../tools/test/dark-phone.ts';
import { withDatabase } from '../tools/test/database.ts';
import { openFace } from '../tools/test/face.ts';
import { OUTBOX_IS_EMPTY, until } from '../tools/test/phone-store.ts';
import { confirmChecks, sendForm, tell } from '../tools/test/told.ts';
import { fieldText } from '../words/field.ts';

const t = (key: Parameters<typeof fieldText>[1], params = {}) => fieldText('vi', key, params);
const NOW = '2026-10-12T02:00:00.000Z';
const PIN = '493817';
const PASSPHRASE = 'một câu dài để mở lại';

const face = await openFace({ faces: ['field'], now: NOW, visited: () => false });
const { base, mini } = face;
const { phoneWithList, remove } = darkPhones(face);
const folder = await mkdtemp(join(tmpdir(), 'vuon-restored-'));
after(async () => {
  await face.close();
  remove();
  await rm(folder, { recursive: true });
});
const told = mini.village.households.find(({ key }) => key === 'rich') ?? assert.fail('no such household');
const { householdId, hamletId, headName } = told.registered;

async function opened(phone: string): Promise<{ context: BrowserContext; page: Page }> {
  const context = await face.phone(phone);
  const page = context.pages()[0] ?? (await context.newPage());
  page.setDefaultTimeout(60_000);
  await page.goto(`${base}/field/`);
  await unlock(page, PIN);
  await page.getByRole('link', { name: mini.village.hamlets.find(({ areaId }) => areaId === hamletId)?.name ?? '' }).waitFor();
  return { context, page };
}

async function visits(): Promise<number> {
  const office = await face.context('canbo');
  const answer = await office.request.get(`${base}/api/households/${householdId}`);
  const { interviews }: HouseholdView = await answer.json();
  await office.close();
  return interviews.filter(({ roundId }) => roundId === mini.rounds.now).length;
}

it('a form that was taken is sent again to the restored server, which lacks it', async () => {
  const phone = await phoneWithList('rasoat', PIN);
  const file = join(folder, 'morning.vuon');
  await backup(face.databaseUrl, { file, passphrase: PASSPHRASE, rootsFile: null, now: NOW });

  const noon = await opened(phone);
  await noon.page.goto(`${base}/field/`);
  await unlock(noon.page, PIN);
  await noon.page.getByRole('link', { name: mini.village.hamlets.find(({ areaId }) => areaId === hamletId)?.name ?? '' }).click();
  await noon.page.getByRole('searchbox').fill(headName);
  await noon.page.locator('.list a', { hasText: headName }).click();
  // The page of a hamlet has a card that begins an interview too: that of the next household.
  await noon.page.getByRole('heading', { name: t('file.members', { count: told.registered.members.length }) }).waitFor();
  await noon.page.getByRole('link', { name: t('file.start') }).click();
  await noon.page.locator('#screen-title').waitFor();
  await tell(noon.page, told.answers);
  await noon.page.locator('article').nth(1).waitFor();
  await confirmChecks(noon.page);
  await sendForm(noon.page);
  await noon.page.getByRole('link', { name: t('finished.open') }).waitFor();
  await until(noon.page, OUTBOX_IS_EMPTY);
  assert.equal(await visits(), 1);
  await noon.context.close();

  const restored = await withDatabase<unknown>({ max: 8 });
  await restore(restored.ownerUrl, { file, passphrase: PASSPHRASE, rootsFile: null });
  await face.restart({ db: restored.app });
  assert.equal(await visits(), 0, 'the restored server lacks it');

  const evening = await face.phone(phone);
  const signedIn = await evening.request.post(`${base}/api/sign-in`, {
    data: { username: 'rasoat', password: face.password },
    headers: { 'x-vuon': '1', origin: base },
  });
  assert.ok(signedIn.ok());
  await evening.close();
  const { page, context } = await opened(phone);
  const end = Date.now() + 60_000;
  while ((await visits()) === 0) assert.ok(Date.now() < end, 'it is not sent again');
  await until(page, OUTBOX_IS_EMPTY);
  assert.equal(await visits(), 1);
  await context.close();
});
