/**
 * What the maker of long lists makes (việc lập danh sách): parts in their order, then the file of all of them. Each kind says for
 * itself how; keeping parts, going on after an end and stopping are `list-runner.ts`.
 */

/** Reads as the person who asked. */
export type { Run } from '../access/jobs.ts';

/** What one part holds. */
export interface Held {
  readonly households: number;
  readonly people: number;
  readonly changed: number;
  readonly pages: number;
}

/** Of the parts before; `empty`: those of nobody, which have no rows and no pages. */
export interface Sums extends Held {
  readonly empty: number;
}

export interface Part extends Held {
  readonly bytes: Uint8Array;
}

export interface ListWork {
  /** How many parts. */
  readonly count: number;
  readonly makePart: (place: number, before: Sums) => Promise<Part>;
  /** The whole file, piece by piece; `parts` in their order, read when they are needed. */
  readonly file: (parts: () => AsyncIterable<Uint8Array>, sums: Sums) => AsyncIterable<Uint8Array>;
  readonly name: () => Promise<string>;
}
