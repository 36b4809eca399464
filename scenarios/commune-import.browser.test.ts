/**
 * A commune imports its messy list (nhập danh sách của xã), in the browser: an officer brings a workbook as offices have them, sees what
 * it would do, writes it, takes the sheet of returned rows, mends it, brings it again until nothing is returned, and undoes a list
 * that was brought by mistake.
 */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { read, utils, write } from '@e965/xlsx';
import type { Page } from 'playwright-core';
import { DESKTOP, misfitsOf, openFace, PHONE } from '../tools/test/face.ts';
import { deskText } from '../words/desk.ts';
import { duplicatesText } from '../words/duplicates.ts';
import { importText } from '../words/import.ts';

const folder = mkdtempSync(join(tmpdir(), 'vuon-commune-import-'));
const NOW = '2026-11-24T03:00:00.000Z';
const face = await openFace({ faces: ['desk'], now: NOW });
after(async () => {
  await face.close();
  rmSync(folder, { recursive: true, force: true });
});

const vi = (key: Parameters<typeof importText>[1], params: Parameters<typeof importText>[2] = {}): string => importText('vi', key, params);
const TITLES = ['STT', 'Ma ho', 'HO TEN CHU HO', 'Gioi tinh', 'Nam sinh', 'Dan toc', 'So nhan khau', 'Ap', 'Ket qua', 'Ngay ra soat'];

/** The head of the page, titles without marks in the fourth row, one row twice, three that cannot be taken, a total. */
function messyList(): string {
  const rows = [
    ['ỦY BAN NHÂN DÂN XÃ'],
    ['DANH SÁCH HỘ NGHÈO, HỘ CẬN NGHÈO'],
    [],
    TITLES,
    TITLES.map((_, i) => i + 1),
    [1, 'MX-1', ' Đặng  Văn Khá', 'nam', 1970, 'kinh', 2, 'vinh tien', 'HỘ NGHÈO', '20/10/2024'],
    [2, 'MX-2', 'Thạch Thị Sa'.normalize('NFD'), 'NỮ', '1980', 'Khơ me', '3', 'Ấp Gòn', 'CN', '20/10/2024'],
    [3, 'MX-2', 'Thạch Thị Sa', 'Nữ', '1980', 'Khmer', 3, 'ap gon', 'cận nghèo', '20/10/2024'],
    [4, 'MX-3', 'Lê Văn Sót', 'Nam', 1960, 'Kinh', '2.040 %', 'Gòn', 'Hộ nghèo', '20/10/2024'],
    [5, 'MX-4', 'Ngô Thị Lạc', 'Nữ', 1965, 'Kinh', 1, 'Ấp Không Có', 'Hộ nghèo', '20/10/2024'],
    [6, null, 'Võ Văn Quên', 'Nam', 1966, 'Kinh', 1, 'Gòn', 'Hộ nghèo', null],
    ['Tổng cộng', null, null, null, null, null, 9],
  ];
  return save('danh-sach-ho.xlsx', rows);
}

function save(name: string, rows: readonly (readonly unknown[])[]): string {
  const path = join(folder, name);
  writeFileSync(path, write(utils.book_new(utils.aoa_to_sheet(rows.map((row) => [...row])), 'Hộ'), { type: 'buffer', bookType: 'xlsx' }));
  return path;
}

async function bring(page: Page, path: string): Promise<void> {
  await page.getByLabel(vi('choose.label')).setInputFiles(path);
  await page.getByRole('button', { name: vi('choose.action') }).click();
  await page.getByRole('heading', { name: vi('preview.title') }).waitFor();
}

async function countOf(page: Page, key: 'new' | 'refused' | 'repeated'): Promise<number> {
  const heads = await page.getByRole('columnheader').allInnerTexts();
  const at = heads.findIndex((text) => text.trim() === vi(`count.${key}`));
  const total = page.locator('tfoot tr').first();
  return Number(await total.locator('th, td').nth(at).innerText());
}

async function writeAll(page: Page, count: number): Promise<void> {
  const name = vi('write.action', { count });
  await page.getByRole('button', { name }).click();
  await page.getByRole('dialog').getByRole('button', { name }).click();
  await page.getByText(vi('result.title')).waitFor();
}

async function returnedRows(page: Page, name: string): Promise<unknown[][]> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: vi('preview.refused-download') }).click(),
  ]);
  const path = join(folder, name);
  await download.saveAs(path);
  const book = read(readFileSync(path));
  return utils.sheet_to_json<unknown[]>(book.Sheets[book.SheetNames[0] ?? ''] ?? {}, { header: 1 });
}

