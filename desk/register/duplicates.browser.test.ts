/**
 * A household written twice, in a real browser: the officer sees the two with why, joins them, undoes it, and says that they are two;
 * then nobody is asked again. Each screen fits its reader.
 */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, test } from 'node:test';
import type { Page } from 'playwright-core';
import { submit } from '../../server/ledger/door.ts';
import { DESKTOP, misfitsOf, openFace, PHONE, widthFaults } from '../../tools/test/face.ts';
import { type DuplicatesKey, duplicatesText } from '../../words/duplicates.ts';
import { waysText } from '../../words/ways.ts';

const NOW = '2026-10-20T02:00:00.000Z';
const d = (key: DuplicatesKey, params = {}) => duplicatesText('vi', key, params);
const face = await openFace({ faces: ['desk'], now: NOW });
after(() => face.close());

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

/** The first household of the village once more: no marks, another head, births by the year, no numbers. */
async function writeAgain(): Promise<{ readonly first: string; readonly again: string }> {
  const first = face.mini.village.households.find(({ registered }) => registered.members.length > 1)?.registered;
  assert.ok(first);
  const members = first.members.toReversed().map(({ fullName, sex, birth, relation, ...rest }, i) => ({
    ...{
      memberId: randomUUID(),
      sex,
      fullName: i === 0 ? fullName : fullName.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/g, 'd').replace(/Đ/g, 'D'),
    },
    ...{
      birth: i === 0 ? birth : birth.slice(0, 4),
      relation: i === 0 ? ('head' as const) : relation === 'head' ? ('other-kin' as const) : relation,
    },
    ...(rest.ethnicity === undefined ? {} : { ethnicity: rest.ethnicity }),
  }));
  const payload = { ...first, householdId: randomUUID(), code: null, headName: members[0]?.fullName ?? '', members };
  const sent = { commandId: randomUUID(), kind: 'household-registered', v: 1, at: NOW, payload };
  const [answer] = await submit(face.db, 'system', [sent], { now: NOW, today: '2026-10-20' });
  assert.equal(answer?.answer, 'taken', JSON.stringify(answer));
  return { first: first.headName, again: payload.headName };
}

test('seen with why, joined, undone, told apart', async () => {
  const wrong: string[] = [];
  const { first, again } = await writeAgain();
  const page = await (await face.context('canbo')).newPage();
  await page.goto(`${face.base}/desk/khu-vuc/${face.mini.village.communeId}`);
  await page.getByRole('link', { name: waysText('vi', 'duplicates') }).click();
  const card = page.locator('section.card').filter({ hasText: first }).filter({ hasText: again }).first();
  await card.waitFor();
  await card.getByText(d('whole')).waitFor();
  assert.ok((await card.innerText()).includes(d('reason.name-same')) || (await card.innerText()).includes(d('reason.name-marks')));
  wrong.push(...(await fits(page, 'duplicates')));
  await card.getByRole('button', { name: d('join.open') }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: d('join.action') }).click();
  await dialog.getByText(d('join.choose')).waitFor();
  await dialog.getByText(d('why-needed')).waitFor();
  await dialog.getByRole('button', { name: new RegExp(`^.?\\s*${first} \\(`) }).click();
  await dialog.getByLabel(d('join.why')).fill('Đã hỏi trưởng ấp');
  wrong.push(...(await fits(page, 'join')));
  await dialog.getByRole('button', { name: d('join.action') }).click();
  const undo = page.getByRole('button', { name: d('part.open-of', { one: again, other: first }) });
  await undo.waitFor();
  assert.equal(await card.count(), 0);
  wrong.push(...(await fits(page, 'joined')));
  await undo.click();
  await dialog.getByLabel(d('part.why')).fill('Hai hộ khác nhau');
  await dialog.getByRole('button', { name: d('part.action') }).click();
  await card.waitFor();
  await card.getByRole('button', { name: d('apart.open') }).click();
  await dialog.getByRole('button', { name: d('apart.action') }).click();
  await card.waitFor({ state: 'detached' });
  await page.getByText(d('joined-none')).waitFor();
  assert.deepEqual(wrong, []);
  assert.deepEqual(face.faults, []);
});
