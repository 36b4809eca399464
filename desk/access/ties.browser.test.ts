/**
 * Nobody judges their own household, in a real browser: an officer declares a relative's household on its page, may act for it no more,
 * sees it among the declared ones; the chair ends it with a reason, and the officer may act again. Each screen fits its reader.
 */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Page } from 'playwright-core';
import { DESKTOP, misfitsOf, openFace, PHONE, widthFaults } from '../../tools/test/face.ts';
import { paperText } from '../../words/desk-paper.ts';
import { type DutiesKey, dutiesText } from '../../words/duties.ts';

const d = (key: DutiesKey, params = {}) => dutiesText('vi', key, params);
const face = await openFace({ faces: ['desk'] });
after(() => face.close());

async function opened(username: string, path: string): Promise<Page> {
  const page = await (await face.context(username)).newPage();
  await page.goto(face.base + path);
  await page.locator('h1').first().waitFor();
  await page.locator('.loading').first().waitFor({ state: 'detached' });
  return page;
}

async function fits(page: Page, where: string): Promise<string[]> {
  await page.setViewportSize(PHONE);
  const misfits = await misfitsOf(page);
  const shots = process.env['VUON_SHOTS'];
  if (shots) await page.screenshot({ path: `${shots}/${where}-360.png` });
  await page.setViewportSize(DESKTOP);
  misfits.push(...(await widthFaults(page)));
  if (shots) await page.screenshot({ path: `${shots}/${where}-1366.png` });
  return misfits.map((misfit) => `${where}: ${misfit}`);
}

test('declared on the household’s page, kept apart, ended by the chair', async () => {
  const wrong: string[] = [];
  const officer = await opened('canbo', '/desk/nguoi-than');
  await officer.getByText(d('own-none')).waitFor();
  wrong.push(...(await fits(officer, 'none')));
  const [household] = face.mini.village.households;
  assert.ok(household);
  await officer.goto(`${face.base}/desk/ho/${household.registered.householdId}`);
  const types = officer.getByRole('link', { name: paperText('vi', 'type.open') });
  await types.waitFor();
  await officer.getByRole('button', { name: d('declare.open') }).click();
  const dialog = officer.getByRole('dialog');
  await dialog.getByRole('button', { name: d('declare.action') }).click();
  await dialog.getByText(d('declare.choose')).waitFor();
  wrong.push(...(await fits(officer, 'declare')));
  await dialog.getByRole('button', { name: d('declare.relative') }).click();
  await dialog.getByRole('button', { name: d('declare.action') }).click();
  await officer.getByText(d('told.relative')).waitFor();
  assert.equal(await types.count(), 0, 'another types the form');
  wrong.push(...(await fits(officer, 'told')));
  await officer.getByRole('link', { name: d('told.list') }).click();
  await officer
    .getByRole('row')
    .filter({ hasText: d('tie.relative') })
    .waitFor();
  wrong.push(...(await fits(officer, 'own')));
  assert.equal(await officer.getByRole('button', { name: d('end.open') }).count(), 0, 'nobody ends their own');

  const chair = await opened('chutich', '/desk/nguoi-than');
  wrong.push(...(await fits(chair, 'others')));
  await chair.getByRole('button', { name: d('end.open') }).click();
  await chair
    .getByRole('dialog')
    .getByRole('button', { name: d('end.action') })
    .click();
  await chair.getByText(d('end.why-needed')).waitFor();
  await chair.getByLabel(d('end.why')).fill('Khai nhầm hộ cùng tên');
  wrong.push(...(await fits(chair, 'end')));
  await chair
    .getByRole('dialog')
    .getByRole('button', { name: d('end.action') })
    .click();
  await chair.getByText(d('others-none')).waitFor();

  await officer.goto(`${face.base}/desk/ho/${household.registered.householdId}`);
  await types.waitFor();
  assert.deepEqual(wrong, []);
  assert.deepEqual(face.faults, []);
});
