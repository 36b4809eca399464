/**
 * What is done to the measured phone (việc làm trên máy được đo): a list is kept on it, it is opened again and again without a line, files and
 * questions are opened, names are looked for, forms are sent. Everything but filling in whole interviews is pressed in the real app.
 */
import { createServer } from 'node:http';
import type { BrowserContext, CDPSession, Page } from 'playwright-core';
import { MOST_AT_ONCE } from '../../../core/sync/outbox.ts';
import { fieldText } from '../../../words/field.ts';
import { signInText } from '../../../words/sign-in.ts';
import { uiText } from '../../../words/ui.ts';
import { launchProfile } from '../../browser.ts';
import { TEST_PASSWORD } from '../../village/load.ts';
import { type BenchRow, median } from '../report.ts';
import {
  ALL_SENT,
  lineOf,
  listen,
  pressed,
  rowsOf,
  scriptBytes,
  SLOW_LINE,
  slowDown,
  timeAfterLine,
  timeIn,
  timeSinceStart,
  WATCH_PIN,
} from './field-page.ts';
import { scriptInside } from './phone-code.ts';

export interface Phone {
  readonly base: string;
  /** What lies on the phone. */
  readonly profile: string;
  readonly hamlet: string;
  readonly username: string;
  /** How many times its processor is slowed down. */
  readonly slower: number;
}

/** By household, what it has to tell. */
type Truths = Readonly<Record<string, unknown>>;

const PIN = '493817';
const SCREEN = { viewport: { width: 360, height: 740 }, locale: 'vi-VN' } as const;
const t = (key: Parameters<typeof fieldText>[1], params = {}) => fieldText('vi', key, params);
const LIST = `document.querySelector('#progress-title')`;
const PIN_FIELD = `document.querySelector('input[type=password]')`;

const row = (name: string, times: readonly number[], unit = 'ms'): BenchRow => ({ name, n: times.length, median: median(times), unit });

function beside(one: BenchRow, vs: string, floor: number): BenchRow {
  return { ...one, vs, ratio: one.median / floor };
}

/** A phone that has nothing of the app yet: what its first screen weighs; then somebody signs in and keeps their list, over a slow line. */
export async function keepList(phone: Phone): Promise<readonly BenchRow[]> {
  return withPhone(phone, true, async ({ page, session }) => {
    await page.waitForLoadState('networkidle');
    await page.getByLabel(signInText('vi', 'username')).fill(phone.username);
    const first = row('JavaScript of the first screen, signing in, packed (aim ≤ 150)', [(await scriptBytes(page)) / 1024], 'KB');
    await page.getByLabel(signInText('vi', 'password'), { exact: true }).fill(TEST_PASSWORD);
    await page.getByRole('button', { name: uiText('vi', 'sign-in') }).click();
    await page.getByRole('link', { name: t('keep.offer-action') }).click();
    for (const label of ['keep.pin', 'keep.again'] as const) await page.getByLabel(t(label), { exact: true }).fill(PIN);
    await page.evaluate('navigator.serviceWorker.ready.then(() => true)');
    await page.waitForLoadState('networkidle');
    const heard = await listen(session);
    await lineOf(session, 'slow');
    const whole = await timeIn(
      page,
      press('button', t('keep.action')),
      `document.body.textContent.includes(${JSON.stringify(t('keep.done'))})`,
    );
    const { answers, bytes } = heard();
    const pin = await page.evaluate<number>('pinMs');
    const line = SLOW_LINE.latency + (bytes / SLOW_LINE.bytes) * 1_000;
    return [
      first,
      row(`the first list over the line, ${answers} answers (aim: 2), packed (aim ≤ 110)`, [bytes / 1000], 'KB'),
      beside(row('from the press to the list on the phone, over the slow line (aim ≤ 5000)', [whole]), 'what the line alone needs', line),
      row('of it the slow function of the new PIN and finding how slow it must be', [pin]),
    ];
  });
}

const press = (which: string, text: string): string => `${pressed(which, text)}.click()`;

interface Opened {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly session: CDPSession;
}

