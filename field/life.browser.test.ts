/**
 * What happens to households between interviews, told on a phone with the network off (biến động hộ khi không có mạng): a household
 * that the list does not know, reviewed at once; somebody born, dead, come, gone; a household split, moved, left. Shown at once,
 * still there after a cold start, in the register once there is a line.
 */
import assert from 'node:assert/strict';
import { after, it } from 'node:test';
import type { Page } from 'playwright-core';
import type { Answers } from '../core/interview/answers.ts';
import type { HouseholdPage, HouseholdView } from '../core/views.ts';
import { assertFits, assertNoLine, darkPhones, unlock } from '../tools/test/dark-phone.ts';
import { openFace } from '../tools/test/face.ts';
import { confirmChecks, sendForm, tell } from '../tools/test/told.ts';
import { fieldText } from '../words/field.ts';
import { optionText } from '../words/interview.ts';
import { lifeText } from '../words/life.ts';
import type { Deed } from './life/doing.ts';

const t = (key: Parameters<typeof fieldText>[1], params = {}) => fieldText('vi', key, params);
const life = (key: Parameters<typeof lifeText>[1], params = {}) => lifeText('vi', key, params);

const face = await openFace({ faces: ['field'], now: '2026-10-12T02:00:00.000Z', visited: () => false });
const { base, mini } = face;
const { phoneWithList, coldStart, remove } = darkPhones(face);
after(async () => {
  await face.close();
  remove();
});
const PIN = '493817';
const [home, other] = mini.village.hamlets;
assert.ok(home !== undefined && other !== undefined);

/** Households of the first hamlet with so many people, each used once. */
const unused = mini.village.households.filter(({ registered }) => registered.hamletId === home.areaId);
function take(least: number) {
  const at = unused.findIndex(({ registered }) => registered.members.length >= least);
  const [found] = unused.splice(at, 1);
  assert.ok(at >= 0 && found !== undefined, `${least} people`);
  return found.registered;
}

const filled = async (page: Page, text: string): Promise<void> => {
  const [day = '', month = '', year = ''] = text.split('/');
  const boxes = page.locator('.boxes').last();
  await boxes.getByLabel(t('birth.day'), { exact: true }).fill(day);
  await boxes.getByLabel(t('birth.month'), { exact: true }).fill(month);
  await boxes.getByLabel(t('birth.year'), { exact: true }).fill(year);
};
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

/** Looked over, read what will change, written down. */
async function writeDown(page: Page, effects: readonly string[]): Promise<void> {
  await press(page, life('check.action'));
  await page.getByRole('heading', { name: life('confirm.title') }).waitFor();
  assert.deepEqual(await page.locator('main ul li').allTextContents(), effects);
  await assertFits(page);
  await press(page, life('confirm.action'));
  await page.getByText(life('done.title')).waitFor();
  await assertFits(page);
}

async function openDeed(page: Page, headName: string, deed: Exclude<Deed, 'household-registered'>) {
  await page.getByRole('link', { name: life('done.list') }).click();
  await openFile(page, headName);
  await page.getByRole('link', { name: life(`act.${deed}`) }).click();
  await page.getByRole('button', { name: life('check.action') }).waitFor();
}

async function openFile(page: Page, headName: string): Promise<void> {
  await page.getByRole('searchbox').fill(headName);
  await page.locator('.list a').first().click();
  await page.getByRole('heading', { name: life('file.title') }).waitFor();
  await assertFits(page);
}

/** The people of a household that is known, under other names: nobody lives twice. */
function renamed(answers: Answers): Answers {
  const members = answers.members.map((member, i) => ({
    ...member,
    fullName: `Thạch Thị Mới ${'ABCDEFGH'[i]}`,
    citizenId: 'dont-know' as const,
  }));
  return { ...answers, members };
}

async function registerNew(page: Page, { members }: Answers): Promise<void> {
  await page.getByRole('link', { name: life('new.link') }).click();
  await press(page, life('check.action'));
  await page.getByText(life('need.name')).waitFor();
  await page.getByText(life('need.day')).waitFor();
  await assertFits(page);
  for (const [i, member] of members.entries()) {
    if (i > 0) await press(page, life('add-person'));
    const place = i === 0 ? page.locator('main section').first() : page.locator('fieldset.card').nth(i - 1);
    await place.getByLabel(life('name')).fill(member.fullName);
    await place.getByRole('button', { name: life(member.sex === 'female' ? 'sex.female' : 'sex.male'), exact: true }).click();
    for (const [part, label] of [...member.birth.split('-').entries()].map(
      ([n, text]) => [text, ['birth.year', 'birth.month', 'birth.day'][n]] as const,
    ))
      await place.getByLabel(t(label as 'birth.year'), { exact: true }).fill(part);
    if (i > 0) await place.getByRole('button', { name: optionText('vi', 'relation', member.relation), exact: true }).click();
  }
  await filled(page, '13/10/2026');
  await press(page, life('listed-yes'));
  await press(page, life('check.action'));
  await page.getByText(life('day-in-future')).waitFor();
  await filled(page, '01/09/2026');
  const headName = members[0]?.fullName ?? '';
  await writeDown(page, [
    life('effect.new-household', { name: headName, count: members.length, place: home?.name ?? '' }),
    life('effect.listed'),
  ]);
}

