/**
 * How fast a list comes in (đo tốc độ nhập danh sách): a workbook of households and one of their people, 100,000 people by default, read,
 * compared with the register and written through the door, in a process whose memory is measured; then a smaller list whose import is
 * killed in the middle and begun again. On a database that flushes to the disk.
 */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { write } from 'hucre';
import type { Kysely } from 'kysely';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import * as z from 'zod';
import { areasOn } from '../../core/kernel/areas.ts';
import { date } from '../../core/kernel/dates.ts';
import { realUnits } from '../../core/kernel/real-units.ts';
import type { Line } from '../../core/register/import/sheet.ts';
import { openDatabase } from '../../server/db/connection.ts';
import { startEmbedded } from '../../server/db/embedded.ts';
import { migrate } from '../../server/db/migrate.ts';
import { submit } from '../../server/ledger/door.ts';
import { walkSheets } from '../../server/register/workbook.ts';
import { yearlyRound } from '../village/office.ts';
import { realTree } from '../village/commune.ts';
import type { ImportJob } from './parts/import-child.ts';
import { type BenchResult, machine } from './report.ts';
import { uuidOf } from './roster.ts';

export interface BenchImportOptions {
  /** 100,000 by default. */
  readonly people?: number;
  /** A PostgreSQL to use instead of one of our own; its database must be empty. The owner's address. */
  readonly ownerUrl?: string;
  readonly onProgress?: (line: string) => void;
}

const SEED = 'bench import';
const CLOCK = { now: '2026-11-01T02:00:00.000Z', today: '2026-11-01' };
const TODAY = date('2026-11-01');
const PER_HOUSEHOLD = 4;
const HAMLETS = 10;
/** As `vuon import` is started. */
const FLAGS = z
  .object({ 'vuon import': z.array(z.string()) })
  .parse(JSON.parse(readFileSync(resolve(import.meta.dirname, '../start/flags.json'), 'utf8')))['vuon import'];

