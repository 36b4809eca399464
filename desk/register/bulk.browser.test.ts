/** The search of the whole province in a real browser: empty, asked for, done; each screen fits its reader, and so does the comparison of communes. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Page } from 'playwright-core';
import { DESKTOP, misfitsOf, openFace, PHONE, widthFaults } from '../../tools/test/face.ts';
import { backCheckText } from '../../words/back-check.ts';
import { duplicatesText } from '../../words/duplicates.ts';
import { waysText } from '../../words/ways.ts';

const d = (key: Parameters<typeof duplicatesText>[1], params = {}) => duplicatesText('vi', key, params);
const face = await openFace({ faces: ['desk'], now: '2026-10-20T02:00:00.000Z' });
after(() => face.close());

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

test('asked for by the province, and done; communes beside each other', async () => {
  const wrong: string[] = [];
  const page = await (await face.context('canbotinh')).newPage();
  await page.goto(`${face.base}/desk/`);
  await page.getByRole('link', { name: waysText('vi', 'twice') }).click();
  await page.getByText(d('bulk.none'), { exact: true }).waitFor();
  wrong.push(...(await fits(page, 'bulk-none')));
  await page.getByRole('button', { name: d('bulk.start') }).click();
  await page.getByRole('heading', { name: d('bulk.across-title') }).waitFor();
  await page.getByRole('button', { name: d('bulk.again') }).waitFor();
  wrong.push(...(await fits(page, 'bulk-done')));
  await page.goto(`${face.base}/desk/`);
  await page.getByRole('link', { name: waysText('vi', 'beside') }).click();
  await page.getByRole('heading', { name: backCheckText('vi', 'beside.title') }).waitFor();
  wrong.push(...(await fits(page, 'communes-beside')));
  assert.deepEqual([wrong, face.faults], [[], []]);
});