async function askAs<T>(username: string, path: string): Promise<T> {
  const context = await face.context(username);
  const answer: T = await (await context.request.get(base + path)).json();
  await context.close();
  return answer;
}
const listOf = async (areaId: string) => (await askAs<HouseholdPage>('canbo', `/api/areas/${areaId}/households?limit=500`)).rows;
const fileOf = (householdId: string) => askAs<HouseholdView>('canbo', `/api/households/${householdId}`);
const present = (view: HouseholdView) => view.members.filter(({ state }) => state === 'present').map(({ fullName }) => fullName);

const truth = renamed(
  (mini.village.households.find(({ registered }) => registered.members.length === 2) ?? mini.village.households[0])?.answers ??
    assert.fail(),
);
const [born, died, split, moved, gone] = [take(2), take(3), take(3), take(1), take(1)];
const headName = truth.members[0]?.fullName ?? '';
const [, dead, left] = died.members;
const youngest = split.members.at(-1);
const peopleSaid = (name: string, before: number, after: number) => life('effect.people', { name, before, after });

async function tellOfNewHousehold(page: Page): Promise<void> {
  await registerNew(page, truth);
  await page.getByRole('link', { name: life('done.interview') }).click();
  await page.locator('#screen-title').waitFor();
  await tell(page, truth);
  await page.locator('article').nth(1).waitFor();
  await confirmChecks(page);
  await sendForm(page);
  await page.getByText(t('sent.waiting')).waitFor();
  await page.getByRole('link', { name: t('finished.next') }).click();
  await openFile(page, headName);
  await page.getByText(life('state.waiting')).first().waitFor();
  await page.getByRole('link', { name: life('act.member-born') }).click();
  await tellBirth(page, 'Thạch Mới Sinh', { day: '02/10/2026', relation: 'grandchild' });
  await writeDown(page, [peopleSaid(headName, truth.members.length, truth.members.length + 1)]);
}

async function tellBirth(page: Page, name: string, { day, relation }: { day: string; relation: string }): Promise<void> {
  await page.getByLabel(life('name')).fill(name);
  await press(page, life('sex.male'));
  await filled(page, day);
  await press(page, optionText('vi', 'relation', relation));
}

/** Noted wrongly and not sent: dropped, and the next one corrected. */
async function putRight(page: Page, effects: readonly string[]): Promise<void> {
  const wrong = page.locator('li .name', { hasText: 'Bé Ghi Nhầm' });
  await tellBirth(page, 'Bé Ghi Nhầm', { day: '29/09/2026', relation: 'child' });
  await writeDown(page, effects);
  await page.getByRole('link', { name: life('done.file') }).click();
  await wrong.waitFor();
  await press(page, t('act.discard'));
  await page.getByText(t('act.discard-text')).waitFor();
  await assertFits(page);
  await press(page, t('act.discard'));
  await wrong.waitFor({ state: 'detached' });
  await page.getByRole('link', { name: life('act.member-born') }).click();
  await tellBirth(page, 'Bé Nạ', { day: '30/09/2026', relation: 'child' });
  await writeDown(page, effects);
  await page.getByRole('link', { name: life('done.file') }).click();
  await page.getByRole('link', { name: t('act.correct-waiting') }).click();
  await page.getByLabel(life('name')).fill('Bé Na');
  await writeDown(page, effects);
}

