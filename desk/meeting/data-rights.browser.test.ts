/**
 * Rights over one's own data in a real browser (quyền về dữ liệu của mình): asked on the portal without a script, accepted or refused by its
 * clause, carried out; who holds a copy is listed; the chair alone erases, and the request goes along.
 */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, test } from 'node:test';
import type { Page } from 'playwright-core';
import { DESKTOP, loseAnswer, misfitsOf, openFace, PHONE, widthFaults } from '../../tools/test/face.ts';
import { deskText } from '../../words/desk.ts';
import { problemsText } from '../../words/problems.ts';
import { type RequestKey, requestText } from '../../words/request.ts';
import { rightsPaperText } from '../../words/rights-paper.ts';
import { uiText } from '../../words/ui.ts';
import type { Params } from '../../words/words.ts';

const r = (key: RequestKey, params?: Params) => requestText('vi', key, params);
const face = await openFace({ faces: ['desk', 'portal'] });
after(() => face.close());
const { hamlets, communeId, households } = face.mini.village;
const ofFirst = households.filter(({ registered }) => registered.hamletId === hamlets[0]?.areaId).map(({ registered }) => registered);
const [mended, erased, restricted] = ofFirst;
const desk = `/desk/khu-vuc/${communeId}/de-nghi`;

async function pageOf(username: string | null, path: string): Promise<Page> {
  const page = await (await face.context(username, { viewport: DESKTOP })).newPage();
  await page.goto(face.base + path);
  return page;
}

async function fits(page: Page): Promise<void> {
  assert.deepEqual(await widthFaults(page), []);
  await page.setViewportSize(PHONE);
  assert.deepEqual(await misfitsOf(page), []);
  await page.setViewportSize(DESKTOP);
}

async function choose(page: Page, householdId: string, headName: string): Promise<void> {
  await page.getByLabel(r('answer.find')).fill(headName);
  await page.getByRole('button', { name: r('answer.search') }).click();
  await page.getByLabel(r('answer.choose')).selectOption(householdId);
}

let number = '';
let secret = '';

test('on the portal anybody asks to have their data corrected', async () => {
  const page = await pageOf(null, '/');
  await page.getByRole('link', { name: r('portal.data') }).click();
  assert.equal(await page.locator('script').count(), 0);
  await page.getByLabel(r('portal.commune')).selectOption(communeId);
  await page.getByRole('button', { name: r('portal.next') }).click();
  await page.getByLabel(r('lodge.form')).selectOption('data-correct');
  await page.getByLabel(r('lodge.name')).fill('Người Xin Sửa');
  await page.getByLabel(r('lodge.text')).fill('Sai địa chỉ');
  await fits(page);
  await page.getByRole('button', { name: r('portal.send') }).click();
  secret = (await page.locator('.secret').textContent()) ?? '';
  const told = (await page.locator('main').textContent()) ?? '';
  number = /SD-2026-\w{8}/.exec(told)?.[0] ?? assert.fail(told);
  assert.match(told, /22\/10\/2026/, 'two working days after Tuesday, 20 October');
  await fits(page);
  await page.context().close();
});

