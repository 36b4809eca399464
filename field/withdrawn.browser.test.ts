/**
 * A phone whose person was suspended (máy bị thu quyền), in a real browser: its finished forms go to the commune sealed, also over a line
 * that is cut after the server has them; then everything of that person is gone from the phone, it says so, and an officer lets the
 * form in on the desk.
 */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Page } from 'playwright-core';
import type { HouseholdView } from '../core/views.ts';
import { assertFits, darkPhones, unlock } from '../tools/test/dark-phone.ts';
import { openFace } from '../tools/test/face.ts';
import { CAMERA } from '../tools/test/pictures.ts';
import { ALL_THAT_LIES_HERE, NOBODY_IS_HERE, OUTBOX_IS_EMPTY, until } from '../tools/test/phone-store.ts';
import { confirmChecks, nextScreen, sendForm, tell } from '../tools/test/told.ts';
import { accountsText } from '../words/accounts.ts';
import { fieldText } from '../words/field.ts';
import { handoverText } from '../words/handover.ts';
import { photosText } from '../words/photos.ts';
import { signInText } from '../words/sign-in.ts';
import { taskText } from '../words/task.ts';

const t = (key: Parameters<typeof fieldText>[1], params = {}) => fieldText('vi', key, params);
const h = (key: Parameters<typeof handoverText>[1]) => handoverText('vi', key);

const face = await openFace({ faces: ['field', 'desk'], now: '2026-10-12T02:00:00.000Z', visited: () => false });
const { base } = face;
const { phoneWithList, keepList, coldStart, remove } = darkPhones(face);
after(async () => {
  await face.close();
  remove();
});

const FINISHED = face.mini.village.households.find(({ key }) => key === 'khmer') ?? assert.fail();
const BEGUN = face.mini.village.households.find(({ key }) => key === 'rich') ?? assert.fail();
const person = face.mini.accounts['rasoat'] ?? assert.fail();

async function begin(page: Page, { registered }: typeof FINISHED): Promise<void> {
  await page.goto(`${base}/field/ho/${registered.householdId}/phieu`);
  await unlock(page, '493817');
  await page.locator('#screen-title').waitFor();
}

async function tellOffice(kind: 'account-suspended' | 'account-resumed'): Promise<void> {
  const { request } = await face.context('quantri');
  const payload = { accountId: person.accountId, why: kind === 'account-suspended' ? 'nghỉ việc' : 'làm lại' };
  const command = { commandId: crypto.randomUUID(), kind, v: 1, at: '2026-10-12T02:00:00.000Z', payload };
  const answer = await request.post(`${base}/api/commands`, { data: { commands: [command] }, headers: { 'x-vuon': '1', origin: base } });
  assert.match(await answer.text(), /"taken"/);
}

/** The server has the form, and the phone has not heard of it. */
async function handInOverACutLine(folder: string): Promise<void> {
  const cut = await coldStart(folder);
  let handed = 0;
  await cut.context.route('**/api/quarantine', async (route) => {
    const { commands } = route.request().postDataJSON() as { readonly commands: readonly unknown[] };
    const answer = await route.fetch();
    if (commands.length === 0) return route.fulfill({ response: answer });
    handed += 1;
    await cut.context.setOffline(true);
    return route.abort();
  });
  await cut.page.getByText(t('unlock.unsent', { count: 1 })).waitFor();
  await cut.context.setOffline(false);
  while (handed === 0) await cut.page.evaluate('new Promise((done) => requestAnimationFrame(done))');
  assert.equal(await cut.page.evaluate(OUTBOX_IS_EMPTY), false, 'nothing goes before the phone has heard of it');
  await cut.context.close();
}

async function letIn(): Promise<void> {
  const desk = await (await face.context('canbo')).newPage();
  await desk.goto(`${base}/desk/khu-vuc/${face.mini.village.communeId}/chuyen-len`);
  const item = desk.getByRole('article').filter({ hasText: FINISHED.registered.headName });
  await item.getByRole('button', { name: h('turn-away') }).click();
  await item.getByText(h('need-why')).waitFor();
  await assertFits(desk);
  await item.getByRole('button', { name: h('let-in') }).click();
  await desk
    .getByRole('heading', { name: h('none') })
    .or(desk.locator('#ended-title'))
    .first()
    .waitFor();
  const answer = await desk.request.get(`${base}/api/households/${FINISHED.registered.householdId}`);
  const view: HouseholdView = await answer.json();
  const visits = view.interviews.filter(({ roundId }) => roundId === face.mini.rounds.now);
  assert.equal(visits.length, 1);
  assert.deepEqual(visits[0]?.answers.household, FINISHED.answers.household);
}

