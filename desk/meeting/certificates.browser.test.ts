/**
 * Certificates in a real browser (giấy chứng nhận): the chair gives out those of a whole decision and follows how far it has come, makes
 * the file to print, issues one anew and withdraws one; anybody checks each by its address on the portal, without a script and without a
 * name.
 */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { sql } from 'kysely';
import type { Page } from 'playwright-core';
import { setScope } from '../../server/db/scope.ts';
import { sqlOfKysely } from '../../server/ledger/sql.ts';
import { DESKTOP, misfitsOf, openFace, PHONE, widthFaults } from '../../tools/test/face.ts';
import { type CertificateKey, certificateText } from '../../words/certificate.ts';
import { madeListText } from '../../words/made-list.ts';
import { roundNameText } from '../../words/round-name.ts';
import { takenText } from '../../words/taken.ts';
import type { Params } from '../../words/words.ts';

const c = (key: CertificateKey, params?: Params) => certificateText('vi', key, params);
const face = await openFace({ faces: ['desk', 'portal'] });
after(() => face.close());
const { communeId } = face.mini.village;
const address = `/desk/khu-vuc/${communeId}/giay-chung-nhan`;

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

interface Given {
  readonly token: string;
  readonly number: string;
  readonly head: string;
}

/** As the register has it: what the square on the paper would hold. */
function givenTo(head: string): Promise<Given[]> {
  return face.db.transaction().execute(async (tx) => {
    await setScope(sqlOfKysely(tx), { accountId: 'test', reach: 'all', today: '2026-10-20' });
    const { rows } = await sql<Given>`
      select c.token, c.number, h.head_name as head from certificate c join household h on h.household_id = c.household_id
       where h.head_name = ${head} order by c.at, c.serial`.execute(tx);
    return rows;
  });
}

async function chairName(): Promise<string> {
  return face.db.transaction().execute(async (tx) => {
    await setScope(sqlOfKysely(tx), { accountId: 'test', reach: 'all', today: '2026-10-20' });
    const { rows } = await sql<{ name: string }>`select display_name as name from account where username = 'chutich'`.execute(tx);
    return rows[0]?.name ?? '';
  });
}

test('who does not sign sees how it stands and gives out nothing', async () => {
  const page = await pageOf('canbo', address);
  await page.getByRole('heading', { level: 1, name: c('page.title') }).waitFor();
  assert.equal(await page.getByRole('button', { name: /Cấp giấy cho/ }).count(), 0);
  await fits(page);
  await page.context().close();
});

test('the chair gives out all of a decision and makes the file to print', async () => {
  const page = await pageOf('chutich', address);
  const due = Number(/trên (\d+) giấy/.exec((await page.locator('section.card').first().textContent()) ?? '')?.[1]);
  assert.ok(due > 5);
  await page.getByLabel(c('issue.day')).fill('31/02/2026');
  await page.getByRole('button', { name: c('issue.action', { count: due }) }).click();
  await page.getByText(c('issue.day-wrong', { example: '20/10/2026' })).waitFor();
  await fits(page);
  await page.getByLabel(c('issue.day')).fill('20/10/2026');
  await page.getByRole('button', { name: c('issue.action', { count: due }) }).click();
  const dialog = page.locator('dialog[open]');
  await dialog.getByRole('heading', { name: c('issue.confirm-title', { count: due }) }).waitFor();
  await dialog.getByRole('button', { name: c('issue.action', { count: due }) }).click();
  await page.getByText(c('issue.done', { done: due })).waitFor();
  await page.getByText(c('issue.progress', { done: due, total: due })).waitFor();
  await page.getByText(c('issue.all')).waitFor();
  await fits(page);
  await page.getByRole('button', { name: c('print.action') }).click();
  await page.getByRole('button', { name: madeListText('vi', 'fetch') }).waitFor();
  await page
    .getByRole('button', { name: c('act.print'), exact: true })
    .first()
    .click();
  await page
    .getByRole('button', { name: madeListText('vi', 'fetch') })
    .nth(1)
    .waitFor();
  await page.getByLabel(c('print.what'), { exact: true }).selectOption('rows');
  await page.getByLabel(c('print.right')).fill('99');
  await page.getByRole('button', { name: c('print.action') }).click();
  await page.getByText(c('print.off-wrong')).waitFor();
  await fits(page);
  await page.context().close();
});

