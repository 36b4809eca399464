/**
 * The phone with the network off (máy không có mạng), in a real browser with a profile that is closed and opened again: what was
 * visited once with a signal works from a cold start without one.
 */
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import type { HouseholdView } from '../core/views.ts';
import { assertFits, assertNoLine, choosePin, darkPhones, STORED, unlock } from '../tools/test/dark-phone.ts';
import { openFace } from '../tools/test/face.ts';
import { ALL_THAT_LIES_HERE, OUTBOX_IS_EMPTY, until } from '../tools/test/phone-store.ts';
import { confirmChecks, sendForm, tell, toSummary } from '../tools/test/told.ts';
import { fieldText } from '../words/field.ts';
import { problemsText } from '../words/problems.ts';
import { signInText } from '../words/sign-in.ts';
import { uiText } from '../words/ui.ts';

const t = (key: Parameters<typeof fieldText>[1], params = {}) => fieldText('vi', key, params);

const face = await openFace({ faces: ['field'], now: '2026-10-12T02:00:00.000Z', visited: () => false });
const { base } = face;
const { newPhone, keepList, phoneWithList, coldStart, remove } = darkPhones(face);
after(async () => {
  await face.close();
  remove();
});

function household(key: string) {
  const found = face.mini.village.households.find((one) => one.key === key);
  assert.ok(found !== undefined, key);
  return found;
}

describe('the app', () => {
  it('can be installed, and opens with the network off from a cold start, at any address', async () => {
    const folder = newPhone();
    const first = await face.phone(folder);
    const page = first.pages()[0] ?? (await first.newPage());
    await page.goto(`${base}/field/`);
    await page.getByLabel(signInText('vi', 'username')).waitFor();
    assert.equal(await page.evaluate(STORED), true);
    const session = await first.newCDPSession(page);
    const { installabilityErrors } = await session.send('Page.getInstallabilityErrors');
    assert.deepEqual(installabilityErrors, []);
    await first.close();

    const again = await face.phone(folder);
    await again.setOffline(true);
    for (const path of ['/field/', '/field/chua-gui', '/field/ho/0199d2b0-0000-7000-8000-000000000000/phieu']) {
      const cold = await again.newPage();
      await cold.goto(base + path);
      await cold.locator('main').waitFor();
      await assertNoLine(cold);
    }
    await again.close();
  });

  it('keeps nothing that the server says of people in the cache of the app', async () => {
    const context = await face.context('rasoat');
    const page = await context.newPage();
    await page.goto(`${base}/field/`);
    assert.equal(await page.evaluate(STORED), true);
    await page.reload();
    const kept = await page.evaluate<string[]>(
      `caches.keys().then((names) => Promise.all(names.map((name) => caches.open(name).then((one) => one.keys())))).then((all) => all.flat().map((one) => one.url))`,
    );
    assert.ok(kept.length > 20, `${kept.length} files`);
    assert.deepEqual(
      kept.filter((url) => !url.startsWith(`${base}/field/`)),
      [],
    );
    await context.close();
  });
});

const hamletOf = (key: string) =>
  face.mini.village.hamlets.find((one) => one.areaId === household(key).registered.hamletId)?.name ?? 'no such hamlet';

/** From the list to the summary, by search and file, looking at each screen. */
async function interview(page: Page, key: string): Promise<void> {
  const { registered, answers } = household(key);
  await page.getByRole('link', { name: hamletOf(key) }).click();
  await page.getByRole('searchbox').fill(registered.headName);
  await assertFits(page);
  await page.locator('.list a').click();
  await page.getByRole('heading', { name: t('file.members', { count: registered.members.length }) }).waitFor();
  await assertFits(page);
  await page.getByRole('link', { name: t('file.start') }).click();
  await page.locator('#screen-title').waitFor();
  await page.getByText(t('line.interview')).waitFor();
  await assertFits(page);
  await tell(page, answers);
}

/** Both verdicts with reasons, then the form goes into the outbox. */
async function finishForm(page: Page, key: string): Promise<readonly string[]> {
  await page.locator('article').nth(1).waitFor();
  await confirmChecks(page);
  const badges = await page.locator('article .badge').allTextContents();
  assert.deepEqual(
    badges,
    Object.values(household(key).expected.now).map((outcome) => uiText('vi', `class.${outcome ?? 'undetermined'}`)),
  );
  assert.ok((await page.locator('article').first().locator('li').count()) > 3, 'with reasons');
  await sendForm(page);
  await page.getByText(t('sent.waiting')).waitFor();
  await assertNoLine(page);
  await assertFits(page);
  return badges;
}

async function assertSealed(page: Page): Promise<void> {
  const lies = await page.evaluate<string>(ALL_THAT_LIES_HERE);
  assert.ok(lies.includes('records') && lies.length > 10_000, `${lies.length} signs`);
  const names = face.mini.village.households.flatMap((one) => one.registered.members.map(({ fullName }) => fullName));
  assert.deepEqual(
    names.filter((name) => lies.includes(name)),
    [],
  );
}

