/**
 * One helper of the making (luồng phụ): a thread with its own connections that makes and sends the communes it is told, so that making
 * and the database use both cores. Started and spoken to by `helpers.ts` only.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { openDatabase } from '../../../server/db/connection.ts';
import type { Told, Wanted } from './helpers.ts';
import { helperOn, type ProvinceWish, worldOf } from './run.ts';

export interface ThreadData {
  readonly appUrl: string;
  readonly wish: ProvinceWish;
}

const port = parentPort;
if (port === null) throw new Error('Only as a thread.');
const tell = (told: Told): void => port.postMessage(told);
// cast: structured data of our own parent, of the type that it is given there.
const { appUrl, wish } = workerData as ThreadData;
const database = await openDatabase<unknown>(appUrl, { max: 2, name: 'vuon demo', hasty: true });
const helper = helperOn(worldOf(wish), database.db);

port.on('message', (wanted: Wanted) => {
  if (wanted.kind === 'end') {
    void database.close().then(() => port.close());
    return;
  }
  const told = (code: string, steps: number): void => tell({ kind: 'commune', code, steps });
  helper.run(wanted.stage, wanted.codes, told).then(
    () => tell({ kind: 'done' }),
    (error: unknown) => tell({ kind: 'failed', message: error instanceof Error ? `${error.name}: ${error.message}` : String(error) }),
  );
});
