/**
 * How fast one core judges (đo tốc độ chấm điểm): verdicts a second by each rulebook, with and without reasons, on households
 * drawn at the bounds of the rules, beside the same classification as one SQL statement in DuckDB over the same answers in
 * the same run. The classes of both must be equal in number, or the measurement fails. DuckDB runs on one thread too; seconds
 * are processor time of the whole process, so that other work on the machine does not count as ours.
 */
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { assess, explain } from '../../core/classify/assess.ts';
import { type Draw, drawSeeded } from '../../core/classify/proof/draw.ts';
import { type Sample, sampleHousehold } from '../../core/classify/proof/households.ts';
import type { Rulebook } from '../../core/classify/rulebook.ts';
import { rulebookById } from '../../core/classify/rulebooks.ts';
import { CLASSES, type PovertyClass, RULEBOOK_IDS, type RulebookId } from '../../core/classify/verdict.ts';
import { classifyingSql } from './parts/core-sql.ts';
import { append, createTables, type Tables } from './parts/core-tables.ts';
import { type BenchResult, type BenchRow, machine, median } from './report.ts';

export interface BenchCoreOptions {
  /** 300,000 by default. */
  readonly households?: number;
  /** Each measured so often; the median counts. 3 by default. */
  readonly runs?: number;
  readonly seed?: number;
  readonly onProgress?: (line: string) => void;
}

/**
 * Households made and judged at a time. A server or phone judges an interview when it has just read it, so the answers lie
 * near the processor; FAR_BATCH shows the price when they do not (a household's answers take about 6 KB).
 */
const BATCH = 50;
const FAR_BATCH = 250;

type Counts = Record<PovertyClass, number>;

interface Timing {
  /** Seconds of each run, without and with reasons. */
  readonly plain: number[];
  readonly explained: number[];
  /** As `plain`, in batches too large for the near caches. */
  readonly far: number[];
  readonly classes: Counts;
}