test('a messy list is brought, its error sheet mended and brought again, until nothing comes back', async () => {
  const page = await (await face.context('canbo')).newPage();
  await page.goto(`${face.base}/desk/khu-vuc/${face.mini.village.communeId}`);
  await page.getByRole('link', { name: deskText('vi', 'import.open') }).click();
  await page.getByText(vi('runs.empty')).waitFor();
  await bring(page, messyList());
  assert.deepEqual([await countOf(page, 'new'), await countOf(page, 'refused'), await countOf(page, 'repeated')], [2, 3, 1]);
  await page.getByText('2.040 %').first().waitFor();
  assert.deepEqual(await misfitsOf(page), []);
  await writeAll(page, 2);

  const rows = await returnedRows(page, 'tra-lai.xlsx');
  const reason = rows[0]?.indexOf(vi('column.reason')) ?? -1;
  assert.ok(reason === 0 && rows.slice(1).every((row) => String(row[reason]).length > 10), 'every row says why');
  const mend = (cell: unknown, at: number): unknown => {
    if (at === 3) return cell ?? 'MX-5';
    if (at === 11) return cell ?? '20/10/2024';
    return cell === '2.040 %' ? 4 : cell === 'Ấp Không Có' ? 'Ấp Gòn' : cell;
  };
  const mended = rows.map((row, i) => (i === 0 ? row : Array.from({ length: TITLES.length + 2 }, (_, at) => mend(row[at], at))));
  await page.getByRole('button', { name: vi('result.next') }).click();
  await bring(page, save('da-sua.xlsx', mended));
  assert.deepEqual([await countOf(page, 'new'), await countOf(page, 'refused')], [3, 0]);
  await writeAll(page, 3);
  await page.getByText(vi('result.whole')).waitFor();

  await page.getByRole('button', { name: vi('result.next') }).click();
  await bring(page, messyList());
  assert.deepEqual([await countOf(page, 'new'), await countOf(page, 'refused')], [0, 3], 'what is in the register is not taken twice');
  assert.deepEqual(face.faults, []);
});

async function fits(page: Page, where: string): Promise<string[]> {
  const found: string[] = [];
  for (const size of [PHONE, DESKTOP]) {
    await page.setViewportSize(size);
    found.push(...(await misfitsOf(page)).map((misfit) => `${where} ${size.width}: ${misfit}`));
    const shots = process.env['VUON_SHOTS'];
    if (shots) await page.screenshot({ path: `${shots}/${where}-${size.width}.png`, fullPage: true });
  }
  return found;
}

/** One more household that lived here when last year was decided, and that nobody has visited since. */
async function notVisited(page: Page, like: { readonly hamletId: string }) {
  const payload = {
    ...{ householdId: randomUUID(), hamletId: like.hamletId, code: 'GROWN-1', address: null, headName: 'Tôn Thất Gia' },
    members: [{ memberId: randomUUID(), fullName: 'Tôn Thất Gia', relation: 'head', sex: 'male', birth: '1966', ethnicity: 'kinh' }],
    ...{ since: '2024-01-01', source: 'import', weight: 1, listed: null },
  };
  const sent = { commandId: randomUUID(), kind: 'household-registered', v: 1, at: NOW, payload };
  const headers = { 'x-vuon': '1', origin: face.base };
  const answer = await page.request.post(`${face.base}/api/commands`, { data: { commands: [sent] }, headers });
  assert.match(await answer.text(), /"taken"/);
  return payload;
}

