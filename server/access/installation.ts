/**
 * The installation (bản cài đặt): which province it serves and whether it was created as a demonstration, a fact that is
 * set once in the ledger.
 */
import { sql } from 'kysely';
import { HttpProblem } from '../http/problem.ts';
import type { Tx } from '../http/transaction.ts';

export interface InstallationRow {
  readonly installationId: string;
  readonly epoch: string;
  readonly provinceId: string;
  readonly provinceName: string;
  readonly demonstration: boolean;
}

/** Throws `not-installed` on an empty database. */
export async function getInstallation(tx: Tx): Promise<InstallationRow> {
  const { rows } = await sql<InstallationRow>`
    select installation_id as "installationId", epoch, province_id as "provinceId", province_name as "provinceName", demonstration
      from installation`.execute(tx);
  const row = rows[0];
  if (row === undefined) throw new HttpProblem(503, 'not-installed');
  return row;
}
