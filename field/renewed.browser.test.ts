/**
 * A new version of the app, and an app too old (bản mới của ứng dụng), in a real browser with two builds at one address: what lies on
 * the phone is there after the renewal and is sent; who is too old is told what to do, and what they hold is taken meanwhile.
 */
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, it } from 'node:test';
import type { Page } from 'playwright-core';
import { PROTOCOL } from '../core/sync/protocol-version.ts';
import type { HouseholdView } from '../core/views.ts';
import { buildFaces } from '../tools/build.ts';
import { assertFits, darkPhones, unlock } from '../tools/test/dark-phone.ts';
import { openFace } from '../tools/test/face.ts';
import { OUTBOX_IS_EMPTY, until } from '../tools/test/phone-store.ts';
import { confirmChecks, sendForm, tell, toSummary } from '../tools/test/told.ts';
import { fieldText } from '../words/field.ts';

const t = (key: Parameters<typeof fieldText>[1], params = {}) => fieldText('vi', key, params);
const face = await openFace({ faces: ['field'], now: '2026-10-12T02:00:00.000Z', visited: () => false });
const { base, mini } = face;
const { phoneWithList, coldStart, remove } = darkPhones(face);
const other = mkdtempSync(join(tmpdir(), 'vuon-build-'));
after(async () => {
  await face.close();
  remove();
  rmSync(other, { recursive: true, force: true });
});

