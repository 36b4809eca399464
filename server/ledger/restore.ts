/**
 * Restore (khôi phục): a backup into an empty, migrated database, in one transaction: a wrong passphrase, a cut or altered file leaves
 * it empty. The restored server carries a new epoch, by which phones notice that it may lack what they sent, and send it again.
 * The daily roots of the backup take their place; a file of roots that lay there is compared with them and kept beside.
 */
import { createHash, randomUUID } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import type { Kysely } from 'kysely';
import pg from 'pg';
import { type CopyStreamQuery, from as copyFrom } from 'pg-copy-streams';
import { explainConnect, isLost, openDatabase } from '../db/connection.ts';
import { type BackupMeta, countRows, type TableCount } from './backup.ts';
import { BackupProblem } from './backup-problem.ts';
import { advanceCounters, findFilled, readShape, type Shape, type TableShape } from './parts/catalog.ts';
import { type Frame, frames } from './parts/frames.ts';
import { readVault } from './parts/vault.ts';
import { compareLater, type LaterRoots } from './later-roots.ts';
import { sqlOfClient, sqlOfKysely } from './sql.ts';
import { verify, type VerifyReport } from './verify.ts';

export interface RestoreOptions {
  readonly file: string;
  readonly passphrase: string;
  /** Where the daily roots of this installation shall lie; null: nowhere. */
  readonly rootsFile: string | null;
  /** Where the key outside the database shall lie. */
  readonly keyFile?: string;
  readonly onTable?: (name: string, rows: number) => void;
}

export interface Restored {
  readonly createdAt: string;
  readonly epoch: string;
  readonly tables: readonly TableCount[];
  /** The ledger as restored, checked against its chain and roots. */
  readonly report: VerifyReport;
  /** What the roots say that lay in the place of the backup's. */
  readonly later: LaterRoots | null;
}

/** As the owner. Throws BackupProblem, and then the database is as empty as before. */
export async function restore(ownerUrl: string, options: RestoreOptions): Promise<Restored> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'vuon restore' });
  client.on('error', () => {});
  await client.connect().catch((error: unknown) => {
    throw explainConnect(error, ownerUrl);
  });
  let read: Read;
  const epoch = randomUUID();
  try {
    await client.query('begin');
    read = await readAll(client, options);
    await advanceCounters(sqlOfClient(client));
    await client.query(
      `insert into former_history (history, book_id, version)
       select installation.epoch, head.book_id, head.version from installation cross join head`,
    );
    await client.query('update installation set epoch = $1', [epoch]);
    await client.query('commit');
  } catch (error) {
    throw isLost(error) ? explainConnect(error, ownerUrl) : error;
  } finally {
    // Closing the connection undoes what was not committed.
    await client.end();
  }
  const later = options.rootsFile === null ? null : await lookAtLater(ownerUrl, options.rootsFile, read.roots);
  if (options.rootsFile !== null) await place(options.rootsFile, read.roots, epoch);
  if (options.keyFile !== undefined) await place(options.keyFile, read.key, epoch);
  const report = await asOwner(ownerUrl, (db) => verify(db, { rootsFile: options.rootsFile }));
  return { createdAt: read.meta.createdAt, epoch, tables: read.tables, report, later };
}

function lookAtLater(ownerUrl: string, rootsFile: string, own: Buffer): Promise<LaterRoots | null> {
  return asOwner(ownerUrl, (db) => compareLater(sqlOfKysely(db), rootsFile, own));
}

async function asOwner<T>(ownerUrl: string, work: (db: Kysely<unknown>) => Promise<T>): Promise<T> {
  const { db, close } = await openDatabase<unknown>(ownerUrl, { max: 1, name: 'vuon restore' });
  try {
    return await work(db);
  } finally {
    await close();
  }
}

/** What lies there and differs is kept beside it. */
async function place(path: string, text: Buffer, epoch: string): Promise<void> {
  const there = await readFile(path).catch(() => null);
  if (there !== null && !there.equals(text)) await rename(path, `${path}.before-${epoch}`);
  if (there?.equals(text) !== true && text.length > 0) await writeFile(path, text, { mode: 0o600 });
}

// ---- reading ---------------------------------------------------------------------------------------------------------

interface Read {
  readonly meta: BackupMeta;
  readonly tables: readonly TableCount[];
  readonly roots: Buffer;
  readonly key: Buffer;
}

