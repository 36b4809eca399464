/**
 * A paper form typed in on the desk in a real browser, by keyboard alone: the codes as on paper, what is wrong told beside the box, a
 * closed tab loses nothing, and the register has the same answers and verdicts as a phone would have sent.
 */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Page } from 'playwright-core';
import { explain } from '../../core/classify/assess.ts';
import { rulebookById } from '../../core/classify/rulebooks.ts';
import type { Answers } from '../../core/interview/answers.ts';
import { paperNumbers } from '../../core/interview/paper.ts';
import { phieuB2026 } from '../../core/interview/questionnaires/phieu-b-2026.ts';
import { questionsOf } from '../../core/interview/questionnaire.ts';
import type { HouseholdView, InterviewView } from '../../core/views.ts';
import { DESKTOP, misfitsOf, openFace, PHONE, widthFaults } from '../../tools/test/face.ts';
import { type PaperKey, paperText } from '../../words/desk-paper.ts';
import { interviewText } from '../../words/interview.ts';

const t = (key: PaperKey, params?: Parameters<typeof paperText>[2]) => paperText('vi', key, params);
/** On the list and not visited yet. */
const LEFT = ['merit', 'poor-at-cut-off', 'rich'];
const face = await openFace({ faces: ['desk'], visited: (key) => !LEFT.includes(key) });
after(() => face.close());

const householdOf = (key: string) => face.mini.village.households.find((household) => household.key === key) ?? assert.fail(key);

type Facts = Readonly<Record<string, unknown>>;

/** What a typist reads on paper, from the answers themselves: the place of an option, 1 or 2, a number as people write it. */
function onPaper(answers: Answers, box: string): string {
  const [field = '', memberId = null] = box.split(':');
  const facts: Facts = memberId === null ? answers.household : (answers.members.find((member) => member.memberId === memberId) ?? {});
  const value = facts[field];
  const question = questionsOf(phieuB2026, memberId === null ? 'household' : 'member').find(({ id }) => id === field) ?? assert.fail(box);
  if (value === undefined) return '';
  if (value === 'dont-know') return 'K';
  if (value === 'refused') return 't';
  if (typeof value === 'boolean') return value ? '1' : '2';
  if (Array.isArray(value)) return value.length === 0 ? '0' : value.map((code) => question.options.indexOf(String(code)) + 1).join(',');
  if (question.kind === 'one') return String(question.options.indexOf(String(value)) + 1);
  if (question.kind === 'birth') return String(value).split('-').reverse().join('/');
  const shift = { 'length-mm': 10, 'weight-g': 1_000, 'area-dm2': 100 }[String(question.kind)];
  return shift === undefined ? String(value) : String(Number(value) / shift).replace('.', ',');
}

const boxNow = (page: Page): Promise<string | null> =>
  page.evaluate<string | null>(`document.activeElement?.getAttribute('data-box') ?? null`);
const HEAD: Readonly<Record<string, string>> = { interviewer: 'Trần Thị Mai', day: '19/10/2026', from: '8:05', to: '8 giờ 40' };

/** From where the focus is to the button; answers how many boxes were typed. */
async function typeOn(page: Page, answers: Answers, until: (box: string) => boolean = () => false): Promise<number> {
  for (let typed = 0; typed < 2_000; typed += 1) {
    const box = await boxNow(page);
    if (box === null || until(box)) return typed;
    const text = box.startsWith('head:') ? (HEAD[box.slice(5)] ?? '') : box.startsWith('gone:') ? '' : onPaper(answers, box);
    if (text !== '') await page.keyboard.type(text);
    await page.keyboard.press('Enter');
  }
  assert.fail('the form has no end');
}

async function begin(householdId: string): Promise<Page> {
  const page = await (await face.context('canbo', { viewport: DESKTOP })).newPage();
  await page.goto(`${face.base}/desk/ho/${householdId}`);
  await page.getByRole('link', { name: t('type.open') }).press('Enter');
  await page.getByLabel(t('type.interviewer')).focus();
  return page;
}

/** What the server keeps of it, as a person who closes the tab now would leave it. */
async function untilKept(page: Page, householdId: string, holds: (draft: string) => boolean): Promise<void> {
  const { round }: InterviewView = await (await page.request.get(`${face.base}/api/households/${householdId}/interview`)).json();
  const address = `${face.base}/api/households/${householdId}/typed-form?round=${round.roundId}`;
  for (let look = 0; look < 500; look += 1) if (holds(await (await page.request.get(address)).text())) return;
  assert.fail('the draft was never kept');
}

async function fileOf(page: Page, householdId: string): Promise<HouseholdView> {
  return (await page.request.get(`${face.base}/api/households/${householdId}`)).json();
}