test('the commune accepts it, sees who holds copies, and can say that it is done only once something was corrected', async () => {
  const page = await pageOf('canbo', desk);
  const { request } = page;
  // A list that the officer took along: a copy.
  assert.equal((await request.get(`${face.base}/api/areas/${communeId}/households?format=xlsx`)).status(), 200);
  await page.getByRole('link', { name: number }).click();
  await page.getByText('Sai địa chỉ').waitFor();
  await choose(page, mended?.householdId ?? '', mended?.headName ?? '');
  await page.getByRole('button', { name: r('answer.send') }).click();
  await page.getByText(r('answer.text-needed')).waitFor();
  await page.getByText(r('identity.needed')).waitFor();
  await page.getByLabel(r('identity.label')).selectOption('citizen-card');
  await page.getByLabel(r('answer.text')).fill('Xã sẽ sửa.');
  await fits(page);
  await page.getByRole('button', { name: r('answer.send') }).click();
  await page.getByText(r('one.execute', { day: '30/10/2026' })).waitFor();
  await page.getByRole('heading', { name: /Bản sao đã đưa ra \([1-9]/ }).waitFor();
  await fits(page);
  await page.getByLabel(r('do.text')).fill('Đã sửa, đã báo người giữ danh sách.');
  await page.getByRole('button', { name: r('do.send') }).click();
  await page.getByText('Chưa có chỗ nào của hộ được sửa').waitFor();
  const payload = { householdId: mended?.householdId, address: 'Số 7, đường mới' };
  const commands = [{ commandId: randomUUID(), kind: 'household-corrected', v: 1, at: '2026-10-20T02:00:00.000Z', payload }];
  const sent = await request.post(`${face.base}/api/commands`, { data: { commands }, headers: { 'x-vuon': '1', origin: face.base } });
  assert.match(await sent.text(), /"answer":"taken"/);
  await page.getByRole('button', { name: r('do.send') }).click();
  await page.getByText(r('one.done', { day: '20/10/2026' })).waitFor();
  await fits(page);
  await page.context().close();
  const stranger = await pageOf(null, '/de-nghi/tra-cuu');
  await stranger.getByLabel(r('portal.ask-number')).fill(number);
  await stranger.getByLabel(r('receipt.secret')).fill(secret);
  await stranger.getByRole('button', { name: r('portal.ask-send') }).click();
  await stranger.getByText(r('state.done'), { exact: true }).waitFor();
  await fits(stranger);
  await stranger.context().close();
});

async function takeIn(page: Page, form: string, name: string): Promise<void> {
  await page.getByRole('button', { name: r('lodge.open') }).click();
  await page.getByLabel(r('lodge.form')).selectOption(form);
  await page.getByLabel(r('lodge.name')).fill(name);
  await page.getByLabel(r('lodge.text')).fill('Theo đơn giấy');
  await page.getByRole('button', { name: r('lodge.send') }).click();
  await page.locator('.secret').waitFor();
  await page
    .getByRole('row', { name: new RegExp(name) })
    .getByRole('link')
    .click();
}

test('a request is refused by its clause alone', async () => {
  const page = await pageOf('canbo', desk);
  await takeIn(page, 'data-access', 'Người Không Phải');
  await page.getByLabel(r('answer.outcome')).selectOption('refused');
  await page.getByLabel(r('answer.refusal')).selectOption('not-the-person');
  await page.getByLabel(r('answer.text')).fill('Người gửi không phải người của hộ.');
  await page.getByRole('button', { name: r('answer.send') }).click();
  await page.getByText(r('answer.clause-needed')).waitFor();
  await fits(page);
  await page.getByLabel(r('answer.clause')).fill('Luật 91/2025/QH15 Điều 4');
  await page.getByRole('button', { name: r('answer.send') }).click();
  await page.getByText(r('answer.clause-given', { clause: 'Luật 91/2025/QH15 Điều 4' })).waitFor();
  await fits(page);
  await page.getByText(rightsPaperText('vi', 'own-words')).waitFor();
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: rightsPaperText('vi', 'open') }).click();
  assert.match((await saved).suggestedFilename(), /^tra-loi-yeu-cau-du-lieu-xd-2026-\w+\.pdf$/);
  await page.context().close();
});

