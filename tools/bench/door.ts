/**
 * How fast a province goes through the door (đo tốc độ ghi sổ): every household of the 107 communes of the census of 2019, each
 * with its members, registered in batches of a thousand on a database that flushes to the disk; beside it a plain COPY of the
 * same bytes into a bare table, in the same run. What is measured elsewhere: `core.ts`, verdicts.
 */
import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Kysely } from 'kysely';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { date } from '../../core/kernel/dates.ts';
import { householdFacts2019, realUnits } from '../../core/kernel/real-units.ts';
import { canonical } from '../../core/ledger/canonical.ts';
import { MAX_BATCH } from '../../core/sync/envelope.ts';
import { openDatabase } from '../../server/db/connection.ts';
import { startEmbedded } from '../../server/db/embedded.ts';
import { migrate } from '../../server/db/migrate.ts';
import { type Clock, submit } from '../../server/ledger/door.ts';
import { communeFrame, type HamletFrame, realTree } from '../village/commune.ts';
import { makeRosterOf, type RosterCommand, uuidOf } from './roster.ts';

export interface BenchRow {
  readonly name: string;
  readonly n: number;
  readonly median: number;
  readonly unit: string;
  readonly vs?: string;
  readonly ratio?: number;
}

export interface BenchResult {
  readonly machine: string;
  readonly rows: readonly BenchRow[];
}

export interface BenchDoorOptions {
  /** The first so many communes; all 107 by default. */
  readonly communes?: number;
  /** Batches under way at once. */
  readonly senders?: number;
  /** A PostgreSQL to use instead of one of our own; its database must be empty. The owner's address. */
  readonly ownerUrl?: string;
  readonly seed?: string;
  readonly onProgress?: (line: string) => void;
}

const CLOCK: Clock = { now: '2023-01-15T02:00:00.000Z', today: '2023-01-15' };
const VINTAGE = date('2023-01-15');

