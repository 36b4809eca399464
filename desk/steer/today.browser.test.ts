/**
 * The office's day in a real browser (Hôm nay trên bàn làm việc): from the head of every page, the most urgent first with its one action,
 * each line opening the list that it counts; nothing left says where to go on; the province goes from its table to a commune.
 */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Page } from 'playwright-core';
import type { TodayView } from '../../core/steer/today.ts';
import { DESKTOP, misfitsOf, openFace, PHONE, widthFaults } from '../../tools/test/face.ts';
import { morningText } from '../../words/morning.ts';
import { type TodayKey, todayText } from '../../words/today.ts';
import { waysText } from '../../words/ways.ts';
import type { Params } from '../../words/words.ts';

const d = (key: TodayKey, params?: Params) => todayText('vi', key, params);
const face = await openFace({ faces: ['desk'], visited: (key) => key !== 'khmer' });
after(() => face.close());
const { communeId, hamlets } = face.mini.village;
const provinceId = face.mini.accounts['canbotinh']?.grants[0]?.areaId ?? '';
const desk = (areaId: string, path = '') => `/desk/khu-vuc/${areaId}${path}`;

async function pageOf(username: string, path: string): Promise<Page> {
  const page = await (await face.context(username, { viewport: DESKTOP })).newPage();
  await page.goto(face.base + path);
  return page;
}

async function fits(page: Page): Promise<void> {
  assert.deepEqual(await widthFaults(page), []);
  await page.setViewportSize(PHONE);
  assert.deepEqual(await misfitsOf(page), []);
  await page.setViewportSize(DESKTOP);
}

test('the day is one press away, its first action is the only primary one, and its number is that of the list it opens', async () => {
  const page = await pageOf('canbo', desk(communeId));
  await page
    .getByRole('navigation')
    .getByRole('link', { name: waysText('vi', 'today'), exact: true })
    .click();
  await page.getByRole('heading', { name: d('title'), exact: true }).waitFor();
  await page.getByRole('heading', { name: d('first') }).waitFor();
  await fits(page);
  const told: TodayView = await (await page.request.get(`${face.base}/api/areas/${communeId}/today`)).json();
  const [first] = told.waits.filter(({ opens }) => opens);
  assert.ok(first);
  assert.equal(await page.locator('main .button.primary').count(), 1);
  const [report] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: morningText('vi', 'link') }).click(),
  ]);
  assert.match(report.suggestedFilename(), /^bao-cao-tien-do-xa-.*\.pdf$/);
  const unvisited = told.waits.find(({ matter }) => matter === 'unvisited') ?? assert.fail();
  assert.equal(unvisited.count, 1);
  const line = page
    .locator('main')
    .locator('.wait, section', { hasText: d('matter.unvisited') })
    .last();
  await line.waitFor();
  await page.goto(face.base + desk(communeId, '/ho?loc=not-interviewed'));
  await page.locator('tbody tr').first().waitFor();
  assert.equal(await page.locator('tbody tr').count(), unvisited.count);
  await page.goBack();
  await page.getByRole('link', { name: d(`act.${first.matter}`) }).click();
  await page.waitForURL((url) => !url.pathname.endsWith('/hom-nay'));
  assert.deepEqual(face.faults, []);
  await page.context().close();
});

test('the province goes from its table to the day of a commune, whose lists that are not its own it may not open', async () => {
  const page = await pageOf('canbotinh', desk(provinceId, '/hom-nay'));
  await page.getByRole('heading', { name: d('by') }).waitFor();
  await fits(page);
  await page.getByRole('button', { name: d('short.certificates') }).click();
  const row = page.locator('tbody tr').first();
  await row.getByRole('link').first().click();
  await page.waitForURL(`**${desk(communeId, '/hom-nay')}`);
  await page.getByText(d('not-yours-here')).first().waitFor();
  await fits(page);
  assert.deepEqual(face.faults, []);
  await page.context().close();
});

test('what is left to visit fits a phone, of a commune and of the province; the head stays within the column of the page', async () => {
  for (const [username, areaId] of [
    ['canbo', communeId],
    ['canbotinh', provinceId],
  ] as const) {
    const page = await pageOf(username, desk(areaId, '/khoi-luong'));
    await page.getByRole('table').waitFor();
    await fits(page);
    const beyond = await page.evaluate<number>(
      `document.querySelector('header .out').getBoundingClientRect().right - document.querySelector('main').getBoundingClientRect().right`,
    );
    assert.ok(beyond <= 0, `${username}: ${beyond} px beyond the column`);
    await page.context().close();
  }
});

test('where nothing waits it says so and leads on; whoever works in a hamlet has no office', async () => {
  const page = await pageOf('canbo', desk(communeId));
  await page.route('**/api/areas/*/today', async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, json: { ...(await answer.json()), waits: [] } });
  });
  await page.goto(face.base + desk(communeId, '/hom-nay'));
  await page.getByText(d('none'), { exact: true }).waitFor();
  await fits(page);
  await page.getByRole('link', { name: /^Mở trang/ }).click();
  await page.waitForURL(`**${desk(communeId)}`);
  await page.context().close();
  const head = await pageOf('truongap', desk(hamlets[0]?.areaId ?? ''));
  await head.getByRole('heading', { level: 1 }).waitFor();
  assert.equal(await head.getByRole('link', { name: waysText('vi', 'today'), exact: true }).count(), 0);
  assert.deepEqual(face.faults, []);
  await head.context().close();
});
