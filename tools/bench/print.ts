/** A benchmark's report as lines of text (in kết quả đo); `--json` prints the report itself. */
import { groupVi, scaledVi } from '../../core/kernel/numbers.ts';
import type { BenchResult, BenchRow } from './report.ts';

export function benchLines({ machine, rows }: BenchResult): readonly string[] {
  return [machine, ...rows.map(rowLine)];
}

function rowLine({ name, n, median, unit, vs, ratio }: BenchRow): string {
  const against = vs === undefined || ratio === undefined ? '' : `; ${decimal(ratio)} × ${vs}`;
  return `  ${name}: ${decimal(median)} ${unit} (n = ${groupVi(n)}${against})`;
}

/** Whole from a hundred up, else two decimals. Not grouped: beside a unit, `1.942 ms` would be read as two. */
function decimal(value: number): string {
  return value >= 100 ? String(Math.round(value)) : scaledVi(Math.round(value * 100), 2);
}