test('a whole form is typed in by keyboard alone, and comes to what a phone would have sent', async () => {
  const { answers, registered } = householdOf('merit');
  const { householdId } = registered;
  const page = await begin(householdId);
  const view: InterviewView = await (await page.request.get(`${face.base}/api/households/${householdId}/interview`)).json();
  const started = performance.now();
  const typed = await typeOn(page, answers);
  console.log(`typed in: ${typed} boxes of ${answers.members.length} people in ${Math.round(performance.now() - started)} ms`);
  await page.getByRole('button', { name: t('type.save') }).press('Enter');
  await page.getByText(t('type.saved', { name: view.headName })).waitFor();
  const file = await fileOf(page, householdId);
  const [visit] = file.interviews;
  const byId = (members: Answers['members']) => [...members].sort((a, b) => (a.memberId < b.memberId ? -1 : 1));
  assert.deepEqual(
    { ...visit?.answers, members: byId(visit?.answers.members ?? []) },
    { household: answers.household, members: byId(answers.members) },
  );
  assert.deepEqual([visit?.interviewer, visit?.interviewedOn, visit?.seconds], [HEAD['interviewer'], '2026-10-19', 35 * 60]);
  assert.equal(file.verdicts.length, 2);
  for (const verdict of file.verdicts) {
    const table = view.tables.find(({ rulebook }) => rulebook === verdict.rulebook)?.table ?? assert.fail();
    const own = explain(rulebookById(verdict.rulebook), answers, { areaType: view.setting.areaType, date: '2026-10-19' }, table);
    assert.deepEqual([verdict.outcome, verdict.b1, verdict.b2, verdict.deprivations], [own.outcome, own.b1, own.b2, own.deprivations]);
  }
  const draft = await page.request.get(`${face.base}/api/households/${householdId}/typed-form?round=${view.round.roundId}`);
  assert.deepEqual(await draft.json(), { draft: null }, 'nothing is left of it but the form');
});

test('what is half typed is there again after the tab was closed; what is wrong is told beside its box', async () => {
  const { answers, registered } = householdOf('poor-at-cut-off');
  const { householdId } = registered;
  const page = await begin(householdId);
  const head = answers.members[0]?.memberId ?? assert.fail();
  await typeOn(page, answers, (box) => box === 'roofMaterial');
  await page.keyboard.type('9');
  await page.keyboard.press('Tab');
  await page.getByText(interviewText('vi', 'read.not-a-code', { most: '8' })).waitFor();
  await page
    .getByLabel(t('type.box', { number: paperNumbers(phieuB2026).get('tenure') ?? '', question: interviewText('vi', 'tenure') }))
    .focus();
  await page.keyboard.type('2');
  await page.locator(`[data-box="relation:${head}"]`).focus();
  await page.keyboard.type('3');
  await page.getByText(interviewText('vi', 'check.head-count', { count: 0 })).waitFor();
  await untilKept(page, householdId, (draft) => draft.includes('"relation":"child"') && draft.includes('"tenure":"rented"'));
  await page.close();
  const again = await begin(householdId);
  await again.getByText(t('type.resumed')).waitFor();
  const shown = (box: string) => again.locator(`[data-box="${box}"]`).inputValue();
  assert.equal(await shown('head:interviewer'), HEAD['interviewer']);
  assert.equal(await shown('tenure'), '2');
  assert.equal(await shown('roofMaterial'), '', 'what was no answer is none');
  assert.equal(await shown('columnMaterial'), onPaper(answers, 'columnMaterial'));
  await again.getByRole('button', { name: t('type.next-open') }).press('Enter');
  assert.equal(await boxNow(again), 'roofMaterial', 'the first empty box');
  const misfits = await misfitsOf(again);
  await again.setViewportSize(PHONE);
  misfits.push(...(await widthFaults(again)));
  assert.deepEqual(misfits, []);
});

test('what was typed is still there when a phone’s form comes meanwhile, and where the two differ both are kept', async () => {
  const { answers, registered } = householdOf('rich');
  const { householdId } = registered;
  const first = await begin(householdId);
  await typeOn(first, answers);
  const last = Object.keys(answers.household).at(-1) ?? assert.fail();
  await untilKept(first, householdId, (draft) => draft.includes(`"${last}"`) && draft.includes(HEAD['interviewer'] ?? ''));
  await first.close();
  const phone = (await face.context('rasoat')).request;
  const view: InterviewView = await (await phone.get(`${face.base}/api/households/${householdId}/interview`)).json();
  const { accountId } = await (await phone.get(`${face.base}/api/session`)).json();
  const televisions = Number(answers.household['televisions']) + 1;
  const payload = {
    ...{ householdId, roundId: view.round.roundId, questionnaire: view.questionnaire, gone: [], seen: null, seenFile: view.seenFile },
    answers: { ...answers, household: { ...answers.household, televisions } },
    ...{ overlap: 'merge', interviewedOn: '2026-10-12', enumeratorId: accountId },
    ...{ startedAt: '2026-10-12T01:00:00.000Z', endedAt: '2026-10-12T01:30:00.000Z' },
  };
  const command = { commandId: crypto.randomUUID(), kind: 'interview-finished', v: 1, at: '2026-10-12T01:30:00.000Z', payload };
  const sent = await phone.post(`${face.base}/api/commands`, {
    data: { commands: [command] },
    headers: { 'x-vuon': '1', origin: face.base },
  });
  assert.equal((await sent.json()).answers[0].answer, 'taken', await sent.text());
  const again = await (await face.context('canbo', { viewport: DESKTOP })).newPage();
  await again.goto(`${face.base}/desk/ho/${householdId}/nhap-phieu`);
  await again.getByText(t('type.overtaken')).waitFor();
  assert.equal(await again.locator('[data-box="televisions"]').inputValue(), onPaper(answers, 'televisions'));
  assert.deepEqual(await misfitsOf(again), []);
  await again.getByRole('button', { name: t('type.save') }).press('Enter');
  await again.getByText(t('type.saved', { name: registered.headName })).waitFor();
  const clashes = (await fileOf(again, householdId)).clashes ?? [];
  assert.deepEqual(
    clashes.flatMap(({ fields }) => fields.map(({ field, stands, other }) => [field, stands, other])),
    [['televisions', televisions, answers.household['televisions']]],
  );
});

test('no page of these wrote an error', () => assert.deepEqual(face.faults, []));
