/**
 * Accounts in a real browser: every screen for axe, width and thumbs at both sizes; one account handed out, used and suspended; the
 * words of a first visit and of the last wrong try.
 */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Page } from 'playwright-core';
import { DESKTOP, misfitsOf, openFace, PHONE, widthFaults } from '../../tools/test/face.ts';
import { type AccountsKey, accountsText } from '../../words/accounts.ts';
import { auditText } from '../../words/audit.ts';
import { problemsText } from '../../words/problems.ts';
import { type SignInKey, signInText } from '../../words/sign-in.ts';
import { uiText } from '../../words/ui.ts';

const a = (key: AccountsKey, params = {}) => accountsText('vi', key, params);
const s = (key: SignInKey, params = {}) => signInText('vi', key, params);
const face = await openFace({ faces: ['desk'] });
after(() => face.close());

async function opened(username: string | null, path: string): Promise<Page> {
  const page = await (await face.context(username)).newPage();
  await page.goto(face.base + path);
  await page.locator('h1').first().waitFor();
  await page.locator('.loading').first().waitFor({ state: 'detached' });
  return page;
}

test('every screen of accounts fits its reader', async () => {
  const wrong: string[] = [];
  const administrator = await opened('quantri', '/desk/nguoi-dung');
  const account = await administrator.locator('tbody a').first().getAttribute('href');
  const screens: [string, string][] = [
    ['quantri', '/desk/nguoi-dung'],
    ['quantri', '/desk/nguoi-dung?ten=khong-co-ai'],
    ['quantri', '/desk/nguoi-dung/them'],
    ['quantri', '/desk/ap-khom'],
    ['quantri', account ?? ''],
    ['quantri', '/desk/tai-khoan'],
    ['canbo', '/desk/nguoi-dung'],
    ['kiemtra', '/desk/nhat-ky'],
    ['kiemtra', '/desk/nhat-ky?xem=events'],
    ['kiemtra', '/desk/nhat-ky?xem=unusual'],
    ['canbo', '/desk/nhat-ky'],
  ];
  for (const [who, path] of screens) {
    const page = await opened(who, path);
    await page.setViewportSize(PHONE);
    const misfits = await misfitsOf(page);
    await page.setViewportSize(DESKTOP);
    misfits.push(...(await widthFaults(page)));
    wrong.push(...misfits.map((misfit) => `${who} ${path}: ${misfit}`));
    await page.context().close();
  }
  assert.deepEqual(wrong, []);
  assert.deepEqual(face.faults, []);
});

test('a first visit is not told of a session that ended; the last wrong try says that it is locked', async () => {
  const page = await opened(null, '/desk/');
  await page.getByLabel(s('username')).waitFor();
  assert.equal(await page.getByText(s('ended')).count(), 0);
  await page.getByLabel(s('username')).fill('khong.co.ai');
  for (let i = 0; i < 5; i += 1) {
    await page.getByLabel(s('password'), { exact: true }).fill('sai mật khẩu');
    const answered = page.waitForResponse('**/api/sign-in');
    await page.getByRole('button', { name: s('action') }).click();
    await answered;
  }
  await page.getByText(problemsText('vi', 'sign-in-locked', { minutes: 15 })).waitFor();
});

test('an account is handed out, used, and suspended', async () => {
  const admin = await opened('quantri', '/desk/nguoi-dung/them');
  await admin.getByLabel(a('column.name')).fill('Trần Thị Thử');
  await admin.getByLabel(a('filter.role')).selectOption('province-officer');
  await admin.getByRole('button', { name: a('new.action') }).click();
  await admin.getByRole('heading', { name: 'Trần Thị Thử' }).waitFor();
  await admin.getByRole('button', { name: a('account.code'), exact: true }).click();
  await admin
    .getByRole('dialog')
    .getByRole('button', { name: a('account.code') })
    .click();
  const code = await admin.locator('code').innerText();
  const person = await opened(null, '/desk/');
  await person.getByLabel(s('username')).fill('tranthithu');
  await person.getByLabel(s('password'), { exact: true }).fill(code);
  await person.getByRole('button', { name: s('action') }).click();
  await person.getByRole('heading', { name: s('new.title') }).waitFor();
  assert.deepEqual(await misfitsOf(person), []);
  for (const field of ['new.password', 'new.again'] as const) await person.getByLabel(s(field), { exact: true }).fill('mật khẩu của tôi');
  await person.getByRole('button', { name: s('new.action') }).click();
  await person.getByRole('button', { name: uiText('vi', 'sign-out') }).waitFor();
  await person.goto(`${face.base}/desk/tai-khoan`);
  await person.getByRole('button', { name: s('own.factor.begin') }).click();
  const card = person.locator('section', { has: person.getByRole('heading', { name: s('factor.title') }) });
  await card.getByRole('button', { name: s('own.factor.go-on') }).click();
  await card.getByText(s('password-needed')).waitFor();
  await card.getByLabel(s('own.current')).fill('không phải mật khẩu');
  await card.getByRole('button', { name: s('own.factor.go-on') }).click();
  await person.getByText(problemsText('vi', 'password-wrong', { left: 4 })).waitFor();
  await card.getByLabel(s('own.current')).fill('mật khẩu của tôi');
  await card.getByRole('button', { name: s('own.factor.go-on') }).click();
  await person.getByRole('img', { name: s('set-up.picture') }).waitFor();
  assert.deepEqual(await misfitsOf(person), []);
  await admin.reload();
  await admin.getByText('Chrome').first().waitFor();
  await admin.getByRole('button', { name: a('account.suspend') }).click();
  await admin.getByLabel(a('account.why')).fill('thôi việc');
  await admin
    .getByRole('dialog')
    .getByRole('button', { name: a('account.suspend') })
    .click();
  await admin.getByText(a('account.done')).waitFor();
  await person.goto(`${face.base}/desk/`);
  await person.getByText(s('ended')).waitFor();
  const auditor = await opened('kiemtra', '/desk/nhat-ky?xem=events');
  await auditor.getByRole('heading', { name: auditText('vi', 'title'), exact: true }).waitFor();
  await auditor.getByText(auditText('vi', 'event.account-suspended')).first().waitFor();
  assert.deepEqual(face.faults, []);
});