export async function benchDoor(options: BenchDoorOptions = {}): Promise<BenchResult> {
  const folder = await mkdtemp(join(tmpdir(), 'vuon-bench-'));
  const own = options.ownerUrl === undefined ? await startEmbedded({ dataDir: join(folder, 'postgres') }) : null;
  const ownerUrl = options.ownerUrl ?? own?.url ?? '';
  try {
    const { appUrl } = await migrate(ownerUrl);
    const app = await openDatabase<unknown>(appUrl, { max: 8, name: 'vuon bench' });
    try {
      return await measure(app.db, ownerUrl, options);
    } finally {
      await app.close();
    }
  } finally {
    await own?.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function measure(db: Kysely<unknown>, ownerUrl: string, options: BenchDoorOptions): Promise<BenchResult> {
  const seed = options.seed ?? 'bench door';
  const hamlets = hamletsOf(seed, options.communes ?? Number.POSITIVE_INFINITY);
  await found(db, seed, hamlets);
  const tell = options.onProgress ?? (() => {});
  const made = time(() => countRows(hamlets, seed));
  tell(`made ${made.value.households} households, ${made.value.people} people in ${made.seconds.toFixed(1)} s`);
  const through = await timeAsync(() => sendAll(db, byCommune(hamlets), { seed, senders: options.senders ?? 2 }));
  tell(`through the door in ${through.toFixed(1)} s`);
  const copied = await timeAsync(() => copyPlain(ownerUrl, batchesOf(hamlets, seed)));
  tell(`plain COPY in ${copied.toFixed(1)} s`);
  const { households, people } = made.value;
  const plain = 'plain COPY of the same bytes';
  return {
    machine: machine(),
    rows: [
      { name: 'households through the door', n: households, median: round(through), unit: 's', vs: plain, ratio: round(through / copied) },
      { name: 'people with them', n: people, median: round(through), unit: 's' },
      { name: 'rate of the door', n: households, median: Math.round(households / through), unit: 'households/s' },
      { name: plain, n: households, median: round(copied), unit: 's' },
      { name: 'making the commands alone', n: households, median: round(made.seconds), unit: 's' },
    ],
  };
}

const round = (value: number): number => Math.round(value * 100) / 100;
const machine = (): string =>
  `${cpus().length} × ${cpus()[0]?.model.trim() ?? '?'}, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.version}`;

function time<T>(work: () => T): { value: T; seconds: number } {
  const from = performance.now();
  const value = work();
  return { value, seconds: (performance.now() - from) / 1000 };
}

async function timeAsync(work: () => Promise<void>): Promise<number> {
  const from = performance.now();
  await work();
  return (performance.now() - from) / 1000;
}

// ---- the province ----------------------------------------------------------------------------------------------------

export interface BenchHamlet extends HamletFrame {
  readonly communeId: string;
}

export function hamletsOf(seed: string, communes: number): BenchHamlet[] {
  const tree = realTree();
  const codes = householdFacts2019().flatMap((fact) => tree.periods.get(fact.areaId)?.[0]?.code ?? []);
  return codes.slice(0, communes).flatMap((code) => {
    const frame = communeFrame(seed, code, VINTAGE);
    if ('code' in frame) throw new Error(`No census of commune ${code}: ${frame.code}`);
    return frame.hamlets.map((hamlet) => ({ ...hamlet, communeId: frame.unit.areaId }));
  });
}

export async function found(db: Kysely<unknown>, seed: string, hamlets: readonly BenchHamlet[]): Promise<void> {
  const { areas, periods, lineage } = realUnits();
  const send = (kind: string, payload: object) => ({ commandId: uuidOf(seed, kind), kind, v: 1, at: CLOCK.now, payload });
  const answers = await submit(
    db,
    'system',
    [
      send('installation-created', {
        ...{ installationId: uuidOf(seed, 'installation'), provinceId: 'a0001', provinceCode: '86', provinceName: 'Tỉnh Vĩnh Long' },
        demonstration: true,
      }),
      send('areas-loaded', {
        areas: areas.map(({ id, level }) => ({ areaId: id, level })),
        periods,
        lineage: lineage.map(({ from, to, date: on, how }) => ({ fromId: from, toId: to, on, how })),
      }),
      send('hamlets-added', {
        hamlets: hamlets.map(({ areaId, bookId, name, kind, communeId }) => ({
          ...{ areaId, bookId, name, kind, communeId },
          from: '2019-04-01',
          synthetic: true,
        })),
      }),
    ],
    CLOCK,
  );
  for (const answer of answers) if (answer.answer !== 'taken') throw new Error(JSON.stringify(answer));
}

export function byCommune(hamlets: readonly BenchHamlet[]): BenchHamlet[][] {
  const communes = new Map<string, BenchHamlet[]>();
  for (const hamlet of hamlets) communes.set(hamlet.communeId, [...(communes.get(hamlet.communeId) ?? []), hamlet]);
  return [...communes.values()];
}

/** Batches of a thousand, filled across hamlets as an import of a commune's list is. */
export function* batchesOf(hamlets: readonly BenchHamlet[], seed: string): Generator<RosterCommand[]> {
  let batch: RosterCommand[] = [];
  for (const hamlet of hamlets)
    for (const command of makeRosterOf(seed, hamlet)) {
      batch.push(command);
      if (batch.length < MAX_BATCH) continue;
      yield batch;
      batch = [];
    }
  if (batch.length > 0) yield batch;
}

function countRows(hamlets: readonly BenchHamlet[], seed: string): { households: number; people: number } {
  let households = 0;
  let people = 0;
  for (const batch of batchesOf(hamlets, seed)) {
    households += batch.length;
    for (const { payload } of batch) people += payload.members.length;
  }
  return { households, people };
}

/** Each sender takes one commune after another, as imports of several communes run side by side. */
export async function sendAll(
  db: Kysely<unknown>,
  communes: readonly BenchHamlet[][],
  how: { seed: string; senders: number },
): Promise<void> {
  const waiting = [...communes];
  const sendOn = async (): Promise<void> => {
    for (let commune = waiting.shift(); commune !== undefined; commune = waiting.shift())
      for (const batch of batchesOf(commune, how.seed)) await sendBatch(db, batch);
  };
  await Promise.all(Array.from({ length: how.senders }, sendOn));
}

async function sendBatch(db: Kysely<unknown>, batch: readonly RosterCommand[]): Promise<void> {
  const answers = await submit(db, 'system', batch, CLOCK);
  const bad = answers.find((answer) => answer.answer !== 'taken');
  if (bad !== undefined) throw new Error(JSON.stringify(bad));
}

/** One table of an id and a text, no index, one transaction. */
async function copyPlain(ownerUrl: string, batches: Generator<RosterCommand[]>): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  const name = `bench_${randomBytes(4).toString('hex')}`;
  try {
    await client.query(`create table ${name} (command_id uuid, body text)`);
    await pipeline(Readable.from(copyLines(batches)), client.query(copyFrom(`copy ${name} from stdin`)));
  } finally {
    await client.query(`drop table if exists ${name}`);
    await client.end();
  }
}

function* copyLines(batches: Generator<RosterCommand[]>): Generator<string> {
  for (const batch of batches)
    yield batch.map(({ commandId, payload }) => `${commandId}\t${canonical(payload).replaceAll('\\', '\\\\')}\n`).join('');
}

/** For a caller that wants to be sure that two runs sent the same. */
export function fingerprint(options: Pick<BenchDoorOptions, 'communes' | 'seed'>): string {
  const hash = createHash('sha256');
  const seed = options.seed ?? 'bench door';
  for (const batch of batchesOf(hamletsOf(seed, options.communes ?? Number.POSITIVE_INFINITY), seed))
    for (const { payload } of batch) hash.update(canonical(payload));
  return hash.digest('hex');
}
