/**
 * What a benchmark reports (kết quả đo): rows of a median with its unit, beside a yardstick of the same run where there is
 * one, and the machine it was measured on. Printing is `print.ts`.
 */
import { cpus, totalmem } from 'node:os';

export interface BenchRow {
  readonly name: string;
  /** How many things were done in a run. */
  readonly n: number;
  readonly median: number;
  readonly unit: string;
  /** The yardstick; `ratio` is this row's median over the yardstick's. */
  readonly vs?: string;
  readonly ratio?: number;
}

export interface BenchResult {
  readonly machine: string;
  readonly rows: readonly BenchRow[];
}

export function machine(): string {
  const processors = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${processors[0]?.model.trim() ?? 'unknown processor'}, ${processors.length} cores, ${memory} GiB, Node ${process.version}`;
}

/** Throws on an empty list: a median of nothing is a defect. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted[sorted.length >> 1];
  const below = sorted[(sorted.length - 1) >> 1];
  if (middle === undefined || below === undefined) throw new RangeError('A median of nothing.');
  return (middle + below) / 2;
}

/** The smallest of the values that so many of a hundred do not exceed. */
export function percentile(values: readonly number[], of100: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = Math.max(0, Math.ceil((sorted.length * of100) / 100) - 1);
  return sorted[at] ?? 0;
}