async function tellOfPeople(page: Page): Promise<void> {
  const size = born.members.length;
  await openDeed(page, born.headName, 'member-born');
  await putRight(page, [peopleSaid(born.headName, size, size + 1)]);

  await openDeed(page, born.headName, 'member-arrived');
  await page.getByLabel(life('name')).fill('Lâm Văn Đến');
  await press(page, life('sex.male'));
  await page.getByLabel(t('birth.year'), { exact: true }).first().fill('1991');
  await press(page, optionText('vi', 'relation', 'sibling'));
  await page.getByLabel(life('from')).fill('Bình Dương');
  await filled(page, '03/10/2026');
  await writeDown(page, [peopleSaid(born.headName, size + 1, size + 2)]);

  await openDeed(page, died.headName, 'member-died');
  await press(page, dead?.fullName ?? '');
  await filled(page, '01/01/1900');
  await press(page, life('check.action'));
  await page.getByText(life('day-before-birth', { name: dead?.fullName ?? '' })).waitFor();
  await filled(page, '05/10/2026');
  const many = died.members.length;
  await writeDown(page, [peopleSaid(died.headName, many, many - 1)]);
  await openDeed(page, died.headName, 'member-left');
  assert.equal(await page.getByRole('button', { name: dead?.fullName ?? '', exact: true }).count(), 0, 'the dead are not asked after');
  await press(page, left?.fullName ?? '');
  await press(page, life('today'));
  await writeDown(page, [peopleSaid(died.headName, many - 1, many - 2)]);
}

async function tellOfHouseholds(page: Page): Promise<void> {
  await openDeed(page, split.headName, 'split-household');
  await press(page, youngest?.fullName ?? '');
  await press(page, life('today'));
  await writeDown(page, [
    peopleSaid(split.headName, split.members.length, split.members.length - 1),
    life('effect.new-household', { name: youngest?.fullName ?? '', count: 1, place: home?.name ?? '' }),
    life('effect.not-listed'),
  ]);

  await openDeed(page, moved.headName, 'moves');
  await press(page, other?.name ?? '');
  await filled(page, '04/10/2026');
  await writeDown(page, [life('effect.moved', { name: moved.headName, count: moved.members.length, place: other?.name ?? '' })]);
  await openDeed(page, gone.headName, 'moves');
  await press(page, life('where-other'));
  await page.getByLabel(life('to')).fill('Đồng Nai');
  await filled(page, '04/10/2026');
  await writeDown(page, [life('effect.left', { name: gone.headName, count: gone.members.length })]);
}

const namesOnList = async (page: Page): Promise<string[]> => {
  await page.getByRole('button', { name: t('filter.all') }).click();
  await page.locator('.list a').first().waitFor();
  return (await page.locator('.list a .name').allTextContents()).sort();
};

async function assertRegister(): Promise<void> {
  const rows = await listOf(home?.areaId ?? '');
  const fresh = rows.find((row) => row.headName === headName);
  assert.ok(fresh?.interviewed === true && fresh.listed === 'request');
  const seen = await fileOf(fresh.householdId);
  const told = ({ causes = [], ...rest }: Answers['household']) => ({ ...rest, causes: [...causes].sort() });
  assert.deepEqual(told(seen.interviews[0]?.answers.household ?? assert.fail()), told(truth.household));
  assert.deepEqual(present(seen), [...truth.members.map(({ fullName }) => fullName), 'Thạch Mới Sinh']);
  const grown = present(await fileOf(born.householdId));
  assert.deepEqual(
    grown.filter((name) => name.startsWith('Bé ')),
    ['Bé Na'],
  );
  assert.ok(grown.includes('Lâm Văn Đến'));
  const states = new Map((await fileOf(died.householdId)).members.map(({ memberId, state }) => [memberId, state]));
  assert.deepEqual([states.get(dead?.memberId ?? ''), states.get(left?.memberId ?? '')], ['dead', 'left']);
  assert.ok(rows.some((row) => row.headName === youngest?.fullName && row.people === 1));
  assert.equal((await fileOf(moved.householdId)).household.hamletId, other?.areaId);
  assert.equal((await fileOf(gone.householdId)).household.state, 'moved');
}

it('everything is told without a line, shown at once and after a cold start, and lies in the register when there is a line', async () => {
  const folder = await phoneWithList('rasoat', PIN);
  const { context, page } = await coldStart(folder, { width: 320, height: 640 });
  await unlock(page, PIN);
  await page.getByRole('link', { name: home.name }).click();
  await assertNoLine(page);
  await tellOfNewHousehold(page);
  await tellOfPeople(page);
  await tellOfHouseholds(page);
  await context.close();

  const again = await coldStart(folder);
  await unlock(again.page, PIN);
  await again.page.getByRole('link', { name: home.name }).click();
  const names = await namesOnList(again.page);
  assert.deepEqual(
    [headName, youngest?.fullName ?? ''].filter((name) => !names.includes(name)),
    [],
  );
  for (const { headName: name } of [moved, gone]) assert.ok(!names.includes(name), name);
  await assertFits(again.page);
  await again.page.goto(`${base}/field/chua-gui`);
  await unlock(again.page, PIN);
  await again.page.getByRole('heading', { name: headName }).waitFor();
  assert.equal(await again.page.locator('article').count(), 9);
  await assertFits(again.page);
  await again.context.setOffline(false);
  await again.page.getByText(t('unsent.none')).waitFor();
  await again.page.goto(`${base}/field/ap/${home.areaId}`);
  await unlock(again.page, PIN);
  assert.deepEqual(await namesOnList(again.page), names, 'as the phone had shown it');
  await again.page.getByText(life('state.taken')).first().waitFor({ state: 'detached' });
  await again.context.close();
  await assertRegister();
});

