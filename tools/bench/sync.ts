/**
 * How a province's phones sync (đo đồng bộ của cả tỉnh): the phones of all 752 hamlets come within one minute, each for its first list,
 * five finished interviews and what changed; then each sends five more, as fast as the server takes them. A real server in a process
 * of its own, PostgreSQL with fsync, envelopes sealed by the phone's own code. Server, database and phones share the machine.
 */
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { openDatabase } from '../../server/db/connection.ts';
import { startEmbedded } from '../../server/db/embedded.ts';
import { migrate } from '../../server/db/migrate.ts';
import { chance } from '../village/chance.ts';
import { byCommune, found, hamletsOf, sendAll } from './door.ts';
import { NOW } from './parts/desk-round.ts';
import { loadPhoneSeal, type PhoneSeal } from './parts/phone-code.ts';
import { SyncPhone } from './parts/sync-phone.ts';
import { insertPlain, type Plain } from './parts/sync-plain.ts';
import { type Enumerator, openRounds, PASSWORD, postEnumerators } from './parts/sync-round.ts';
import { type ServerUsed, startServer } from './parts/sync-server.ts';
import { type BenchResult, type BenchRow, machine, percentile } from './report.ts';

export interface BenchSyncOptions {
  /** The first so many communes; all 107, with 752 hamlets, by default. */
  readonly communes?: number;
  /** In which all phones come; 60 by default. */
  readonly seconds?: number;
  /** A PostgreSQL to use instead of one of our own; its database must be empty. The owner's address. */
  readonly ownerUrl?: string;
  readonly onProgress?: (line: string) => void;
}

const SEED = 'bench sync';
/** Finished interviews of one phone at once. */
const FORMS = 5;
/** Requests under way at once when the server is to be busy all the time; and connections of the yardstick, as many as the server has. */
const [UNDER_WAY, CONNECTIONS] = [24, 12];

