/** What can be done is found by a word in a real browser (tìm việc): from the board, without marks, to its page; a word that nothing is called by says what to try. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { DESKTOP, misfitsOf, openFace, PHONE, widthFaults } from '../../tools/test/face.ts';
import { findText } from '../../words/find.ts';
import { waysText } from '../../words/ways.ts';

const f = (key: Parameters<typeof findText>[1], params?: Parameters<typeof findText>[2]) => findText('vi', key, params);
const face = await openFace({ faces: ['desk'] });
after(() => face.close());
const { communeId } = face.mini.village;

test('from the board an officer finds what to do by a word, and is told what to try where nothing is called so', async () => {
  const page = await (await face.context('canbo', { viewport: DESKTOP })).newPage();
  await page.goto(`${face.base}/desk/khu-vuc/${communeId}`);
  await page.getByRole('link', { name: waysText('vi', 'find'), exact: true }).click();
  await page.getByRole('heading', { name: f('title'), exact: true }).waitFor();
  assert.deepEqual(await widthFaults(page), []);
  await page.setViewportSize(PHONE);
  assert.deepEqual(await misfitsOf(page), []);
  await page.getByLabel(f('field')).fill('khong co viec nao');
  await page.getByText(f('none', { text: 'khong co viec nao' })).waitFor();
  assert.deepEqual(await misfitsOf(page), []);
  for (const [word, key] of [
    ['chot', 'seals'],
    ['thu hoi quyet dinh', 'withdraw-decision'],
    ['han che', 'rights'],
    ['khoi luong', 'workload'],
  ] as const) {
    await page.getByLabel(f('field')).fill(word);
    await page
      .getByRole('main')
      .getByRole('link', { name: f(key), exact: true })
      .waitFor();
  }
  await page.getByLabel(f('field')).fill('phuc tra');
  await page
    .getByRole('main')
    .getByRole('link', { name: f('back-checks'), exact: true })
    .click();
  await page.waitForURL(/nen-xem-lai/);
  await page.goBack();
  await page.getByRole('heading', { name: f('title'), exact: true }).waitFor();
  assert.deepEqual(face.faults, []);
});

test('every way that is offered opens a page that is there for this person', async () => {
  for (const [username, areaId] of [
    ['canbo', communeId],
    ['chutich', communeId],
    ['canbotinh', face.mini.accounts['canbotinh']?.grants[0]?.areaId ?? ''],
  ] as const) {
    const page = await (await face.context(username, { viewport: DESKTOP })).newPage();
    const refused: string[] = [];
    page.on(
      'response',
      (answer) => answer.url().includes('/api/') && answer.status() >= 400 && refused.push(`${answer.status()} ${answer.url()}`),
    );
    const start = `${face.base}/desk/khu-vuc/${areaId}/tim-viec`;
    await page.goto(start);
    await page.getByRole('heading', { name: f('title'), exact: true }).waitFor();
    const hrefs = await page
      .getByRole('main')
      .getByRole('listitem')
      .getByRole('link')
      .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
    assert.ok(hrefs.length > 8, `${username}: ${hrefs.join()}`);
    for (const href of new Set(hrefs)) {
      await page.goto(face.base + href);
      await page.getByRole('heading', { level: 1 }).waitFor();
    }
    assert.deepEqual(refused, [], username);
    await page.context().close();
  }
});
