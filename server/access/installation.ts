/**
 * The installation (bản cài đặt): which province it serves and whether it was created as a demonstration, a fact that is
 * set once in the ledger.
 */
import { sql } from 'kysely';
import { SECOND_FACTOR_RULES, type SecondFactorRule, usualRule } from '../../core/access/second-factor.ts';
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
  const row = await findInstallation(tx);
  if (row === null) throw new HttpProblem(503, 'not-installed');
  return row;
}

export async function findInstallation(tx: Tx): Promise<InstallationRow | null> {
  const { rows } = await sql<InstallationRow>`
    select installation_id as "installationId", epoch, province_id as "provinceId", province_name as "provinceName", demonstration
      from installation`.execute(tx);
  return rows[0] ?? null;
}

/** What an administrator said, or what stands until then. */
export async function readSignInRule(tx: Tx): Promise<SecondFactorRule> {
  const { rows } = await sql<{ rule: string | null; demonstration: boolean }>`
    select demonstration, (select second_factor from sign_in_rule) as rule from installation`.execute(tx);
  const found = rows[0];
  return SECOND_FACTOR_RULES.find((rule) => rule === found?.rule) ?? usualRule(found?.demonstration ?? false);
}
