/**
 * How long the search of the whole province for people written twice takes with the database (đo việc tìm người ghi trùng toàn tỉnh): the people of
 * `duplicates.ts` registered through the door, then asked for over the network as the province does: read commune by commune, compared in
 * a worker part by part, each part kept, what was found written. Registering is not timed. Server and database share the machine.
 */
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { dayInVietnam } from '../../core/kernel/dates.ts';
import type { BulkView } from '../../core/register/duplicates/bulk-views.ts';
import type { Person } from '../../core/register/duplicates/person.ts';
import { MAX_BATCH } from '../../core/sync/envelope.ts';
import { setPassword } from '../../server/access/sign-in.ts';
import { openDatabase } from '../../server/db/connection.ts';
import { startEmbedded } from '../../server/db/embedded.ts';
import { migrate } from '../../server/db/migrate.ts';
import type { Db } from '../../server/http/transaction.ts';
import { submit } from '../../server/ledger/door.ts';
import { plantFaults, type Planted } from '../village/faults.ts';
import { type BenchHamlet, found, hamletsOf } from './door.ts';
import { madePeople, measured } from './duplicates.ts';
import { NOW, provinceOf, send } from './parts/desk-round.ts';
import { startServer } from './parts/sync-server.ts';
import { type BenchResult, machine } from './report.ts';
import { uuidOf } from './roster.ts';

export interface BenchDuplicatesJobOptions {
  /** 1,000,000 by default, and those that are planted besides. */
  readonly people?: number;
  /** A PostgreSQL to use instead of one of our own; its database must be empty. The owner's address. */
  readonly ownerUrl?: string;
  readonly onProgress?: (line: string) => void;
}

const SEED = 'duplicates';
const PERMILLE = 5;
const OFFICER = { accountId: uuidOf(SEED, 'officer'), username: 'tinh.trung', password: 'mat-khau-do-trung-lap' };
/** The made people are of 2026, and the census's communes of before: whoever is born later is of this year. */
const LAST_BIRTH = '2022';
const AT = { now: NOW, today: dayInVietnam(NOW) };