test('one person’s data are restricted; the household’s page says so until it is lifted, with its ground', async () => {
  const page = await pageOf('canbo', desk);
  await takeIn(page, 'data-restrict', 'Người Xin Hạn Chế');
  await choose(page, restricted?.householdId ?? '', restricted?.headName ?? '');
  await page.getByLabel(r('identity.label')).selectOption('letter');
  await page.getByLabel(r('answer.text')).fill('Xã nhận thực hiện.');
  await page.getByRole('button', { name: r('answer.send') }).click();
  await page.getByText(r('identity.letter')).waitFor();
  await page.getByLabel(r('do.text')).fill('Đã hạn chế.');
  // Nobody of the household bears the applicant's name: it is asked, and everybody is no answer that nobody gave.
  await page.getByRole('button', { name: r('do.send') }).click();
  await page.getByText(r('do.whose-needed')).waitFor();
  await page.getByLabel(r('do.whose')).selectOption(restricted?.members[0]?.memberId ?? '');
  await fits(page);
  await page.getByRole('button', { name: r('do.send') }).click();
  await page.getByText(r('one.done', { day: '20/10/2026' })).waitFor();
  await page.goto(`${face.base}/desk/ho/${restricted?.householdId}`);
  const marked = page.getByText(/Hộ yêu cầu hạn chế xử lý dữ liệu \(HD?/);
  await marked.waitFor();
  const of = restricted?.members[0]?.fullName ?? '?';
  await page.getByText(r('household.restricted-of', { names: of })).waitFor();
  await page.getByRole('row', { name: new RegExp(`${of}.*${deskText('vi', 'member.restricted')}`) }).waitFor();
  const above = await pageOf('canbotinh', `/desk/ho/${restricted?.householdId}`);
  await above.getByRole('heading', { level: 1, name: uiText('vi', 'restricted-title') }).waitFor();
  await above.getByText(problemsText('vi', 'data-restricted')).waitFor();
  assert.equal(await above.getByRole('button', { name: uiText('vi', 'try-again') }).count(), 0, 'trying again would show nothing else');
  assert.match(await above.title(), new RegExp(uiText('vi', 'restricted-title')));
  await fits(above);
  await above.context().close();
  await page.getByRole('button', { name: r('lift.open') }).click();
  await page.getByRole('button', { name: r('lift.send') }).click();
  await page.getByText(r('lift.ground-needed')).waitFor();
  await fits(page);
  await page.getByLabel(r('identity.label')).selectOption('citizen-card');
  await page.getByLabel(r('lift.ground')).fill('Người đó yêu cầu thôi hạn chế.');
  await loseAnswer(page);
  await page.getByRole('button', { name: r('lift.send') }).click();
  await page.getByText(problemsText('vi', 'no-connection')).waitFor();
  await page.getByRole('button', { name: r('lift.send') }).click();
  await marked.waitFor({ state: 'detached' });
  await page.getByText(r('ended.ground', { ground: 'Người đó yêu cầu thôi hạn chế.' })).waitFor();
  await fits(page);
  await page.getByRole('link', { name: /^HD-/ }).first().click();
  await page.getByRole('heading', { name: r('ended.title') }).waitFor();
  await page
    .getByText(restricted?.members[0]?.fullName ?? '?')
    .first()
    .waitFor();
  await fits(page);
  await page.context().close();
});

test('the officer accepts an erasing, the chair does it; household and request are gone', async () => {
  const page = await pageOf('canbo', desk);
  await takeIn(page, 'data-erase', 'Người Xin Xóa');
  await choose(page, erased?.householdId ?? '', erased?.headName ?? '');
  await page.getByLabel(r('identity.label')).selectOption('two-of-hamlet');
  await page.getByLabel(r('answer.text')).fill('Xã nhận thực hiện.');
  await page.getByRole('button', { name: r('answer.send') }).click();
  await page.getByText(r('do.data-erase')).waitFor();
  assert.equal(await page.getByRole('button', { name: r('do.erase') }).count(), 0, 'not for the officer');
  const address = new URL(page.url()).pathname;
  await page.context().close();
  const chair = await pageOf('chutich', address);
  await chair.getByRole('button', { name: r('do.erase') }).click();
  await fits(chair);
  await chair
    .locator('dialog[open]')
    .getByRole('button', { name: r('do.erase') })
    .click();
  await chair.waitForURL(`${face.base}${desk}`);
  assert.equal(await chair.getByText('Người Xin Xóa').count(), 0);
  const answer = await chair.request.get(`${face.base}/api/households/${erased?.householdId}`);
  assert.ok(!(await answer.text()).includes(erased?.headName ?? '?'));
  assert.deepEqual(face.faults, []);
});
