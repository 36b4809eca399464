/**
 * How much an interview costs the fingers (số lần bấm, số màn hình), counted in a real browser and printed: a household of four to be
 * asked again with nothing changed but what is asked anew, and one that was never asked. A fact is given once. And the first
 * screen has the notice, a screen left unfinished is told at once, a signature goes with the form.
 */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { phieuB2026 as form } from '../../core/interview/questionnaires/phieu-b-2026.ts';
import { findQuestion } from '../../core/interview/questionnaire.ts';
import type { HouseholdView } from '../../core/views.ts';
import { misfitsOf, openFace, PHONE } from '../../tools/test/face.ts';
import { draftSince, until } from '../../tools/test/phone-store.ts';
import { confirmChecks, fill, nextScreen, sendForm } from '../../tools/test/told.ts';
import type { MiniHousehold } from '../../tools/village/mini.ts';
import { fieldText } from '../../words/field.ts';
import { interviewText } from '../../words/interview.ts';

const t = (key: Parameters<typeof fieldText>[1], params = {}) => fieldText('vi', key, params);
const face = await openFace({ faces: ['field'], now: '2026-10-12T02:00:00.000Z', visited: () => false });
after(() => face.close());

const SECONDS_A_TAP = 2;
/** With the question asked, heard and typed. */
const SECONDS_A_NUMBER = 6;
/** Of four people who were asked last year, and one who never were: the first of each in the village. */
const households = face.mini.village.households;
const KNOWN = households.find(({ last, answers }) => last !== null && answers.members.length === 4) ?? assert.fail('nobody of four');
const NEW =
  households
    .filter(({ last }) => last === null)
    .toSorted((a, b) => Math.abs(a.answers.members.length - 4) - Math.abs(b.answers.members.length - 4))[0] ?? assert.fail('nobody new');

/** In the page: every press, and every field into which something was typed. */
const COUNTING = `
  globalThis.count = { taps: 0, typed: new Set() };
  document.addEventListener('click', () => (count.taps += 1), true);
  document.addEventListener('input', ({ target }) => count.typed.add(target), true);
`;

/** `where`: the phone may tell it; else it is forbidden to. */
async function begin({ registered }: MiniHousehold, where?: { latitude: number; longitude: number; accuracy: number }): Promise<Page> {
  const context = await face.context('rasoat', { viewport: PHONE });
  if (where !== undefined) {
    await context.grantPermissions(['geolocation']);
    await context.setGeolocation(where);
  }
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  await page.addInitScript(COUNTING);
  await page.goto(`${face.base}/field/ho/${registered.householdId}/phieu`);
  await page.locator('#screen-title').waitFor();
  return page;
}

/** Answers what has no answer yet, as the household would; the rest was read out and stands. */
async function answerOpen(place: Locator, facts: Readonly<Record<string, unknown>>): Promise<void> {
  for (let i = 0; i < (await place.locator('[data-field]').count()); i += 1) {
    const box = place.locator('[data-field]').nth(i);
    const question = findQuestion(form, (await box.getAttribute('data-field')) ?? '') ?? assert.fail();
    const typed = box.locator('input, textarea');
    const answered =
      (await box.locator('button.answer, [aria-pressed="true"]').count()) > 0 ||
      ((await typed.count()) > 0 && (await typed.first().inputValue()) !== '');
    const value = facts[question.id];
    if (!answered && value !== undefined && !question.optional) await fill(box, question, value as Parameters<typeof fill>[2]);
  }
}

interface Cost {
  readonly taps: number;
  readonly typed: number;
  readonly screens: number;
}

async function walk(page: Page, { answers }: MiniHousehold): Promise<Cost> {
  for (let screens = 1; screens < 80; screens += 1) {
    const title = (await page.locator('#screen-title').textContent()) ?? '';
    if (title === interviewText('vi', 'group.summary')) {
      const [taps = 0, typed = 0] = await page.evaluate<number[]>('[count.taps, count.typed.size]');
      return { taps, typed, screens };
    }
    if (title === interviewText('vi', 'group.roster')) {
      const confirm = page.locator('li.member button').filter({ hasText: t('roster.confirm') });
      while ((await confirm.count()) > 0) await confirm.first().click();
    } else {
      await answerOpen(page.locator('main'), answers.members.find(({ fullName }) => title.startsWith(`${fullName}:`)) ?? answers.household);
      const confirm = page.locator('.confirm button');
      if ((await confirm.count()) > 0) await confirm.click();
    }
    await nextScreen(page);
  }
  assert.fail('the interview does not end');
}

