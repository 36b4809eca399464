/**
 * Objections for the door: who is sent where, and the secret of a receipt (mã tra cứu): the ledger keeps its print alone. Ten signs by chance are too many to try at the few that a
 * reader may ask in a minute, so the print needs no salt and can be found by itself.
 */
import { toHex } from '../../core/ledger/chain.ts';
import type { Command } from '../../core/kinds.ts';
import type { Revisit } from './parts/world.ts';
import type { Sql } from './sql.ts';
import { sha256 } from './tools.ts';

export function secretPrint(secret: string): string {
  return toHex(sha256('vuon receipt\n', secret));
}

/** Into which round's household of these this person was sent by an objection that still waits. */
export async function readSent(sql: Sql, householdIds: readonly string[], accountId: string): Promise<ReadonlyMap<string, string>> {
  if (householdIds.length === 0) return new Map();
  const rows = await sql.query<{ householdId: string; roundId: string }>(
    'select household_id as "householdId", round_id as "roundId" from revisits_of($1::uuid[]) where account_id = $2',
    [householdIds, accountId],
  );
  return new Map(rows.map(({ householdId, roundId }) => [householdId, roundId]));
}

/** Only where a batch brings interviews. */
export async function readRevisits(sql: Sql, commands: readonly Command[]): Promise<readonly Revisit[]> {
  const visited = commands.flatMap(({ kind, payload }) => (kind === 'interview-finished' ? [payload.householdId] : []));
  if (visited.length === 0) return [];
  return sql.query<Revisit & Record<string, unknown>>(
    'select household_id as "householdId", round_id as "roundId", account_id as "accountId" from revisits_of($1::uuid[])',
    [visited],
  );
}
