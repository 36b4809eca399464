/**
 * How fast the desk answers (đo tốc độ bàn làm việc): a province of the size asked for, an open round with lists, interviews and
 * verdicts, and two hundred signed-in people who click through its pages, each from another one on, with pauses as people make them,
 * on a server that has counted beforehand what it counts after every start; the first answers before that apart. Times are the server's,
 * from the request to its last byte; the search is asked by the province officer, with row security, one kind after the other.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { dayInVietnam, type Instant, instantOf, millisOf } from '../../core/kernel/dates.ts';
import { sql } from 'kysely';
import type { Role } from '../../core/access/role.ts';
import { TABLE_NUMBERS } from '../../core/report/views.ts';
import { openDatabase } from '../../server/db/connection.ts';
import { startEmbedded } from '../../server/db/embedded.ts';
import { migrate } from '../../server/db/migrate.ts';
import type { App } from '../../server/http/app.ts';
import type { Db } from '../../server/http/transaction.ts';
import { setPassword } from '../../server/access/sign-in.ts';
import { createApp } from '../../server/main.ts';
import { buildFaces } from '../build.ts';
import { byCommune, found, hamletsOf, sendAll } from './door.ts';
import { awaitCounted } from './parts/counted.ts';
import { weighDesk } from './parts/desk-weight.ts';
import { type BenchPlace, NOW, openRound, provinceOf, readHamlets, readSamples, type Samples, send } from './parts/desk-round.ts';
import { type BenchResult, type BenchRow, machine, percentile } from './report.ts';
import { uuidOf } from './roster.ts';

export interface BenchDeskOptions {
  /** The first so many communes; all 107 by default. */
  readonly communes?: number;
  readonly people?: number;
  readonly seconds?: number;
  /** The data folder of a demonstration made before, of which this is a copy to be thrown away: people are added to it. */
  readonly data?: string;
  /** A PostgreSQL to use instead of one of our own; its database must be empty. The owner's address. */
  readonly ownerUrl?: string;
  readonly onProgress?: (line: string) => void;
}

const SEED = 'bench desk';
const PASSWORD = 'mat-khau-do-toc-do';
/** Milliseconds between two clicks of one person. */
const PAUSE = 4_000;
const SEARCHES = 40;
/** A first answer is told of from so many milliseconds on. */
const SLOW = 100;

export async function benchDesk(options: BenchDeskOptions = {}): Promise<BenchResult> {
  if (options.data !== undefined) return benchOn(options.data, options);
  const folder = await mkdtemp(join(tmpdir(), 'vuon-bench-'));
  const own = options.ownerUrl === undefined ? await startEmbedded({ dataDir: join(folder, 'postgres') }) : null;
  const ownerUrl = options.ownerUrl ?? own?.url ?? '';
  const tell = options.onProgress ?? (() => {});
  try {
    const { appUrl } = await migrate(ownerUrl);
    const app = await openDatabase<unknown>(appUrl, { max: 12, name: 'vuon bench' });
    try {
      const hamlets = hamletsOf(SEED, options.communes ?? Number.POSITIVE_INFINITY);
      await found(app.db, SEED, hamlets);
      await sendAll(app.db, byCommune(hamlets), { seed: SEED, senders: 2 });
      tell('households are in');
      await openRound(app.db, SEED, hamlets);
      tell('the round is open, lists, interviews and verdicts are in');
      const owner = await openDatabase<unknown>(ownerUrl, { max: 1, name: 'vuon bench owner' });
      const samples = await readSamples(owner.db).finally(() => owner.close());
      return await measure(app.db, hamlets, { ...options, samples, tell, now: NOW, seed: SEED });
    } finally {
      await app.close();
    }
  } finally {
    await own?.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** On what is there, as of now. */
async function benchOn(data: string, options: BenchDeskOptions): Promise<BenchResult> {
  const server = await startEmbedded({ dataDir: data });
  try {
    const { appUrl } = await migrate(server.url);
    const [app, owner] = [await openDatabase<unknown>(appUrl, { max: 12, name: 'vuon bench' }), await openDatabase<unknown>(server.url)];
    try {
      const { rows } = await sql<{ demonstration: boolean }>`select demonstration from installation`.execute(owner.db);
      if (rows[0]?.demonstration !== true) throw new RangeError('Only a copy of a demonstration is measured: people are added to it.');
      const now = instantOf(Date.now());
      const seed = `${SEED} ${now}`;
      const samples = await readSamples(owner.db);
      return await measure(app.db, await readHamlets(owner.db), { ...options, samples, tell: options.onProgress ?? (() => {}), now, seed });
    } finally {
      await owner.close();
      await app.close();
    }
  } finally {
    await server.stop();
  }
}

interface Measuring extends BenchDeskOptions {
  readonly samples: Samples;
  readonly tell: (line: string) => void;
  readonly now: Instant;
  readonly seed: string;
}

async function measure(
  db: Db,
  hamlets: readonly BenchPlace[],
  { people = 200, seconds = 180, samples, tell, now, seed }: Measuring,
): Promise<BenchResult> {
  await buildFaces({ faces: ['desk'], say: tell });
  const server = await createApp({ db, now: () => now, perMinute: 1e9, signInsPerMinute: 1e9 });
  try {
    const signedIn = await signInAll(db, server, hamlets, { people, now, seed });
    tell(`${people} people are signed in`);
    const first = await askFirst(server, signedIn, samples);
    const base = await server.listen({ host: '127.0.0.1', port: 0 });
    first.push(await countedRow(server));
    const times = new Map<string, number[]>();
    const until = performance.now() + seconds * 1_000;
    await Promise.all(signedIn.map((person, i) => click(server, person, { times, until, samples, place: i, first: (i * PAUSE) / people })));
    const officer = signedIn[0];
    if (officer === undefined) throw new RangeError('Nobody is signed in.');
    const searches = await search(server, officer, samples);
    const rows = [...times].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, all]) => row(name, all));
    const weight = await weighDesk({ base, username: usernameOf(now, 0), password: PASSWORD });
    return { machine: machine(), rows: [size(samples), ...first, ...rows, ...searches, ...weight] };
  } finally {
    await server.close();
  }
}

