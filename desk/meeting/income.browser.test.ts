/**
 * Requests about income in a real browser (xác định thu nhập): asked on the portal without a script; the commune writes the form down, posts it, is told
 * why it cannot go on yet; a worker of low income is recognised and the paper comes as a PDF; another is refused by the clause; the author is told.
 */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import pg from 'pg';
import type { Page } from 'playwright-core';
import type { HouseholdPage } from '../../core/views.ts';
import { DESKTOP, misfitsOf, openFace, PHONE, widthFaults } from '../../tools/test/face.ts';
import { certificateText } from '../../words/certificate.ts';
import { type IncomeKey, incomeText } from '../../words/income.ts';
import { type PostingKey, postingText } from '../../words/posting.ts';
import { problemsText } from '../../words/problems.ts';
import { type RequestKey, requestText } from '../../words/request.ts';
import type { Params } from '../../words/words.ts';

const r = (key: RequestKey, params?: Params) => requestText('vi', key, params);
const i = (key: IncomeKey, params?: Params) => incomeText('vi', key, params);
const p = (key: PostingKey, params?: Params) => postingText('vi', key, params);
const c = (key: Parameters<typeof certificateText>[1]) => certificateText('vi', key);
/** Pixels across, once the picture is there. */
const DECODED = (image: { readonly decode: () => Promise<void>; readonly naturalWidth: number }): Promise<number> =>
  image.decode().then(() => image.naturalWidth);
const face = await openFace({ faces: ['desk', 'portal'] });
after(() => face.close());
const { hamlets, communeId } = face.mini.village;
const desk = `/desk/khu-vuc/${communeId}/de-nghi`;
/** On no list now. */
const free: { readonly householdId: string; readonly headName: string }[] = [];
before(async () => {
  const context = await face.context('canbo');
  const asked = await context.request.get(`${face.base}/api/areas/${hamlets[0]?.areaId}/households?limit=500`);
  const page: HouseholdPage = await asked.json();
  free.push(...page.rows.filter(({ status }) => status === null || status === 'not-poor'));
  assert.ok(free.length >= 2, String(free.length));
});

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

/** As anybody, without a script; what the receipt says. */
async function ask(form: 'average-living' | 'low-income', name: string): Promise<{ number: string; secret: string }> {
  const page = await pageOf(null, `/de-nghi?xa=${communeId}`);
  await page.getByLabel(r('lodge.form')).selectOption(form);
  await page.getByLabel(r('lodge.name')).fill(name);
  await page.getByLabel(r('lodge.text')).fill('Xin xác nhận thu nhập');
  await page.getByRole('button', { name: r('portal.send') }).click();
  const secret = (await page.locator('.secret').textContent()) ?? '';
  const number = /T[BT]-2026-\w{8}/.exec((await page.locator('main').textContent()) ?? '')?.[0] ?? assert.fail();
  return { number, secret };
}

async function told({ number, secret }: { number: string; secret: string }): Promise<string> {
  const page = await pageOf(null, '/de-nghi/tra-cuu');
  await page.getByLabel(r('portal.ask-number')).fill(number);
  await page.getByLabel(r('receipt.secret')).fill(secret);
  await page.getByRole('button', { name: r('portal.ask-send') }).click();
  await page.getByText(r('portal.state')).first().waitFor();
  return (await page.locator('main').textContent()) ?? '';
}

async function open(username: string, number: string): Promise<Page> {
  const page = await pageOf(username, desk);
  await page.getByRole('link', { name: number }).click();
  await page.getByRole('heading', { name: i('next.title') }).waitFor();
  return page;
}

async function choose(page: Page, { householdId, headName }: { householdId: string; headName: string }): Promise<void> {
  await page.getByLabel(r('answer.find')).fill(headName);
  await page.getByRole('button', { name: r('answer.search') }).click();
  await page.getByLabel(r('answer.choose')).selectOption(householdId);
}

const income = (page: Page, source: 'crops' | 'wages') => page.getByLabel(i('check.income', { source: i(`source.${source}`) }));
const people = async (page: Page): Promise<number> => {
  const text = (await page.getByText(/hộ có \d+ người/).textContent()) ?? '';
  return Number(/hộ có (\d+) người/.exec(text)?.[1] ?? assert.fail(text));
};

