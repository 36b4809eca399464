/** A hamlet's packet in a real browser (lập tập giấy tờ của ấp): one press on the hamlet's page, the parts counted as they are made, the file fetched. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { readFile } from 'node:fs/promises';
import { DESKTOP, misfitsOf, openFace, PHONE, widthFaults } from '../../tools/test/face.ts';
import { pdfPages } from '../../tools/test/unpack.ts';
import { madeListText } from '../../words/made-list.ts';
import { packetText } from '../../words/packet.ts';
import { uiText } from '../../words/ui.ts';

const face = await openFace({ faces: ['desk'] });
after(() => face.close());
const { hamlets, communeId } = face.mini.village;
const hamletId = hamlets[0]?.areaId ?? '';
/** Far more than the packets of a commune take, so that one that never ends is told here. */
const LONG_MS = 10 * 60_000;

test('one press on the page of a hamlet makes its packet, which is then fetched', async () => {
  const page = await (await face.context('canbo', { viewport: DESKTOP })).newPage();
  await page.goto(`${face.base}/desk/khu-vuc/${hamletId}`);
  await page.getByRole('heading', { name: packetText('vi', 'title') }).waitFor();
  assert.deepEqual(await widthFaults(page), []);
  await page.getByRole('button', { name: /^Lập tập giấy tờ/ }).click();
  const row = page.locator('li', { hasText: 'tap-giay-to-ap-vinh-tien-2026.pdf' });
  await row.getByRole('button', { name: madeListText('vi', 'fetch') }).waitFor();
  await page.setViewportSize(PHONE);
  assert.deepEqual(await misfitsOf(page), []);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    row.getByRole('button', { name: madeListText('vi', 'fetch') }).click(),
  ]);
  assert.equal(download.suggestedFilename(), 'tap-giay-to-ap-vinh-tien-2026.pdf');
  assert.ok(pdfPages(await readFile(await download.path())).length > 10);
  assert.deepEqual(face.faults, []);
  await page.context().close();
});

test('one press on the board of the commune makes the packets of all its hamlets, told one by one and fetched together', async () => {
  const page = await (await face.context('canbo', { viewport: DESKTOP })).newPage();
  const held = Promise.withResolvers<void>();
  await page.route('**/packets', async (route) => {
    await held.promise;
    await route.continue();
  });
  await page.goto(`${face.base}/desk/khu-vuc/${communeId}`);
  await page.getByRole('heading', { name: packetText('vi', 'commune.title') }).waitFor();
  const section = page.getByRole('heading', { name: packetText('vi', 'commune.title') }).locator('..');
  await section.getByRole('status').getByText(uiText('vi', 'loading')).waitFor({ state: 'attached' });
  held.resolve();
  await page.getByRole('button', { name: packetText('vi', 'commune.make', { count: hamlets.length }) }).click();
  const all = page.getByRole('button', { name: packetText('vi', 'commune.fetch', { count: hamlets.length }) });
  // As long as they are made, on however slow a machine: until all are there, or one of them says what went wrong.
  await all.or(section.locator('li .late')).first().waitFor({ timeout: LONG_MS });
  assert.deepEqual(await section.locator('li .late').allTextContents(), []);
  for (const { name } of hamlets)
    await section.getByRole('button', { name: `${madeListText('vi', 'fetch')}: ${name}`, exact: true }).waitFor();
  await page.getByText(packetText('vi', 'commune.now', { made: hamlets.length, all: hamlets.length })).waitFor();
  assert.deepEqual(await widthFaults(page), []);
  await page.setViewportSize(PHONE);
  assert.deepEqual(await misfitsOf(page), []);
  const [download] = await Promise.all([page.waitForEvent('download'), all.click()]);
  assert.match(download.suggestedFilename(), /^tap-giay-to-.*-2026\.pdf$/);
  assert.ok(pdfPages(await readFile(await download.path())).length > 10 * hamlets.length);
  await page.context().close();
});

test('whoever only interviews is offered the forms and no packet', async () => {
  const page = await (await face.context('rasoat', { viewport: DESKTOP })).newPage();
  await page.goto(`${face.base}/desk/khu-vuc/${hamletId}`);
  await page.locator('#forms-title').waitFor();
  assert.equal(await page.getByRole('heading', { name: packetText('vi', 'title') }).count(), 0);
  await page.context().close();
});
