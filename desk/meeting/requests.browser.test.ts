/**
 * Requests in a real browser (đơn đề nghị): anybody lodges one on the portal without a script and asks after it; the hamlet takes one in;
 * the commune answers with Phiếu A, for a household of the register and for one that is written down anew; each page fits its screen.
 */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Page } from 'playwright-core';
import { USUAL_PROCEDURE } from '../../core/meeting/procedure.ts';
import { USUAL_QUICK_FORM } from '../../core/meeting/quick-form.ts';
import { DESKTOP, loseAnswer, misfitsOf, openFace, PHONE, widthFaults } from '../../tools/test/face.ts';
import { GATES } from '../../tools/village/office.ts';
import { deskText } from '../../words/desk.ts';
import { problemsText } from '../../words/problems.ts';
import { type RequestKey, requestText } from '../../words/request.ts';
import type { Params } from '../../words/words.ts';

const r = (key: RequestKey, params?: Params) => requestText('vi', key, params);
/** A round that counts calendar days. */
const OF_ROUND = { what: 'request-review', days: 15, unit: 'calendar', from: '2026-01-01', clause: 'Nghị định thử', sure: 'S' } as const;
const procedure = { ...USUAL_PROCEDURE, counts: [...USUAL_PROCEDURE.counts, OF_ROUND] };
const face = await openFace({ faces: ['desk', 'portal'], ways: { gates: [...GATES], quickForm: USUAL_QUICK_FORM, procedure } });
after(() => face.close());
const { hamlets, communeId, households } = face.mini.village;
const [first] = hamlets;
const provinceId = face.mini.accounts['canbotinh']?.grants[0]?.areaId ?? '';
const desk = (areaId: string, path = '') => `/desk/khu-vuc/${areaId}${path}`;

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

test('without a script anybody sends Form 01 and asks after it', async () => {
  const page = await pageOf(null, '/');
  assert.equal(await page.locator('script').count(), 0);
  await page.getByRole('link', { name: r('portal.lodge') }).click();
  await fits(page);
  await page.getByLabel(r('portal.commune')).selectOption(communeId);
  await page.getByRole('button', { name: r('portal.next') }).click();
  await page.getByLabel(r('lodge.name')).fill('Lê Thị Xin');
  await page.getByLabel(r('lodge.text')).fill('Chồng bệnh, số 086203001234');
  await fits(page);
  await page.getByRole('button', { name: r('portal.send') }).click();
  await page.locator('.problem').waitFor();
  assert.equal(await page.getByLabel(r('lodge.name')).inputValue(), 'Lê Thị Xin', 'nothing that was typed is lost');
  await page.getByLabel(r('lodge.text')).fill('Chồng bệnh, không còn thu nhập');
  await page.getByRole('button', { name: r('portal.send') }).click();
  const secret = (await page.locator('.secret').textContent()) ?? '';
  const number = /RS-2026-\w{8}/.exec((await page.locator('main').textContent()) ?? '')?.[0] ?? assert.fail();
  await fits(page);
  await page.getByRole('link', { name: r('portal.ask') }).click();
  const ask = async (said: string) => {
    await page.getByLabel(r('portal.ask-number')).fill(number);
    await page.getByLabel(r('receipt.secret')).fill(said);
    await page.getByRole('button', { name: r('portal.ask-send') }).click();
  };
  await ask('0000000000');
  await page.getByText(r('portal.ask-none')).waitFor();
  await ask(secret);
  await page.getByText(r('state.open')).waitFor();
  await fits(page);
  await page.context().close();
});

test('the hamlet takes in Form 04 and hands out its receipt', async () => {
  const page = await pageOf('truongap', desk(first?.areaId ?? '', '/de-nghi'));
  await page.getByRole('button', { name: r('lodge.open') }).click();
  await page.getByRole('button', { name: r('lodge.send') }).click();
  await page.getByText(r('lodge.name-needed')).waitFor();
  await page.getByLabel(r('lodge.form')).selectOption('exit');
  await page.getByLabel(r('lodge.name')).fill('Trần Văn Khá');
  await page.getByLabel(r('lodge.text')).fill('Con đi làm có lương');
  await fits(page);
  await loseAnswer(page);
  await page.getByRole('button', { name: r('lodge.send') }).click();
  await page.getByText(problemsText('vi', 'no-connection')).waitFor();
  await page.getByRole('button', { name: r('lodge.send') }).click();
  const secret = (await page.locator('.secret').textContent()) ?? '';
  const number = (await page.getByRole('link', { name: /TN-2026-/ }).textContent()) ?? '';
  const asked = { data: { number, secret }, headers: { 'x-vuon': '1', origin: face.base } };
  const told = await page.context().request.post(`${face.base}/api/public/requests/state`, asked);
  assert.equal(told.status(), 200, 'the receipt is of what the door took');
  await fits(page);
  await page.context().close();
});