export async function benchDuplicatesJob(options: BenchDuplicatesJobOptions = {}): Promise<BenchResult> {
  const folder = await mkdtemp(join(tmpdir(), 'vuon-bench-'));
  const own = options.ownerUrl === undefined ? await startEmbedded({ dataDir: join(folder, 'postgres') }) : null;
  const ownerUrl = options.ownerUrl ?? own?.url ?? '';
  try {
    const filled = await fillPeople(ownerUrl, options);
    return await searchPeople(ownerUrl, filled, options);
  } finally {
    await own?.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

export interface Filled {
  readonly provinceId: string;
  readonly people: number;
  readonly planted: readonly Planted[];
}

/** Through the door; the officer who asks has a password. */
export async function fillPeople(ownerUrl: string, { people: count = 1_000_000, onProgress = () => {} }: BenchDuplicatesJobOptions) {
  const { appUrl } = await migrate(ownerUrl);
  const { db, close } = await openDatabase<unknown>(appUrl, { max: 4, name: 'vuon bench', hasty: true });
  try {
    const hamlets = hamletsOf(SEED, Number.POSITIVE_INFINITY);
    await found(db, SEED, hamlets);
    const { people, planted } = plantFaults(madePeople(count, SEED), { seed: SEED, permille: PERMILLE });
    onProgress(`${people.length} people are made`);
    await registerAll(db, people, hamlets);
    onProgress('they are registered');
    const provinceId = await provinceOf(db, hamlets[0]?.communeId ?? '', AT.today);
    const grants = [{ role: 'province-officer', areaId: provinceId, from: '2023-01-01', to: null }];
    const { password, ...officer } = OFFICER;
    await send(db, SEED, [['account-created', { ...officer, displayName: 'Người tìm trùng', grants }]]);
    await setPassword(db, AT, { accountId: officer.accountId, password });
    return { provinceId, people: people.length, planted } satisfies Filled;
  } finally {
    await close();
  }
}

async function registerAll(db: Db, people: readonly Person[], hamlets: readonly BenchHamlet[]): Promise<void> {
  const waiting = [...Map.groupBy(people, ({ householdId }) => householdId).values()];
  const work = async (): Promise<void> => {
    for (let piece = waiting.splice(-MAX_BATCH); piece.length > 0; piece = waiting.splice(-MAX_BATCH)) {
      for (let left: readonly (readonly Person[])[] = piece; left.length > 0; ) left = await register(db, left, hamlets);
    }
  };
  await Promise.all([work(), work()]);
}

/** Those to be sent again: a mistyped number may be one that somebody bears, which the door refuses; then it was not written down. */
async function register(db: Db, piece: readonly (readonly Person[])[], hamlets: readonly BenchHamlet[]) {
  const answers = await submit(
    db,
    'system',
    piece.map((members) => registered(members, hamlets)),
    AT,
  );
  return piece.flatMap((members, i) => {
    const problem = answers[i]?.problem;
    if (answers[i]?.answer === 'taken') return [];
    if (problem?.code !== 'citizen-id-taken') throw new Error(JSON.stringify(answers[i]));
    return [members.map((member) => (member.memberId === problem.memberId ? { ...member, citizenId: null } : member))];
  });
}

/** The made hamlets are numbers; here each is one of the census. */
function registered(members: readonly Person[], hamlets: readonly BenchHamlet[]) {
  const [first] = members;
  if (first === undefined) throw new RangeError('A household without people.');
  const hamlet = hamlets[Number(first.hamletId.slice(1)) % hamlets.length];
  const payload = {
    ...{ householdId: first.householdId, hamletId: hamlet?.areaId ?? '', code: null, address: null, headName: first.fullName },
    members: members.map(({ memberId, fullName, sex, birth, citizenId }, i) => ({
      ...{
        memberId,
        fullName,
        sex,
        ethnicity: 'kinh',
        birth: birth.slice(0, 4) > LAST_BIRTH ? LAST_BIRTH : birth,
        relation: i === 0 ? 'head' : 'other-kin',
      },
      ...(citizenId === null ? {} : { citizenId }),
    })),
    ...{ since: '2019-04-01', source: 'census-roster', weight: 1, listed: null },
  };
  return { commandId: uuidOf(SEED, `register ${first.householdId}`), kind: 'household-registered', v: 1, at: NOW, payload };
}

export async function searchPeople(
  ownerUrl: string,
  { provinceId, people, planted }: Filled,
  { onProgress = () => {} }: BenchDuplicatesJobOptions = {},
): Promise<BenchResult> {
  const { appUrl } = await migrate(ownerUrl);
  const server = await startServer({ appUrl, key: randomBytes(32).toString('base64url'), now: NOW });
  onProgress('the server has counted beforehand');
  const taken = await timeJob(server.url, `/api/areas/${provinceId}/duplicates/bulk`).catch(async (error: unknown) => {
    await server.end();
    throw error;
  });
  const used = await server.end();
  const pairs = await readFound(ownerUrl);
  const truth = measured(pairs, planted);
  const row = (name: string, n: number, median: number, unit: string) => ({ name, n, median, unit });
  return {
    machine: machine(),
    rows: [
      row('from being asked for to its end (aim 60 s)', people, taken.whole, 's'),
      row('of it reading every commune', people, taken.read, 's'),
      row('comparing and keeping each part', people, taken.compared - taken.read, 's'),
      row('what was found put in order and written', pairs.length, taken.whole - taken.compared, 's'),
      row('precision of what was written', pairs.length, truth.precision, '%'),
      row('recall of what was written', planted.length, truth.recall, '%'),
      row('processor time of the server’s process, with what it counted before', 1, used.cpuSeconds, 's'),
      row('most memory of the server’s process', 1, used.megabytes, 'MB'),
    ],
  };
}

/** Seconds until all were read, until all were compared, and to the end. */
async function timeJob(base: string, path: string): Promise<{ read: number; compared: number; whole: number }> {
  const headers = { 'content-type': 'application/json', 'x-vuon': '1', cookie: '' };
  const ask = async (url: string, body?: object): Promise<Response> => {
    const answer = await fetch(`${base}${url}`, body === undefined ? { headers } : { method: 'POST', headers, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${url}: ${answer.status} ${await answer.text()}`);
    return answer;
  };
  const signedIn = await ask('/api/sign-in', { username: OFFICER.username, password: OFFICER.password });
  headers.cookie = signedIn.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const from = performance.now();
  const at = { read: 0, compared: 0 };
  let answer = await ask(path, {});
  for (;;) {
    // cast: what the server says of itself
    const { job } = (await answer.json()) as BulkView;
    const whole = (performance.now() - from) / 1_000;
    if (job === null || job.state === 'failed' || job.state === 'stopped') throw new Error(`The search ended: ${job?.problem ?? 'gone'}`);
    if (at.read === 0 && job.communesRead === job.communes) at.read = whole;
    if (at.compared === 0 && job.partsDone === job.parts) at.compared = whole;
    if (job.state === 'done') return { ...at, whole };
    await pause(200);
    answer = await ask(path);
  }
}

async function readFound(ownerUrl: string): Promise<readonly (readonly [string, string])[]> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ a: string; b: string }>('select member_a as a, member_b as b from duplicate_found');
    return rows.map(({ a, b }) => [a, b]);
  } finally {
    await client.end();
  }
}
