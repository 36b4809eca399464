// A face in a real browser on the real server and a database with the mini village (giao diện trong trình duyệt thật): built
// when stale, served, opened by a signed-in person; and what is wrong with a page for eyes, thumbs and screen readers. What
// the pages must show is left to each face's tests.

import axe from 'axe-core';
import type { BrowserContext, Page } from 'playwright-core';
import { type Instant, parseInstant } from '../../core/kernel/dates.ts';
import type { Db } from '../../server/http/transaction.ts';
import { createApp, type CreateAppOptions } from '../../server/main.ts';
import { launch, launchProfile } from '../browser.ts';
import { buildFaces, type Face } from '../build.ts';
import { openContext, PHONE, type Screen, watched } from '../signed-in.ts';
import { type LoadedMini, loadMini, type LoadMiniOptions, TEST_PASSWORD } from '../village/load.ts';
import { withDatabase } from './database.ts';

export { DESKTOP, PHONE } from '../signed-in.ts';

type Other = Partial<Pick<CreateAppOptions, 'db' | 'facesDir' | 'oldestProtocol'>>;

export interface OpenedFace {
  readonly base: string;
  readonly mini: LoadedMini;
  readonly password: string;
  /** Of the owner, for the command line beside the running server. */
  readonly databaseUrl: string;
  /** Of the role `vuon_app`, for what a story needs beforehand. */
  readonly db: Db;
  /** A fresh browser context; with a user name, signed in as that person. Errors of its pages are kept in `faults`. */
  readonly context: (username: string | null, screen?: Screen) => Promise<BrowserContext>;
  /** The phone whose storage lies in `folder`: closed and opened again it is the same one. Nobody is signed in at first. */
  readonly phone: (folder: string, screen?: Screen) => Promise<BrowserContext>;
  /** What pages wrote to the console as errors, and what they threw. */
  readonly faults: string[];
  /** The server ends and another begins at the same address, on the same database where no other is given; sessions last as long as that does. */
  readonly restart: (other: Other) => Promise<void>;
  readonly close: () => Promise<void>;
}

export interface OpenFaceOptions extends Pick<LoadMiniOptions, 'visited' | 'meetings' | 'ways' | 'heldAt'> {
  readonly faces: readonly Face[];
  readonly now?: string;
}

/** Call at the file's top level; the database goes when the file's tests end. */
export async function openFace(options: OpenFaceOptions): Promise<OpenedFace> {
  await buildFaces({ faces: options.faces });
  const moment = instant(options.now ?? '2026-10-20T02:00:00.000Z');
  const now = (): Instant => moment;
  const database = await withDatabase<unknown>({ max: 8 });
  const { visited, ways, heldAt, meetings = false } = options;
  const mini = await loadMini(database.app, {
    now,
    meetings,
    ...(visited ? { visited } : {}),
    ...(ways ? { ways } : {}),
    ...(heldAt ? { heldAt } : {}),
  });
  const serve = (more: Other = {}) => createApp({ db: database.app, now, perMinute: 1_000_000, signInsPerMinute: 10_000, ...more });
  let app = await serve();
  const base = await app.listen({ host: '127.0.0.1', port: 0 });
  const browser = await launch();
  const faults: string[] = [];
  const phones: BrowserContext[] = [];
  const phone: OpenedFace['phone'] = async (folder, screen = {}) => {
    const context = watched(await launchProfile(folder, { viewport: PHONE, locale: 'vi-VN', ...screen }), faults);
    phones.push(context);
    return context;
  };
  return {
    base,
    mini,
    password: TEST_PASSWORD,
    databaseUrl: database.ownerUrl,
    db: database.app,
    faults,
    context: (username, screen = {}) => openContext({ browser, base, faults, screen, username, password: TEST_PASSWORD }),
    phone,
    restart: async (other) => {
      await app.close();
      app = await serve(other);
      await app.listen({ host: '127.0.0.1', port: Number(new URL(base).port) });
    },
    close: async () => {
      // Those that a failed test left open would keep the process alive.
      for (const context of phones) await context.close();
      await browser.close();
      await app.close();
    },
  };
}

function instant(text: string): Instant {
  const parsed = parseInstant(text);
  if (!parsed.ok) throw new RangeError(`Not a moment: ${text}`);
  return parsed.value;
}

/** The next answer of the door is lost on the line, though the door has taken what was sent. */
export const loseAnswer = (page: Page): Promise<unknown> =>
  page.route(
    '**/api/commands',
    async (route) => {
      await route.fetch();
      await route.abort();
    },
    { times: 1 },
  );

/** Axe's violations, a page wider than the screen, and things to press smaller than a thumb (44 px), each as a line. */
export async function misfitsOf(page: Page): Promise<string[]> {
  // Axe itself, not its builder for Playwright: ours are pages without frames, and the builder's second page costs seconds a screen.
  await page.evaluate(axe.source);
  const violations = await page.evaluate<string[]>(AXE);
  return [...violations, ...(await widthFaults(page)), ...(await page.evaluate<string[]>(SMALL_THINGS))];
}

const AXE = `axe
  .run(document, {
    runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] },
    resultTypes: ['violations'],
  })
  .then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.map((node) => node.html).join(' ')))`;

export async function widthFaults(page: Page): Promise<string[]> {
  const over = await page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth');
  return over > 0 ? [`wider than the screen by ${over} px`] : [];
}

/** As text, since the tools' compiler knows no browser. A link inside a sentence may be as low as its line. */
const SMALL_THINGS = `(() => {
  const pressed = 'button, input:not([type=checkbox]), select, textarea, summary, nav a, td a, th a, li > a, a[class]';
  return [...document.querySelectorAll(pressed)].flatMap((element) => {
    const { width, height } = element.getBoundingClientRect();
    const hidden = width === 0 || element.matches('.skip');
    const what = Math.round(width) + '×' + Math.round(height) + ' ' + element.outerHTML.slice(0, 120);
    return hidden || (width >= 43.5 && height >= 43.5) ? [] : [what];
  });
})()`;