const size = ({ households, people, listed, interviewed }: Samples): BenchRow => ({
  name: `province: ${people} people, ${listed} households to be reviewed, ${interviewed} interviewed; households`,
  ...{ n: 1, median: households, unit: 'households' },
});

/** The 95th of a hundred, in milliseconds. */
function row(name: string, times: readonly number[]): BenchRow {
  return { name: `${name}, p95`, n: times.length, median: percentile(times, 95), unit: 'ms' };
}

// ---- people ------------------------------------------------------------------------------------------------------------

/** Another run on the same copy adds other people. */
const usernameOf = (now: Instant, i: number): string => `nguoi.${millisOf(now).toString(36)}.${i}`;

interface SignedIn {
  readonly cookies: Record<string, string>;
  /** Each sits at a desk of their own. */
  readonly remoteAddress: string;
  readonly level: 'province' | 'commune' | 'hamlet';
  readonly areaId: string;
}

/** One in twenty at the province, a third at hamlets, the others in communes. */
async function signInAll(
  db: Db,
  server: App,
  hamlets: readonly BenchPlace[],
  { people, now, seed }: { readonly people: number; readonly now: Instant; readonly seed: string },
): Promise<SignedIn[]> {
  const all: SignedIn[] = [];
  const province = await provinceOf(db, hamlets[0]?.communeId ?? '', dayInVietnam(now));
  for (let i = 0; i < people; i += 1) {
    const hamlet = hamlets[(i * 31) % hamlets.length];
    if (hamlet === undefined) throw new RangeError('No hamlet.');
    const level = i % 20 === 0 ? 'province' : i % 3 === 0 ? 'hamlet' : 'commune';
    const areaId = level === 'province' ? province : level === 'commune' ? hamlet.communeId : hamlet.areaId;
    const role: Role = level === 'province' ? 'province-officer' : level === 'commune' ? 'commune-officer' : 'hamlet-head';
    const [accountId, username] = [uuidOf(seed, `person ${i}`), usernameOf(now, i)];
    const grants = [{ role, areaId, from: '2023-01-01', to: null }];
    await send(db, seed, [['account-created', { accountId, username, displayName: `Người ${i}`, grants }]], now);
    await setPassword(db, { now, today: dayInVietnam(now) }, { accountId, password: PASSWORD });
    const answer = await server.inject({
      ...{ method: 'POST', url: '/api/sign-in', headers: { 'x-vuon': '1' } },
      payload: { username, password: PASSWORD },
    });
    if (answer.statusCode !== 200) throw new Error(answer.body);
    const remoteAddress = `10.0.${Math.floor(i / 250)}.${(i % 250) + 1}`;
    all.push({ remoteAddress, cookies: { vuon: answer.cookies[0]?.value ?? '' }, level, areaId });
  }
  return all;
}

/** What the first person of each level waits for right after the server's start, when nothing is in memory. */
async function askFirst(server: App, people: readonly SignedIn[], samples: Samples): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const level of ['province', 'commune', 'hamlet'] as const) {
    const person = people.find((one) => one.level === level);
    if (person === undefined) continue;
    for (const [name, url] of pagesOf(person, samples, 0)) {
      const spent = await ask(server, person, url);
      if (spent > SLOW) rows.push({ name: `${name}, the first time after a start`, n: 1, median: spent, unit: 'ms' });
    }
  }
  return rows;
}

