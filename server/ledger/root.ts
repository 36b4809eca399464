/**
 * The daily root (gốc hằng ngày): one hash over the heads of all books, kept in the database and, above all, in a file outside it
 * to which lines are only ever added. Whoever rewrites a book with correct hashes still has the roots of the days before
 * against them. The file may be copied to where nobody of this machine can reach it.
 */
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Kysely } from 'kysely';
import { rootOf, toHex } from '../../core/ledger/chain.ts';
import { SYSTEM_ACCOUNT } from '../../core/ledger/event.ts';
import { setScope } from '../db/scope.ts';
import { type Sql, sqlOfKysely } from './sql.ts';
import { sha256 } from './tools.ts';

/** Book id to version and hash in hexadecimal. */
export type Heads = Readonly<Record<string, readonly [number, string]>>;

/** `books`: only heads that moved since the line before. `prev`: hash of that line's text, 64 zeros for the first. */
export interface RootLine {
  readonly day: string;
  readonly root: string;
  readonly prev: string;
  readonly books: Heads;
}

export const rootsFileIn = (dataDir: string): string => join(dataDir, 'roots.jsonl');

const START = '0'.repeat(64);

/** Rolls all heads into the root of `day`, once a day; again on the same day it changes nothing. Returns the day's line. */
export async function rollRoot(db: Kysely<unknown>, { file, day }: { file: string; day: string }): Promise<RootLine> {
  return db.transaction().execute(async (tx) => {
    const sql = sqlOfKysely(tx);
    await setScope(sql, { accountId: SYSTEM_ACCOUNT, reach: 'all', today: day });
    // Two servers must not roll the same day side by side.
    await sql.query(`select pg_advisory_xact_lock(hashtext('vuon roots'))`);
    const lines = await readRoots(file);
    const known = lines.find((line) => line.day === day) ?? null;
    const line = known ?? (await makeLine(sql, lines, day));
    if (known === null) await appendLine(file, line);
    await keepRoot(sql, line);
    return line;
  });
}

async function makeLine(sql: Sql, lines: readonly RootLine[], day: string): Promise<RootLine> {
  const last = lines.at(-1);
  if (last !== undefined && last.day > day) throw new Error(`The roots already reach to ${last.day}.`);
  const heads = await readHeads(sql);
  const before = sumUp(lines);
  const moved = Object.entries(heads).filter(
    ([bookId, [version, hash]]) => before[bookId]?.[0] !== version || before[bookId]?.[1] !== hash,
  );
  return { day, root: rootText(heads), prev: last === undefined ? START : textHash(last), books: Object.fromEntries(moved) };
}

async function readHeads(sql: Sql): Promise<Heads> {
  const rows = await sql.query<{ book_id: string; version: number; hash: Uint8Array }>(
    'select book_id, version, hash from head order by book_id',
  );
  return Object.fromEntries(rows.map((row) => [row.book_id, [row.version, toHex(row.hash)]]));
}

async function keepRoot(sql: Sql, line: RootLine): Promise<void> {
  await sql.query('insert into root (day, root, books) values ($1, $2, $3::jsonb) on conflict (day) do nothing', [
    line.day,
    Buffer.from(line.root, 'hex'),
    JSON.stringify(line.books),
  ]);
}

/** Flushed to the disk before the database is told. */
async function appendLine(path: string, line: RootLine): Promise<void> {
  const handle = await open(path, 'a', 0o600);
  try {
    await handle.write(`${lineText(line)}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

// ---- reading ---------------------------------------------------------------------------------------------------------

/** All lines; none where there is no file yet. A last line cut off while it was written is left out. */
export async function readRoots(path: string): Promise<RootLine[]> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  const lines = text.split('\n').slice(0, -1);
  return lines.filter((line) => line !== '').map(parseLine);
}

export class RootsUnreadable extends Error {
  override readonly name = 'RootsUnreadable';
  readonly code = 'roots-unreadable';
}

function parseLine(text: string, i: number): RootLine {
  try {
    const { day, root, prev, books }: RootLine = JSON.parse(text);
    if (typeof day === 'string' && typeof root === 'string' && typeof prev === 'string' && typeof books === 'object')
      return { day, root, prev, books };
  } catch {
    // Told below, with the number of the line.
  }
  throw new RootsUnreadable(`line ${i + 1}`);
}

/** Heads as all these lines leave them. */
export function sumUp(lines: readonly RootLine[]): Heads {
  return Object.assign({}, ...lines.map((line) => line.books));
}

/** The day of the first line that does not follow from the ones before it; null when all do. */
export function findAltered(lines: readonly RootLine[]): string | null {
  let heads: Heads = {};
  let prev = START;
  for (const line of lines) {
    heads = { ...heads, ...line.books };
    if (line.prev !== prev || line.root !== rootText(heads)) return line.day;
    prev = textHash(line);
  }
  return null;
}

function rootText(heads: Heads): string {
  const all = Object.entries(heads).map(([bookId, [version, hash]]) => ({ bookId, version, hash: Buffer.from(hash, 'hex') }));
  return toHex(rootOf(sha256, all));
}

const lineText = ({ day, root, prev, books }: RootLine): string => JSON.stringify({ day, root, prev, books });
const textHash = (line: RootLine): string => toHex(sha256(lineText(line)));