test('one lost phone is withdrawn alone at the desk; the person’s other phone goes on', async () => {
  const lost = await phoneWithList('rasoat', '493817');
  const desk = await (await face.context('canbo')).newPage();
  // The page as it was before there was another phone: only the lost one stands there.
  await desk.goto(`${base}/desk/nguoi-dung/${person.accountId}`);
  const other = await phoneWithList('rasoat', '604815');
  const withdraw = desk.getByRole('button', { name: /^Thu hồi máy .*, giữ sổ từ / });
  await withdraw.click();
  await desk
    .getByRole('dialog')
    .getByText(/nộp phiếu đã xong về xã/)
    .waitFor();
  await assertFits(desk);
  await desk
    .getByRole('dialog')
    .getByRole('button', { name: accountsText('vi', 'phones.withdraw'), exact: true })
    .click();
  await desk.getByText(/^Đã thu hồi lúc /).waitFor();
  assert.equal(await withdraw.count(), 1, 'the other one stands there now, and is at work');

  const gone = await face.phone(lost);
  const page = gone.pages()[0] ?? (await gone.newPage());
  await page.goto(`${base}/field/`);
  await page.getByText(t('gone.text', { name: person.displayName })).waitFor();
  await page.getByText(t('gone.no-forms')).waitFor();
  assert.equal(await page.evaluate(NOBODY_IS_HERE), true, 'neither list nor key');
  await gone.close();

  const kept = await face.phone(other);
  const work = kept.pages()[0] ?? (await kept.newPage());
  await work.goto(`${base}/field/`);
  const brought = work.waitForResponse((response) => new URL(response.url()).pathname === '/api/device');
  await unlock(work, '604815');
  assert.equal((await brought).status(), 200);
  await work.getByRole('link', { name: face.mini.village.hamlets[0]?.name ?? '' }).waitFor();
  assert.equal(await work.getByText(t('gone.title')).count(), 0);
  await kept.close();
});

const DIRECTIVE = '0199f302-0000-7000-8000-000000000001';

async function direct(): Promise<void> {
  const { request } = await face.context('canbo');
  const said = { directiveId: DIRECTIVE, areaId: face.mini.village.communeId, text: 'Nộp biên bản họp dân.', dueOn: null, rule: 'all' };
  const command = { commandId: crypto.randomUUID(), kind: 'send-directive', v: 1, at: '2026-10-12T02:00:00.000Z', payload: said };
  const answer = await request.post(`${base}/api/commands`, { data: { commands: [command] }, headers: { 'x-vuon': '1', origin: base } });
  assert.match(await answer.text(), /"taken"/);
}

/** Neither is a form: nobody at the commune could look at it and let it in. */
async function noteDoneAndTakePhoto(page: Page): Promise<void> {
  const { hamletId, householdId } = FINISHED.registered;
  await page.goto(`${base}/field/viec/${DIRECTIVE}/${hamletId}`);
  await unlock(page, '493817');
  await page.getByRole('button', { name: taskText('vi', 'done') }).click();
  await page.getByText(taskText('vi', 'here')).waitFor();
  await page.goto(`${base}/field/ho/${householdId}`);
  await unlock(page, '493817');
  const input = page.locator('input[type=file]');
  await input.waitFor({ state: 'attached' });
  const buffer = Buffer.from(await page.evaluate<number[]>(CAMERA));
  await input.setInputFiles({ name: 'IMG_0001.jpg', mimeType: 'image/jpeg', buffer });
  await page.getByRole('button', { name: photosText('vi', 'keep') }).click();
  await page.getByText(/Còn ở máy này: đã gửi 0\//).waitFor();
}

test('its finished form is with the commune, its draft and list are gone, it says what went unsent, and the form can be let in', async () => {
  await direct();
  const folder = await phoneWithList('rasoat', '493817');
  const dark = await coldStart(folder);
  await noteDoneAndTakePhoto(dark.page);
  await begin(dark.page, FINISHED);
  await tell(dark.page, FINISHED.answers);
  await confirmChecks(dark.page);
  await sendForm(dark.page);
  await dark.page.getByText(t('sent.waiting')).waitFor();
  await begin(dark.page, BEGUN);
  await nextScreen(dark.page);
  await dark.context.close();
  await tellOffice('account-suspended');

  await handInOverACutLine(folder);

  // Switched on again with a line; nobody enters a PIN.
  const phone = await face.phone(folder);
  const page = phone.pages()[0] ?? (await phone.newPage());
  await page.goto(`${base}/field/`);
  await page.getByText(t('gone.text', { name: person.displayName })).waitFor();
  await page.getByText(t('gone.forms', { count: '1' })).waitFor();
  await page.getByText(t('gone.reports', { count: '1' })).waitFor();
  await page.getByText(t('gone.photos', { count: '1' })).waitFor();
  await page.getByLabel(signInText('vi', 'username')).waitFor();
  await assertFits(page);
  await until(page, OUTBOX_IS_EMPTY);
  const lies = await page.evaluate<string>(ALL_THAT_LIES_HERE);
  assert.ok(lies.includes('records'));
  assert.ok(!lies.includes(FINISHED.registered.householdId) && !lies.includes(BEGUN.registered.householdId), 'neither list nor draft');
  await page.getByRole('button', { name: t('gone.read') }).click();
  await page.reload();
  await page.getByLabel(signInText('vi', 'username')).waitFor();
  assert.equal(await page.getByText(t('gone.title')).count(), 0);
  await phone.close();

  await letIn();
});

test('whose account is resumed keeps a list there again, and is told no more that it is gone', async () => {
  await tellOffice('account-resumed');
  const folder = await phoneWithList('rasoat', '493817');
  await tellOffice('account-suspended');
  const phone = await face.phone(folder);
  const page = phone.pages()[0] ?? (await phone.newPage());
  await page.goto(`${base}/field/`);
  await page.getByText(t('gone.title')).waitFor();
  await page.getByLabel(signInText('vi', 'username')).waitFor();
  await tellOffice('account-resumed');
  await keepList(page, 'rasoat', '604815');
  await page.reload();
  await page.getByLabel(t('unlock.pin'), { exact: true }).waitFor();
  assert.equal(await page.getByText(t('gone.title')).count(), 0);
  await phone.close();
  assert.deepEqual(face.faults, []);
});