/** The same app with one word otherwise: by it a page tells which of the two it is. */
const NEXT = 'bản sau';
async function buildNext(): Promise<string> {
  const root = join(import.meta.dirname, '..');
  const made = /(^|\/)(node_modules|\.svelte-kit)$/;
  for (const part of ['core', 'field', 'ui', 'words', 'package.json', 'package-lock.json', 'tsconfig.json', 'tsconfig.base.json'])
    cpSync(join(root, part), join(other, part), { recursive: true, filter: (path) => !made.test(path) });
  symlinkSync(join(root, 'node_modules'), join(other, 'node_modules'));
  const words = join(other, 'words/vi/field.ts');
  const text = readFileSync(words, 'utf8');
  const changed = text.replace(/('page-title': '.*)'/, `$1 – ${NEXT}'`);
  assert.notEqual(changed, text);
  writeFileSync(words, changed);
  return (await buildFaces({ root: other, faces: ['field'] })).folder;
}
const next = await buildNext();
/** The word follows the page by a moment. */
async function isNext(page: Page, is: boolean): Promise<void> {
  const end = Date.now() + 60_000;
  for (let title = ''; title === '' || title.includes(NEXT) !== is; title = await page.title().catch(() => ''))
    assert.ok(Date.now() < end, title);
}

const PIN = '493817';
const household = (key: string) => mini.village.households.find((one) => one.key === key) ?? assert.fail(key);
const hamletOf = (key: string) =>
  mini.village.hamlets.find(({ areaId }) => areaId === household(key).registered.hamletId)?.name ?? assert.fail(key);
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

async function toHousehold(page: Page, key: string): Promise<void> {
  await page.getByRole('link', { name: hamletOf(key) }).click();
  await page.getByRole('searchbox').fill(household(key).registered.headName);
  await page.locator('.list a').click();
  // The page of a hamlet has a card that begins an interview too: that of the next household.
  await page.getByRole('heading', { name: t('file.members', { count: household(key).registered.members.length }) }).waitFor();
}

/** From the summary to the outbox. */
async function finish(page: Page): Promise<void> {
  await page.locator('article').nth(1).waitFor();
  await confirmChecks(page);
  await sendForm(page);
}

/** Without a line, up to the summary. */
async function tellDark(folder: string, key: string): Promise<Page> {
  const { page } = await coldStart(folder);
  await unlock(page, PIN);
  await toHousehold(page, key);
  await page.getByRole('link', { name: t('file.start') }).click();
  await page.locator('#screen-title').waitFor();
  await tell(page, household(key).answers);
  return page;
}

async function finishDark(folder: string, key: string): Promise<void> {
  const page = await tellDark(folder, key);
  await finish(page);
  await page.getByText(t('sent.waiting')).waitFor();
  await page.context().close();
}

async function formsOf(key: string) {
  const officer = await face.context('canbo');
  const answer = await officer.request.get(`${base}/api/households/${household(key).registered.householdId}`);
  const view: HouseholdView = await answer.json();
  await officer.close();
  return view.interviews.filter((one) => one.roundId === mini.rounds.now);
}

it('a new version is taken when the person says so; a form begun and a form not sent are there after it, and are sent', async () => {
  const folder = await phoneWithList('rasoat', PIN);
  await finishDark(folder, 'rich');
  await (await tellDark(folder, 'khmer')).context().close();

  await face.restart({ facesDir: next });
  const context = await face.phone(folder);
  // The line carries the new app, and not yet what is sent.
  await context.route('**/api/sealed', (route) => route.abort());
  const page = context.pages()[0] ?? (await context.newPage());
  page.setDefaultTimeout(60_000);
  await page.goto(`${base}/field/`);
  await unlock(page, PIN);
  await page.getByText(t('version.newer')).waitFor();
  await isNext(page, false);
  await assertFits(page);
  await press(page, t('version.take'));
  await page.getByLabel(t('unlock.pin'), { exact: true }).waitFor();
  await page.getByText(t('unlock.unsent', { count: 1 })).waitFor();
  await unlock(page, PIN);
  await page.getByRole('link', { name: hamletOf('khmer') }).waitFor();
  await isNext(page, true);
  assert.equal((await formsOf('rich')).length, 0);
  await context.unroute('**/api/sealed');
  await toHousehold(page, 'khmer');
  await page.getByRole('link', { name: t('next.resume') }).click();
  await toSummary(page);
  await finish(page);
  await until(page, OUTBOX_IS_EMPTY);
  await context.close();
  for (const key of ['rich', 'khmer']) {
    const [form, ...more] = await formsOf(key);
    assert.deepEqual([form?.answers.household, more.length], [household(key).answers.household, 0], key);
  }
});

it('an app too old for the server sends what it holds, says what to do, and does it', async () => {
  await face.restart({ facesDir: next });
  const folder = await phoneWithList('rasoat', PIN);
  await finishDark(folder, 'lone-old');

  await face.restart({ facesDir: next, oldestProtocol: PROTOCOL + 1 });
  const context = await face.phone(folder);
  const page = context.pages()[0] ?? (await context.newPage());
  page.setDefaultTimeout(60_000);
  await page.goto(`${base}/field/`);
  await unlock(page, PIN);
  await page.getByText(t('version.too-old'), { exact: true }).waitFor();
  await until(page, OUTBOX_IS_EMPTY);
  assert.equal((await formsOf('lone-old')).length, 1);
  await assertFits(page);
  // What was kept before is still read.
  await page.getByRole('link', { name: hamletOf('rich') }).waitFor();
  await press(page, t('version.renew'));
  await page.getByText(t('version.none-yet')).waitFor();
  await assertFits(page);

  // Another build is there now: it is fetched and taken at one press.
  await face.restart({ oldestProtocol: PROTOCOL + 1 });
  await press(page, t('version.renew'));
  await page.getByLabel(t('unlock.pin'), { exact: true }).waitFor();
  await isNext(page, false);

  // And one that the server understands fetches the list again.
  await face.restart({});
  await page.reload();
  const brought = page.waitForResponse('**/api/pull*');
  await unlock(page, PIN);
  assert.equal((await brought).status(), 200);
  await page.getByRole('link', { name: hamletOf('rich') }).waitFor();
  await page.getByText(t('version.too-old'), { exact: true }).waitFor({ state: 'detached' });
  await context.close();
});

it('wrote no error to the console', () => assert.deepEqual(face.faults, []));
