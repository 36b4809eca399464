/** Columns of the ledger's own tables (sổ, đầu sổ, sự kiện, nội dung). How they are written is `tables.ts`. */
import { table } from './tables.ts';

export interface BookRow {
  readonly book_id: string;
  readonly kind: 'hamlet' | 'office';
  readonly area_id: string;
  readonly hamlet_id: string | null;
  readonly opened_at: string;
  readonly closed_at: string | null;
}

export const bookTable = table<BookRow>('book', ['book_id'], {
  book_id: 'uuid',
  kind: 'text',
  area_id: 'text',
  hamlet_id: 'text',
  opened_at: 'timestamptz',
  closed_at: 'timestamptz',
});

export interface HeadRow {
  readonly book_id: string;
  readonly area_id: string;
  readonly hamlet_id: string | null;
  readonly version: number;
  readonly hash: Uint8Array;
}

export const headTable = table<HeadRow>('head', ['book_id'], {
  book_id: 'uuid',
  area_id: 'text',
  hamlet_id: 'text',
  version: 'bigint',
  hash: 'bytea',
});

/** What moves of a head. */
export const movedHeadTable = table<Pick<HeadRow, 'book_id' | 'version' | 'hash'>>('head', ['book_id'], {
  book_id: 'uuid',
  version: 'bigint',
  hash: 'bytea',
});

export interface EventRow {
  readonly book_id: string;
  readonly version: number;
  readonly event_id: string;
  readonly command_id: string;
  readonly command_part: number;
  readonly kind: string;
  readonly kind_version: number;
  readonly household_id: string | null;
  readonly area_id: string;
  readonly hamlet_id: string | null;
  readonly account_id: string;
  readonly device_at: string;
  readonly recorded_at: string;
  readonly prev_hash: Uint8Array;
  readonly commitment: Uint8Array;
  readonly hash: Uint8Array;
}

export const eventTable = table<EventRow>('event', ['book_id', 'version'], {
  book_id: 'uuid',
  version: 'bigint',
  event_id: 'uuid',
  command_id: 'uuid',
  command_part: 'integer',
  kind: 'text',
  kind_version: 'integer',
  household_id: 'uuid',
  area_id: 'text',
  hamlet_id: 'text',
  account_id: 'uuid',
  device_at: 'timestamptz',
  recorded_at: 'timestamptz',
  prev_hash: 'bytea',
  commitment: 'bytea',
  hash: 'bytea',
});

export interface PayloadRow {
  readonly event_id: string;
  readonly area_id: string;
  readonly hamlet_id: string | null;
  readonly salt: Uint8Array;
  readonly body: string;
  readonly print: Uint8Array | null;
}

export const payloadTable = table<PayloadRow>('payload', ['event_id'], {
  event_id: 'uuid',
  area_id: 'text',
  hamlet_id: 'text',
  salt: 'bytea',
  body: 'text',
  print: 'bytea',
});
