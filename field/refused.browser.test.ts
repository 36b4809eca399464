/**
 * What came back to the phone (bị trả lại): the reason stays with it, and three ways forward: handed to the commune, which sends it
 * back with a word; printed; corrected in its place and sent again.
 */
import assert from 'node:assert/strict';
import { after, it } from 'node:test';
import type { Page } from 'playwright-core';
import type { CommandsAnswer, HandoversPage, HandoverView, HouseholdView } from '../core/views.ts';
import { assertFits, darkPhones, unlock } from '../tools/test/dark-phone.ts';
import { openFace } from '../tools/test/face.ts';
import { OUTBOX_IS_EMPTY, until } from '../tools/test/phone-store.ts';
import { tellTwice } from '../tools/test/two-forms.ts';
import { clashText } from '../words/clash.ts';
import { fieldText } from '../words/field.ts';
import { lifeText } from '../words/life.ts';
import { problemsText } from '../words/problems.ts';

const t = (key: Parameters<typeof fieldText>[1], params = {}) => fieldText('vi', key, params);
const clash = (key: Parameters<typeof clashText>[1]) => clashText('vi', key);
const life = (key: Parameters<typeof lifeText>[1], params = {}) => lifeText('vi', key, params);
const face = await openFace({ faces: ['field'], now: '2026-10-12T02:00:00.000Z', visited: () => false });
const { base, mini } = face;
const { phoneWithList, coldStart, remove } = darkPhones(face);
after(async () => {
  await face.close();
  remove();
});
const PIN = '493817';
const found = mini.village.households.find(({ registered }) => registered.members.length > 3);
assert.ok(found !== undefined);
const { householdId, hamletId, headName, members } = found.registered;
const [, wife, child] = members;
const hamletName = mini.village.hamlets.find(({ areaId }) => areaId === hamletId)?.name ?? '';
const [officer, admin] = [await face.context('canbo'), await face.context('quantri')];

async function command(kind: string, payload: object, by = officer): Promise<void> {
  const sent = { commandId: crypto.randomUUID(), kind, v: 1, at: '2026-10-12T01:00:00.000Z', payload };
  const answer = await by.request.post(`${base}/api/commands`, {
    data: { commands: [sent] },
    headers: { 'x-vuon': '1', origin: base },
  });
  const { answers }: CommandsAnswer = await answer.json();
  assert.equal(answers[0]?.answer, 'taken', JSON.stringify(answers));
}
async function handed(): Promise<HandoverView> {
  const page: HandoversPage = await (await officer.request.get(`${base}/api/areas/${mini.village.communeId}/handovers`)).json();
  return page.rows[0] ?? assert.fail('nothing was handed over');
}
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

async function tellDeath(page: Page, fullName: string, ofHead = headName): Promise<void> {
  await page.getByRole('link', { name: hamletName }).click();
  await page.getByRole('searchbox').fill(ofHead);
  await page.locator('.list a').first().click();
  await page.getByRole('link', { name: life('act.member-died') }).click();
  await press(page, fullName);
  await press(page, life('today'));
  await press(page, life('check.action'));
  await press(page, life('confirm.action'));
  await page.getByText(life('done.title')).waitFor();
}

/** The phone asks for news when it is opened. */
async function opened(folder: string, path: string): Promise<Page> {
  const context = await face.phone(folder);
  const page = context.pages()[0] ?? (await context.newPage());
  page.setDefaultTimeout(60_000);
  await page.goto(base + path);
  await unlock(page, PIN);
  return page;
}

