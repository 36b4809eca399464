/**
 * The official score table in a real browser (nạp bảng điểm B1): the province takes the table in force home, changes points, brings it back,
 * sees what would change and what is wrong, sets it; every step for axe, width and thumbs at both sizes.
 */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { read, utils, write } from '@e965/xlsx';
import type { Page } from 'playwright-core';
import { DESKTOP, misfitsOf, openFace, PHONE, widthFaults } from '../../tools/test/face.ts';
import { scoreText } from '../../words/score-table.ts';
import { uiText } from '../../words/ui.ts';

const st = (key: Parameters<typeof scoreText>[1], params = {}) => scoreText('vi', key, params);
const folder = mkdtempSync(join(tmpdir(), 'vuon-score-table-'));
const face = await openFace({ faces: ['desk'] });
after(async () => {
  await face.close();
  rmSync(folder, { recursive: true, force: true });
});

function save(name: string, rows: readonly (readonly unknown[])[]): string {
  const path = join(folder, name);
  writeFileSync(
    path,
    write(utils.book_new(utils.aoa_to_sheet(rows.map((row) => [...row])), 'Bảng điểm'), { type: 'buffer', bookType: 'xlsx' }),
  );
  return path;
}

async function tableInForce(page: Page): Promise<unknown[][]> {
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: st('step.template') }).click()]);
  const path = join(folder, 'dang-dung.xlsx');
  await download.saveAs(path);
  const book = read(readFileSync(path));
  return utils.sheet_to_json<unknown[]>(book.Sheets[book.SheetNames[0] ?? ''] ?? {}, { header: 1 });
}

async function fits(page: Page): Promise<void> {
  await page.setViewportSize(PHONE);
  const misfits = await misfitsOf(page);
  await page.setViewportSize(DESKTOP);
  assert.deepEqual([...misfits, ...(await widthFaults(page))], []);
}

async function check(page: Page, path: string): Promise<void> {
  await page.getByLabel(st('step.file')).setInputFiles(path);
  await page.getByRole('button', { name: st('look') }).click();
}

test('a score table is taken home, changed, looked at, mended and set', async () => {
  const page = await (await face.context('canbotinh')).newPage();
  await page.goto(`${face.base}/desk/`);
  await page.getByRole('link', { name: st('title') }).click();
  await page.getByRole('heading', { level: 1, name: st('title') }).waitFor();
  await page.getByText(st('own')).first().waitFor();
  await page.getByText(uiText('vi', 'file.none')).waitFor();
  await fits(page);
  await page.getByRole('button', { name: st('look') }).click();
  await page.getByText(st('file.needed')).waitFor();

  const rows = await tableInForce(page);
  const five = rows.find((row) => row[3] === '5 người');
  assert.ok(five !== undefined);
  const was = Number(five[4]);
  const wrong = rows.map((row, i) => (i === 1 ? [...row.slice(0, 4), 'nhiều'] : row));
  await check(page, save('sai.xlsx', wrong));
  await page.getByText(st('not-ready')).waitFor();
  await page.getByText(st('refused', { count: 1 })).waitFor();
  await page.getByText(st('missing', { count: 1 })).waitFor();
  await fits(page);
  const [back] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: st('refused.save') }).click()]);
  assert.equal(back.suggestedFilename(), 'dong-bi-tra-lai.xlsx');

  five[4] = was + 3;
  await page.getByLabel(st('facts.version')).fill('1');
  await page.getByLabel(st('facts.status')).selectOption('official');
  await page.getByLabel(st('facts.source')).fill('Thông tư 07/2021/TT-BLĐTBXH, Phụ lục IV');
  await page.getByLabel(st('facts.approver')).fill('Giám đốc Sở Nội vụ');
  await page.getByLabel(st('facts.approvedOn')).fill('20/8/2026');
  await check(page, save('dung.xlsx', rows));
  await page.getByText(st('ready', { rows: 178 })).waitFor();
  const changed = page.getByRole('table', { name: st('changed', { count: 1 }) });
  assert.deepEqual((await changed.getByRole('row').nth(1).locator('th, td').allInnerTexts()).map((text) => text.trim()).slice(-2), [
    String(was),
    String(was + 3),
  ]);
  await fits(page);
  await page.getByRole('button', { name: st('set'), exact: true }).click();
  await page.getByText(st('done')).waitFor();
  await page.getByText(st('approved', { approver: 'Giám đốc Sở Nội vụ', day: '20/08/2026' })).waitFor();
  await fits(page);
  assert.deepEqual(face.faults, []);
});