function told(name: string, { taps, typed, screens }: Cost): number {
  const seconds = taps * SECONDS_A_TAP + typed * SECONDS_A_NUMBER;
  console.log(`${name}: ${screens} screens, ${taps} taps, ${typed} fields typed, about ${Math.round(seconds / 6) / 10} minutes`);
  return seconds;
}

test('a household of four with little changed is asked again in about four minutes; its signature and its place go with the form', async () => {
  const page = await begin(KNOWN, { latitude: 9.93421, longitude: 106.34512, accuracy: 11.2 });
  await page.getByText(interviewText('vi', 'notice.law')).waitFor();
  await page.evaluate('window.scrollTo(0, 0)');
  assert.deepEqual(await misfitsOf(page), []);
  await page.getByRole('button', { name: t('place.action') }).click();
  await page.getByText(t('place.kept', { place: '9.93421, 106.34512', metres: 12 })).waitFor();
  await page.evaluate('window.scrollTo(0, 0)');
  assert.deepEqual(await misfitsOf(page), []);
  const cost = await walk(page, KNOWN);
  assert.ok(told(`asked again, ${KNOWN.answers.members.length} people`, cost) <= 4 * 60);
  await confirmChecks(page);
  await page.getByRole('button', { name: t('sign.mark') }).click();
  const pad = page.locator('svg.pad');
  await pad.scrollIntoViewIfNeeded();
  const box = (await pad.boundingBox()) ?? assert.fail();
  await page.mouse.move(box.x + 20, box.y + 20);
  await page.mouse.down();
  await page.mouse.move(box.x + 120, box.y + 90, { steps: 4 });
  await page.mouse.up();
  assert.ok(await page.getByRole('button', { name: t('sign.keep') }).isDisabled(), 'a mark needs a witness');
  await page.getByLabel(t('sign.witness')).fill('Trần Văn Ba');
  assert.deepEqual(await misfitsOf(page), []);
  await page.getByRole('button', { name: t('sign.keep') }).click();
  await page.getByText(t('sign.done-mark', { witness: 'Trần Văn Ba' })).waitFor();
  // Drawn anew and not put away: it is sent as it stands.
  await page.getByRole('button', { name: t('sign.again') }).click();
  await page.mouse.move(box.x + 30, box.y + 30);
  await page.mouse.down();
  await page.mouse.move(box.x + 90, box.y + 60, { steps: 4 });
  await page.mouse.up();
  await page.getByLabel(t('sign.witness')).fill('Trần Văn Tư');
  await page.getByLabel(t('sign.witness')).blur();
  assert.equal(await page.getByText(t('send.unsigned')).count(), 0);
  await sendForm(page);
  await page.getByRole('link', { name: t('finished.open') }).waitFor();
  const { householdId } = KNOWN.registered;
  const view: HouseholdView = await page.evaluate(`fetch('/api/households/${householdId}').then((answer) => answer.json())`);
  const visit = view.interviews[0] ?? assert.fail();
  assert.deepEqual([visit.signed?.how, visit.signed?.witness], ['mark', 'Trần Văn Tư']);
  assert.match(visit.signed?.strokes ?? '', /^\d+,\d+( \d+,\d+)+$/);
  assert.deepEqual(visit.heldAt, { latE5: 993_421, lonE5: 10_634_512, accuracyM: 12 });
});

test('a household that was never asked takes at most eight minutes', async () => {
  const page = await begin(NEW);
  // The phone may not tell where it is: that is not asked again, and nothing waits for it.
  const offer = page.getByRole('heading', { name: t('place.title') });
  const measure = page.getByRole('button', { name: t('place.action') });
  if ((await page.evaluate(`navigator.permissions.query({ name: 'geolocation' }).then(({ state }) => state)`)) !== 'denied') {
    const since = await page.evaluate<number>('Date.now()');
    await measure.click();
    await offer.waitFor({ state: 'detached' });
    await until(page, draftSince(NEW.registered.householdId, since));
  }
  await page.reload();
  await page.locator('#screen-title').waitFor();
  assert.equal(await offer.count(), 0);
  const cost = await walk(page, NEW);
  assert.ok(told(`new, ${NEW.answers.members.length} people`, cost) <= 8 * 60);
});

test('a screen left without all its answers is told at once, and leads back', async () => {
  const other = households.find((each) => each !== KNOWN && each !== NEW) ?? assert.fail();
  const page = await begin(other);
  const first = await page.locator('#screen-title').textContent();
  await nextScreen(page);
  await page.getByRole('button', { name: t('passed.back') }).click();
  await page.locator('#screen-title', { hasText: first ?? '' }).waitFor();
  assert.equal(await page.getByRole('button', { name: t('passed.back') }).count(), 0);
});