export async function benchImport(options: BenchImportOptions = {}): Promise<BenchResult> {
  const folder = await mkdtemp(join(tmpdir(), 'vuon-bench-import-'));
  const own = options.ownerUrl === undefined ? await startEmbedded({ dataDir: join(folder, 'postgres') }) : null;
  const ownerUrl = options.ownerUrl ?? own?.url ?? '';
  try {
    const { appUrl } = await migrate(ownerUrl);
    const app = await openDatabase<unknown>(appUrl, { max: 2, name: 'vuon bench' });
    const communes = await found(app.db).finally(() => app.close());
    return await measure({ appUrl, ownerUrl, folder, communes }, options);
  } finally {
    await own?.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

interface Place {
  readonly appUrl: string;
  readonly ownerUrl: string;
  readonly folder: string;
  readonly communes: readonly [number, number];
}

async function measure(
  { appUrl, ownerUrl, folder, communes }: Place,
  { people = 100_000, onProgress = () => {} }: BenchImportOptions,
): Promise<BenchResult> {
  const round = { roundId: uuidOf(SEED, 'round'), year: 2026 };
  const jobFor = async (commune: number, size: number): Promise<ImportJob> => ({
    ...{ appUrl, commune, round, accountId: uuidOf(SEED, 'officer') },
    paths: await writeLists(join(folder, `list-${commune}`), size),
  });
  const whole = await jobFor(communes[0], people);
  onProgress(`lists of ${people} people written`);
  const straight = await runChild(whole);
  onProgress(`imported in ${(straight.planSeconds + straight.writeSeconds).toFixed(1)} s with ${straight.megabytes} MB`);
  const floor = await measureFloor(ownerUrl, whole.paths);
  const again = await runChild(whole);
  const part = await jobFor(communes[1], Math.ceil(people / 5));
  const killed = await runChild(part, 0.3);
  const resumed = await runChild(part);
  const left = resumed.planned.new + resumed.planned.changed;
  if (again.planned.new + again.planned.changed > 0) throw new Error('A second import of the same list would change something.');
  if (left === 0 || left >= killed.planned.new) throw new Error(`Killed in the middle, ${left} of ${killed.planned.new} were left to do.`);
  const row = (name: string, n: number, median: number, unit: string) => ({ name, n, median, unit });
  const beside = (vs: keyof typeof FLOORS, median: number) => ({ vs: FLOORS[vs], ratio: Math.round((median / floor[vs]) * 100) / 100 });
  const all = straight.planSeconds + straight.writeSeconds;
  return {
    machine: machine(),
    rows: [
      { ...row('people in a list, read, compared and written', people, all, 's'), ...beside('copying', all) },
      { ...row('reading and comparing alone (dry run)', people, straight.planSeconds, 's'), ...beside('reading', straight.planSeconds) },
      row('writing alone', people, straight.writeSeconds, 's'),
      row('commands taken by the door', straight.written, straight.written / straight.writeSeconds, 'commands/s'),
      row('most memory of the process', people, straight.megabytes, 'MB'),
      row(FLOORS.reading, people, floor.reading, 's'),
      row(FLOORS.copying, people, floor.copying, 's'),
      row('the same list again, nothing to write', people, again.planSeconds, 's'),
      row('households left to write after a kill in the middle', killed.planned.new, left, 'households'),
    ],
  };
}

// ---- the floor ----------------------------------------------------------------------------------------------------------

const FLOORS = {
  reading: 'bare reading of the same sheets, by the same reader',
  copying: 'the same sheets read and copied into one plain table',
} as const;

/** What no import can do without: every cell of the sheets read, and every row once in the database. */
async function measureFloor(ownerUrl: string, paths: readonly string[]): Promise<Record<keyof typeof FLOORS, number>> {
  const from = performance.now();
  const lines: string[] = [];
  for (const path of paths) {
    const sink = { begin: () => {}, line: ({ cells }: Line) => void lines.push(copyLine(cells)) };
    const read = await walkSheets({ name: path, path }, sink);
    if (!read.ok) throw new Error(read.error.code);
  }
  const read = performance.now();
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query('create table bench_floor (body text)');
    await pipeline(Readable.from(lines), client.query(copyFrom('copy bench_floor from stdin')));
    const copied = performance.now();
    await client.query('drop table bench_floor');
    return { reading: (read - from) / 1000, copying: (copied - from) / 1000 };
  } finally {
    await client.end();
  }
}

const copyLine = (cells: Line['cells']): string => `${JSON.stringify(cells).replaceAll('\\', '\\\\')}\n`;

// ---- the process that imports -------------------------------------------------------------------------------------------

const counts = z.object({ new: z.int(), changed: z.int(), same: z.int(), refused: z.int() });
const lineSchema = z.union([
  z.object({ planned: counts, seconds: z.number() }),
  z.object({ done: z.int() }),
  z.object({ written: z.int(), refused: z.int(), seconds: z.number(), megabytes: z.int() }),
]);

interface Ran {
  planned: z.infer<typeof counts>;
  planSeconds: number;
  writeSeconds: number;
  written: number;
  megabytes: number;
}

/** `killAt`: the part of the households after which the process is killed without a word. */
async function runChild(job: ImportJob, killAt = Number.POSITIVE_INFINITY): Promise<Ran> {
  const ran: Ran = { planned: { new: 0, changed: 0, same: 0, refused: 0 }, planSeconds: 0, writeSeconds: 0, written: 0, megabytes: 0 };
  const child = spawn(process.execPath, [...FLAGS, resolve(import.meta.dirname, 'parts/import-child.ts'), JSON.stringify(job)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<number | null>((done) => child.once('close', done));
  for await (const text of createInterface({ input: child.stdout })) {
    const line = lineSchema.parse(JSON.parse(text));
    if ('planned' in line) Object.assign(ran, { planned: line.planned, planSeconds: line.seconds });
    else if ('done' in line) {
      if (line.done >= ran.planned.new * killAt) child.kill('SIGKILL');
    } else Object.assign(ran, { written: line.written, writeSeconds: line.seconds, megabytes: line.megabytes });
  }
  const code = await ended;
  if (code !== 0 && killAt > 1) throw new Error(`The import ended with ${code}.`);
  return ran;
}

// ---- the province and the lists -----------------------------------------------------------------------------------------

/** Two communes with hamlets, and an open round. */
async function found(db: Kysely<unknown>): Promise<readonly [number, number]> {
  const { areas, periods, lineage } = realUnits();
  const [first, second] = areasOn(realTree(), TODAY, 'commune');
  if (first === undefined || second === undefined) throw new Error('No communes.');
  const hamlets = [first, second].flatMap(({ areaId }) =>
    Array.from({ length: HAMLETS }, (_, i) => ({
      ...{ areaId: uuidOf(SEED, `hamlet ${areaId} ${i}`), bookId: uuidOf(SEED, `book ${areaId} ${i}`), name: `Ấp ${i + 1}`, kind: 'ap' },
      ...{ communeId: areaId, from: '2025-07-01', synthetic: true },
    })),
  );
  const send = (kind: string, payload: object) => ({ commandId: uuidOf(SEED, kind), kind, v: 1, at: CLOCK.now, payload });
  const base = { installationId: uuidOf(SEED, 'installation'), provinceId: 'a0001', provinceCode: '86', provinceName: 'Tỉnh Vĩnh Long' };
  const commands = [
    send('installation-created', { ...base, demonstration: true }),
    send('areas-loaded', {
      areas: areas.map(({ id, level }) => ({ areaId: id, level })),
      periods,
      lineage: lineage.map(({ from, to, date: on, how }) => ({ fromId: from, toId: to, on, how })),
    }),
    send('hamlets-added', { hamlets }),
    send('round-opened', { round: yearlyRound({ roundId: uuidOf(SEED, 'round'), year: 2026 }), communes: [first.areaId, second.areaId] }),
  ];
  for (const answer of await submit(db, 'system', commands, CLOCK)) if (answer.answer !== 'taken') throw new Error(JSON.stringify(answer));
  return [Number(first.areaId.slice(1)), Number(second.areaId.slice(1))];
}

const FAMILY = ['Nguyễn', 'Trần', 'Lê', 'Phạm', 'Huỳnh', 'Võ', 'Đặng', 'Thạch', 'Kim', 'Ngô'];
const GIVEN = ['Văn Tám', 'Thị Bưởi', 'Minh Khang', 'Thị Ngọc Loan', 'Hoàng Anh', 'Thị Út', 'Quốc Bảo', 'Thị Mận', 'Thanh Tùng', 'Thị Sen'];
const RELATIONS = ['Chủ hộ', 'Vợ', 'Con', 'Con'];

/** One household in twenty was poor or near-poor last year, as in the lists that communes have. */
async function writeLists(path: string, people: number): Promise<string[]> {
  const households: (string | number | null)[][] = [
    ['Mã hộ', 'Họ tên chủ hộ', 'Số nhân khẩu', 'Ấp', 'Kết quả', 'Điểm B1', 'Điểm B2', 'Ngày rà soát'],
  ];
  const members: (string | number | null)[][] = [
    ['Mã hộ', 'Họ tên thành viên', 'Quan hệ với chủ hộ', 'Ngày sinh', 'Giới tính', 'Dân tộc', 'Số CCCD'],
  ];
  for (let i = 0; i < people / PER_HOUSEHOLD; i += 1) {
    const code = `B${String(i).padStart(6, '0')}`;
    const poor = i % 20 === 0;
    const result = poor ? [i % 40 === 0 ? 'Hộ nghèo' : 'Hộ cận nghèo', 130, 30, '20/10/2025'] : [null, null, null, null];
    const name = (who: number): string => `${FAMILY[i % FAMILY.length]} ${GIVEN[(i + who * 3) % GIVEN.length]} ${who}`;
    households.push([code, name(0), PER_HOUSEHOLD, `Ấp ${(i % HAMLETS) + 1}`, ...result]);
    for (let who = 0; who < PER_HOUSEHOLD; who += 1) {
      const year = who < 2 ? 1960 + (i % 30) : 2000 + (i % 20);
      const sex = who % 2 === 0 ? 'Nam' : 'Nữ';
      members.push([code, name(who), RELATIONS[who] ?? 'Con', `12/03/${year}`, sex, 'Kinh', null]);
    }
  }
  const paths = [`${path}-ho.xlsx`, `${path}-thanh-vien.xlsx`];
  await writeFile(paths[0] ?? '', await write({ sheets: [{ name: 'Hộ', rows: households }] }));
  await writeFile(paths[1] ?? '', await write({ sheets: [{ name: 'Thành viên', rows: members }] }));
  return paths;
}