/** The app from a cold start, its storage as it was left. */
async function withPhone<T>({ base, profile, slower }: Phone, online: boolean, work: (opened: Opened) => Promise<T>): Promise<T> {
  const context = await launchProfile(profile, SCREEN);
  try {
    await context.setOffline(!online);
    await context.addInitScript(WATCH_PIN);
    const page = context.pages()[0] ?? (await context.newPage());
    page.setDefaultTimeout(60_000);
    const session = await slowDown(page, slower);
    await page.goto(`${base}/field/`, { waitUntil: 'commit' });
    return await work({ context, page, session });
  } finally {
    await context.close();
  }
}

/** Presses the button under the PIN that was typed in; milliseconds until today's list is drawn. */
async function unlock(page: Page): Promise<number> {
  await page.getByLabel(t('unlock.pin'), { exact: true }).fill(PIN);
  return timeIn(page, press('button', t('unlock.action')), LIST);
}

export async function measureStarts(phone: Phone, times: number): Promise<readonly BenchRow[]> {
  const [screens, pins, lists, reads, bytes]: [number[], number[], number[], number[], number[]] = [[], [], [], [], []];
  for (let i = 0; i < times; i += 1)
    await withPhone(phone, false, async ({ page }) => {
      screens.push(await timeSinceStart(page, PIN_FIELD));
      const whole = await unlock(page);
      const pin = await page.evaluate<number>('pinMs');
      pins.push(pin);
      lists.push(whole - pin);
      bytes.push((await scriptBytes(page)) / 1024);
      reads.push(
        await page.evaluate<number>(
          `(async (from) => { await ${rowsOf('records')}; return performance.now() - from; })(performance.now())`,
        ),
      );
    });
  return [
    row('JavaScript loaded until today’s list is drawn, packed (aim ≤ 150)', bytes, 'KB'),
    row('cold start without a line: until the PIN is asked for', screens),
    row('the slow function of the PIN, calibrated on this phone (aim 700–1500)', pins),
    beside(
      row('from the PIN to today’s list, without that function (aim ≤ 1500)', lists),
      'a bare read of the sealed list from IndexedDB',
      median(reads),
    ),
  ];
}

/** What a person does with the list open, without a line; then the verdicts, by the app's own code in its page. */
export async function measureApp(phone: Phone, truths: Truths, times: number): Promise<readonly BenchRow[]> {
  return withPhone(phone, false, async ({ page }) => {
    await unlock(page);
    await page
      .locator('a[href="' + phone.hamlet + '"]')
      .first()
      .click();
    await page.getByRole('searchbox').waitFor();
    const frames: number[] = [];
    for (let i = 0; i < times; i += 1) frames.push(await timeIn(page, '', 'true'));
    const frame = median(frames);
    const rows = [await measureFiles(page, times), await measureSearch(page), await measureQuestions(page, times)];
    await page.evaluate(await scriptInside());
    const judged = await page.evaluate<number[]>(`inside.judgeTimes(${JSON.stringify(PIN)}, ${JSON.stringify(truths)}, ${times * 5})`);
    return [
      ...rows.map((one) => beside(one, `a frame in which nothing changes, ${frame.toFixed(1)} ms`, frame)),
      row('the verdicts of a household under two rulebooks, with reasons (aim ≤ 10)', judged),
    ];
  });
}

const ALL = press('.filters button', t('filter.all'));

async function measureFiles(page: Page, times: number): Promise<BenchRow> {
  const files: number[] = [];
  for (let i = 0; i < times; i += 1) {
    await page.getByRole('searchbox').waitFor();
    await page.evaluate(ALL);
    const link = `document.querySelectorAll('.list a')[${i}]`;
    files.push(await timeIn(page, `${link}.click()`, `/\\/ho\\//.test(location.pathname) && document.querySelector('main .badge')`));
    await page.goBack();
  }
  return row('a household’s file opened from the list of all (aim ≤ 100)', files);
}

/** Five names of the list, letter by letter, each cleared before the next. */
async function measureSearch(page: Page): Promise<BenchRow> {
  await page.getByRole('searchbox').waitFor();
  await page.evaluate(ALL);
  const names = await page.locator('.list .name').allTextContents();
  const households = await page.locator('.filters button .count').last().textContent();
  const keys: number[] = [];
  const type = (text: string): string =>
    `const box = document.querySelector('input[type=search]'); box.value = ${JSON.stringify(text)}; box.dispatchEvent(new Event('input', { bubbles: true }))`;
  for (const name of names.filter((_, i) => i % Math.ceil(names.length / 5) === 0)) {
    for (let end = 1; end <= name.length; end += 1) keys.push(await timeIn(page, type(name.slice(0, end)), 'true'));
    await timeIn(page, type(''), 'true');
  }
  return row(`a letter typed into the search among ${households} households (aim ≤ 50)`, keys);
}

