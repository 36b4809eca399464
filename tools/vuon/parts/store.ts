/**
 * The database behind a command (cơ sở dữ liệu của lệnh): the one that DATABASE_URL names, or the bundled PostgreSQL in the
 * folder of `--data`; migrated, and opened as the application's own weak role.
 */
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Database, openDatabase } from '../../../server/db/connection.ts';
import { defaultDataDir, startEmbedded } from '../../../server/db/embedded.ts';
import { migrate } from '../../../server/db/migrate.ts';
import type { Db } from '../../../server/http/transaction.ts';
import { DatabaseProblem } from '../../../server/db/problem.ts';
import { EXIT, say, Stop, stop } from '../command.ts';

export interface Store {
  readonly ownerUrl: string;
  /** Role `vuon_app`. */
  readonly appUrl: string;
  /** As `vuon_app`. */
  readonly db: Db;
  /** For what must lie outside the database: sign-ins of the demonstration, daily roots. Made when absent. */
  readonly folder: string;
  readonly close: () => Promise<void>;
  /** What the bundled server's log says when something failed that nobody foresaw; null: nothing. */
  readonly trouble: () => DatabaseProblem | null;
}

/** `data`: the folder of `--data`. With DATABASE_URL it only holds our files. Throws DatabaseProblem. */
export async function openStore(data: string | undefined): Promise<Store> {
  if (data?.trim() === '') stop(EXIT.usage, 'trouble.data-empty');
  const given = process.env['DATABASE_URL'];
  if (given !== undefined && given !== '') {
    const folder = resolve(data ?? folderFor(given));
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return openOn(given, folder, { leave: async () => {}, trouble: () => null });
  }
  const folder = resolve(data ?? defaultDataDir);
  const embedded = await startEmbedded({ dataDir: folder, onProgress: say });
  try {
    return await openOn(embedded.url, folder, { leave: embedded.stop, trouble: embedded.trouble });
  } catch (error) {
    await embedded.stop();
    throw error;
  }
}

/** Of its own for each database, since roots and sign-ins of one say nothing about another. */
function folderFor(url: string): string {
  const { hostname, port, pathname } = URL.canParse(url) ? new URL(url) : { hostname: 'database', port: '', pathname: '' };
  return join(defaultDataDir, '..', `${hostname}-${port || '5432'}${pathname}`.replace(/[^A-Za-z0-9.-]+/g, '-'));
}

async function openOn(
  ownerUrl: string,
  folder: string,
  { leave, trouble }: { leave: () => Promise<void>; trouble: Store['trouble'] },
): Promise<Store> {
  const appGiven = process.env['DATABASE_APP_URL'];
  const { appUrl } = await migrate(ownerUrl, {
    onProgress: say,
    ...(appGiven === undefined || appGiven === '' ? {} : { appUrl: appGiven }),
  });
  const database: Database<unknown> = await openDatabase(appUrl, { max: 6, name: 'vuon' });
  const close = async (): Promise<void> => {
    await database.close();
    await leave();
  };
  return { ownerUrl, appUrl, db: database.db, folder, close, trouble };
}

/** Opens, works, closes, also when the work fails. */
export async function withStore<T>(data: string | undefined, work: (store: Store) => Promise<T>): Promise<T> {
  const store = await openStore(data);
  try {
    return await work(store);
  } catch (error) {
    // A stop that was foreseen has its sentence already.
    if (error instanceof Stop || error instanceof DatabaseProblem) throw error;
    throw store.trouble() ?? error;
  } finally {
    await store.close();
  }
}
