/**
 * Backup (sao lưu): one snapshot of every table, read by COPY, packed and encrypted into one file as it comes, so that neither
 * memory nor disk ever holds it in the clear. The file of daily roots goes with it. Writers are not held up.
 */
import { createHash, randomUUID } from 'node:crypto';
import { access, readFile, rename, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { BackupProblem } from './backup-problem.ts';
import { readShape, type TableShape } from './parts/catalog.ts';
import { frame } from './parts/frames.ts';
import { writeVault } from './parts/vault.ts';
import { sqlOfClient } from './sql.ts';

export interface BackupOptions {
  /** A new file; an old one is never overwritten. */
  readonly file: string;
  /** 12 characters at least. */
  readonly passphrase: string;
  /** `roots.jsonl` of the installation; null where there is none. */
  readonly rootsFile: string | null;
  /** The key that lies outside the database, without which no second factor opens; absent where there is none. */
  readonly keyFile?: string;
  /** ISO moment, for the file's own description. */
  readonly now: string;
  readonly onTable?: (name: string, rows: number) => void;
}

export interface TableCount {
  readonly name: string;
  readonly rows: number;
  /** SHA-256 of the rows as COPY gives them. */
  readonly sha256: string;
}

export interface BackedUp {
  readonly tables: readonly TableCount[];
  readonly bytes: number;
}

/** What the first frame says. */
export interface BackupMeta {
  readonly format: 1;
  readonly createdAt: string;
  readonly epoch: string;
  readonly schema: string;
  readonly server: string;
}

/** As the owner, who is not bound by row security. Throws BackupProblem; a file begun and not finished is removed. */
export async function backup(ownerUrl: string, options: BackupOptions): Promise<BackedUp> {
  await refuseExisting(options.file);
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'vuon backup' });
  // A connection that breaks is told by the query that needed it.
  client.on('error', () => {});
  await client.connect();
  // Two backups to one name at once must not write into one file.
  const part = `${options.file}.${randomUUID()}.part`;
  const tables: TableCount[] = [];
  let bytes = 0;
  try {
    await client.query('begin isolation level repeatable read read only');
    await pipeline(content(client, options, tables), createGzip({ level: 3 }), async (packed: AsyncIterable<Uint8Array>) => {
      bytes = await writeVault(part, options.passphrase, packed);
    });
    await client.query('commit');
    await refuseExisting(options.file);
    await rename(part, options.file);
    return { tables, bytes };
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  } finally {
    await client.end();
  }
}

async function refuseExisting(path: string): Promise<void> {
  const there = await access(path).then(
    () => true,
    () => false,
  );
  if (there) throw new BackupProblem('file-exists', path);
}

async function* content(client: pg.Client, options: BackupOptions, counts: TableCount[]): AsyncGenerator<Buffer> {
  const sql = sqlOfClient(client);
  const shape = await readShape(sql);
  const [installed] = await sql.query<{ epoch: string; server: string }>(
    `select epoch, current_setting('server_version') as server from installation`,
  );
  if (installed === undefined) throw new BackupProblem('nothing-to-back-up', client.database ?? '');
  const meta: BackupMeta = { format: 1, createdAt: options.now, schema: shape.hash, ...installed };
  yield frame('M', meta);
  for (const table of shape.tables) {
    const count = { rows: 0, hash: createHash('sha256') };
    yield frame('T', { name: table.name, columns: table.columns });
    for await (const rows of readTable(client, table)) {
      count.hash.update(rows);
      count.rows += countRows(rows);
      yield frame('D', rows);
    }
    const end: TableCount = { name: table.name, rows: count.rows, sha256: count.hash.digest('hex') };
    counts.push(end);
    options.onTable?.(end.name, end.rows);
    yield frame('E', end);
  }
  yield frame('R', await readText(options.rootsFile));
  yield frame('K', await readText(options.keyFile ?? null));
  yield frame('Z', { tables: counts.length });
}

function readTable(client: pg.Client, { name, columns }: TableShape): AsyncIterable<Buffer> {
  const list = columns.map((column) => pg.escapeIdentifier(column)).join(', ');
  return client.query(copyTo(`copy ${pg.escapeIdentifier(name)} (${list}) to stdout`));
}

/** COPY ends each row with a line feed and writes one inside a value as `\n`. */
export function countRows(rows: Uint8Array): number {
  let count = 0;
  for (const byte of rows) if (byte === 10) count++;
  return count;
}

async function readText(path: string | null): Promise<Buffer> {
  if (path === null) return Buffer.alloc(0);
  return readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return Buffer.alloc(0);
    throw error;
  });
}