it('what was refused is handed over, comes back with a word, is printed, corrected and taken', async () => {
  const folder = await phoneWithList('rasoat', PIN);
  const dark = await coldStart(folder);
  await unlock(dark.page, PIN);
  await tellDeath(dark.page, wife?.fullName ?? '');
  await dark.context.close();
  // Meanwhile the commune has written that she died, of another day.
  await command('member-died', { householdId, memberId: wife?.memberId, on: '2026-10-01' });

  const page = await opened(folder, '/field/chua-gui');
  await page.getByText(problemsText('vi', 'member-not-present')).waitFor();
  await assertFits(page);
  await page.getByRole('link', { name: t('print.open') }).click();
  await page.getByText(t('print.why')).waitFor();
  assert.ok((await page.locator('.paper').textContent())?.includes(wife?.fullName ?? '-'));
  await assertFits(page);
  await page.getByRole('link', { name: t('back-to-list') }).click();
  await press(page, t('hand.action'));
  await page.getByLabel(t('hand.word')).fill('Bà ấy mất, không phải đi');
  await assertFits(page);
  await press(page, t('hand.action'));
  await page.getByText(t('handed.there'), { exact: true }).waitFor();
  await assertFits(page);
  const { handoverId, word, form } = await handed();
  assert.equal(word, 'Bà ấy mất, không phải đi');
  assert.ok(form.includes(wife?.fullName ?? '-'));
  await command('handover-settled', { handoverId, householdId, hamletId, how: 'sent-back', word: 'Người mất là cháu nhỏ' });
  await page.context().close();

  const again = await opened(folder, '/field/chua-gui');
  await again.getByText('Người mất là cháu nhỏ').waitFor();
  await assertFits(again);
  await again.getByRole('link', { name: t('act.correct') }).click();
  await press(again, child?.fullName ?? '');
  await press(again, life('check.action'));
  await press(again, life('confirm.action'));
  await again.getByText(life('done.title')).waitFor();
  await again.goto(`${base}/field/chua-gui`);
  await unlock(again, PIN);
  await again.getByText(t('unsent.none')).waitFor();
  const view: HouseholdView = await (await officer.request.get(`${base}/api/households/${householdId}`)).json();
  assert.deepEqual(
    [wife, child].map((one) => view.members.find(({ memberId }) => memberId === one?.memberId)?.state),
    ['dead', 'dead'],
  );
  await again.context().close();
});

it('two forms that had not seen each other: what came first stands, both values are shown with who and when, one is chosen without a line', async () => {
  const twice = mini.village.households.find((one) => one.registered.members.length === 1) ?? assert.fail();
  const { registered } = twice;
  await tellTwice(face, twice);
  const clashed: HouseholdView = await (await officer.request.get(`${base}/api/households/${registered.householdId}`)).json();
  assert.equal(clashed.interviews[0]?.answers.household.televisions, 41);
  const folder = await phoneWithList('rasoat', PIN);
  const { context, page } = await coldStart(folder);
  await unlock(page, PIN);
  await page.getByRole('link', { name: mini.village.hamlets.find(({ areaId }) => areaId === registered.hamletId)?.name ?? '' }).click();
  await page.getByRole('searchbox').fill(registered.headName);
  await page.locator('.list a').first().click();
  await page.getByRole('heading', { name: clash('title') }).waitFor();
  await press(page, clash('settle'));
  await page.getByText(clash('missing')).waitFor();
  await assertFits(page);
  const said = page.getByRole('button', { name: /^42 / });
  assert.ok(
    (await said.textContent())?.includes(`(${mini.accounts['rasoat']?.displayName}, 12/10/2026)`),
    await said.textContent().then(String),
  );
  await said.click();
  await press(page, clash('settle'));
  await page.getByText(clash('told')).waitFor();
  await assertFits(page);
  await context.setOffline(false);
  await until(page, OUTBOX_IS_EMPTY);
  await context.close();
  const settled: HouseholdView = await (await officer.request.get(`${base}/api/households/${registered.householdId}`)).json();
  assert.equal(settled.interviews[0]?.answers.household.televisions, 42);
});

