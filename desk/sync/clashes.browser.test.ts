/** What two people told otherwise, at the commune's desk in a real browser: counted on its board, listed, settled there and on the household's page. */
import assert from 'node:assert/strict';
import { after, it } from 'node:test';
import type { HouseholdView } from '../../core/views.ts';
import { DESKTOP, misfitsOf, openFace, PHONE } from '../../tools/test/face.ts';
import { tellTwice } from '../../tools/test/two-forms.ts';
import { clashText } from '../../words/clash.ts';
import { waysText } from '../../words/ways.ts';

const face = await openFace({ faces: ['desk'], now: '2026-10-12T02:00:00.000Z', visited: () => false });
after(() => face.close());
const { base, mini } = face;
const t = (key: Parameters<typeof clashText>[1], params = {}) => clashText('vi', key, params);
const household = (key: string) => mini.village.households.find((one) => one.key === key) ?? assert.fail(key);

it('the board counts them, the list and the household’s page settle them, and then nothing waits', async () => {
  await tellTwice(face, household('rich'));
  await tellTwice(face, household('khmer'));
  const context = await face.context('canbo');
  const page = await context.newPage();
  await page.goto(`${base}/desk/khu-vuc/${mini.village.communeId}`);
  await page.getByRole('link', { name: waysText('vi', 'clashes-count', { count: '2' }) }).click();
  await page.getByRole('heading', { name: household('rich').registered.headName }).waitFor();
  for (const size of [PHONE, DESKTOP]) {
    await page.setViewportSize(size);
    assert.deepEqual(await misfitsOf(page), []);
  }
  const card = page.locator('section', { has: page.getByRole('heading', { name: household('rich').registered.headName }) });
  await card.getByRole('button', { name: t('settle') }).click();
  await card.getByText(t('missing')).waitFor();
  await card.getByRole('button', { name: /^42 / }).click();
  await card.getByRole('button', { name: t('settle') }).click();
  await page.getByRole('heading', { name: household('rich').registered.headName }).waitFor({ state: 'detached' });

  await page.getByRole('link', { name: t('file') }).click();
  await page.getByRole('heading', { name: t('title-list'), level: 1 }).waitFor({ state: 'detached' });
  await page.getByRole('heading', { name: t('title') }).waitFor();
  for (const size of [PHONE, DESKTOP]) {
    await page.setViewportSize(size);
    assert.deepEqual(await misfitsOf(page), []);
  }
  await page.getByRole('button', { name: /^41 / }).click();
  await page.getByRole('button', { name: t('settle') }).click();
  await page.getByRole('heading', { name: t('title') }).waitFor({ state: 'detached' });
  await page.goto(`${base}/desk/khu-vuc/${mini.village.communeId}/ghi-khac-nhau`);
  await page.getByText(t('none'), { exact: true }).waitFor();
  assert.deepEqual(await misfitsOf(page), []);
  for (const [key, televisions] of [
    ['rich', 42],
    ['khmer', 41],
  ] as const) {
    const answer = await context.request.get(`${base}/api/households/${household(key).registered.householdId}`);
    const view: HouseholdView = await answer.json();
    assert.deepEqual([view.clashes, view.interviews[0]?.answers.household.televisions], [[], televisions], key);
  }
});

it('wrote no error to the console', () => assert.deepEqual(face.faults, []));