/** Throws when the core and SQL do not count the same classes. */
export async function benchCore(options: BenchCoreOptions = {}): Promise<BenchResult> {
  const { households = 300_000, runs = 3, seed = 1, onProgress = () => {} } = options;
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  try {
    const tables = await createTables(connection);
    const timings = measureCore(tables, { households, runs, seed });
    tables.household.closeSync();
    tables.member.closeSync();
    onProgress(`judged ${households} households by ${RULEBOOK_IDS.length} rulebooks, ${runs} times, with and without reasons`);
    const rows: BenchRow[] = [];
    for (const id of RULEBOOK_IDS)
      rows.push(
        ...rowsOf(id, households, timings[id], await measureSql(connection, rulebookById(id), { runs, expected: timings[id].classes })),
      );
    return { machine: machine(), rows };
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

interface Size {
  readonly households: number;
  readonly runs: number;
  readonly seed: number;
}

/** Making and loading the households is not timed. */
function measureCore(tables: Tables, { households, runs, seed }: Size): Record<RulebookId, Timing> {
  const draw = drawSeeded(seed);
  warmUp();
  const timings = { '2022-2026': emptyTiming(runs), '2027-2030': emptyTiming(runs) };
  for (const { from, batch } of batches(draw, households, BATCH)) {
    batch.forEach((sample, at) => append(tables, from + at, sample));
    for (const id of RULEBOOK_IDS) for (const name of classesOf(rulebookById(id), batch)) timings[id].classes[name] += 1;
    // Reasons last: what they leave for the collector is not the plain verdicts' business.
    timeRuns(runs, batch, (id) => timings[id].plain, judgeAll);
    timeRuns(runs, batch, (id) => timings[id].explained, explainAll);
  }
  for (const { batch } of batches(draw, households, FAR_BATCH)) {
    for (const id of RULEBOOK_IDS) judgeAll(rulebookById(id), batch);
    timeRuns(runs, batch, (id) => timings[id].far, judgeAll);
  }
  return timings;
}

function* batches(draw: Draw, households: number, size: number): Generator<{ readonly from: number; readonly batch: readonly Sample[] }> {
  for (let from = 0; from < households; from += size) {
    yield { from, batch: Array.from({ length: Math.min(size, households - from) }, () => sampleHousehold(draw)) };
  }
}

function timeRuns(runs: number, batch: readonly Sample[], into: (id: RulebookId) => number[], work: typeof judgeAll): void {
  for (let run = 0; run < runs; run += 1) {
    for (const id of RULEBOOK_IDS) {
      const seconds = into(id);
      seconds[run] = (seconds[run] ?? 0) + secondsOf(() => work(rulebookById(id), batch));
    }
  }
}

function emptyTiming(runs: number): Timing {
  const zeros = () => Array.from({ length: runs }, () => 0);
  return { plain: zeros(), explained: zeros(), far: zeros(), classes: { 'poor': 0, 'near-poor': 0, 'not-poor': 0 } };
}

/** The first thousands of verdicts are made by code that is not compiled yet. */
function warmUp(): void {
  const draw = drawSeeded(0);
  const samples = Array.from({ length: 2_000 }, () => sampleHousehold(draw));
  for (let round = 0; round < 10; round += 1) {
    for (const id of RULEBOOK_IDS) {
      judgeAll(rulebookById(id), samples);
      if (round < 2) explainAll(rulebookById(id), samples);
    }
  }
}

/** Something is done with each verdict, so that none can be left out. */
function judgeAll(rulebook: Rulebook, batch: readonly Sample[]): number {
  let points = 0;
  for (const { answers, setting } of batch) points += assess(rulebook, answers, setting).b1.min;
  return points;
}

function explainAll(rulebook: Rulebook, batch: readonly Sample[]): number {
  let lines = 0;
  for (const { answers, setting } of batch) lines += explain(rulebook, answers, setting).trace.length;
  return lines;
}

function classesOf(rulebook: Rulebook, batch: readonly Sample[]): PovertyClass[] {
  return batch.map(({ answers, setting }) => {
    const { outcome } = assess(rulebook, answers, setting);
    if (outcome === null) throw new Error('A household of the benchmark has an answer missing.');
    return outcome;
  });
}

interface Wanted {
  readonly runs: number;
  readonly expected: Counts;
}

/** Seconds of each run. */
async function measureSql(connection: DuckDBConnection, rulebook: Rulebook, { runs, expected }: Wanted): Promise<readonly number[]> {
  const sql = classifyingSql(rulebook);
  const seconds: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const from = processorSeconds();
    const result = await connection.runAndReadAll(sql);
    seconds.push(processorSeconds() - from);
    const counted = new Map(result.getRows().map(([name, count]) => [String(name), Number(count)]));
    for (const name of CLASSES) {
      const found = counted.get(name) ?? 0;
      if (found !== expected[name]) throw new Error(`${rulebook.id}: ${expected[name]} households ${name} by the core, ${found} by SQL.`);
    }
  }
  return seconds;
}

function rowsOf(id: RulebookId, n: number, { plain, explained, far, classes }: Timing, sql: readonly number[]): readonly BenchRow[] {
  const speed = (seconds: readonly number[]) => n / median(seconds);
  const unit = 'verdicts/s/core';
  const vs = 'DuckDB, one SQL statement, one thread';
  return [
    { name: `${id}, without reasons`, n, median: speed(plain), unit, vs, ratio: speed(plain) / speed(sql) },
    { name: `${id}, without reasons, ${FAR_BATCH} households at a time`, n, median: speed(far), unit, vs, ratio: speed(far) / speed(sql) },
    { name: `${id}, with reasons`, n, median: speed(explained), unit, vs, ratio: speed(explained) / speed(sql) },
    { name: `${id}, DuckDB, one SQL statement`, n, median: speed(sql), unit },
    ...CLASSES.map((name): BenchRow => ({ name: `${id}, ${name} (the same by SQL)`, n, median: classes[name], unit: 'households' })),
  ];
}

function secondsOf(work: () => number): number {
  const from = processorSeconds();
  work();
  return processorSeconds() - from;
}

function processorSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000_000;
}