test('anybody with the square sees what the paper shows, and no name; without it nothing', async () => {
  const chair = await pageOf('chutich', address);
  const head = (await chair.locator('a.who').first().textContent()) ?? '';
  const [given] = await givenTo(head);
  const page = await pageOf(null, `/giay-chung-nhan/${given?.token}`);
  assert.equal(await page.locator('script').count(), 0);
  await page.getByRole('heading', { name: c('state.valid') }).waitFor();
  await page.getByText(given?.number ?? 'none', { exact: true }).waitFor();
  assert.ok(!(await page.content()).includes(head), head);
  await fits(page);
  await page.goto(`${face.base}/giay-chung-nhan/${'A'.repeat(22)}`);
  await page.getByRole('heading', { name: c('check.none') }).waitFor();
  await fits(page);
  await page.goto(`${face.base}/giay-chung-nhan`);
  await page.getByText(c('check.how')).waitFor();
  await fits(page);
  await page.context().close();
  await chair.context().close();
});

test('the page of decisions shows those that were taken, to be printed again', async () => {
  const page = await pageOf('chutich', `/desk/khu-vuc/${communeId}/quyet-dinh`);
  await page.getByRole('heading', { name: takenText('vi', 'title') }).waitFor();
  const one = page.locator('li', { has: page.getByText(takenText('vi', 'pdf'), { exact: true }) });
  assert.equal(await one.count(), 1);
  await one
    .getByText(
      takenText('vi', 'name', {
        number: '125/QĐ-UBND',
        day: '10/12/2025',
        round: roundNameText('vi', { kind: 'yearly', year: 2025, opensOn: '2025-09-01' }),
      }),
    )
    .waitFor();
  await one.getByText(takenText('vi', 'by', { by: await chairName() })).waitFor();
  await fits(page);
  const fetched = page.waitForEvent('download');
  await one.getByRole('link', { name: takenText('vi', 'pdf-label', { number: '125/QĐ-UBND', commune: 'Xã Vĩnh Xuân' }) }).click();
  assert.match((await fetched).suggestedFilename(), /2025\.pdf$/);
  await page.context().close();
});

test('issued anew the old one is replaced, withdrawn the new one holds no more', async () => {
  const page = await pageOf('chutich', address);
  const line = page.locator('li', { has: page.getByRole('button', { name: c('act.reissue') }) }).first();
  const head = (await line.locator('a.who').textContent()) ?? '';
  const own = page.locator('li', { has: page.getByRole('link', { name: head, exact: true }) });
  await own.getByRole('button', { name: c('act.reissue') }).click();
  const dialog = page.locator('dialog[open]');
  await dialog.getByLabel(c('act.reason')).selectOption('damaged');
  await dialog.getByRole('button', { name: c('act.reissue') }).click();
  await dialog.waitFor({ state: 'detached' });
  const [first, second] = await givenTo(head);
  await own.getByText(second?.number ?? 'none').waitFor();
  await own.getByRole('button', { name: c('act.withdraw') }).click();
  await dialog.getByRole('button', { name: c('act.withdraw') }).click();
  await dialog.getByText(c('act.why-needed')).waitFor();
  await dialog.getByLabel(c('act.why')).fill('Công nhận nhầm hộ');
  await dialog.getByRole('button', { name: c('act.withdraw') }).click();
  await own.getByText(c('state.withdrawn')).waitFor();
  // What was done stands on the line: when, by whom, why.
  const name = await chairName();
  const told = { day: '20/10/2026', by: name };
  await own.getByText(c('ended.reissued', { ...told, number: first?.number ?? '', why: c('act.reason-damaged') })).waitFor();
  await own.getByText(c('ended.withdrawn', { ...told, number: second?.number ?? '', why: 'Công nhận nhầm hộ' })).waitFor();
  await page.getByText(c('issue.all-but', { count: 1 })).waitFor();
  assert.equal(await page.getByText(c('issue.all'), { exact: true }).count(), 0);
  await fits(page);
  const check = await pageOf(null, `/giay-chung-nhan/${first?.token}`);
  await check.getByRole('heading', { name: c('state.reissued') }).waitFor();
  await check.goto(`${face.base}/giay-chung-nhan/${second?.token}`);
  await check.getByRole('heading', { name: c('state.withdrawn') }).waitFor();
  await fits(check);
  assert.deepEqual(face.faults, []);
});
