/** Closing a round in a real browser (đóng đợt rà soát): looked at, kept open with what keeps each commune, closed when the person says so all the same. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { DESKTOP, misfitsOf, openFace, PHONE, widthFaults } from '../../tools/test/face.ts';
import { type ClosingKey, closingText } from '../../words/closing.ts';
import { waysText } from '../../words/ways.ts';
import type { Params } from '../../words/words.ts';

const c = (key: ClosingKey, params?: Params) => closingText('vi', key, params);
const face = await openFace({ faces: ['desk'], visited: (key) => key !== 'khmer' });
after(() => face.close());
const { communeId } = face.mini.village;
const provinceId = face.mini.accounts['canbotinh']?.grants[0]?.areaId ?? '';

test('the province looks at each commune, is told what keeps it, and closes only when it says so', async () => {
  const page = await (await face.context('canbotinh', { viewport: DESKTOP })).newPage();
  const fits = async (): Promise<void> => {
    assert.deepEqual(await widthFaults(page), []);
    await page.setViewportSize(PHONE);
    assert.deepEqual(await misfitsOf(page), []);
    await page.setViewportSize(DESKTOP);
  };
  await page.goto(`${face.base}/desk/khu-vuc/${provinceId}`);
  await page.getByRole('link', { name: waysText('vi', 'closing') }).click();
  await page.getByRole('heading', { name: c('title'), exact: true }).waitFor();
  await fits();
  await page.getByRole('button', { name: c('look') }).click();
  await page
    .locator('dialog[open]')
    .getByRole('button', { name: c('action') })
    .click();
  await page.getByText(c('held', { count: 1 })).waitFor();
  await page.getByText(c('why.not-interviewed', { count: 1 }), { exact: false }).waitFor();
  await fits();
  await page.getByRole('button', { name: c('anyway', { count: 1 }) }).click();
  await page
    .locator('dialog[open]')
    .getByRole('button', { name: c('anyway-action') })
    .click();
  await page.getByText(c('done')).waitFor();
  assert.equal(await page.getByRole('button', { name: c('look') }).count(), 0);
  await fits();
  assert.deepEqual(face.faults, []);
  await page.context().close();
});

test('a commune is not offered it', async () => {
  const page = await (await face.context('chutich', { viewport: DESKTOP })).newPage();
  await page.goto(`${face.base}/desk/khu-vuc/${communeId}`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  assert.equal(await page.getByRole('link', { name: waysText('vi', 'closing') }).count(), 0);
  await page.goto(`${face.base}/desk/khu-vuc/${communeId}/dong-dot`);
  await page.locator('[role=alert]').waitFor();
  await page.context().close();
});
