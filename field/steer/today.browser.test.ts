/**
 * Today on the phone (Hôm nay): the next household on top, and a directive that arrives, is opened and done with the network off from a
 * cold start; when there is a line again the sender's count rises, once, and the phone asks nobody again.
 */
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import type { BrowserContext, Page } from 'playwright-core';
import type { DirectiveView } from '../../core/steer/views.ts';
import { assertFits, assertNoLine, darkPhones, unlock } from '../../tools/test/dark-phone.ts';
import { openFace, PHONE } from '../../tools/test/face.ts';
import { OUTBOX_IS_EMPTY, until } from '../../tools/test/phone-store.ts';
import { type FieldKey, fieldText } from '../../words/field.ts';
import { type TaskKey, taskText } from '../../words/task.ts';
import type { Params } from '../../words/words.ts';

const k = (key: TaskKey, params?: Params) => taskText('vi', key, params);
const t = (key: FieldKey, params?: Params) => fieldText('vi', key, params);
/** Some 1,1 km north of one another, of those visited last year, but for one whose place nobody noted. */
const dwelling = (n: number) => ({ latE5: 993_000 + 1_000 * n, lonE5: 10_634_000, accuracyM: 8 });
const seenLast: string[] = [];
const heldAt = (key: string) => dwelling(seenLast.push(key));
const face = await openFace({ faces: ['field'], now: '2026-10-12T02:00:00.000Z', visited: () => false, heldAt });
const { base } = face;
const { phoneWithList, coldStart, remove } = darkPhones(face);
after(async () => {
  await face.close();
  remove();
});
const { communeId, hamlets, households } = face.mini.village;
const hamletId = hamlets[0]?.areaId ?? assert.fail();
const headers = { 'x-vuon': '1', origin: base };

let sent = 0;
async function command(kind: string, payload: object): Promise<void> {
  const office = await face.context('canbo');
  const commandId = `0199f300-0000-7000-8000-${String((sent += 1)).padStart(12, '0')}`;
  const data = { commands: [{ commandId, kind, v: 1, at: '2026-10-12T01:59:00.000Z', payload }] };
  assert.match(await (await office.request.post(`${base}/api/commands`, { data, headers })).text(), /"taken"/);
  await office.close();
}
const idOf = (n: number) => `0199f301-0000-7000-8000-${String(n).padStart(12, '0')}`;
const direct = (n: number, text: string, dueOn: string | null) =>
  command('send-directive', { directiveId: idOf(n), areaId: communeId, text, dueOn, rule: 'all' });
async function seen(n: number): Promise<DirectiveView> {
  const office = await face.context('canbo');
  const view: DirectiveView = await (await office.request.get(`${base}/api/areas/${communeId}/directives/${idOf(n)}`)).json();
  await office.close();
  return view;
}
const stepsOf = async (n: number) => {
  const { counts } = (await seen(n)).directive;
  return [counts.received, counts.opened, counts.done];
};
/** In the order of the list, as people read names. */
const firstOf = (hamlet: string) => {
  const heads = households.filter(({ registered }) => registered.hamletId === hamlet).map(({ registered }) => registered.headName);
  return heads.sort((a, b) => a.localeCompare(b, 'vi'))[0] ?? '';
};

/** The phone with a line, its list opened. */
async function opened(folder: string): Promise<{ context: BrowserContext; page: Page }> {
  const context = await face.phone(folder);
  const page = context.pages()[0] ?? (await context.newPage());
  page.setDefaultTimeout(60_000);
  await page.goto(`${base}/field/`);
  await unlock(page, '770412');
  await page.getByRole('heading', { name: t('next.title') }).waitFor();
  return { context, page };
}

/** Fetched with the list, and told so without anybody pressing anything. */
async function arrives(folder: string): Promise<void> {
  const { context, page } = await opened(folder);
  await page.getByText('Nộp biên bản họp dân.').waitFor();
  await until(page, OUTBOX_IS_EMPTY);
  await assertFits(page);
  await context.close();
}

async function isDoneInTheDark(folder: string): Promise<void> {
  const { context, page } = await coldStart(folder);
  await unlock(page, '770412');
  await page.getByText(firstOf(hamletId)).waitFor();
  await page.getByText(k('unsent.none')).waitFor();
  await assertNoLine(page);
  // The one with a day stands before the one without.
  const order = await page.locator('a', { hasText: k('new') }).allTextContents();
  assert.deepEqual(
    order.map((text) => text.includes('biên bản')),
    [true, false],
  );
  await page.getByText('Nộp biên bản họp dân.').click();
  await page.getByText(k('due', { day: '20/10/2026' })).waitFor();
  await assertFits(page);
  await page.getByLabel(k('word')).fill('Gửi ông số 086203001234');
  await page.getByRole('button', { name: k('done') }).click();
  await page.getByText(k('names-citizen')).waitFor();
  await page.getByLabel(k('word')).fill('Đã nộp cho cán bộ xã');
  await page.getByRole('button', { name: k('done') }).click();
  await page.getByText(k('here')).waitFor();
  await assertFits(page);
  // An empty battery.
  await context.close();
}

async function goesOutLater(folder: string): Promise<void> {
  const { context, page } = await coldStart(folder);
  await unlock(page, '770412');
  await page.getByText(k('unsent.some', { count: 1 })).waitFor();
  assert.equal(await page.getByText('Nộp biên bản họp dân.').count(), 0, 'it is done');
  await assertFits(page);
  await page.getByRole('link', { name: k('unsent.open') }).click();
  await page.getByText('Đã nộp cho cán bộ xã').waitFor();
  await assertFits(page);
  await context.setOffline(false);
  await page.getByText(t('unsent.none')).waitFor();
  await context.close();
}