const named = households.find(({ registered }) => registered.hamletId === first?.areaId)?.registered;

test('the commune puts a household of the register on the list, after Phiếu A', async () => {
  const page = await pageOf('canbo', desk(communeId));
  await page.getByRole('link', { name: deskText('vi', 'requests.link'), exact: true }).click();
  await page.getByText('Lê Thị Xin').waitFor();
  await fits(page);
  await page.getByRole('link', { name: /RS-2026-/ }).click();
  await page.getByText('Chồng bệnh, không còn thu nhập').waitFor();
  const term = r('one.days.calendar', { days: OF_ROUND.days });
  await page.getByText(r('one.term', { term, clause: OF_ROUND.clause })).waitFor();
  await page.getByRole('button', { name: r('answer.send') }).click();
  await page.getByText(r('answer.household-needed')).waitFor();
  await page.getByLabel(r('answer.find')).fill(named?.headName ?? assert.fail());
  await page.getByRole('button', { name: r('answer.search') }).click();
  await page.getByLabel(r('answer.choose')).selectOption(named?.householdId ?? '');
  for (const item of ['vehicle', 'cooling', 'washing'] as const) await page.getByLabel(r(`quick.${item}`)).check();
  await page.getByLabel(r('answer.text')).fill('Xã sẽ đến rà soát.');
  await page.getByRole('button', { name: r('answer.send') }).click();
  await page.getByText(r('answer.despite-needed')).waitFor();
  await fits(page);
  await page.getByLabel(r('answer.despite')).fill('Tài sản cũ, chồng bệnh nặng');
  await page.getByRole('button', { name: r('answer.send') }).click();
  await page.getByText('Xã sẽ đến rà soát.').waitFor();
  await fits(page);
  await page.getByRole('link', { name: named?.headName ?? '', exact: true }).click();
  await page.getByText(r('household.why')).waitFor();
  await fits(page);
  await page.context().close();
});

test('who is in no register is written down and listed in one act; the province reads no name', async () => {
  const page = await pageOf('canbo', desk(communeId, '/de-nghi'));
  await page.getByRole('button', { name: r('lodge.open') }).click();
  await page.getByLabel(r('lodge.name')).fill('Phạm Thị Mới Đến');
  await page.getByLabel(r('lodge.text')).fill('Mới chuyển đến, không có việc');
  await page.getByRole('button', { name: r('lodge.send') }).click();
  await page.locator('.secret').waitFor();
  const row = page.getByRole('row', { name: /Phạm Thị Mới Đến/ });
  await row.getByRole('link').click();
  await page.getByLabel(r('answer.find')).fill('Phạm Thị Mới Đến');
  await page.getByRole('button', { name: r('answer.search') }).click();
  await page.getByText(r('answer.none-found')).waitFor();
  assert.equal(await page.getByLabel(r('answer.head')).inputValue(), 'Phạm Thị Mới Đến');
  await page.getByLabel(r('answer.sex')).selectOption('female');
  await page.getByLabel(r('answer.text')).fill('Xã ghi hộ mới và đến rà soát.');
  await page.getByRole('button', { name: r('answer.send') }).click();
  await page.getByText(r('answer.birth-wrong')).waitFor();
  await page.getByLabel(r('answer.birth')).fill('1971');
  await fits(page);
  const refused = problemsText('vi', 'request-names-citizen');
  for (const lost of ['số 086203001234', 'số 086203001235']) {
    await page.getByLabel(r('answer.text')).fill(lost);
    await page.getByRole('button', { name: r('answer.send') }).click();
    await page.getByText(refused).waitFor();
  }
  await page.getByLabel(r('answer.text')).fill('Xã ghi hộ mới và đến rà soát.');
  await loseAnswer(page);
  await page.getByRole('button', { name: r('answer.send') }).click();
  await page.getByText(problemsText('vi', 'no-connection')).waitFor();
  await page.getByRole('button', { name: r('answer.send') }).click();
  await page.getByText('Xã ghi hộ mới và đến rà soát.').waitFor();
  await page.context().close();
  const above = await pageOf('canbotinh', desk(provinceId, '/de-nghi'));
  await above.getByRole('link', { name: /TN-2026-/ }).waitFor();
  assert.doesNotMatch((await above.locator('main').textContent()) ?? '', /Trần Văn Khá|Lê Thị Xin/);
  await fits(above);
  assert.deepEqual(face.faults, []);
});