/** As the commune sees it. */
async function viewOf(key: string): Promise<HouseholdView> {
  const context = await face.context('canbo');
  const answer = await context.request.get(`${base}/api/households/${household(key).registered.householdId}`);
  const view: HouseholdView = await answer.json();
  await context.close();
  return view;
}
const visitsOf = async (key: string) => (await viewOf(key)).interviews.filter((one) => one.roundId === face.mini.rounds.now);

describe('a list kept on the phone', () => {
  it('is opened by PIN from a cold start with the network off; an interview is told to both verdicts through an empty battery, and sent when there is a line', async () => {
    const folder = await phoneWithList('rasoat', '493817');
    const dark = await coldStart(folder);
    await dark.page.getByLabel(t('unlock.pin'), { exact: true }).waitFor();
    await assertNoLine(dark.page);
    await assertFits(dark.page);
    await unlock(dark.page, '493818');
    await dark.page.getByText(t('unlock.wrong-left', { left: 4 })).waitFor();
    await assertFits(dark.page);
    await unlock(dark.page, '493817');
    await interview(dark.page, 'undetermined');
    // The last screen was answered and the next one drawn: nothing of it may be lost, without a second's grace.
    await dark.context.close();

    const later = await coldStart(folder);
    await unlock(later.page, '493817');
    await later.page.getByRole('link', { name: hamletOf('undetermined') }).click();
    await later.page.getByRole('link', { name: t('next.resume') }).click();
    await toSummary(later.page);
    const badges = await finishForm(later.page, 'undetermined');
    await assertSealed(later.page);
    await later.page.goto(`${base}/field/chua-gui`);
    await unlock(later.page, '493817');
    await later.page.getByText(t('sent.waiting')).waitFor();
    await assertFits(later.page);
    await later.context.setOffline(false);
    await later.page.getByText(t('unsent.none')).waitFor();
    await assertFits(later.page);
    await later.context.close();

    const [sent, ...more] = await visitsOf('undetermined');
    assert.equal(more.length, 0);
    assert.equal(sent?.interviewedOn, '2026-10-12', 'the day by the server’s clock, whatever the phone’s says');
    assert.deepEqual(sent.answers.household, household('undetermined').answers.household);
    assert.deepEqual(
      badges,
      (await viewOf('undetermined')).verdicts.map((v) => uiText('vi', `class.${v.outcome ?? 'undetermined'}`)),
    );
  });

  it('sends finished forms while it is locked, and after its PIN was forgotten; only a draft is lost, and the app says so', async () => {
    const folder = await phoneWithList('rasoat', '493817');
    for (const key of ['rich', 'khmer']) {
      const dark = await coldStart(folder);
      await unlock(dark.page, '493817');
      await interview(dark.page, key);
      await finishForm(dark.page, key);
      await dark.context.close();
      if (key === 'khmer') break;
      // Switched on with a line, and nobody enters a PIN.
      const locked = await face.phone(folder);
      const page = locked.pages()[0] ?? (await locked.newPage());
      await page.goto(`${base}/field/`);
      await page.getByLabel(t('unlock.pin'), { exact: true }).waitFor();
      await until(page, OUTBOX_IS_EMPTY);
      await locked.close();
      assert.equal((await visitsOf(key)).length, 1);
    }

    const { context, page } = await coldStart(folder);
    await page.getByText(t('unlock.unsent', { count: 1 })).waitFor();
    await page.getByRole('button', { name: t('unlock.forgotten') }).click();
    await page.getByText(t('forgotten.text')).waitFor();
    await assertFits(page);
    // The session is over as well.
    await context.clearCookies();
    await context.setOffline(false);
    await page.reload();
    await page.getByText(t('unlock.unsent', { count: 1 })).waitFor();
    await page.getByRole('button', { name: t('unlock.forgotten') }).click();
    await page.getByRole('link', { name: t('forgotten.action') }).click();
    await page.getByLabel(signInText('vi', 'username')).fill('rasoat');
    await page.getByLabel(signInText('vi', 'password'), { exact: true }).fill(face.password);
    await page.getByRole('button', { name: uiText('vi', 'sign-in') }).click();
    await choosePin(page, '604815');
    await page.goto(`${base}/field/chua-gui`);
    await unlock(page, '493817');
    await page.getByText(t('unlock.wrong-left', { left: 4 })).waitFor();
    await unlock(page, '604815');
    await page.getByText(t('unsent.none')).waitFor();
    await context.close();
    assert.equal((await visitsOf('khmer')).length, 1);
  });

  it('asks the server for news when it is opened, and not without end', async () => {
    const context = await face.phone(await phoneWithList('rasoat', '493817'));
    const page = context.pages()[0] ?? (await context.newPage());
    page.setDefaultTimeout(60_000);
    let asked = 0;
    page.on('request', (request) => {
      if (new URL(request.url()).pathname === '/api/pull') asked += 1;
    });
    const brought = page.waitForResponse('**/api/pull*');
    await page.goto(`${base}/field/`);
    await unlock(page, '493817');
    await brought;
    await page.getByRole('link', { name: hamletOf('rich') }).click();
    for (const text of ['a', 'an', 'n', 'nguyen']) {
      await page.getByRole('searchbox').fill(text);
      await assertFits(page);
    }
    assert.ok(asked <= 2, `${asked} times`);
    await context.close();
  });

  it('says when space runs low, what the browser promises, that the clock is wrong and that one must sign in again', async () => {
    const folder = await phoneWithList('truongap', '770412');
    const context = await face.phone(folder);
    await context.setOffline(true);
    await context.clearCookies();
    await context.addInitScript('navigator.storage.estimate = () => Promise.resolve({ quota: 100_000_000, usage: 90_000_000 })');
    const page = context.pages()[0] ?? (await context.newPage());
    page.setDefaultTimeout(60_000);
    await page.goto(`${base}/field/chua-gui`);
    await unlock(page, '770412');
    await page.getByText(t('space.low', { megabytes: 9 })).waitFor();
    await page.getByText(t('phone.clock')).waitFor();
    const lasting = await page.evaluate<boolean>('navigator.storage.persisted()');
    await page.getByText(t(lasting ? 'phone.lasting-yes' : 'phone.lasting-no')).waitFor();
    await page.getByText(t('unsent.none')).waitFor();
    await assertFits(page);
    await context.setOffline(false);
    await page.getByText(t('line.signed-out'), { exact: true }).waitFor();
    await assertFits(page);
    await page.getByRole('link', { name: t('sent.sign-in') }).click();
    await page.getByLabel(signInText('vi', 'username')).fill('truongap');
    await page.getByLabel(signInText('vi', 'password'), { exact: true }).fill(face.password);
    await page.getByRole('button', { name: uiText('vi', 'sign-in') }).click();
    await page.getByRole('heading', { name: t('phone.title') }).waitFor();
    await page.getByText(t('line.signed-out'), { exact: true }).waitFor({ state: 'detached' });
    await context.close();
  });

  it('lets nobody who shares the phone see another’s, and makes who guesses wait', async () => {
    const folder = newPhone();
    const context = await face.phone(folder);
    const page = context.pages()[0] ?? (await context.newPage());
    page.setDefaultTimeout(60_000);
    await page.goto(`${base}/field/`);
    await keepList(page, 'rasoat', '493817');
    await page.goto(`${base}/field/`);
    await page.getByRole('link', { name: t('unlock.password') }).click();
    await keepList(page, 'truongap', '770412');
    const own = face.mini.accounts['truongap']?.grants[0]?.areaId;
    const elsewhere = face.mini.village.hamlets.find((hamlet) => hamlet.areaId !== own);
    assert.ok(own !== undefined && elsewhere !== undefined);
    await context.close();

    const dark = await coldStart(folder);
    await dark.page.getByText(t('unlock.who')).waitFor();
    await assertFits(dark.page);
    const names = Object.fromEntries(['rasoat', 'truongap'].map((name) => [name, face.mini.accounts[name]?.displayName ?? '']));
    await dark.page.getByRole('button', { name: names['truongap'] ?? '' }).click();
    await unlock(dark.page, '493817');
    await dark.page.getByText(t('unlock.wrong-left', { left: 4 })).waitFor();
    await unlock(dark.page, '770412');
    const ownName = face.mini.village.hamlets.find(({ areaId }) => areaId === own)?.name ?? '';
    await dark.page.getByRole('link', { name: ownName }).click();
    await dark.page.getByRole('heading', { name: t('hamlet-list') }).waitFor();
    await dark.page.getByRole('button', { name: t('filter.all') }).click();
    const shown = (await dark.page.locator('.list a').allTextContents()).join();
    for (const { registered } of face.mini.village.households)
      assert.equal(shown.includes(registered.code ?? ''), registered.hamletId === own, registered.headName);
    await dark.page.goto(`${base}/field/ap/${elsewhere.areaId}`);
    await dark.page.getByRole('button', { name: names['truongap'] ?? '' }).click();
    await unlock(dark.page, '770412');
    await dark.page.getByText(problemsText('vi', 'not-on-this-phone')).waitFor();

    await dark.page.goto(`${base}/field/`);
    await dark.page.getByRole('button', { name: names['rasoat'] ?? '' }).click();
    for (const left of [4, 3, 2, 1]) {
      await unlock(dark.page, '000111');
      await dark.page.getByText(t('unlock.wrong-left', { left })).waitFor();
    }
    await unlock(dark.page, '000111');
    await dark.page.getByRole('status').waitFor();
    await assertFits(dark.page);
    await dark.page.reload();
    await dark.page.getByRole('button', { name: names['rasoat'] ?? '' }).click();
    await unlock(dark.page, '493817');
    await dark.page.getByRole('status').waitFor();
    assert.equal(await dark.page.getByRole('button', { name: t('unlock.action') }).isDisabled(), true, 'the right one waits too');
    await dark.context.close();
  });
});

it('wrote no error to the console', () => assert.deepEqual(face.faults, []));