it('what was sent and lost its answer is neither dropped nor corrected here before the server was asked again', async () => {
  const { householdId, headName: head } = born;
  const before = present(await fileOf(householdId)).length;
  const context = await face.phone(await phoneWithList('rasoat', PIN));
  const page = context.pages()[0] ?? (await context.newPage());
  await page.goto(`${base}/field/ap/${home.areaId}`);
  await unlock(page, PIN);
  await context.route('**/api/sealed', async (route) => {
    await route.fetch();
    await route.abort();
  });
  await openFile(page, head);
  await page.getByRole('link', { name: life('act.member-born') }).click();
  await tellBirth(page, 'Bé Gửi Rồi', { day: '01/10/2026', relation: 'grandchild' });
  await writeDown(page, [peopleSaid(head, before, before + 1)]);
  await page.getByRole('link', { name: life('done.file') }).click();
  await page.getByText(life('state.unheard')).waitFor();
  await page.getByText(life('unheard-text')).waitFor();
  await assertFits(page);
  assert.equal(await page.getByRole('button', { name: t('act.discard') }).count(), 0);
  assert.equal(await page.getByRole('link', { name: t('act.correct-waiting') }).count(), 0);
  assert.ok(present(await fileOf(householdId)).includes('Bé Gửi Rồi'), 'the register has it');
  await context.unroute('**/api/sealed');
  await page.evaluate(`dispatchEvent(new Event('online'))`);
  await page.getByText(life('state.unheard')).waitFor({ state: 'detached' });
  await page.getByText('Bé Gửi Rồi').first().waitFor();
  assert.equal(present(await fileOf(householdId)).filter((name) => name === 'Bé Gửi Rồi').length, 1);
  await context.close();
});

it('who was noted wrongly and lies in the register is set right without a line: corrected, and taken out again', async () => {
  const before = present(await fileOf(born.householdId));
  assert.ok(before.includes('Bé Na') && before.includes('Lâm Văn Đến'));
  const { context, page } = await coldStart(await phoneWithList('rasoat', PIN), { width: 320, height: 640 });
  await unlock(page, PIN);
  await page.getByRole('link', { name: home.name }).click();
  await openFile(page, born.headName);
  await page.getByRole('link', { name: life('act.correct-member') }).click();
  await press(page, 'Bé Na');
  await press(page, life('check.action'));
  await page.getByText(life('nothing-changed')).waitFor();
  await page.getByLabel(life('name')).fill('Bé Nga');
  await filled(page, '28/09/2026');
  await writeDown(page, [life('effect.name', { name: 'Bé Na' }), life('effect.birth', { name: 'Bé Na' })]);
  await openDeed(page, born.headName, 'withdraw-joining');
  await press(page, 'Lâm Văn Đến');
  await press(page, life('check.action'));
  await page.getByText(life('need.why')).waitFor();
  await assertFits(page);
  await page.getByLabel(life('why')).fill('ở nhờ nhà bên cạnh');
  await writeDown(page, [life('effect.never-here', { name: 'Lâm Văn Đến' }), peopleSaid(born.headName, before.length, before.length - 1)]);
  await page.getByRole('link', { name: life('done.file') }).click();
  await page.locator('li .name', { hasText: 'Bé Nga' }).waitFor();
  assert.equal(await page.locator('li .name', { hasText: 'Lâm Văn Đến' }).count(), 0);
  await context.setOffline(false);
  await page.getByText(life('state.taken')).first().waitFor({ state: 'detached' });
  await page.getByText(life('state.waiting')).first().waitFor({ state: 'detached' });
  await context.close();
  const file = await fileOf(born.householdId);
  const right = before.filter((name) => name !== 'Lâm Văn Đến').map((name) => (name === 'Bé Na' ? 'Bé Nga' : name));
  assert.deepEqual(present(file), right);
  assert.equal(file.members.find(({ fullName }) => fullName === 'Bé Nga')?.birth, '2026-09-28');
});

it('wrote no error to the console', () => assert.deepEqual(face.faults, []));
