/**
 * The public page in a real browser without JavaScript, on the real server: what is counted, in both languages, for axe and
 * thumbs; that it still stands when the register cannot be asked; that it sends no script and names nobody.
 */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { PublicProgress } from '../core/report/views.ts';
import { DESKTOP, misfitsOf, openFace, PHONE, widthFaults } from '../tools/test/face.ts';
import { portalText } from '../words/portal.ts';

const LEFT = ['rich', 'merit'];
const face = await openFace({ faces: ['portal'], visited: (key) => !LEFT.includes(key) });
after(() => face.close());

test('the progress of each commune can be read without JavaScript', async () => {
  const context = await face.context(null, { viewport: PHONE, javaScriptEnabled: false });
  const progress: PublicProgress = await (await context.request.get(`${face.base}/api/public/progress`)).json();
  const page = await context.newPage();
  await page.goto(face.base);
  const row = page.getByRole('row', { name: progress.communes[0]?.name ?? 'no commune' });
  const total = face.mini.village.households.length;
  const visited = total - LEFT.length;
  assert.deepEqual(await row.locator('td').allTextContents(), [
    `${portalText('vi', 'progress.households')} ${total}`,
    `${portalText('vi', 'progress.listed')} ${total}`,
    `${portalText('vi', 'progress.interviewed')} ${visited}`,
    `${portalText('vi', 'progress.rate')} 85,71 %`,
    `${portalText('vi', 'progress.state')} ${portalText('vi', 'gate.interview')}`,
  ]);
  await page.getByText(portalText('vi', 'provisional')).waitFor();
  await page.getByText(portalText('vi', 'demonstration')).waitFor();
  assert.equal(await page.locator('script').count(), 0);
});

test('it names no household and no person', async () => {
  const context = await face.context(null, {});
  const html = await (await context.request.get(face.base)).text();
  for (const { registered } of face.mini.village.households) {
    for (const { fullName } of registered.members) assert.ok(!html.includes(fullName), fullName);
  }
});

test('in both languages it fits its reader, a phone and a desk, and leads to both sign-ins', async () => {
  const context = await face.context(null, { viewport: PHONE });
  const page = await context.newPage();
  for (const language of ['vi', 'en'] as const) {
    await page.goto(`${face.base}/${language === 'en' ? '?lang=en' : ''}`);
    assert.equal(await page.locator('html').getAttribute('lang'), language);
    await page.getByRole('heading', { name: portalText(language, 'title') }).waitFor();
    assert.deepEqual(await misfitsOf(page), []);
    await page.setViewportSize(DESKTOP);
    assert.deepEqual(await widthFaults(page), []);
    await page.setViewportSize(PHONE);
    for (const size of [DESKTOP, PHONE]) {
      await page.setViewportSize(size);
      const doors = page.getByRole('navigation', { name: portalText(language, 'sign-in.title') }).getByRole('link');
      assert.deepEqual(await doors.evaluateAll((links) => links.map((link) => link.getAttribute('href'))), ['/desk/', '/field/']);
      for (const door of await doors.all()) {
        const box = await door.boundingBox();
        assert.ok(box !== null && box.y + box.height <= 200, `a door at the top of the page: ${JSON.stringify(box)}`);
      }
    }
    await page.getByRole('link', { name: portalText(language, 'other-language') }).click();
    await page.locator(`html[lang=${language === 'vi' ? 'en' : 'vi'}]`).waitFor();
  }
  assert.deepEqual(face.faults, []);
});

test('it still stands when the register cannot be asked, and says so', async () => {
  process.env['VUON_API_URL'] = 'http://127.0.0.1:9';
  try {
    const page = await (await face.context(null, {})).newPage();
    await page.goto(face.base);
    await page.getByText(portalText('vi', 'progress.failed')).waitFor();
    assert.deepEqual(await misfitsOf(page), []);
  } finally {
    delete process.env['VUON_API_URL'];
  }
});

test('an address that is no page is a sentence with a way home', async () => {
  const page = await (await face.context(null, {})).newPage();
  const answer = await page.goto(`${face.base}/khong-co`);
  assert.equal(answer?.status(), 404);
  await page.getByRole('heading', { name: portalText('vi', 'not-found') }).waitFor();
  assert.deepEqual(await misfitsOf(page), []);
});