async function readAll(client: pg.Client, options: RestoreOptions): Promise<Read> {
  const { file } = options;
  const reader = new Reader(client, options, await readShape(sqlOfClient(client)));
  await reader.refuseFilled();
  await pipeline(readVault(file, options.passphrase), createGunzip(), async (plain: AsyncIterable<Uint8Array>) => {
    for await (const each of frames(plain, () => new BackupProblem('file-altered', file))) await reader.add(each);
  });
  return reader.finish();
}

interface OpenTable {
  readonly name: string;
  readonly copy: CopyStreamQuery;
  /** Rejects once the copy has failed or the server is gone: then nothing drains nor finishes any more. */
  readonly broken: Promise<never>;
  readonly hash: ReturnType<typeof createHash>;
  rows: number;
}

/** Takes the frames one after another; each table's rows go straight into the database. */
class Reader {
  private readonly client: pg.Client;
  private readonly options: RestoreOptions;
  private readonly shape: Shape;
  private readonly tables: TableCount[] = [];
  private meta: BackupMeta | null = null;
  private roots: Buffer = Buffer.alloc(0);
  private key: Buffer = Buffer.alloc(0);
  private open: OpenTable | null = null;
  private ended = false;
  /** Tells the table that is being filled that the connection is gone. */
  private onLost: (error: Error) => void = () => {};

  constructor(client: pg.Client, options: RestoreOptions, shape: Shape) {
    this.client = client;
    this.options = options;
    this.shape = shape;
    client.once('end', () => this.onLost(new Error('Connection terminated')));
  }

  async refuseFilled(): Promise<void> {
    const filled = await findFilled(sqlOfClient(this.client), this.shape.tables);
    if (filled !== null) throw new BackupProblem('database-not-empty', filled);
  }

  async add({ kind, bytes }: Frame): Promise<void> {
    if (kind === 'M') this.begin(JSON.parse(bytes.toString()));
    else if (kind === 'T') this.openTable(JSON.parse(bytes.toString()));
    else if (kind === 'D') await this.addRows(bytes);
    else if (kind === 'E') await this.closeTable(JSON.parse(bytes.toString()));
    else if (kind === 'R') this.roots = Buffer.from(bytes);
    else if (kind === 'K') this.key = Buffer.from(bytes);
    else this.ended = true;
  }

  finish(): Read {
    if (!this.ended || this.meta === null) throw new BackupProblem('file-cut-off', this.options.file);
    const missing = this.shape.tables.find(({ name }) => !this.tables.some((table) => table.name === name));
    if (missing !== undefined) throw new BackupProblem('schema-differs', missing.name);
    return { meta: this.meta, tables: this.tables, roots: this.roots, key: this.key };
  }

  private begin(meta: BackupMeta): void {
    if (meta.format !== 1) throw new BackupProblem('format-unknown', this.options.file);
    if (meta.schema !== this.shape.hash) throw new BackupProblem('schema-differs', 'kysely_migration');
    this.meta = meta;
  }

  /** Names are taken from the database's own catalogue, not from the file. */
  private openTable({ name, columns }: TableShape): void {
    const table = this.shape.tables.find((each) => each.name === name);
    if (this.meta === null || table === undefined || table.columns.join() !== columns.join())
      throw new BackupProblem('schema-differs', name);
    const list = table.columns.map((column) => pg.escapeIdentifier(column)).join(', ');
    const copy = this.client.query(copyFrom(`copy ${pg.escapeIdentifier(table.name)} (${list}) from stdin`));
    const broken = new Promise<never>((_, reject) => {
      copy.once('error', reject);
      this.onLost = reject;
    });
    broken.catch(() => {});
    this.open = { name, copy, broken, hash: createHash('sha256'), rows: 0 };
  }

  private async addRows(rows: Buffer): Promise<void> {
    if (this.open === null) throw new BackupProblem('file-altered', this.options.file);
    this.open.hash.update(rows);
    this.open.rows += countRows(rows);
    if (!this.open.copy.write(Buffer.from(rows))) await Promise.race([once(this.open.copy, 'drain'), this.open.broken]);
  }

  private async closeTable(told: TableCount): Promise<void> {
    const { open } = this;
    if (open === null) throw new BackupProblem('file-altered', this.options.file);
    const done = once(open.copy, 'finish');
    open.copy.end();
    await Promise.race([done, open.broken]);
    const count: TableCount = { name: open.name, rows: open.rows, sha256: open.hash.digest('hex') };
    if (count.rows !== told.rows || count.sha256 !== told.sha256 || open.copy.rowCount !== told.rows)
      throw new BackupProblem('rows-differ', count.name);
    this.tables.push(count);
    this.options.onTable?.(count.name, count.rows);
    this.open = null;
  }
}
