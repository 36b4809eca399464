/**
 * Why did a commune's rate rise? (vì sao tỷ lệ hộ nghèo tăng), in the browser: an officer of the province goes from the province to the
 * commune whose rate rose, to the hamlet, to the households that came onto the list and by which clause; then sends table 4 as a
 * workbook, which another reader opens.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { read as readSheet, utils } from '@e965/xlsx';
import type { Page } from 'playwright-core';
import type { Answers } from '../core/interview/answers.ts';
import { areasOn } from '../core/kernel/areas.ts';
import { date } from '../core/kernel/dates.ts';
import type { InterviewView } from '../core/views.ts';
import { misfitsOf, openFace, PHONE } from '../tools/test/face.ts';
import { command, id, register, take } from '../tools/test/small-province.ts';
import { realTree } from '../tools/village/commune.ts';
import { changesText } from '../words/changes.ts';
import { waysText } from '../words/ways.ts';
import { classifyText } from '../words/classify.ts';
import { deskText } from '../words/desk.ts';

const NOW = '2026-11-24T02:00:00.000Z';
const COMMUNE = 'Xã Vĩnh Xuân';
const HAMLET = 'Ấp Vĩnh Tiến';
const face = await openFace({ faces: ['desk'], now: NOW });
after(face.close);

const c = (key: Parameters<typeof changesText>[1], params: Parameters<typeof changesText>[2] = {}): string =>
  changesText('vi', key, params);
const { village } = face.mini;

/** Who comes onto the list this year in the hamlet, by which way. */
const POORER = householdOf('just-above');
const LACKING = householdOf('near-poor');

function householdOf(key: string) {
  const found = village.households.find((household) => household.key === key);
  assert.ok(found !== undefined);
  return found;
}

before(async () => {
  await calmCommune();
  await visitAgain('undetermined', ({ members }) => {
    for (const member of members) if (member.healthInsurance === 'dont-know') member.healthInsurance = true;
  });
  // One without its refrigerator, under the cut-off of B1; two with water and toilet that count as lacks.
  await visitAgain('just-above', ({ household }) => Object.assign(household, { fridges: 0 }));
  for (const key of ['near-poor', 'merit']) await visitAgain(key, ({ household }) => Object.assign(household, LACKS));
  await decide();
});

const LACKS = { toilet: 'none', waterSource: 'river' } as const;

/** Another commune of the province, where the one poor household stays what it was. */
async function calmCommune(): Promise<void> {
  const other = areasOn(realTree(), date('2026-10-01'), 'commune').find(({ name }) => name === 'Xã Trà Côn');
  assert.ok(other !== undefined);
  const hamletId = id('calm hamlet');
  const place = { areaId: hamletId, bookId: id('calm book'), name: 'Ấp Tường Yên', kind: 'ap', communeId: other.areaId, synthetic: true };
  await take(face.db, [command('hamlets-added', { hamlets: [{ ...place, from: '2025-07-01' }] })]);
  await take(
    face.db,
    ['Bình', 'An', 'Yên'].map((name) => register(name, hamletId)),
  );
  const recorded = { householdId: id('household Bình'), year: 2024, class: 'poor', origin: null, b1: null, b2: null } as const;
  const list = { reviewedOn: null, reviewer: null, formA: null, source: 'danh sách năm 2024' };
  await take(face.db, [command('status-recorded', { ...recorded, ...list })]);
}

async function send(username: string, kind: string, payload: unknown): Promise<void> {
  const { request } = await face.context(username);
  const commands = [{ commandId: crypto.randomUUID(), kind, v: 1, at: NOW, payload }];
  const answer = await request.post(`${face.base}/api/commands`, { data: { commands }, headers: { 'x-vuon': '1', origin: face.base } });
  const said = await answer.text();
  assert.match(said, /"answer":"taken"/, said);
}

async function visitAgain(key: string, change: (answers: Answers) => unknown): Promise<void> {
  const { registered, answers: told } = householdOf(key);
  const { householdId } = registered;
  const { request } = await face.context('rasoat');
  const view: InterviewView = await (await request.get(`${face.base}/api/households/${householdId}/interview`)).json();
  const answers = structuredClone(told);
  change(answers);
  const enumeratorId = face.mini.accounts['rasoat']?.accountId;
  const visit = { interviewedOn: '2026-11-24', startedAt: NOW, endedAt: NOW, seen: view.version, enumeratorId };
  const { round, questionnaire } = view;
  await send('rasoat', 'interview-finished', { householdId, roundId: round.roundId, questionnaire, answers, ...visit });
}