test('a household of an average living standard is written down, hangs, and waits for its last day', async () => {
  const receipt = await ask('average-living', 'Người Làm Ruộng');
  const page = await open('canbo', receipt.number);
  await fits(page);
  assert.equal(await page.getByRole('button', { name: i('post.send') }).count(), 0, 'nothing was found yet');
  await choose(page, free[0] ?? assert.fail());
  await page.getByRole('button', { name: i('check.send') }).click();
  await page.getByText(i('check.lines-needed')).waitFor();
  await income(page, 'crops').fill('12 triệu');
  await page.getByRole('button', { name: i('check.send') }).click();
  await page.getByText(i('check.number-wrong')).waitFor();
  await income(page, 'crops').fill('9.000.000.000');
  await page.getByRole('button', { name: i('check.send') }).click();
  await page.getByText(i('finding.too-high')).waitFor();
  const count = await people(page);
  await income(page, 'crops').fill(String(2_000_000 * 12 * count));
  await page.getByRole('button', { name: i('check.send') }).click();
  await page.getByText(i('finding.meets')).waitFor();
  await page.getByRole('button', { name: i('post.send') }).click();
  await page.getByText(p('picture.without')).waitFor();
  await fits(page);
  await page.getByRole('button', { name: p('picture.save-without') }).click();
  await page.getByText(i('now', { state: i('state.posted') })).waitFor();
  await page.getByText(p('picture.none', { when: p('picture.when.up') })).waitFor();
  await fits(page);
  const chair = await open('chutich', receipt.number);
  await chair.getByText(/Niêm yết từ 20\/10\/2026 đến hết 27\/10\/2026, tại Bảng tin trụ sở/).waitFor();
  assert.equal(
    await chair.getByRole('button', { name: i('decide.recognise'), exact: true }).count(),
    0,
    'it hangs, and nobody took it down',
  );
  await chair
    .getByText(i('down.early', { until: '27/10/2026' }))
    .first()
    .waitFor();
  const buffer = await chair.screenshot({ type: 'jpeg', quality: 60 });
  await chair.locator('input[type=file]:not([capture])').setInputFiles({ name: 'IMG_0001.jpg', mimeType: 'image/jpeg', buffer });
  await chair.getByRole('img', { name: p('picture.of-down') }).waitFor();
  await fits(chair);
  await chair.getByRole('button', { name: i('down.send') }).click();
  await fits(chair);
  assert.equal(await chair.getByText(i('now', { state: i('state.posted') })).count(), 1, 'asked once more before it comes down early');
  await chair.getByRole('button', { name: i('ask.yes.down') }).click();
  await chair.getByText(i('now', { state: i('state.checked') })).waitFor();
  await chair.getByRole('button', { name: p('picture.look', { when: p('picture.when.down') }) }).click();
  assert.equal(await chair.locator('button.picture img').evaluate(DECODED), 1280);
  await fits(chair);
  assert.match(await told(receipt), new RegExp(r('state.open')));
});

test('a worker of low income is recognised by the chair, and the paper is a PDF', async () => {
  const receipt = await ask('low-income', 'Người Làm Thuê');
  const officer = await open('canbo', receipt.number);
  await officer.route(`**/api/households/${free[1]?.householdId}*`, (route) => route.abort(), { times: 1 });
  await choose(officer, free[1] ?? assert.fail());
  await officer.getByText(problemsText('vi', 'no-connection')).waitFor();
  await officer.getByRole('button', { name: i('check.send') }).click();
  await officer.getByText(i('check.worker-needed')).waitFor();
  const name = officer.getByLabel(i('check.worker'), { exact: true });
  await name.selectOption({ index: 1 });
  await income(officer, 'wages').fill('12.000.000');
  await officer.getByRole('button', { name: i('check.send') }).click();
  await officer.getByText(i('finding.meets')).waitFor();
  assert.equal(await officer.getByRole('button', { name: i('decide.recognise') }).count(), 0, 'the chair alone');
  const chair = await open('chutich', receipt.number);
  await chair.getByRole('button', { name: i('decide.recognise') }).click();
  await chair.getByText(i('decide.number-needed')).waitFor();
  await chair.getByLabel(i('decide.number')).fill('7/GXN-UBND');
  await chair.getByLabel(i('decide.text')).fill('Mời nhận giấy tại bộ phận một cửa');
  await chair.getByRole('button', { name: i('decide.recognise') }).click();
  await chair.getByRole('heading', { name: i('ask.recognised', { number: '7/GXN-UBND', name: 'Người Làm Thuê' }) }).waitFor();
  assert.match(await told(receipt), new RegExp(r('state.open')), 'nothing is written before it was asked once more');
  await fits(chair);
  await chair.getByRole('button', { name: i('ask.yes.recognised') }).click();
  await chair.getByText(i('decided.recognised', { day: '20/10/2026', number: '7/GXN-UBND' })).waitFor();
  await fits(chair);
  const [file] = await Promise.all([chair.waitForEvent('download'), chair.getByRole('button', { name: i('paper.save') }).click()]);
  assert.equal((await readFile(await file.path())).subarray(0, 5).toString('latin1'), '%PDF-');
  assert.match(await told(receipt), new RegExp(r('state.recognised')));
  await renewed(chair, free[1]?.householdId ?? '');
  const after = await told(receipt);
  assert.ok(after.includes(r('portal.paper-withdrawn', { day: '20/10/2026' })), after);
  assert.ok(after.includes(r('portal.paper-object')), 'what its author can do');
});

