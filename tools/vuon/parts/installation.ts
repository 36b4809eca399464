/** What the database already is (bản cài đặt hiện có): nothing yet, a demonstration, or a real installation. */
import { SYSTEM_ACCOUNT } from '../../../core/ledger/event.ts';
import { getInstallation, type InstallationRow } from '../../../server/access/installation.ts';
import { HttpProblem } from '../../../server/http/problem.ts';
import { asActor, type Db, type Tx } from '../../../server/http/transaction.ts';
import { EXIT, stop } from '../command.ts';
import { today } from './clock.ts';

/** As the program itself, for whoever holds the machine: all rows. */
export function asSystem<T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> {
  return asActor(db, { accountId: SYSTEM_ACCOUNT, reach: 'all', today: today() }, work);
}

export async function findInstallation(db: Db): Promise<InstallationRow | null> {
  try {
    return await asSystem(db, getInstallation);
  } catch (error) {
    if (error instanceof HttpProblem && error.code === 'not-installed') return null;
    throw error;
  }
}

export async function installationOrStop(db: Db): Promise<InstallationRow> {
  return (await findInstallation(db)) ?? stop(EXIT.trouble, 'trouble.not-installed');
}
