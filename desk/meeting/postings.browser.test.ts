/**
 * A commune's list on the wall and what is said against it, in a real browser (niêm yết, phản ánh): gone on to the posting, put up, too
 * early to go on; anybody lodges one on the portal without a script and asks after it; the commune takes one in, sends another
 * enumerator, answers; the province reads who denounces and the commune does not.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import type { InterviewView } from '../../core/views.ts';
import { USUAL_PROCEDURE } from '../../core/meeting/procedure.ts';
import { instant } from '../../tools/test/crawl-cases.ts';
import { readJpeg } from '../../core/register/jpeg.ts';
import { DESKTOP, misfitsOf, loseAnswer, openFace, PHONE, widthFaults } from '../../tools/test/face.ts';
import { exif } from '../../tools/test/pictures.ts';
import { unsureId, visitUnsure } from '../../tools/test/visit-again.ts';
import { POSTING_WITHOUT_MEETING } from '../../tools/village/office.ts';
import { deskText } from '../../words/desk.ts';
import { problemsText } from '../../words/problems.ts';
import { type PostingKey, postingText } from '../../words/posting.ts';
import type { Params } from '../../words/words.ts';

const p = (key: PostingKey, params?: Params) => postingText('vi', key, params);
const face = await openFace({ faces: ['desk', 'portal'], ways: { gates: [...POSTING_WITHOUT_MEETING], procedure: USUAL_PROCEDURE } });
after(() => face.close());
const { hamlets, communeId } = face.mini.village;
const first = hamlets[0] ?? assert.fail();
const provinceId = face.mini.accounts['canbotinh']?.grants[0]?.areaId ?? '';
const desk = (areaId: string, path = '') => `/desk/khu-vuc/${areaId}${path}`;

async function pageOf(username: string | null, path: string): Promise<Page> {
  const page = await (await face.context(username, { viewport: DESKTOP })).newPage();
  await page.goto(face.base + path);
  return page;
}

const SECRET = 'GPS 9.93421N 106.34512E máy của xã';
/** Wider than what is kept, and with what a camera writes beside it. */
async function fromCamera(page: Page): Promise<{ name: string; mimeType: string; buffer: Buffer }> {
  const plain = await page.screenshot({ type: 'jpeg', quality: 60 });
  return { name: 'IMG_0001.jpg', mimeType: 'image/jpeg', buffer: Buffer.from([...plain.slice(0, 2), ...exif(SECRET), ...plain.slice(2)]) };
}

/** Opened it is small, pressed large; nothing of the camera came with it. */
async function looksAt(page: Page, act: 'up' | 'down'): Promise<void> {
  const when = p(`picture.when.${act}`);
  const answered = page.waitForResponse((one) => one.url().includes('/wall-pictures/'));
  await page.getByRole('button', { name: p('picture.look', { when }) }).click();
  const bytes = await (await answered).body();
  const read = readJpeg(bytes);
  assert.ok(read.ok && read.value.width === 1_280 && !bytes.includes(SECRET), JSON.stringify(read));
  const shown = page.getByRole('img', { name: p('picture.shown', { when }) });
  await shown.waitFor();
  await page.getByRole('button', { name: p('picture.larger') }).click();
  await page.getByRole('button', { name: p('picture.smaller') }).waitFor();
}

async function fits(page: Page): Promise<void> {
  assert.deepEqual(await widthFaults(page), []);
  await page.setViewportSize(PHONE);
  assert.deepEqual(await misfitsOf(page), []);
  await page.setViewportSize(DESKTOP);
}

before(async () => {
  const { request } = await face.context('rasoat');
  const view: InterviewView = await (await request.get(`${face.base}/api/households/${unsureId(face.mini)}/interview`)).json();
  const commands = [visitUnsure(face.mini, view, instant('2026-10-20T01:30:00.000Z'))];
  const answer = await request.post(`${face.base}/api/commands`, { data: { commands }, headers: { 'x-vuon': '1', origin: face.base } });
  assert.match(await answer.text(), /"answer":"taken"/);
});

