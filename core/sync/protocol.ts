/**
 * What a device asks for and gets (giao thức đồng bộ): of each book in reach the rows that changed since its cursor, never raw
 * events, and the households that are no longer there. Versions of a book are given in the order of commits, so nothing below
 * a cursor can appear later. What a row is, is the register's business.
 */
import * as z from 'zod';
import { idSchema } from '../ledger/fields.ts';

/** Books that the device holds, each with the version up to which it knows it. */
export const cursorsSchema = z.record(idSchema, z.int().min(0));
export type Cursors = Readonly<Record<string, number>>;

export interface PulledRow {
  readonly householdId: string;
  /** Of the household in this book, or of the answer that tells it again though nothing was written of it. */
  readonly version: number;
  /** Of the household in that case, to give back as `seenFile`. */
  readonly seenFile?: number;
  /** The round for which an objection sends this reader there, as another enumerator than the first. */
  readonly revisit?: string;
}

export interface Tombstone {
  readonly householdId: string;
  readonly version: number;
  readonly reason: 'moved' | 'merged' | 'dissolved' | 'erased';
}

/** Everything of the book above `from`, up to and with `version`. `more`: ask again from `version`. */
export interface BookNews<Row extends PulledRow> {
  readonly bookId: string;
  readonly hamletId: string;
  readonly from: number;
  readonly version: number;
  readonly more: boolean;
  readonly rows: readonly Row[];
  readonly tombstones: readonly Tombstone[];
}

/** The book is no longer in reach: what the device holds of it must go. */
export interface BookForgotten {
  readonly bookId: string;
  readonly forget: true;
}

/** Another `epoch` than before: the server was restored from a backup, all cursors are void, the outbox is sent again. */
export interface PullAnswer<Row extends PulledRow> {
  readonly epoch: string;
  readonly books: readonly (BookNews<Row> | BookForgotten)[];
}
