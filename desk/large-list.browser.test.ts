/**
 * A list of five thousand households in a real browser: registered through the door, sorted, filtered, read with the keyboard alone and
 * taken away as a sheet; whatever is done, only the rows in sight are drawn.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, test } from 'node:test';
import * as XLSX from '@e965/xlsx';
import type { Page } from 'playwright-core';
import type { AreaView } from '../core/views.ts';
import { submit } from '../server/ledger/door.ts';
import { openFace, PHONE } from '../tools/test/face.ts';
import { command, id, take } from '../tools/test/small-province.ts';
import { deskText } from '../words/desk.ts';

const COUNT = 5_000;
/** Far more than fit on the screen, far less than there are. */
const DRAWN_AT_MOST = 80;
const CLOCK = { now: '2026-10-20T02:00:00.000Z', today: '2026-10-20' } as const;

const face = await openFace({ faces: ['desk'] });
after(() => face.close());
const [hamlet] = face.mini.village.hamlets;
assert.ok(hamlet !== undefined);

const officer = await face.context('canbo');
const view = async (): Promise<AreaView> => (await officer.request.get(`${face.base}/api/areas/${hamlet.areaId}`)).json();
const before = (await view()).totals.households;

/** One of them is larger than all others, and each bears its own code. */
const LARGEST = 1_234;
const codeOf = (at: number): string => `L${String(at).padStart(5, '0')}`;
const headOf = (at: number): string => `Lý Thị ${at === LARGEST ? 'Đông' : 'Hoa'}`;
const made = Array.from({ length: COUNT - before }, (_, at) =>
  command('household-registered', {
    ...{ householdId: id(`large ${at}`), hamletId: hamlet.areaId, code: codeOf(at), address: null, headName: headOf(at) },
    members: [{ memberId: id(`large member ${at}`), fullName: headOf(at), relation: 'head', sex: 'female', birth: '1970' }],
    ...{ people: at === LARGEST ? 29 : 1 + (at % 7), since: '2024-01-01', source: 'import' as const, weight: 1, listed: null },
  }),
);
for (let from = 0; from < made.length; from += 1_000)
  await take(face.db, made.slice(from, from + 1_000), 'system', (db, who, commands) => submit(db, who, commands, CLOCK));

const rows = (page: Page) => page.locator('tbody tr[data-row]');