test('the list goes on to its posting, is put up, and cannot go on before its last day', async () => {
  const page = await pageOf('canbo', desk(communeId));
  await page.getByRole('button', { name: deskText('vi', 'action.open-posting') }).click();
  await page.getByRole('button', { name: deskText('vi', 'onward.action.open-posting') }).click();
  await page.getByText(deskText('vi', 'onward.done.open-posting')).waitFor();
  await page
    .getByRole('link', { name: p('postings.title') })
    .first()
    .click();
  const card = page.locator('section.card', { has: page.getByRole('heading', { name: first.name }) });
  await fits(page);
  await card
    .getByRole('button', { name: p('postings.put-up') })
    .first()
    .click();
  const dialog = page.locator('dialog[open]');
  await dialog.getByLabel(p('postings.day')).fill('21/10/2026');
  await dialog.getByRole('button', { name: p('postings.put-up') }).click();
  await dialog.getByText(p('postings.day-wrong')).waitFor();
  await dialog.getByLabel(p('postings.day')).fill('20/10/2026');
  await dialog.getByRole('button', { name: p('postings.put-up') }).click();
  await dialog.getByText(p('picture.without')).waitFor();
  await fits(page);
  const files = dialog.locator('input[type=file]:not([capture])');
  await files.setInputFiles({ name: 'note.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('no picture at all') });
  await dialog.getByText(p('picture.unreadable')).waitFor();
  await files.setInputFiles(await fromCamera(page));
  await dialog.getByRole('img', { name: p('picture.of-up') }).waitFor();
  await fits(page);
  await dialog.getByRole('button', { name: p('postings.put-up') }).click();
  await card.getByText(p('postings.state.hangs', { until: '23/10/2026' })).waitFor();
  await looksAt(page, 'up');
  await fits(page);
  await page.getByText(p('speaker.title'), { exact: true }).waitFor();
  await fits(page);
  await page.goto(face.base + desk(communeId, '/quyet-dinh'));
  await page.getByText(deskText('vi', 'blocker.not-posted', { count: hamlets.length })).waitFor();
  await page.context().close();
});

test('put up without a picture it is asked and counted; taken down with one, that is shown', async () => {
  const page = await pageOf('canbo', desk(communeId, '/niem-yet'));
  const card = page.locator('section.card', { has: page.getByRole('heading', { name: first.name }) });
  assert.equal(await page.getByText(/^Lần dán, gỡ không có ảnh/).count(), 0, 'what hangs has its picture');
  const dialog = page.locator('dialog[open]');
  await card.getByRole('button', { name: p('postings.put-up') }).click();
  await dialog.getByRole('button', { name: p('postings.put-up') }).click();
  await dialog.getByText(p('picture.without')).waitFor();
  await loseAnswer(page);
  await dialog.getByRole('button', { name: p('picture.save-without') }).click();
  await dialog.getByText(problemsText('vi', 'no-connection')).waitFor();
  await dialog.getByRole('button', { name: p('picture.save-without') }).click();
  await page.getByText(p('picture.count', { count: '1' })).waitFor();
  await card.getByText(p('picture.none', { when: p('picture.when.up') })).waitFor();
  await card
    .getByRole('button', { name: p('postings.take-down') })
    .last()
    .click();
  await dialog.locator('input[type=file]:not([capture])').setInputFiles(await fromCamera(page));
  await dialog.getByRole('img', { name: p('picture.of-down') }).waitFor();
  await dialog.getByRole('button', { name: p('picture.remove') }).click();
  await dialog.getByRole('img').waitFor({ state: 'detached' });
  await dialog.locator('input[type=file]:not([capture])').setInputFiles(await fromCamera(page));
  await dialog.getByRole('img', { name: p('picture.of-down') }).waitFor();
  await loseAnswer(page);
  await dialog.getByRole('button', { name: p('postings.take-down') }).click();
  await dialog.getByText(problemsText('vi', 'no-connection')).waitFor();
  await dialog.getByRole('button', { name: p('postings.take-down') }).click();
  await card.getByText(p('postings.state.cut-short')).waitFor();
  await looksAt(page, 'down');
  await fits(page);
  await page.context().close();
});

test('without a script anybody sees where it hangs, lodges an objection and asks after it', async () => {
  const page = await pageOf(null, '/niem-yet');
  assert.equal(await page.locator('script').count(), 0);
  await page.getByText('23/10/2026').waitFor();
  await fits(page);
  const html = await page.content();
  for (const { registered } of face.mini.village.households)
    for (const { fullName } of registered.members) assert.ok(!html.includes(fullName), fullName);
  await page.getByRole('link', { name: p('portal.object') }).click();
  await fits(page);
  await page.getByRole('button', { name: p('portal.next') }).click();
  await page.getByLabel(p('lodge.kind')).selectOption('denunciation');
  await page.getByLabel(p('portal.against')).selectOption('commune-staff');
  await page.getByLabel(p('lodge.text')).fill('Cán bộ xã ghi thêm hộ người nhà');
  await page.getByLabel(p('lodge.name')).fill('Người Giấu Tên');
  await fits(page);
  await page.getByRole('button', { name: p('portal.send') }).click();
  const secret = (await page.locator('.secret').textContent()) ?? '';
  const number = /TC-2026-\w{8}/.exec((await page.locator('main').textContent()) ?? '')?.[0] ?? assert.fail();
  await fits(page);
  await page.getByRole('link', { name: p('portal.ask') }).click();
  const ask = async (said: string) => {
    await page.getByLabel(p('portal.ask-number')).fill(number);
    await page.getByLabel(p('receipt.secret')).fill(said);
    await page.getByRole('button', { name: p('portal.ask-send') }).click();
  };
  await ask('0000000000');
  await page.getByText(p('portal.ask-none')).waitFor();
  await ask(secret);
  await page.getByText(p('state.open')).waitFor();
  await fits(page);
  await page.context().close();
});

test('a form of the portal from another page is turned away', async () => {
  const context = await face.context(null, {});
  const sent = (origin: Record<string, string>) =>
    context.request.post(`${face.base}/phan-anh`, { form: { hamletId: first.areaId }, headers: origin });
  for (const origin of [{ origin: 'https://elsewhere.example' }, {}] as const) assert.equal((await sent({ ...origin })).status(), 403);
});

test('the commune takes one in, and sends nobody who cannot go; it is not told who denounces its people', async () => {
  const page = await pageOf('canbo', desk(communeId, '/phan-anh'));
  await page.getByText(p('objections.none'), { exact: true }).waitFor();
  await page.getByRole('button', { name: p('lodge.open') }).click();
  await page.getByRole('button', { name: p('lodge.send') }).click();
  await page.getByText(p('lodge.text-needed')).waitFor();
  await page.getByLabel(p('lodge.matter')).selectOption('wants-off');
  await page.getByLabel(p('lodge.text')).fill('Xin ra khỏi danh sách');
  await page.getByLabel(p('lodge.name')).fill('Lê Văn Nói');
  await fits(page);
  await loseAnswer(page);
  await page.getByRole('button', { name: p('lodge.send') }).click();
  await page.getByText(problemsText('vi', 'no-connection')).waitFor();
  await page.getByRole('button', { name: p('lodge.send') }).click();
  const secret = (await page.locator('.secret').textContent()) ?? '';
  const number = (await page.getByRole('link', { name: /PA-2026-/ }).textContent()) ?? '';
  const asked = { data: { number, secret }, headers: { 'x-vuon': '1', origin: face.base } };
  const told = await page.context().request.post(`${face.base}/api/public/objections/state`, asked);
  assert.equal(told.status(), 200, 'the receipt is of what the door took');
  await fits(page);
  await page.getByRole('link', { name: /PA-2026-/ }).click();
  await page.getByText('Lê Văn Nói').waitFor();
  await fits(page);
  await page.getByLabel(p('answer.text')).fill('Hộ đã được giải thích và đồng ý.');
  await page.getByLabel(p('answer.outcome')).selectOption('withdrawn');
  await page.getByRole('button', { name: p('answer.send') }).click();
  await page.getByText('Hộ đã được giải thích và đồng ý.').waitFor();
  await fits(page);
  const above = await pageOf('canbotinh', desk(provinceId, '/phan-anh'));
  await above.getByRole('link', { name: /TC-2026-/ }).click();
  await above.getByText('Người Giấu Tên').waitFor();
  await fits(above);
  assert.deepEqual(face.faults, []);
});