async function decide(): Promise<void> {
  const { communeId } = village;
  const roundId = face.mini.rounds.now;
  await send('chutich', 'gate-passed', { roundId, communeId, from: 'interview', to: 'decision' });
  const paper = { decisionId: crypto.randomUUID(), number: '31/QĐ-UBND', decidedOn: '2026-11-24' };
  await send('chutich', 'decide-list', { ...paper, roundId, communeId, rulebook: '2022-2026' });
}

async function download(page: Page) {
  const coming = page.waitForEvent('download');
  await page.getByRole('button', { name: deskText('vi', 'report.excel') }).click();
  const book = readSheet(readFileSync(await (await coming).path()));
  return utils.sheet_to_json<unknown[]>(book.Sheets[book.SheetNames[0] ?? ''] ?? {}, { header: 1 });
}

const numberIn = (text: string): number => Number(text.replaceAll('.', ''));

test('from the province to the household and its clause, then table 4 as a workbook', async () => {
  const page = await (await face.context('canbotinh')).newPage();
  await page.goto(`${face.base}/desk/`);
  await page.getByRole('link', { name: waysText('vi', 'changes') }).click();
  await page.getByRole('heading', { name: c('title.poor', { year: 2026 }) }).waitFor();
  const units = page.getByRole('table', { name: c('units.communes') }).locator('tbody tr');
  await units.nth(1).waitFor();
  assert.match(await units.first().innerText(), new RegExp(COMMUNE), 'where the rate rose most stands first');
  assert.match(await units.first().innerText(), /\+\d/);
  assert.match(await units.nth(1).innerText(), /Xã Trà Côn/);
  assert.deepEqual(await misfitsOf(page), []);

  await page.getByRole('link', { name: COMMUNE }).click();
  await page.getByText(/^Tỷ lệ tăng /).waitFor();
  await page.getByRole('link', { name: HAMLET }).click();
  await page.getByRole('heading', { name: c('households') }).waitFor();
  const line = (name: string) => page.getByRole('row', { name: new RegExp(name) });
  const lost = await line(POORER.registered.headName).innerText();
  for (const told of [c('change.poor.new'), c('why.b1-points'), 'năm 2025', classifyText('vi', 'clause.circular-07-2021-method')])
    assert.ok(lost.includes(told), `${told} in ${lost}`);
  const lacking = await line(LACKING.registered.headName).innerText();
  for (const told of [c('change.poor.from-other-list'), c('why.b2-line'), c('added', { list: '' }), classifyText('vi', 'indicator.water')])
    assert.ok(lacking.includes(told), `${told} in ${lacking}`);
  assert.deepEqual(await misfitsOf(page), []);

  await page.getByRole('link', { name: c('table-4') }).click();
  await page.getByRole('row', { name: HAMLET }).waitFor();
  const shown = await page.getByRole('row', { name: HAMLET }).locator('td, th').allInnerTexts();
  const rows = await download(page);
  const sent = rows.find((row) => row[1] === HAMLET) ?? [];
  assert.ok(sent.length > 10, 'the hamlet is in the workbook');
  assert.deepEqual(sent.slice(2).map(Number), shown.slice(2).map(numberIn));
  assert.equal(Number(sent[2]), 4, 'the poor household of last year and the three that came');
  assert.deepEqual(face.faults, []);
});

test('every number leads to its households, on a phone too', async () => {
  const page = await (await face.context('canbotinh', { viewport: PHONE })).newPage();
  await page.goto(`${face.base}/desk/khu-vuc/${village.communeId}/bien-dong/2026`);
  await page.getByRole('link', { name: c('change.poor.risen') }).click();
  await page.getByRole('heading', { name: c('change.poor.risen') }).waitFor();
  await page.getByRole('row', { name: new RegExp(householdOf('escaped').registered.headName) }).waitFor();
  assert.deepEqual(await misfitsOf(page), []);
  await page.goto(`${face.base}/desk/khu-vuc/${village.communeId}/bien-dong/2026?ds=near-poor`);
  await page.getByRole('link', { name: c('change.near-poor.to-other-list') }).click();
  await page.getByRole('row', { name: new RegExp(LACKING.registered.headName) }).waitFor();
  assert.deepEqual(face.faults, []);
});