export async function benchSync(options: BenchSyncOptions = {}): Promise<BenchResult> {
  const folder = await mkdtemp(join(tmpdir(), 'vuon-bench-'));
  const own = options.ownerUrl === undefined ? await startEmbedded({ dataDir: join(folder, 'postgres') }) : null;
  const ownerUrl = options.ownerUrl ?? own?.url ?? '';
  try {
    const { appUrl } = await migrate(ownerUrl);
    const enumerators = await fill(appUrl, options);
    const server = await startServer({ appUrl, key: randomBytes(32).toString('base64url'), now: NOW });
    const synced = await syncAll(server.url, enumerators, options).catch(async (error: unknown) => {
      await server.end();
      throw error;
    });
    const used = await server.end();
    const plain = await insertPlain(ownerUrl, synced.batches, CONNECTIONS);
    return { machine: machine(), rows: [...synced.rows, ...burstRows(synced, plain), ...usedRows(used)] };
  } finally {
    await own?.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function fill(appUrl: string, { communes, onProgress: tell = () => {} }: BenchSyncOptions): Promise<readonly Enumerator[]> {
  const { db, close } = await openDatabase<unknown>(appUrl, { max: 4, name: 'vuon bench' });
  try {
    const hamlets = hamletsOf(SEED, communes ?? Number.POSITIVE_INFINITY);
    await found(db, SEED, hamlets);
    await sendAll(db, byCommune(hamlets), { seed: SEED, senders: 2 });
    tell('households are in');
    await openRounds(db, SEED, hamlets);
    tell('last year is interviewed, this year is on the list');
    return await postEnumerators(db, SEED, hamlets);
  } finally {
    await close();
  }
}

/** Each from an address of its own, in the range set apart for measuring networks (RFC 2544). */
function phonesOf(base: string, enumerators: readonly Enumerator[], { sealTo }: PhoneSeal): readonly SyncPhone[] {
  return enumerators.map(
    ({ accountId }, i) => new SyncPhone({ base, accountId, sealTo, now: NOW, address: `198.18.${i >> 8}.${i & 255}` }),
  );
}

interface Synced {
  readonly rows: readonly BenchRow[];
  readonly batches: readonly (readonly string[])[];
  readonly burstSeconds: number;
}

async function syncAll(
  base: string,
  enumerators: readonly Enumerator[],
  { seconds = 60, onProgress: tell = () => {} }: BenchSyncOptions,
): Promise<Synced> {
  const phones = phonesOf(base, enumerators, await loadPhoneSeal());
  for (const [i, phone] of phones.entries()) {
    await phone.signIn(enumerators[i]?.username ?? '', PASSWORD);
    phone.hangUp();
  }
  tell(`${phones.length} phones are signed in`);
  const minute = await syncWithin(phones, seconds);
  for (const { name, median, unit } of minute) tell(`${name}: ${Math.round(median)} ${unit}`);
  for (const phone of phones) {
    // What failed was counted; the phone tries again, as it would.
    if (phone.households === 0) await phone.bring();
    if (phone.waiting > 0) await phone.send();
    await phone.finish(FORMS);
  }
  const batches: (readonly string[])[] = [];
  const waiting = [...phones];
  const work = async (): Promise<void> => {
    for (let phone = waiting.pop(); phone !== undefined; phone = waiting.pop()) batches.push(await phone.send());
  };
  const from = performance.now();
  await Promise.all(Array.from({ length: UNDER_WAY }, work));
  const burstSeconds = (performance.now() - from) / 1_000;
  for (const phone of phones) phone.hangUp();
  tell(`${batches.length} batches sent as fast as they were taken`);
  return { rows: minute, batches, burstSeconds };
}

interface Times {
  readonly first: number[];
  readonly sending: number[];
  readonly after: number[];
  /** What a phone was told instead of an answer that it can use. */
  readonly errors: string[];
}

/** Each begins at a moment of its own within these seconds. What fails is counted, and said. */
async function syncWithin(phones: readonly SyncPhone[], seconds: number): Promise<readonly BenchRow[]> {
  const times: Times = { first: [], sending: [], after: [], errors: [] };
  const luck = chance(SEED, 'moments');
  const from = performance.now();
  await Promise.all(
    phones.map(async (phone) => {
      await pause(luck.between(0, seconds * 1_000));
      await syncOne(phone, times).catch((error: unknown) => times.errors.push(error instanceof Error ? error.message : 'unknown'));
      phone.hangUp();
    }),
  );
  const whole = (performance.now() - from) / 1_000;
  const households = phones.reduce((sum, phone) => sum + phone.households, 0);
  const kilobytes = phones.reduce((sum, phone) => sum + phone.bytes, 0) / 1024 / phones.length;
  const row = (name: string, n: number, median: number, unit: string): BenchRow => ({ name, n, median, unit });
  const p95 = (name: string, all: readonly number[]): BenchRow => row(`${name}, p95`, all.length, percentile(all, 95), 'ms');
  return [
    row(`phones of ${phones.length} hamlets that came within ${seconds} s, households on them`, phones.length, households, 'households'),
    row('from the first that came to the last that had all', phones.length, whole, 's'),
    p95('the first list of a hamlet: who and where, and its households', times.first),
    p95(`${FORMS} sealed interviews taken`, times.sending),
    p95('what changed, brought after them', times.after),
    row('a phone over the line, packed', phones.length, kilobytes, 'KB'),
    row(
      `errors (aim 0)${times.errors.length === 0 ? '' : `: ${[...new Set(times.errors)].slice(0, 3).join('; ')}`}`,
      phones.length * 5,
      times.errors.length,
      '',
    ),
  ];
}

async function syncOne(phone: SyncPhone, { first, sending, after }: Times): Promise<void> {
  first.push(await timed(() => phone.bring()));
  await phone.finish(FORMS);
  if (phone.waiting !== FORMS) throw new Error(`Only ${phone.waiting} households are on the list.`);
  sending.push(await timed(() => phone.send()));
  after.push(await timed(() => phone.bring()));
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}

function burstRows({ batches, burstSeconds }: Synced, plain: Plain): readonly BenchRow[] {
  const n = batches.flat().length;
  const [rate, bare] = [n / burstSeconds, n / plain.seconds];
  const vs =
    'plain multi-row INSERTs of the same bytes, as many a commit, into tables as full, with the same indexes and fsync (aim ≥ 0.3)';
  return [
    {
      name: `interviews taken as fast as can be, ${FORMS} a batch, ${UNDER_WAY} under way`,
      n,
      median: rate,
      unit: 'interviews/s',
      vs,
      ratio: rate / bare,
    },
    { name: `the plain INSERTs, ${plain.rows} rows, ${CONNECTIONS} connections`, n, median: bare, unit: 'interviews/s' },
  ];
}

const usedRows = ({ cpuSeconds, megabytes }: ServerUsed): readonly BenchRow[] => [
  { name: 'processor time of the server’s process, with signing in', n: 1, median: cpuSeconds, unit: 's' },
  { name: 'most memory of the server’s process', n: 1, median: megabytes, unit: 'MB' },
];
