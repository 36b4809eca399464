// The database under a day in the field (cơ sở dữ liệu, để thử): a PostgreSQL of its own with the settings of the product, killed before or
// after any statement, backed up and restored from an old backup by the product's own code.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { type Database, openDatabase } from '../../server/db/connection.ts';
import { type Embedded, startEmbedded } from '../../server/db/embedded.ts';
import { migrate } from '../../server/db/migrate.ts';
import { backup } from '../../server/ledger/backup.ts';
import { restore } from '../../server/ledger/restore.ts';

const PASSPHRASE = 'một câu đủ dài cho ngày thử';
const EMPTY = 'day_empty';

/** A PostgreSQL for any number of days, and the folder that it and the backups lie in. */
export class Ground {
  readonly folder: string;
  #server: Embedded;
  #made = 0;
  #appUrl = '';

  private constructor(folder: string, server: Embedded) {
    [this.folder, this.#server] = [folder, server];
  }

  static async open(): Promise<Ground> {
    const folder = await mkdtemp(join(tmpdir(), 'vuon-field-day-'));
    const ground = new Ground(folder, await start(folder));
    await ground.#query(`create database ${EMPTY}`);
    ground.#appUrl = (await migrate(ground.ownerUrl(EMPTY))).appUrl;
    return ground;
  }

  /** An empty database of a name of its own. */
  async fresh(): Promise<string> {
    this.#made += 1;
    const name = `day_${this.#made}`;
    await this.#query(`create database ${name} template ${EMPTY}`);
    return name;
  }

  ownerUrl(name: string): string {
    return onDatabase(this.#server.url, name);
  }

  appUrl(name: string): string {
    const url = new URL(onDatabase(this.#appUrl, name));
    url.port = String(this.#server.port);
    return url.href;
  }

  kill(): void {
    process.kill(this.#server.pid, 'SIGKILL');
  }

  async revive(): Promise<void> {
    const { port } = this.#server;
    await this.#server.stop();
    this.#server = await start(this.folder, port);
  }

  async close(): Promise<void> {
    await this.#server.stop();
    await rm(this.folder, { recursive: true, force: true });
  }

  async #query(text: string): Promise<void> {
    const client = new pg.Client({ connectionString: onDatabase(this.#server.url, 'postgres') });
    await client.connect();
    await client.query(text).finally(() => client.end());
  }
}

/** A server that is killed is meant to be. */
const start = (folder: string, port = 0): Promise<Embedded> => startEmbedded({ dataDir: join(folder, 'postgres'), port, onLost: () => {} });

function onDatabase(url: string, database: string): string {
  const address = new URL(url);
  address.pathname = `/${database}`;
  return address.href;
}

/** A command in the order in which its first event lies there. */
export interface InLedger {
  readonly commandId: string;
  readonly handed: boolean;
}

type When = 'before' | 'after';

interface Backup {
  readonly file: string;
  /** Of each book, where it stood. */
  readonly heads: ReadonlyMap<string, number>;
}

/** The database of one day, as the server has it open. */
export class Field {
  dead = false;
  readonly #ground: Ground;
  #name: string;
  #open: Database<unknown>;
  #death: { left: number; readonly when: When } | null = null;
  readonly #clients = new Map<object, Promise<unknown>>();

  private constructor(ground: Ground, name: string, open: Database<unknown>) {
    [this.#ground, this.#name, this.#open] = [ground, name, open];
    this.#watch();
  }

  static async open(ground: Ground): Promise<Field> {
    const name = await ground.fresh();
    return new Field(ground, name, await openDatabase(ground.appUrl(name), { max: 4, name: 'vuon field day' }));
  }

  get db(): Database<unknown>['db'] {
    return this.#open.db;
  }

  /** PostgreSQL is killed before that statement from now is sent, or after it was done and before its answer is read. */
  killAt(statement: number, when: When): void {
    this.#death = { left: statement, when };
  }

  /** The statement did not come. */
  spare(): void {
    this.#death = null;
  }

  async revive(): Promise<void> {
    await this.#ground.revive();
    await this.#reopen();
    this.dead = false;
  }

  async backup(now: string): Promise<Backup> {
    const file = join(this.#ground.folder, `${this.#name}.vuon`);
    await backup(this.#ground.ownerUrl(this.#name), { file, passphrase: PASSPHRASE, rootsFile: null, now });
    return { file, heads: await this.#heads() };
  }

  /** Into an empty database, as an operator has to. The mark of the restored ledger. */
  async restore({ file }: Backup): Promise<string> {
    this.#name = await this.#ground.fresh();
    const { epoch, report } = await restore(this.#ground.ownerUrl(this.#name), { file, passphrase: PASSPHRASE, rootsFile: null });
    if (report.faults.length > 0) throw new Error(`Restored with faults: ${JSON.stringify(report.faults)}`);
    await this.#reopen();
    return epoch;
  }

  /** What the ledger holds in the end, whatever phones were told. */
  async order(): Promise<readonly InLedger[]> {
    const client = new pg.Client({ connectionString: this.#ground.ownerUrl(this.#name) });
    await client.connect();
    const { rows } = await client
      .query<InLedger>(`select command_id as "commandId", bool_or(kind = 'handed-over') as handed from event group by 1 order by min(seq)`)
      .finally(() => client.end());
    return rows;
  }

  close(): Promise<void> {
    return this.#open.close();
  }

  async #reopen(): Promise<void> {
    await this.#open.close();
    this.#open = await openDatabase(this.#ground.appUrl(this.#name), { max: 4, name: 'vuon field day' });
    this.#watch();
  }

  async #heads(): Promise<ReadonlyMap<string, number>> {
    const { db, close } = await openDatabase<{ head: { book_id: string; version: number } }>(this.#ground.ownerUrl(this.#name), { max: 1 });
    const rows = await db.selectFrom('head').select(['book_id', 'version']).execute();
    await close();
    return new Map(rows.map((row) => [row.book_id, row.version]));
  }

  /** Every statement of every connection passes here. */
  #watch(): void {
    const { pool } = this.#open;
    this.#clients.clear();
    const connect = pool.connect.bind(pool);
    Object.assign(pool, {
      connect: async () => {
        const client = await connect();
        if (this.#clients.has(client)) return client;
        this.#clients.set(client, new Promise((resolve) => client.once('end', resolve)));
        const query = client.query.bind(client);
        const run = (args: readonly unknown[]): Promise<unknown> => Reflect.apply(query, client, args);
        Object.assign(client, { query: (...args: readonly unknown[]) => this.#atStatement(() => run(args)) });
        return client;
      },
    });
  }

  async #atStatement(run: () => Promise<unknown>): Promise<unknown> {
    if (this.#death === null || this.dead) return run();
    this.#death.left -= 1;
    if (this.#death.left > 0) return run();
    const { when } = this.#death;
    this.#death = null;
    if (when === 'after') await run();
    this.dead = true;
    this.#ground.kill();
    // Its other processes end by themselves: until the last has, a statement could still be done.
    await Promise.all(this.#clients.values());
    this.#clients.clear();
    return run();
  }
}