test('households are named behind each count, a decided year waits for a yes, and who may be there already leads to the pair', async () => {
  const page = await (await face.context('canbo')).newPage();
  await page.goto(`${face.base}/desk/khu-vuc/${face.mini.village.communeId}/nhap-danh-sach`);
  const homes = face.mini.village.households.map(({ registered }) => registered);
  const known = homes.find(({ members }) => members[0]?.birth.length === 10) ?? assert.fail();
  const grown = await notVisited(page, known);
  const hamlet = (areaId: string) => face.mini.village.hamlets.find((each) => each.areaId === areaId)?.name ?? '';
  const bare = known.headName.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd').replaceAll('Đ', 'D');
  const [head] = known.members;
  const fresh = Array.from({ length: 8 }, (_, n) => [
    n + 1,
    `NAM-${n}`,
    `Tôn Thất Ngọc ${n}`,
    'Nam',
    1960,
    'Kinh',
    1,
    'Gòn',
    'Hộ nghèo',
    '20/10/2024',
  ]);
  const list = [
    TITLES,
    ...fresh,
    [9, 'LIKE-1', bare, head?.sex === 'male' ? 'Nam' : 'Nữ', head?.birth.slice(0, 4), 'Kinh', 1, hamlet(known.hamletId), null, null],
    [10, grown.code, grown.headName, null, null, null, grown.members.length + 1, hamlet(grown.hamletId), null, null],
    [11, 'LOST-1', 'Lê Văn Sót', 'Nam', 1960, 'Kinh', 1, 'Ấp Lạ', null, null],
  ];
  await bring(page, save('co-ten.xlsx', list));
  await page.getByText(vi('rows.new', { count: 9 }), { exact: true }).click();
  await page.getByText('NAM-0 · Tôn Thất Ngọc 0 · Ấp Gòn').waitFor();
  assert.equal(await page.getByText('NAM-7').count(), 0);
  await page.getByRole('button', { name: vi('rows.show-of', { rows: vi('rows.new', { count: 9 }) }) }).click();
  await page.getByText('NAM-7 · Tôn Thất Ngọc 7 · Ấp Gòn').waitFor();
  await page.getByText(vi('rows.changed', { count: 1 }), { exact: true }).click();
  await page.getByText(vi('rows.changes', { changes: vi('rows.change.people') })).waitFor();
  await page.getByText('LOST-1 · Lê Văn Sót').waitFor();
  await page
    .getByRole('link', { name: vi('rows.like', { name: known.headName }) })
    .first()
    .waitFor();
  const wrong = await fits(page, 'preview');
  const button = page.getByRole('button', { name: vi('write.action', { count: 10 }) });
  assert.equal(await button.isDisabled(), true);
  await page.getByLabel(vi('decided.agree')).check();
  await writeAll(page, 10);
  const pair = page.getByRole('link', { name: vi('rows.pair', { name: bare }) });
  await pair.waitFor();
  wrong.push(...(await fits(page, 'written')));
  await pair.click();
  await page.getByText(duplicatesText('vi', 'found-of-one', { count: 1 })).waitFor();
  await page.locator('section.card').filter({ hasText: known.headName }).filter({ hasText: bare }).waitFor();
  wrong.push(...(await fits(page, 'pair')));
  await page.getByRole('link', { name: duplicatesText('vi', 'all') }).waitFor();
  assert.deepEqual(wrong, []);
  assert.deepEqual(face.faults, []);
});

test('a list brought by mistake is undone, by the keyboard and on a phone', async () => {
  const page = await (await face.context('canbo', { viewport: PHONE })).newPage();
  await page.goto(`${face.base}/desk/khu-vuc/${face.mini.village.communeId}/nhap-danh-sach`);
  const wrong = [TITLES, [1, 'SAI-1', 'Trần Thị Nhầm', 'Nữ', 1950, 'Kinh', 1, 'Gòn', 'Hộ nghèo', '20/10/2024']];
  await bring(page, save('nham.xlsx', wrong));
  assert.deepEqual(await misfitsOf(page), []);
  await writeAll(page, 1);
  const undo = page.getByRole('button', { name: vi('undo.of', { file: 'nham.xlsx' }) });
  await undo.focus();
  await page.keyboard.press('Enter');
  await page.getByText(vi('undo.body', { removed: 1, restored: 0 })).waitFor();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: vi('undo.action') })
    .press('Enter');
  await page.getByText(vi('undo.done', { removed: 1, restored: 0, kept: 0 })).waitFor();
  const found = await page.request.get(`${face.base}/api/search?q=SAI-1`);
  assert.deepEqual((await found.json()).rows, []);
  assert.deepEqual(face.faults, []);
});

test('files that are no lists, and people who may not import, are told so', async () => {
  const page = await (await face.context('canbo')).newPage();
  const address = `${face.base}/desk/khu-vuc/${face.mini.village.communeId}/nhap-danh-sach`;
  await page.goto(address);
  await page.getByRole('button', { name: vi('choose.action') }).click();
  await page.getByText(vi('choose.none')).waitFor();
  const path = join(folder, 'trang.xls');
  writeFileSync(path, '<html><table><tr><td>Mã hộ</td></tr></table></html>');
  await page.getByLabel(vi('choose.label')).setInputFiles(path);
  await page.getByRole('button', { name: vi('choose.action') }).click();
  await page.getByRole('alert').getByText('trang.xls').waitFor();
  assert.deepEqual(await misfitsOf(page), []);
  const chair = await (await face.context('chutich')).newPage();
  await chair.goto(address);
  await chair.getByText(vi('not-allowed', { why: '' }).trim()).waitFor();
});
