/**
 * What a device holds of the register and how an answer changes it (hộp nhận trên máy): pure, so that the phone, a test and a
 * simulation do the same. An answer that comes twice, late or from before a change of rights does no harm. Where it is kept is
 * the face's business.
 */
import type { BookNews, Cursors, PullAnswer, PulledRow } from './protocol.ts';

export interface HeldBook<Row extends PulledRow> {
  readonly hamletId: string;
  readonly version: number;
  readonly rows: ReadonlyMap<string, Row>;
}

export interface Inbox<Row extends PulledRow> {
  /** Null before the first answer. */
  readonly epoch: string | null;
  readonly books: ReadonlyMap<string, HeldBook<Row>>;
}

export function emptyInbox<Row extends PulledRow>(): Inbox<Row> {
  return { epoch: null, books: new Map() };
}

export function cursorsOf<Row extends PulledRow>(inbox: Inbox<Row>): Cursors {
  return Object.fromEntries([...inbox.books].map(([bookId, book]) => [bookId, book.version]));
}

/** `true`: some book has more to give. */
export function hasMore<Row extends PulledRow>(answer: PullAnswer<Row>): boolean {
  return answer.books.some((book) => !('forget' in book) && book.more);
}

/** A restored server may lack what the device knows, and give its versions to other events: everything is asked for anew. */
export function receive<Row extends PulledRow>(inbox: Inbox<Row>, answer: PullAnswer<Row>): Inbox<Row> {
  if (inbox.epoch !== null && inbox.epoch !== answer.epoch) return { epoch: answer.epoch, books: new Map() };
  const books = new Map(inbox.books);
  for (const news of answer.books) {
    if ('forget' in news) books.delete(news.bookId);
    else addNews(books, news);
  }
  return { epoch: answer.epoch, books };
}

function addNews<Row extends PulledRow>(books: Map<string, HeldBook<Row>>, news: BookNews<Row>): void {
  const held = books.get(news.bookId);
  const known = held?.version ?? 0;
  // Older than what is held, or a part whose beginning is missing: asked for again with the next pull.
  if (news.from > known || news.version < known) return;
  const rows = new Map(held?.rows ?? []);
  for (const stone of news.tombstones) if (stone.version > known) rows.delete(stone.householdId);
  for (const row of news.rows) if (row.version > known) rows.set(row.householdId, row);
  books.set(news.bookId, { hamletId: news.hamletId, version: news.version, rows });
}
