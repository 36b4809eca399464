/**
 * Households to visit and forms to ask about, in a real browser: empty while there is too little to compare, then ranked with reasons; the
 * one enumerator in haste, given to a reviewer who answers, whose households open. Each screen fits its reader.
 */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Page } from 'playwright-core';
import { instantOf } from '../../core/kernel/dates.ts';
import { OLD_ON_NO_LIST, plantDoubts } from '../../tools/test/doubtful-commune.ts';
import { DESKTOP, misfitsOf, openFace, PHONE, widthFaults } from '../../tools/test/face.ts';
import { type FairnessKey, fairnessText } from '../../words/fairness.ts';

const NOW = '2026-10-20T02:00:00.000Z';
const f = (key: FairnessKey, params = {}) => fairnessText('vi', key, params);
const face = await openFace({ faces: ['desk'], now: NOW });
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

test('empty, then whom to visit and what to ask', async () => {
  const wrong: string[] = [];
  const page = await (await face.context('canbo')).newPage();
  await page.goto(`${face.base}/desk/khu-vuc/${face.mini.village.communeId}`);
  await page.getByRole('link', { name: f('title') }).click();
  await page.getByText(f('visit.few')).waitFor();
  await page.getByText(f('doubts.none'), { exact: true }).waitFor();
  wrong.push(...(await fits(page, 'fairness-empty')));
  const { second } = await plantDoubts(face.db, face.mini, instantOf(Date.parse(NOW)));
  await page.reload();
  await page.getByRole('heading', { name: `${second.displayName}: ${f('kind.hasty')}` }).waitFor();
  const rows = page.getByRole('table', { name: f('visit.title') }).locator('tbody tr');
  assert.ok((await rows.count()) >= OLD_ON_NO_LIST);
  assert.ok((await rows.first().innerText()).includes(f('fact.old-alone')));
  wrong.push(...(await fits(page, 'fairness')));
  const card = page.getByRole('article', { name: f('kind.hasty') });
  const officer = face.mini.accounts['canbo']?.displayName ?? '';
  await card.getByRole('button', { name: f('flag.give-of', { about: second.displayName }) }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: f('flag.give'), exact: true }).click();
  await dialog.getByRole('alert').waitFor();
  await dialog.getByRole('button', { name: new RegExp(officer) }).click();
  wrong.push(...(await fits(page, 'fairness-give')));
  await dialog.getByRole('button', { name: f('flag.give'), exact: true }).click();
  await card.getByText(f('flag.given', { reviewer: officer, day: '03/11/2026' })).waitFor();
  wrong.push(...(await fits(page, 'fairness-given')));
  await page.getByRole('button', { name: f('flag.answer-of', { about: second.displayName }) }).click();
  await dialog.getByRole('button', { name: f('outcome.visited') }).click();
  wrong.push(...(await fits(page, 'fairness-answer')));
  await dialog.getByRole('button', { name: f('flag.answer'), exact: true }).click();
  await page
    .getByRole('table', { name: f('flags.title') })
    .getByText(f('outcome.visited'))
    .waitFor();
  await card.getByText(/^Xem \d/).click();
  await card.getByRole('link').first().click();
  await page.waitForURL(/\/desk\/ho\//);
  assert.deepEqual(wrong, []);
});
