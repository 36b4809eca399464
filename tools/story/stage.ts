/**
 * Where the story is played (sân khấu của câu chuyện): the cast in a database of its own, the real server under a clock that the story
 * moves, a real browser. What an audience is told and shown is the caller's: a test listens, `npm run demo:story` shows.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import type { BrowserContext, Page } from 'playwright-core';
import { date, type Instant, type PlainDate } from '../../core/kernel/dates.ts';
import { SYSTEM_ACCOUNT } from '../../core/ledger/event.ts';
import type { PovertyClass } from '../../core/classify/verdict.ts';
import type { HouseholdPage, InterviewView } from '../../core/views.ts';
import { randomPassword } from '../../server/access/passwords.ts';
import { freshKey } from '../../server/access/keys.ts';
import { asActor, type Db } from '../../server/http/transaction.ts';
import { serve } from '../../server/main.ts';
import type { StoryKey } from '../../words/story.ts';
import { launch, launchProfile } from '../browser.ts';
import { DESKTOP, openContext, PHONE, type Screen, watched } from '../signed-in.ts';
import { sendSteps } from '../village/send.ts';
import type { Step } from '../village/office.ts';
import { type Cast, loadCast, makeCast, moment, type StoryHousehold } from './cast.ts';

/** Who hears and sees. Each resolves when the story may go on. */
export interface Audience {
  readonly tell: (key: StoryKey, params?: Readonly<Record<string, string | number>>) => Promise<void>;
  /** Days were waited for in an instant. */
  readonly moved: (day: PlainDate) => Promise<void>;
  /** The page on which it goes on. */
  readonly look: (page: Page) => Promise<void>;
  /** What stands there is worth a moment. */
  readonly rest: () => Promise<void>;
}

export interface Stage {
  readonly cast: Cast;
  readonly base: string;
  readonly password: string;
  readonly db: Db;
  readonly audience: Audience;
  /** What pages threw or wrote down as errors. */
  readonly faults: readonly string[];
  readonly today: () => PlainDate;
  readonly moveTo: (day: string) => Promise<void>;
  /** A page of somebody, or of nobody, that the audience sees. */
  readonly open: (username: string | null, path: string, screen?: Screen) => Promise<Page>;
  readonly phone: (folder: string, screen?: Screen) => Promise<BrowserContext>;
  /** What others do meanwhile, over the network as themselves: not shown. */
  readonly send: (username: string, kind: string, payload: unknown) => Promise<void>;
  readonly steps: (steps: Iterable<Step>) => Promise<void>;
  readonly visit: (username: string, household: StoryHousehold, year: 2026 | 2027) => Promise<void>;
  /** By the standard of the official result, as its people see it. */
  readonly classOf: (household: StoryHousehold) => Promise<PovertyClass | null>;
  /** What the square on a certificate holds, as the register has it. */
  readonly tokenOf: (number: string) => Promise<string>;
  readonly close: () => Promise<void>;
}

export interface Setting {
  /** Of a migrated, empty database: its weak role. */
  readonly appUrl: string;
  readonly db: Db;
  readonly audience: Audience;
  readonly port?: number;
}

const BEGINS = '2026-09-07';

/** The faces must be built. */
export async function openStage({ appUrl, db, audience, port = 0 }: Setting): Promise<Stage> {
  const [cast, password] = [makeCast(), randomPassword()];
  await loadCast(db, cast, password);
  let day = date(BEGINS);
  const now = (): Instant => moment(day);
  const uploads = mkdtempSync(join(tmpdir(), 'vuon-story-'));
  const serving = await serve({ appUrl, key: freshKey(), port, uploads, now, perMinute: 1_000_000, signInsPerMinute: 10_000 });
  const browser = await launch();
  const base = serving.url;
  const faults: string[] = [];
  const profiles: BrowserContext[] = [];
  const context = (username: string | null, screen: Screen = {}) => openContext({ browser, base, faults, screen, username, password });
  const send = async (username: string, kind: string, payload: unknown): Promise<void> => {
    const own = await context(username);
    await sendAs(own, base, { commandId: crypto.randomUUID(), kind, v: 1, at: now(), payload });
    await own.close();
  };
  return {
    ...{ cast, base, password, db, audience, faults, send },
    today: () => day,
    moveTo: async (to) => {
      day = date(to);
      await audience.moved(day);
    },
    open: async (username, path, screen = { viewport: DESKTOP }) => {
      const page = await (await context(username, screen)).newPage();
      await audience.look(page);
      await page.goto(base + path);
      return page;
    },
    phone: async (folder, screen = {}) => {
      const own = watched(await launchProfile(folder, { viewport: PHONE, locale: 'vi-VN', ...screen }), faults);
      profiles.push(own);
      return own;
    },
    steps: async (steps) => {
      const hamlets = [{ communeId: cast.communeId, hamlets: cast.hamlets }];
      await sendSteps({ db, accounts: Object.values(cast.accounts), hamlets, now }, steps);
    },
    visit: async (username, household, year) => {
      const own = await context(username);
      await sendAs(own, base, await visitOf({ own, base, cast, day, now: now() }, username, { household, year }));
      await own.close();
    },
    classOf: async ({ householdId, hamlet }) => {
      const own = await context('canbo');
      const answer = await own.request.get(`${base}/api/areas/${hamlet.areaId}/households?filter=listed`);
      const { rows }: HouseholdPage = await answer.json();
      await own.close();
      return rows.find((row) => row.householdId === householdId)?.verdicts[0]?.outcome ?? null;
    },
    tokenOf: (number) => tokenOf(db, number, day),
    close: async () => {
      for (const one of profiles) await one.close();
      await browser.close();
      await serving.close();
      rmSync(uploads, { recursive: true, force: true });
    },
  };
}

async function tokenOf(db: Db, number: string, today: PlainDate): Promise<string> {
  const { rows } = await asActor(db, { accountId: SYSTEM_ACCOUNT, reach: 'all', today }, (tx) =>
    sql<{ token: string }>`select token from certificate where number = ${number}`.execute(tx),
  );
  const [row] = rows;
  if (row === undefined) throw new Error(`No certificate ${number}.`);
  return row.token;
}

async function sendAs({ request }: BrowserContext, base: string, command: unknown): Promise<void> {
  const answer = await request.post(`${base}/api/commands`, { data: { commands: [command] }, headers: { 'x-vuon': '1', origin: base } });
  const said = await answer.text();
  if (!said.includes('"answer":"taken"')) throw new Error(`${JSON.stringify(command).slice(0, 300)}: ${said}`);
}

interface Visiting {
  readonly own: BrowserContext;
  readonly base: string;
  readonly cast: Cast;
  readonly day: PlainDate;
  readonly now: Instant;
}

async function visitOf(
  { own, base, cast, day, now }: Visiting,
  username: string,
  { household: { householdId, answers }, year }: { readonly household: StoryHousehold; readonly year: 2026 | 2027 },
): Promise<unknown> {
  const view: InterviewView = await (await own.request.get(`${base}/api/households/${householdId}/interview`)).json();
  const payload = {
    ...{ householdId, roundId: view.round.roundId, questionnaire: view.questionnaire, answers: answers(year), seen: view.version },
    ...{ interviewedOn: day, startedAt: now, endedAt: now, enumeratorId: cast.accounts[username]?.accountId },
  };
  return { commandId: crypto.randomUUID(), kind: 'interview-finished', v: 1, at: now, payload };
}
