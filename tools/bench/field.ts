/**
 * How fast the field app is on a cheap phone (đo ứng dụng rà soát): the built app in Chromium slowed down four times, a real server and
 * database, a hamlet of 392 households kept under a PIN. Each row is a median and says its aim. What is done to the phone is
 * `parts/field-phone.ts`.
 */
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Instant, instantOf } from '../../core/kernel/dates.ts';
import { openDatabase } from '../../server/db/connection.ts';
import { startEmbedded } from '../../server/db/embedded.ts';
import { migrate } from '../../server/db/migrate.ts';
import { createApp } from '../../server/main.ts';
import { buildFaces } from '../build.ts';
import { loadHamlet } from '../village/hamlet-load.ts';
import { keepList, measureApp, measureChanges, measureSending, measureStarts, type Phone } from './parts/field-phone.ts';
import { SLOW_LINE, SLOWER } from './parts/field-page.ts';
import { type BenchResult, type BenchRow, machine } from './report.ts';

export interface BenchFieldOptions {
  readonly households?: number;
  /** Each thing is done so often. */
  readonly times?: number;
  /** Forms sent at once, and before that on one day. */
  readonly forms?: number;
  readonly day?: number;
  /** How many times the processor is slowed down. */
  readonly slower?: number;
  readonly onProgress?: (line: string) => void;
}

/** Households on the list besides those visited: a few lack an answer. */
const SPARE = 10;
const NOW: Instant = instantOf(Date.UTC(2026, 9, 12, 2));

export async function benchField(options: BenchFieldOptions = {}): Promise<BenchResult> {
  const { households = 392, forms = 50, day = 15, slower = SLOWER, onProgress: tell = () => {} } = options;
  await buildFaces({ faces: ['field'], say: tell });
  const folder = await mkdtemp(join(tmpdir(), 'vuon-bench-'));
  const own = await startEmbedded({ dataDir: join(folder, 'postgres') });
  try {
    const { appUrl } = await migrate(own.url);
    const database = await openDatabase<unknown>(appUrl, { max: 8, name: 'vuon bench' });
    const { username, hamletId, truths } = await loadHamlet(database.db, {
      seed: 'bench field',
      households,
      now: NOW,
      toVisit: day + forms + SPARE,
    });
    const app = await createApp({ db: database.db, now: () => NOW, perMinute: 1e6, signInsPerMinute: 1e6 });
    const base = await app.listen({ host: '127.0.0.1', port: 0 });
    tell(`a hamlet of ${households} households is there, ${truths.size} of them to be visited`);
    try {
      const phone: Phone = { base, profile: join(folder, 'phone'), hamlet: `/field/ap/${hamletId}`, username, slower };
      return { machine: slowMachine(slower), rows: await measureAll(phone, [...truths], options) };
    } finally {
      await app.close();
      await database.close();
    }
  } finally {
    await own.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

const slowMachine = (slower: number): string =>
  `${machine()}; Chromium, processor slowed down ${slower} times; the slow line carries ${(SLOW_LINE.bytes * 8) / 1_000} kbit/s and answers after ${SLOW_LINE.latency} ms`;

async function measureAll(
  phone: Phone,
  truths: readonly (readonly [string, unknown])[],
  { times = 20, forms = 50, day = 15, onProgress: tell = () => {} }: BenchFieldOptions,
): Promise<readonly BenchRow[]> {
  const rows: BenchRow[] = [];
  const told = (more: readonly BenchRow[]): void => {
    rows.push(...more);
    for (const { name, median, unit } of more) tell(`${name}: ${median.toFixed(1)} ${unit}`);
  };
  told(await keepList(phone));
  // The same phone, as it was before anybody was visited.
  const other = { ...phone, profile: `${phone.profile} of another` };
  await cp(phone.profile, other.profile, { recursive: true });
  told(await measureStarts(phone, Math.max(1, Math.ceil(times / 4))));
  const [today, later] = [truths.slice(0, day + SPARE / 2), truths.slice(day + SPARE / 2)];
  told(await measureApp(phone, Object.fromEntries(later.slice(0, 8)), times));
  await measureSending(phone, Object.fromEntries(today), day);
  told(await measureChanges(other, day));
  told(await measureSending(phone, Object.fromEntries(later), forms));
  return rows;
}
