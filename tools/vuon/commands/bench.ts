/** `vuon bench NAME`: measures on this machine, beside a yardstick in the same run (đo tốc độ). What is measured is tools/bench. */
import { benchLines } from '../../bench/print.ts';
import type { BenchResult } from '../../bench/report.ts';
import { EXIT, type ExitCode, numberIn, print, readArgs, say, STORE_OPTIONS, stop } from '../command.ts';

const OPTIONS = {
  ...STORE_OPTIONS,
  communes: { type: 'string' },
  households: { type: 'string' },
  people: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const;

export async function run(args: readonly string[]): Promise<ExitCode> {
  const { values, positionals } = readArgs(args, OPTIONS);
  const communes = values.communes === undefined ? null : numberIn(values.communes, { least: 1, most: 107, option: '--communes' });
  const households =
    values.households === undefined ? null : numberIn(values.households, { least: 1_000, most: 10_000_000, option: '--households' });
  const people =
    values.people === undefined
      ? null
      : numberIn(values.people, {
          least: 2_000,
          most: positionals[0]?.startsWith('duplicates') === true ? 4_000_000 : 400_000,
          option: '--people',
        });
  const result = await measure(positionals[0], { communes, households, people, data: values.data ?? null });
  print(values.json ? JSON.stringify(result) : benchLines(result).join('\n'));
  return EXIT.ok;
}

interface Size {
  readonly communes: number | null;
  readonly households: number | null;
  readonly people: number | null;
  /** Of `bench desk`: a copy of a demonstration instead of one made now. */
  readonly data: string | null;
}

async function measure(name: string | undefined, { communes, households, people, data }: Size): Promise<BenchResult> {
  const ownerUrl = process.env['DATABASE_URL'];
  const at = ownerUrl === undefined || ownerUrl === '' ? {} : { ownerUrl };
  if (name === 'core') {
    const { benchCore } = await import('../../bench/core.ts');
    return benchCore({ onProgress: say, ...(households === null ? {} : { households }) });
  }
  if (name === 'door') {
    const { benchDoor } = await import('../../bench/door.ts');
    return benchDoor({ onProgress: say, ...at, ...(communes === null ? {} : { communes }) });
  }
  if (name === 'import') {
    const { benchImport } = await import('../../bench/import.ts');
    return benchImport({
      onProgress: say,
      ...(people === null ? {} : { people }),
      ...at,
    });
  }
  if (name === 'duplicates') {
    const { benchDuplicates } = await import('../../bench/duplicates.ts');
    return benchDuplicates({ onProgress: say, ...(people === null ? {} : { people }) });
  }
  if (name === 'duplicates-job') {
    const { benchDuplicatesJob } = await import('../../bench/duplicates-job.ts');
    return benchDuplicatesJob({ onProgress: say, ...at, ...(people === null ? {} : { people }) });
  }
  if (name === 'fairness') {
    const { benchFairness } = await import('../../bench/fairness.ts');
    return benchFairness({ onProgress: say, ...(communes === null ? {} : { communes }) });
  }
  if (name === 'report') {
    const { benchTables } = await import('../../bench/tables.ts');
    return benchTables({ onProgress: say, ...(households === null ? {} : { households }) });
  }
  if (name === 'desk') {
    const { benchDesk } = await import('../../bench/desk.ts');
    return benchDesk({
      onProgress: say,
      ...(communes === null ? {} : { communes }),
      ...(data === null ? {} : { data }),
      ...at,
    });
  }
  if (name === 'sync') {
    const { benchSync } = await import('../../bench/sync.ts');
    return benchSync({ onProgress: say, ...at, ...(communes === null ? {} : { communes }) });
  }
  if (name === 'field') {
    const { benchField } = await import('../../bench/field.ts');
    return benchField({ onProgress: say });
  }
  if (name === 'disk') {
    const { benchDisk } = await import('../../bench/disk.ts');
    return benchDisk({ onProgress: say });
  }
  return stop(EXIT.usage, 'bench.which');
}