async function measureQuestions(page: Page, times: number): Promise<BenchRow> {
  const all: number[] = [];
  await page.getByRole('searchbox').fill('');
  await page.evaluate(press('.filters button', t('filter.to-visit')));
  await page.locator('.list a').first().click();
  await page.locator('a[href$="/phieu"]').click();
  await page.locator('#screen-title').waitFor();
  const title = `document.querySelector('progress + p').textContent.split('·')[0]`;
  while (all.length < times && (await page.evaluate<boolean>(`${pressed('button', t('next'))} !== undefined`))) {
    const before = JSON.stringify(await page.evaluate<string>(title));
    all.push(await timeIn(page, press('button', t('next')), `${title} !== ${before}`));
  }
  return row('the next screen of questions (aim ≤ 50)', all);
}

interface Box {
  readonly box: unknown;
}

/** Whole interviews lie finished in the outbox, and there is a line again. */
export async function measureSending(phone: Phone, truths: Truths, forms: number): Promise<readonly BenchRow[]> {
  return withPhone(phone, false, async ({ context, page, session }) => {
    await unlock(page);
    await session.send('Emulation.setCPUThrottlingRate', { rate: 1 });
    await page.evaluate(await scriptInside());
    const waiting = await page.evaluate<number>(`inside.putForms(${JSON.stringify(PIN)}, ${JSON.stringify(truths)}, ${forms})`);
    if (waiting !== forms) throw new Error(`${waiting} of ${forms} forms wait.`);
    const boxes = await page.evaluate<Box[]>(rowsOf('outbox'));
    await session.send('Emulation.setCPUThrottlingRate', { rate: phone.slower });
    await page.goto(`${phone.base}/field/`);
    await unlock(page);
    const sent = await timeAfterLine(page, () => context.setOffline(false), ALL_SENT);
    const raw = await timeRaw(boxes);
    return [
      beside(
        row(`${forms} finished interviews sent, from the line’s return to an empty outbox (aim ≤ 3)`, [sent / 1_000], 's'),
        'the same bytes posted raw to a server that only reads them',
        raw / 1_000,
      ),
    ];
  });
}

/** Milliseconds in which the same boxes, as many at once, reach a server that does nothing with them. */
async function timeRaw(boxes: readonly Box[]): Promise<number> {
  const server = createServer((request, response) => void request.resume().on('end', () => response.end()));
  await new Promise<void>((up) => server.listen(0, '127.0.0.1', up));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port.');
  const pieces = Array.from({ length: Math.ceil(boxes.length / MOST_AT_ONCE) }, (_, i) =>
    boxes.slice(i * MOST_AT_ONCE, (i + 1) * MOST_AT_ONCE),
  );
  const from = performance.now();
  for (const piece of pieces) {
    const answer = await fetch(`http://127.0.0.1:${address.port}/`, { method: 'POST', body: JSON.stringify({ commands: piece }) });
    await answer.arrayBuffer();
  }
  const took = performance.now() - from;
  server.closeAllConnections();
  await new Promise((down) => server.close(down));
  return took;
}

/** Another phone of the same person, that was off while so many households were visited. */
export async function measureChanges(phone: Phone, households: number): Promise<readonly BenchRow[]> {
  return withPhone(phone, true, async ({ page, session }) => {
    await page.locator('input[type=password]').waitFor();
    await lineOf(session, 'none');
    await unlock(page);
    // Drawn anew, the page is empty for a moment.
    const progress = `(${LIST}?.parentElement.textContent ?? null)`;
    const before = JSON.stringify(await page.evaluate<string>(progress));
    const heard = await listen(session);
    const took = await timeAfterLine(page, () => lineOf(session, 'slow'), `![null, ${before}].includes(${progress})`);
    const { answers, bytes } = heard();
    return [
      row(
        `a day’s changes, ${households} households visited by another phone, ${answers} answers, packed (aim ≤ 20)`,
        [bytes / 1000],
        'KB',
      ),
      row('until they are in today’s list, over the slow line (aim ≤ 2000)', [took]),
    ];
  });
}
