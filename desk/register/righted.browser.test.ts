/** A person noted wrongly, set right on the household's page by the commune's officer, in a real browser; who may not note anything is not offered it. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Page } from 'playwright-core';
import type { HouseholdView } from '../../core/views.ts';
import { DESKTOP, misfitsOf, openFace, PHONE, widthFaults } from '../../tools/test/face.ts';
import { type LifeKey, lifeText } from '../../words/life.ts';
import { problemsText } from '../../words/problems.ts';

const l = (key: LifeKey, params = {}) => lifeText('vi', key, params);
const face = await openFace({ faces: ['desk'] });
after(() => face.close());
const household = face.mini.village.households.find(({ registered }) => registered.members.length > 2);
assert.ok(household);
const { householdId } = household.registered;
const [, member] = household.registered.members;
assert.ok(member);

async function opened(username: string): Promise<Page> {
  const page = await (await face.context(username)).newPage();
  await page.goto(`${face.base}/desk/ho/${householdId}`);
  await page.locator('#members table').waitFor();
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

const fileOf = async (page: Page): Promise<HouseholdView> =>
  (await page.context().request.get(`${face.base}/api/households/${householdId}`)).json() as Promise<HouseholdView>;

test('corrected where it was wrong; who came in by no note is not taken out so, and it is said why', async () => {
  const page = await opened('canbo');
  const wrong = await fits(page, 'members');
  await page.getByRole('button', { name: l('right.correct-of', { name: member.fullName }) }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: l('right.action') }).click();
  await dialog.getByText(l('nothing-changed')).waitFor();
  wrong.push(...(await fits(page, 'correct')));
  await dialog.getByLabel(l('name')).fill('Thạch Thị Đúng Tên');
  await dialog.getByLabel(l('birth')).fill('31/4/1990');
  await dialog.getByRole('button', { name: l('right.action') }).click();
  await dialog.getByText(l('need.birth')).waitFor();
  await dialog.getByLabel(l('birth')).fill('30/4/1990');
  await dialog.getByRole('button', { name: l('right.action') }).click();
  await page.getByRole('rowheader', { name: 'Thạch Thị Đúng Tên' }).waitFor();
  const right = (await fileOf(page)).members.find(({ memberId }) => memberId === member.memberId);
  assert.deepEqual([right?.fullName, right?.birth, right?.state], ['Thạch Thị Đúng Tên', '1990-04-30', 'present']);
  await page.getByRole('button', { name: l('right.take-out-of', { name: 'Thạch Thị Đúng Tên' }) }).click();
  await dialog.getByRole('button', { name: l('right.take-out-action') }).click();
  await dialog.getByText(l('need.why')).waitFor();
  await dialog.getByLabel(l('why')).fill('nhà bên cạnh');
  await dialog.getByRole('button', { name: l('right.take-out-action') }).click();
  await dialog.getByText(problemsText('vi', 'member-not-noted')).waitFor();
  wrong.push(...(await fits(page, 'take-out')));
  assert.deepEqual(wrong, []);
  const chair = await opened('chutich');
  assert.equal(await chair.getByRole('button', { name: l('right.correct') }).count(), 0);
});

test('wrote no error to the console', () => assert.deepEqual(face.faults, []));