async function countedRow(server: App): Promise<BenchRow> {
  return { name: 'counted beforehand after a start', n: 1, median: await awaitCounted(server), unit: 's' };
}

interface Clicking {
  readonly times: Map<string, number[]>;
  readonly until: number;
  readonly samples: Samples;
  /** When the first click comes, so that not all click at once. */
  readonly first: number;
  /** In the order of people: each begins at another page, as people do. */
  readonly place: number;
}

async function click(server: App, person: SignedIn, { times, until, samples, first, place }: Clicking): Promise<void> {
  await pause(first);
  for (let turn = place; performance.now() < until; turn += 1) {
    const pages = pagesOf(person, samples, turn);
    const [name, url] = pages[turn % pages.length] ?? ['', ''];
    const spent = await ask(server, person, url);
    times.set(name, [...(times.get(name) ?? []), spent]);
    await pause(PAUSE);
  }
}

function pagesOf(
  { level, areaId }: SignedIn,
  { householdsOf, anyHousehold }: Samples,
  turn: number,
): readonly (readonly [string, string])[] {
  const own = level === 'province' ? anyHousehold : (householdsOf.get(areaId) ?? []);
  const household = own[(turn * 7) % Math.max(1, own.length)];
  const list = (filter: string) => `/api/areas/${areaId}/households?filter=${filter}`;
  return [
    [`page of a ${level}`, `/api/areas/${areaId}`],
    [`list of a ${level}: all`, list('all')],
    ...(household === undefined ? [] : [[`page of a household`, `/api/households/${household}`] as const]),
    [`list of a ${level}: poor`, list('poor')],
    [`list of a ${level}: not interviewed`, list('not-interviewed')],
    [`year of a ${level}`, `/api/figures?area=${areaId}`],
    [`table 1 of a ${level}`, `/api/reports/1?area=${areaId}`],
    [`why the rate of a ${level} moved`, `/api/changes?area=${areaId}`],
    [`two standards of a ${level}`, `/api/areas/${areaId}/standards`],
    [`two standards of a ${level}: who gains`, `/api/areas/${areaId}/standards/households?move=gains`],
    [`years side by side of a ${level}`, `/api/series?area=${areaId}`],
    [`tables to choose from of a ${level}`, `/api/reports?area=${areaId}`],
    ...TABLES.filter((table) => table !== NAMED || level !== 'province').map(
      (table) => [`table ${table} of a ${level}`, `/api/reports/${table}?area=${areaId}`] as const,
    ),
    [`poor at the end of the year of a ${level}, one by one`, `/api/figures/poorHouseholds/households?area=${areaId}`],
    [`poor at the end of the year of a ${level}, by unit`, `/api/figures/poorHouseholds/units?area=${areaId}`],
    ...(level === 'commune' ? OF_COMMUNE.map((page) => [`${page} of a commune`, `/api/areas/${areaId}/${page}`] as const) : []),
  ];
}

/** Table 1 is asked beside the year. */
/** Household by household: of a province it is a paper made in the background, no page. */
const NAMED = 15;
const TABLES = TABLE_NUMBERS.filter((table) => table !== 1);
const OF_COMMUNE = [
  'duplicates',
  'fairness',
  'certificates',
  'objections',
  'postings',
  'meetings',
  'clashes',
  'handovers',
  'imports',
  'directives',
];

async function ask(server: App, { cookies, remoteAddress }: SignedIn, url: string): Promise<number> {
  const from = performance.now();
  const answer = await server.inject({ url, cookies, remoteAddress });
  const spent = performance.now() - from;
  if (answer.statusCode !== 200) throw new Error(`${url}: ${answer.statusCode} ${answer.body}`);
  return spent;
}

// ---- search ------------------------------------------------------------------------------------------------------------

async function search(server: App, officer: SignedIn, { names, numbers }: Samples): Promise<BenchRow[]> {
  const kinds: Readonly<Record<string, readonly string[]>> = {
    'full name': names,
    'two syllables': names.map((name) => name.split(' ').slice(-2).join(' ')),
    'family name and middle name': names.map((name) => name.split(' ').slice(0, 2).join(' ')),
    'rare': names.map((name, i) => `${name.slice(0, -1)}${'qxzwj'[i % 5]}`),
    'no hit': names.map((_, i) => `khong ai ten nay ${i}`),
    'citizen id': numbers,
  };
  const all: number[] = [];
  const rows: BenchRow[] = [];
  for (const [kind, queries] of Object.entries(kinds)) {
    const times: number[] = [];
    for (const q of queries.slice(0, SEARCHES)) times.push(await ask(server, officer, `/api/search?q=${encodeURIComponent(q)}`));
    all.push(...times);
    rows.push(row(`search, ${kind}`, times));
  }
  return [...rows, row('search, all kinds', all)];
}