/** What the square of the paper that holds leads to, read off the ledger as the paper's own address has it. */
async function square(householdId: string): Promise<string> {
  const client = new pg.Client({ connectionString: face.databaseUrl });
  await client.connect();
  const { rows } = await client.query<{ body: string }>(
    `select p.body from event e join payload p on p.event_id = e.event_id
      where e.household_id = $1 and e.kind in ('income-decided', 'income-reissued') order by e.version desc limit 1`,
    [householdId],
  );
  await client.end();
  const said: { paper?: { token: string } } = JSON.parse(rows[0]?.body ?? '{}');
  return `/giay-chung-nhan/${said.paper?.token ?? assert.fail('no square')}`;
}

/** Given out anew, then withdrawn by a clause: the portal says of each what it is, and nothing of a square that nobody gave out. */
async function renewed(chair: Page, householdId: string): Promise<void> {
  const first = await square(householdId);
  const portal = await pageOf(null, first);
  await portal.getByRole('heading', { name: c('state.valid') }).waitFor();
  await portal.getByText('7/GXN-UBND').waitFor();
  await portal.getByText(c('paper.low-income')).waitFor();
  await fits(portal);
  await chair.getByText(i('step.reissued')).last().click();
  await chair.getByLabel(i('reissue.number')).fill('8/GXN-UBND');
  await fits(chair);
  await chair.getByRole('button', { name: i('reissue.send') }).click();
  await chair.getByRole('button', { name: i('ask.yes.reissued') }).click();
  await chair.getByText(i('decided.recognised', { day: '20/10/2026', number: '8/GXN-UBND' })).waitFor();
  await portal.goto(face.base + first);
  await portal.getByRole('heading', { name: c('state.reissued') }).waitFor();
  const second = await square(householdId);
  assert.notEqual(second, first);
  await chair.getByText(i('step.withdrawn')).last().click();
  await chair.getByRole('button', { name: i('withdraw.send') }).click();
  await chair.getByText(i('withdraw.text-needed')).waitFor();
  await chair.getByLabel(i('withdraw.clause')).fill('Nghị định 30/2025/NĐ-CP');
  await chair.getByLabel(i('withdraw.text')).fill('Kê khai sai');
  await fits(chair);
  await chair.getByRole('button', { name: i('withdraw.send') }).click();
  await chair.getByText(i('ask.withdrawn-ends', { day: '20/10/2026' })).waitFor();
  await chair.getByRole('button', { name: i('ask.yes.withdrawn') }).click();
  await chair.getByText(i('withdrawn', { day: '20/10/2026', clause: 'Nghị định 30/2025/NĐ-CP' })).waitFor();
  assert.equal(await chair.getByRole('button', { name: i('paper.save') }).count(), 0);
  await portal.goto(face.base + second);
  await portal.getByRole('heading', { name: c('state.withdrawn') }).waitFor();
  await portal.goto(`${face.base}/giay-chung-nhan/${'A'.repeat(22)}`);
  await portal.getByText(c('check.none')).waitFor();
}

test('who is above the figure is refused by its clause, and the author is told', async () => {
  const receipt = await ask('low-income', 'Người Khá Giả');
  const officer = await open('canbo', receipt.number);
  // What comes late of a household that was chosen before is passed over.
  const before = `${face.base}/api/households/${free[0]?.householdId}`;
  const held = Promise.withResolvers<void>();
  await officer.route(`${before}*`, async (route) => {
    await held.promise;
    await route.continue();
  });
  await choose(officer, free[0] ?? assert.fail());
  await choose(officer, free[1] ?? assert.fail());
  const worker = officer.getByLabel(i('check.worker'), { exact: true });
  await worker.selectOption({ index: 1 });
  const names = await worker.locator('option').allTextContents();
  const late = officer.waitForResponse((answer) => answer.url().startsWith(before));
  held.resolve();
  await (await late).finished();
  assert.deepEqual(await worker.locator('option').allTextContents(), names);
  await income(officer, 'wages').fill('9.000.000.000');
  await officer.getByRole('button', { name: i('check.send') }).click();
  await officer.getByText(i('finding.too-high')).waitFor();
  const chair = await open('chutich', receipt.number);
  assert.equal(await chair.getByLabel(i('decide.number')).count(), 0, 'nobody is recognised against the figure');
  await chair.getByLabel(i('decide.text')).fill('Thu nhập vượt mức');
  await chair.getByRole('button', { name: i('decide.refuse') }).click();
  await chair.getByText(i('ask.refused-ends')).waitFor();
  await chair.getByRole('button', { name: i('ask.yes.refused') }).click();
  await chair.getByText(i('decided.refused', { day: '20/10/2026', clause: 'Nghị định 30/2025/NĐ-CP' })).waitFor();
  assert.match(await told(receipt), new RegExp(r('refusal.income')));
  assert.deepEqual(face.faults, []);
});