/** Told to a phone that comes late; what was done stays so, and is not told twice. */
async function hearsOfWithdrawal(folder: string): Promise<void> {
  const { context, page } = await opened(folder);
  // Until the news is there the phone knows no better, and would open it.
  await page.getByText('Dán lại danh sách niêm yết.').waitFor({ state: 'detached' });
  await page.goto(`${base}/field/viec/${idOf(2)}/${hamletId}`);
  await unlock(page, '770412');
  await page.getByText(k('withdrawn', { why: 'đã có văn bản khác' })).waitFor();
  assert.equal(await page.getByRole('button', { name: k('done') }).count(), 0);
  await assertFits(page);
  await page.goto(`${base}/field/viec/${idOf(1)}/${hamletId}`);
  await unlock(page, '770412');
  await page.getByText(k('is-done')).waitFor();
  await until(page, OUTBOX_IS_EMPTY);
  await context.close();
}

describe('a directive', () => {
  it('arrives, is opened and done without a line, and is counted when there is one', async () => {
    const folder = await phoneWithList('truongap', '770412');
    await direct(1, 'Nộp biên bản họp dân.\nGhi đủ chữ ký.', '2026-10-20');
    await direct(2, 'Dán lại danh sách niêm yết.', null);
    assert.deepEqual(await stepsOf(1), [0, 0, 0]);
    await arrives(folder);
    assert.deepEqual(await stepsOf(1), [1, 0, 0]);
    await isDoneInTheDark(folder);
    assert.deepEqual(await stepsOf(1), [1, 0, 0]);
    await goesOutLater(folder);
    assert.deepEqual(await stepsOf(1), [1, 1, 1]);
    const done = (await seen(1)).hamlets.find((one) => one.hamletId === hamletId);
    assert.deepEqual([done?.word, done?.doneBy], ['Đã nộp cho cán bộ xã', face.mini.accounts['truongap']?.displayName]);
    assert.deepEqual(await stepsOf(2), [1, 0, 0], 'the other one was never opened');
    await command('directive-withdrawn', { directiveId: idOf(2), areaId: communeId, why: 'đã có văn bản khác' });
    await hearsOfWithdrawal(folder);
    assert.deepEqual(await stepsOf(1), [1, 1, 1]);
    assert.deepEqual(await stepsOf(2), [1, 0, 0]);
  });

  it('reaches also who keeps no list on the phone', async () => {
    await direct(3, 'Rà soát xong trước ngày 15.', '2026-10-12');
    const context = await face.context('bithu', { viewport: PHONE });
    const page = await context.newPage();
    page.setDefaultTimeout(60_000);
    await page.goto(`${base}/field/`);
    await page.getByText(k('due-today')).waitFor();
    await page.getByText(firstOf(hamletId)).waitFor();
    await assertFits(page);
    await page.getByText('Rà soát xong trước ngày 15.').click();
    await page.getByRole('button', { name: k('done') }).click();
    await page.getByText(k('is-done')).waitFor();
    await until(page, OUTBOX_IS_EMPTY);
    assert.deepEqual(await stepsOf(3), [1, 1, 1]);
    await context.close();
  });
});

describe('today', () => {
  it('of who works in several hamlets names the next one and how far each has come', async () => {
    const context = await face.context('rasoat', { viewport: PHONE });
    const page = await context.newPage();
    page.setDefaultTimeout(60_000);
    await page.goto(`${base}/field/`);
    for (const { name } of hamlets) await page.locator('a[href*="/field/ap/"]', { hasText: name }).waitFor();
    await assertFits(page);
    await context.close();
  });
});

describe('the next household', () => {
  const { households: all } = face.mini.village;
  const known = seenLast.map((key) => all.find((one) => one.key === key)?.registered.headName ?? assert.fail());
  const next = (page: Page) => page.locator('.next .name');
  const standAt = async (context: BrowserContext, n: number) => {
    const { latE5, lonE5 } = dwelling(n);
    await context.setGeolocation({ latitude: latE5 / 100_000, longitude: lonE5 / 100_000, accuracy: 6 });
  };

  it('is the nearest of which a place is known, without a line, once its person asks; a no leaves the order of the list', async () => {
    assert.ok(known.length >= 3 && known.length < all.length, `${known.length} of ${all.length}`);
    const { context, page } = await coldStart(await phoneWithList('rasoat', '770412'));
    await unlock(page, '770412');
    const byList = (await next(page).textContent()) ?? '';
    await page.getByRole('button', { name: t('order.near') }).click();
    await page.getByText(t('order.refused')).waitFor();
    await assertFits(page);
    assert.equal(await next(page).textContent(), byList);

    await context.grantPermissions(['geolocation'], { origin: base });
    await standAt(context, known.length);
    await page.getByRole('button', { name: t('order.near') }).click();
    await page.getByText(t('order.unknown', { count: String(all.length - known.length), total: String(all.length) })).waitFor();
    assert.equal(await next(page).textContent(), known.at(-1));
    await page.getByText(t('order.metres', { far: '10' })).waitFor();
    await assertFits(page);
    // Walked on, measured again.
    await standAt(context, 1);
    await page.getByRole('button', { name: t('place.again') }).click();
    await next(page)
      .getByText(known[0] ?? '', { exact: true })
      .waitFor();
    await page.getByRole('button', { name: t('order.list') }).click();
    await next(page).getByText(byList, { exact: true }).waitFor();
    await assertNoLine(page);
    await context.close();
  });
});

it('wrote no error to the console', () => assert.deepEqual(face.faults, []));
