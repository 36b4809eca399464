/**
 * The open round from list to table (đợt rà soát đang mở), through public surfaces only: a commune's spreadsheet comes in by
 * the command line, an enumerator interviews one of its households on the phone, the officer sees it on the desk, the chair
 * decides, table 1 has moved by one, and the downloaded file says the same.
 */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, test } from 'node:test';
import { read as readSheet, utils, write as writeSheet } from '@e965/xlsx';
import type { Page } from 'playwright-core';
import type { Answers } from '../core/interview/answers.ts';
import type { InterviewView, SearchView } from '../core/views.ts';
import { confirmChecks, sendForm, tell } from '../tools/test/told.ts';
import { openFace, PHONE } from '../tools/test/face.ts';
import { answersOf } from '../tools/test/small-province.ts';
import { deskText } from '../words/desk.ts';
import { fieldText } from '../words/field.ts';

const HEAD = 'Trần Thị Mơ';
const FAMILY = [HEAD, 'Lê Văn Đước', 'Lê Thị Sen', 'Lê Văn Mắm'];
const CODE = 'GON-101';
const NOW = '2026-10-20T02:00:00.000Z';
/** In this hamlet nobody else's class changes between the two years. */
const HAMLET = 'Ấp Gòn';

const folder = mkdtempSync(join(tmpdir(), 'vuon-open-round-'));
const face = await openFace({ faces: ['desk', 'field'], now: NOW });
after(async () => {
  await face.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What the family says at the door: poor under today's standard. */
function truth(): Answers {
  const { household, members } = answersOf(HEAD, 'poor', { supportsWanted: ['credit'], causes: ['no-capital'] });
  return { household, members: members.map((member, i) => ({ ...member, fullName: FAMILY[i] ?? '' })) };
}

/** A list as a commune keeps it: a title above, the columns in its own order, one row that cannot be taken. */
function spreadsheet(): string {
  const households = [
    ['DANH SÁCH HỘ ĐỀ NGHỊ RÀ SOÁT'],
    ['Mã hộ', 'Ấp', 'Họ và tên chủ hộ', 'Số nhân khẩu', 'Năm sinh', 'Giới tính', 'Dân tộc', 'Kết quả Phiếu A'],
    [CODE, 'ap gon', HEAD, 4, 1980, 'Nữ', 'Kinh', 'Đạt'],
    ['GON-102', 'Ấp Không Có', 'Lê Văn Sót', 2, 1970, 'Nam', 'Kinh', 'Đạt'],
  ];
  const members = [
    ['Mã hộ', 'Họ tên thành viên', 'Quan hệ với chủ hộ', 'Năm sinh', 'Giới tính', 'Dân tộc'],
    ...truth().members.map((member) => [CODE, member.fullName, member.relation === 'head' ? 'Chủ hộ' : 'Con', member.birth, 'Nữ', 'Kinh']),
  ];
  const book = utils.book_new();
  utils.book_append_sheet(book, utils.aoa_to_sheet(households), 'Hộ');
  utils.book_append_sheet(book, utils.aoa_to_sheet(members), 'Thành viên');
  const file = join(folder, 'danh-sach.xlsx');
  writeFileSync(file, writeSheet(book, { type: 'buffer', bookType: 'xlsx' }));
  return file;
}

/** `vuon import`, as an officer at the server would run it on the day of the story. */
function vuonImport(file: string, errors: string): { status: number | null; said: unknown } {
  const main = resolve(import.meta.dirname, '../tools/vuon/main.ts');
  const options = ['--commune', face.mini.village.communeCode, '--round', '2026', '--as', 'canbo', '--yes', '--json', '--errors', errors];
  const clock = `data:text/javascript,Date.now = () => ${Date.parse(NOW)};`;
  const run = spawnSync(process.execPath, ['--import', clock, main, 'import', file, ...options, '--data', join(folder, 'data')], {
    env: { ...process.env, DATABASE_URL: face.databaseUrl },
    encoding: 'utf8',
  });
  assert.notEqual(run.stdout, '', run.stderr);
  return { status: run.status, said: JSON.parse(run.stdout) };
}

test('a spreadsheet becomes a decided poor household in the official table', async () => {
  const file = spreadsheet();
  const errors = join(folder, 'tra-lai.xlsx');
  const first = vuonImport(file, errors);
  assert.equal(first.status, 1, 'one row was refused');
  assert.partialDeepStrictEqual(first.said, { new: 1, changed: 0, same: 0, refused: [{ code: 'GON-102' }] });
  const returned = readSheet(readFileSync(errors));
  assert.match(JSON.stringify(Object.values(returned.Sheets)), /Lê Văn Sót/);
  assert.partialDeepStrictEqual(vuonImport(file, errors).said, { new: 0, changed: 0, same: 1, written: null });

  const before = await poorInTable1();
  await interviewOnThePhone();
  await settleTheOpenOne();

  const officer = await (await face.context('canbo')).newPage();
  await officer.goto(`${face.base}/desk/tim?q=${encodeURIComponent('tran thi mo')}`);
  await officer.getByRole('link', { name: HEAD }).first().click();
  await officer.getByRole('heading', { name: deskText('vi', 'household.of', { name: HEAD }) }).waitFor();
  assert.equal(await officer.locator('#verdicts article').count(), 2, 'a verdict under each standard');
  assert.equal(await poorInTable1(), before, 'a verdict is not yet a status');

  await decide();
  assert.equal(await poorInTable1(), before + 1);
  assert.equal(await poorInDownload(), before + 1);
  assert.deepEqual(face.faults, []);
});

async function interviewOnThePhone(): Promise<void> {
  const context = await face.context('rasoat', { viewport: PHONE });
  const page = await context.newPage();
  const found: SearchView = await (await context.request.get(`${face.base}/api/search?q=${CODE}`)).json();
  const [row] = found.rows;
  assert.ok(row !== undefined, 'the imported household is found by its code');
  await page.goto(`${face.base}/field/ho/${row.householdId}/phieu`);
  await page.locator('#screen-title').waitFor();
  await tell(page, truth());
  await page.locator('article').nth(1).waitFor();
  await confirmChecks(page);
  await sendForm(page);
  await page.getByText(fieldText('vi', 'sent.taken')).waitFor();
  await context.close();
}

/** One household of the village did not know an answer; it is asked again, and the form sent as the phone sends it. */
async function settleTheOpenOne(): Promise<void> {
  const open = face.mini.village.households.find((household) => household.key === 'undetermined');
  assert.ok(open !== undefined);
  const { request } = await face.context('rasoat');
  const householdId = open.registered.householdId;
  const view: InterviewView = await (await request.get(`${face.base}/api/households/${householdId}/interview`)).json();
  const answers = structuredClone(open.answers);
  for (const member of answers.members) if (member.healthInsurance === 'dont-know') member.healthInsurance = true;
  const at = '2026-10-20T01:30:00.000Z';
  const visit = {
    interviewedOn: '2026-10-20',
    startedAt: at,
    endedAt: at,
    seen: view.version,
    enumeratorId: face.mini.accounts['rasoat']?.accountId,
  };
  const payload = { householdId, roundId: view.round.roundId, questionnaire: view.questionnaire, answers, ...visit };
  const answer = await request.post(`${face.base}/api/commands`, {
    data: { commands: [{ commandId: crypto.randomUUID(), kind: 'interview-finished', v: 1, at, payload }] },
    headers: { 'x-vuon': '1', origin: face.base },
  });
  assert.match(await answer.text(), /"answer":"taken"/);
}

async function decide(): Promise<void> {
  const chair = await boardOf('chutich');
  const commune = chair.url();
  await chair.getByRole('button', { name: deskText('vi', 'action.open-decision') }).click();
  await chair
    .getByRole('dialog')
    .getByRole('button', { name: deskText('vi', 'onward.action.open-decision') })
    .click();
  await chair.getByText(deskText('vi', 'onward.done.open-decision')).waitFor();
  await chair.goto(`${commune}/quyet-dinh`);
  await chair.getByLabel(deskText('vi', 'decision.number'), { exact: true }).fill('21/QĐ-UBND');
  await chair.getByLabel(deskText('vi', 'decision.date')).fill('20/10/2026');
  await chair.getByRole('button', { name: deskText('vi', 'decision.action') }).click();
  await chair
    .getByRole('dialog')
    .getByRole('button', { name: deskText('vi', 'decision.action') })
    .click();
  await chair.getByText(deskText('vi', 'decision.done-title', { number: '21/QĐ-UBND' })).waitFor();
}

async function boardOf(username: string): Promise<Page> {
  const page = await (await face.context(username)).newPage();
  await page.goto(`${face.base}/desk/`);
  await page.waitForURL('**/khu-vuc/*');
  return page;
}

async function table1(): Promise<Page> {
  const page = await boardOf('canbo');
  await page.getByRole('link', { name: `${deskText('vi', 'report.table', { table: 1 })}:` }).click();
  await page.waitForURL('**/bieu/1**');
  await page.getByRole('row', { name: HAMLET }).waitFor();
  return page;
}

/** Column 3 of the hamlet's line: after the number of the line and the unit come columns 1, 2 and 3. */
async function poorInTable1(): Promise<number> {
  const page = await table1();
  const cells = await page.getByRole('row', { name: HAMLET }).locator('td, th').allInnerTexts();
  await page.context().close();
  return Number(cells[4]?.trim());
}

async function poorInDownload(): Promise<number> {
  const page = await table1();
  const coming = page.waitForEvent('download');
  await page.getByRole('button', { name: deskText('vi', 'report.excel') }).click();
  const book = readSheet(readFileSync(await (await coming).path()));
  await page.context().close();
  const rows = utils.sheet_to_json<unknown[]>(book.Sheets['Bieu_1'] ?? {}, { header: 1 });
  const line = rows.find((row) => row[1] === HAMLET);
  return Number(line?.[4]);
}
