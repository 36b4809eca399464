/** `vuon bench NAME`: measures on this machine, beside a yardstick in the same run (đo tốc độ). What is measured is tools/bench. */
import { scaledVi } from '../../../core/kernel/numbers.ts';
import type { BenchResult } from '../../bench/door.ts';
import { EXIT, type ExitCode, numberIn, print, readArgs, say, stop, STORE_OPTIONS } from '../command.ts';

const OPTIONS = { ...STORE_OPTIONS, communes: { type: 'string' }, json: { type: 'boolean', default: false } } as const;

export async function run(args: readonly string[]): Promise<ExitCode> {
  const { values, positionals } = readArgs(args, OPTIONS);
  const communes = values.communes === undefined ? undefined : numberIn(values.communes, { least: 1, most: 107, option: '--communes' });
  const result = await measure(positionals[0], communes);
  print(values.json ? JSON.stringify(result) : asText(result));
  return EXIT.ok;
}

async function measure(name: string | undefined, communes: number | undefined): Promise<BenchResult> {
  if (name === 'door') {
    const { benchDoor } = await import('../../bench/door.ts');
    const ownerUrl = process.env['DATABASE_URL'];
    return benchDoor({
      onProgress: say,
      ...(communes === undefined ? {} : { communes }),
      ...(ownerUrl === undefined || ownerUrl === '' ? {} : { ownerUrl }),
    });
  }
  return stop(EXIT.usage, 'bench.which');
}

function asText({ machine, rows }: BenchResult): string {
  const lines = rows.map(({ name, n, median, unit, vs, ratio }) => {
    const against = vs === undefined || ratio === undefined ? '' : `, ${scaledVi(Math.round(ratio * 100), 2)} × ${vs}`;
    return `  ${name}: ${scaledVi(Math.round(median * 100), 2)} ${unit} (n = ${n}${against})`;
  });
  return [machine, ...lines].join('\n');
}