async function opened(context = officer): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${face.base}/desk/khu-vuc/${hamlet?.areaId}/ho?loc=all`);
  await page
    .locator('caption', { hasText: deskText('vi', 'list.one-page', { total: '5.000' }) })
    .waitFor({ state: 'attached', timeout: 60_000 });
  assert.ok((await rows(page).count()) <= DRAWN_AT_MOST);
  return page;
}

test('there are five thousand rows for a screen reader, and a few in the page', async () => {
  assert.equal((await view()).totals.households, COUNT);
  const page = await opened();
  assert.equal(await page.locator('table').getAttribute('aria-rowcount'), String(COUNT + 1));
  assert.ok((await rows(page).count()) > 5);
});

test('sorted by people the largest comes first, and once more last', async () => {
  const page = await opened();
  const people = page.getByRole('columnheader', { name: deskText('vi', 'column.people') });
  await people.getByRole('button').press('Enter');
  assert.equal(await people.getAttribute('aria-sort'), 'descending');
  await page.locator('tbody tr[data-row="0"]', { hasText: headOf(LARGEST) }).waitFor();
  await people.getByRole('button').press('Enter');
  assert.equal(await people.getAttribute('aria-sort'), 'ascending');
  await page.getByRole('region', { name: deskText('vi', 'list.title') }).press('End');
  await page.locator(`tbody tr[data-row="${COUNT - 1}"]`, { hasText: headOf(LARGEST) }).waitFor();
  assert.ok((await rows(page).count()) <= DRAWN_AT_MOST);
});

test('the keyboard alone goes to the end, back to the start and into a household', async () => {
  const page = await opened();
  const region = page.getByRole('region', { name: deskText('vi', 'list.title') });
  await region.focus();
  const last = page.locator(`tbody tr[data-row="${COUNT - 1}"]`);
  await page.keyboard.press('End');
  await last.waitFor();
  assert.equal(await last.getAttribute('aria-rowindex'), String(COUNT + 1));
  assert.ok((await rows(page).count()) <= DRAWN_AT_MOST);
  await page.keyboard.press('Home');
  const first = page.locator('tbody tr[data-row="0"] a');
  await first.waitFor();
  const name = await first.innerText();
  await first.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name }).waitFor();
});

test('a filter finds one of them by its code or its name without marks', async () => {
  const page = await opened();
  const filter = page.getByLabel(deskText('vi', 'list.filter'));
  for (const typed of [codeOf(LARGEST), 'ly thi dong']) {
    await filter.fill(typed);
    await page
      .locator('caption', { hasText: deskText('vi', 'list.loaded', { shown: 1, loaded: '5.000', total: '5.000' }) })
      .waitFor({ state: 'attached' });
    assert.equal(await rows(page).count(), 1);
    assert.match(await rows(page).innerText(), new RegExp(codeOf(LARGEST)));
  }
  await filter.fill('không có ai như vậy');
  await page.getByText(deskText('vi', 'list.none-match'), { exact: true }).waitFor();
});

test('the sheet has every household', async () => {
  const page = await opened();
  const coming = page.waitForEvent('download');
  await page.getByRole('button', { name: deskText('vi', 'report.excel') }).click();
  const [sheet] = Object.values(XLSX.read(readFileSync(await (await coming).path())).Sheets);
  const codes = new Set(XLSX.utils.sheet_to_json<unknown[]>(sheet ?? {}, { header: 1 }).flat());
  assert.deepEqual(
    made.map(({ payload }) => payload.code).filter((code) => !codes.has(code)),
    [],
  );
});

test('the sheet of what is seen has the one that the text leaves, and the whole list is offered beside it', async () => {
  const page = await opened();
  await page.getByLabel(deskText('vi', 'list.filter')).fill('ly thi dong');
  const coming = page.waitForEvent('download');
  await page.getByRole('button', { name: deskText('vi', 'list.excel-seen', { count: 1 }) }).click();
  const [sheet] = Object.values(XLSX.read(readFileSync(await (await coming).path())).Sheets);
  const codes = new Set(made.map(({ payload }) => payload.code));
  assert.deepEqual(
    XLSX.utils
      .sheet_to_json<unknown[]>(sheet ?? {}, { header: 1 })
      .flat()
      .filter((cell) => codes.has(String(cell))),
    [codeOf(LARGEST)],
  );
  await page.getByRole('button', { name: deskText('vi', 'list.excel-all') }).waitFor();
});

test('of a list too long to load, text and order go over the whole of it and stay in the address', async () => {
  const [, other] = face.mini.village.hamlets;
  assert.ok(other !== undefined);
  const more = made.slice(0, 200).map((one, at) => {
    const householdId = id(`larger ${at}`);
    const members = one.payload.members.map((member) => ({ ...member, memberId: id(`larger member ${at}`) }));
    return command('household-registered', {
      ...one.payload,
      householdId,
      members,
      hamletId: other.areaId,
      code: `M${at}`,
      people: 1 + (at % 9),
    });
  });
  await take(face.db, more, 'system', (db, who, commands) => submit(db, who, commands, CLOCK));
  const page = await officer.newPage();
  const address = `${face.base}/desk/khu-vuc/${face.mini.village.communeId}/ho?loc=all`;
  await page.goto(address);
  await page
    .getByText(/5\.\d{3}/)
    .first()
    .waitFor();
  await page
    .getByRole('columnheader', { name: deskText('vi', 'column.people') })
    .getByRole('button')
    .click();
  await page.locator('tbody tr[data-row="0"]', { hasText: headOf(LARGEST) }).waitFor();
  await page.waitForURL(/xep=-people/);
  await page.getByLabel(deskText('vi', 'list.filter')).fill(codeOf(LARGEST).toLowerCase());
  await page.getByRole('button', { name: deskText('vi', 'list.find') }).click();
  await page.waitForURL(/chu=l01234/);
  await page.locator('caption', { hasText: codeOf(LARGEST).toLowerCase() }).waitFor({ state: 'attached' });
  assert.equal(await rows(page).count(), 1);
  const colleague = await officer.newPage();
  await colleague.goto(page.url());
  await rows(colleague).first().waitFor();
  assert.equal(await rows(colleague).count(), 1);
  assert.match(await rows(colleague).innerText(), new RegExp(codeOf(LARGEST)));
});

test('on a phone the rows are cards, and no more are drawn', async () => {
  const page = await opened(await face.context('canbo', { viewport: PHONE }));
  assert.ok((await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')) <= 0);
  await page.getByRole('region', { name: deskText('vi', 'list.title') }).press('End');
  await page.locator(`tbody tr[data-row="${COUNT - 1}"]`).waitFor();
  assert.ok((await rows(page).count()) <= DRAWN_AT_MOST);
});