it('two who set the same birth right without having seen each other: both are kept, and one is chosen on the phone', async () => {
  const one = mini.village.households.map(({ registered }) => registered).findLast((each) => each.members.length > 1) ?? assert.fail();
  const [, member] = one.members;
  assert.ok(member !== undefined);
  const folder = await phoneWithList('rasoat', PIN);
  const dark = await coldStart(folder);
  await unlock(dark.page, PIN);
  await dark.page.getByRole('link', { name: mini.village.hamlets.find(({ areaId }) => areaId === one.hamletId)?.name ?? '' }).click();
  await dark.page.getByRole('searchbox').fill(one.headName);
  await dark.page.locator('.list a').first().click();
  await dark.page.getByRole('link', { name: life('act.correct-member') }).click();
  await press(dark.page, member.fullName);
  for (const [i, part] of ['6', '5', '1971'].entries())
    await dark.page
      .getByRole('group', { name: life('birth') })
      .locator('input')
      .nth(i)
      .fill(part);
  await press(dark.page, life('check.action'));
  await press(dark.page, life('confirm.action'));
  await dark.page.getByText(life('done.title')).waitFor();
  await dark.context.close();
  const was = { fullName: member.fullName, sex: member.sex, birth: member.birth };
  await command('correct-member', { householdId: one.householdId, memberId: member.memberId, was, now: { ...was, birth: '1970-05-06' } });
  const birth = async () => {
    const view: HouseholdView = await (await officer.request.get(`${base}/api/households/${one.householdId}`)).json();
    return [view.members.find(({ memberId }) => memberId === member.memberId)?.birth, view.clashes.length];
  };

  const page = await opened(folder, `/field/ho/${one.householdId}`);
  await page.getByRole('heading', { name: clash('title') }).waitFor();
  assert.deepEqual(await birth(), ['1970-05-06', 1], 'nothing is written over');
  await page.getByRole('button', { name: `06/05/1970 (${mini.accounts['canbo']?.displayName}, 12/10/2026)` }).waitFor();
  await assertFits(page);
  await page.getByRole('button', { name: `06/05/1971 (${mini.accounts['rasoat']?.displayName}, 12/10/2026)` }).click();
  await press(page, clash('settle'));
  await page.getByRole('heading', { name: clash('title') }).waitFor({ state: 'detached' });
  await until(page, OUTBOX_IS_EMPTY);
  assert.deepEqual(await birth(), ['1971-05-06', 0]);
  await page.context().close();
});

it('what the commune sent back is handed in when its phone is withdrawn, and nothing of it is left there alone', async () => {
  const other = mini.village.households
    .map(({ registered }) => registered)
    .find((one) => one.hamletId === hamletId && one.householdId !== householdId);
  const [, member] = other?.members ?? [];
  assert.ok(other !== undefined && member !== undefined);
  const folder = await phoneWithList('rasoat', PIN);
  const dark = await coldStart(folder);
  await unlock(dark.page, PIN);
  await tellDeath(dark.page, member.fullName, other.headName);
  await dark.context.close();
  await command('member-died', { householdId: other.householdId, memberId: member.memberId, on: '2026-10-01' });
  const page = await opened(folder, '/field/chua-gui');
  await press(page, t('hand.action'));
  await press(page, t('hand.action'));
  await page.getByText(t('handed.there'), { exact: true }).waitFor();
  const { handoverId } = await handed();
  const about = { handoverId, householdId: other.householdId, hamletId };
  await command('handover-settled', { ...about, how: 'sent-back', word: 'Xem lại việc này' });
  await page.context().close();
  const back = await opened(folder, '/field/chua-gui');
  await back.getByText('Xem lại việc này').waitFor();
  await back.context().close();

  const { accountId } = mini.accounts['rasoat'] ?? assert.fail();
  await command('account-suspended', { accountId, why: 'nghỉ việc' }, admin);
  const withdrawn = await face.phone(folder);
  const first = withdrawn.pages()[0] ?? (await withdrawn.newPage());
  await first.goto(`${base}/field/`);
  await first.getByText(t('gone.forms', { count: '1' })).waitFor();
  await until(first, OUTBOX_IS_EMPTY);
  const again = await handed();
  assert.deepEqual([again.handoverId, again.end, again.refusedBecause], [handoverId, null, 'device-withdrawn']);
  await withdrawn.close();
});

it('wrote no error to the console', () => assert.deepEqual(face.faults, []));
