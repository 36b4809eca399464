/**
 * Someone who sits at the phone and writes down what a household says (người ghi phiếu, để thử): walks every screen of the
 * interview in the browser and leaves each question as `truth` has it, whatever was filled in before. Sees the page only as a
 * person would: by labels and buttons.
 */
import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';
import type { Answers } from '../../core/interview/answers.ts';
import { type AnswerValue, isList, isMissing, type Question } from '../../core/interview/question.ts';
import { findQuestion } from '../../core/interview/questionnaire.ts';
import { phieuB2026 as form } from '../../core/interview/questionnaires/phieu-b-2026.ts';
import { write } from '../../core/interview/reading.ts';
import { interviewText, optionText } from '../../words/interview.ts';
import { fieldText } from '../../words/field.ts';

const t = (key: Parameters<typeof fieldText>[1], params = {}) => fieldText('vi', key, params);

/** From the screen shown to the summary; `onScreen` is called when a screen stands filled in. */
export async function tell(page: Page, truth: Answers, onScreen: (page: Page) => Promise<void> = async () => {}): Promise<void> {
  for (let screens = 0; screens < 80; screens += 1) {
    const title = (await page.locator('#screen-title').textContent()) ?? '';
    if (title === interviewText('vi', 'group.summary')) return;
    if (title === interviewText('vi', 'group.roster')) await fillRoster(page, truth);
    else await fillScreen(page.locator('main'), factsFor(truth, title));
    await onScreen(page);
    await nextScreen(page);
  }
  assert.fail('the interview does not end');
}

/** The next screen is drawn once the answers are on the disk. */
export async function nextScreen(page: Page): Promise<void> {
  const at = page.locator('progress + p');
  const here = at.filter({ hasText: (await at.textContent())?.split('·')[0] ?? '' });
  await page.getByRole('button', { name: t('next'), exact: true }).click();
  await here.waitFor({ state: 'detached' });
}

/** Through screens that are all answered. */
export async function toSummary(page: Page): Promise<void> {
  const title = page.locator('#screen-title');
  await title.waitFor();
  while ((await title.textContent()) !== interviewText('vi', 'group.summary')) await nextScreen(page);
  assert.equal(await page.getByText(t('summary.open')).count(), 0, 'no answer was lost');
}

/** Every soft finding confirmed; hard ones stay. */
export async function confirmChecks(page: Page): Promise<void> {
  const accept = page.getByRole('button', { name: t('summary.accept') });
  while ((await accept.count()) > 0) await accept.first().click();
}

/** Presses the button in the fixed bar and says yes to the question asked once. */
export async function sendForm(page: Page): Promise<void> {
  await page.getByRole('button', { name: t('summary.finish') }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: t('send.action') })
    .click();
}

/** The heading of a member's screen begins with the name. */
function factsFor(truth: Answers, title: string): Record<string, AnswerValue | undefined> {
  const member = truth.members.find((m) => title.startsWith(`${m.fullName}:`));
  return member ?? truth.household;
}

async function fillRoster(page: Page, truth: Answers): Promise<void> {
  for (const member of truth.members) {
    const card = page.locator('li.member').filter({ has: page.locator('.name', { hasText: new RegExp(`^${member.fullName}$`) }) });
    await card.getByRole('button', { name: t('roster.edit-of', { name: member.fullName }) }).click();
    await fillScreen(card, member);
    await card.getByRole('button', { name: t('roster.close-of', { name: member.fullName }) }).click();
  }
}

async function fillScreen(place: Locator, facts: Record<string, AnswerValue | undefined>): Promise<void> {
  // Answering may bring up further questions behind.
  for (let i = 0; i < (await place.locator('[data-field]').count()); i += 1) {
    const box = place.locator('[data-field]').nth(i);
    const question = findQuestion(form, (await box.getAttribute('data-field')) ?? '');
    assert.ok(question !== undefined);
    const value = facts[question.id];
    if (value === undefined) assert.ok(question.optional, `the truth does not say ${question.id}`);
    else await fill(box, question, value);
  }
  const confirm = place.locator('.confirm button');
  if ((await confirm.count()) > 0) await confirm.click();
}

export async function fill(box: Locator, question: Question, value: AnswerValue): Promise<void> {
  if (question.kind === 'one' || question.kind === 'several') return choose(box, question, value);
  if (isMissing(value)) {
    const unsure = box.getByRole('button', { name: t('not-sure-long') });
    if ((await unsure.count()) > 0) await unsure.click();
    return press(box, optionText('vi', question.id, value));
  }
  if (typeof value === 'boolean') return press(box, interviewText('vi', value ? 'yes' : 'no'));
  if (question.kind === 'birth') {
    const parts = String(value).split('-').reverse();
    const labels = [t('birth.day'), t('birth.month'), t('birth.year')].slice(-parts.length);
    for (const [i, label] of labels.entries()) await box.getByLabel(label, { exact: true }).fill(parts[i] ?? '');
    return;
  }
  await box.locator('input, textarea').fill(write(question, value));
}

async function choose(box: Locator, question: Question, value: AnswerValue): Promise<void> {
  const folded = box.locator('button.answer');
  if ((await folded.count()) > 0) await folded.click();
  if (!isList(value)) return press(box, optionText('vi', question.id, String(value)));
  if (value.length === 0) return press(box, interviewText('vi', 'several.none'));
  for (const code of question.options) {
    const button = box.getByRole('button', { name: optionText('vi', question.id, code), exact: true });
    const chosen = (await button.getAttribute('aria-pressed')) === 'true';
    if (chosen !== value.includes(code)) await button.click();
  }
}

async function press(box: Locator, text: string): Promise<void> {
  await box.getByRole('button', { name: text, exact: true }).click();
}
