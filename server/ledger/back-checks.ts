/** Back-checks for the door and for whoever reads them (hậu kiểm trong sổ cái): who was asked to hold which interview once more, and what came of it. */
import type { BackCheckAssigned, BackCheckFinished } from '../../core/meeting/back-check-events.ts';
import type { Command } from '../../core/kinds.ts';
import type { Check } from './parts/world.ts';
import type { Sql } from './sql.ts';

/** Only where a batch brings interviews. */
export function readChecksFor(sql: Sql, commands: readonly Command[]): Promise<readonly Check[]> {
  const visited = commands.flatMap(({ kind, payload }) => (kind === 'interview-finished' ? [payload.householdId] : []));
  return readChecks(sql, visited);
}

/** Everybody who was ever asked, the latest last. */
export async function readChecks(sql: Sql, householdIds: readonly string[]): Promise<readonly Check[]> {
  if (householdIds.length === 0) return [];
  return sql.query<Check & Record<string, unknown>>(
    `select e.household_id as "householdId", p.body::jsonb ->> 'roundId' as "roundId", p.body::jsonb ->> 'accountId' as "accountId",
            p.body::jsonb ->> 'drawId' as "drawId", p.body::jsonb ->> 'communeId' as "communeId"
       from event e join payload p on p.event_id = e.event_id
      where e.household_id = any ($1::uuid[]) and e.kind = 'back-check-assigned'
      order by e.seq`,
    [householdIds],
  );
}

export interface CheckTold {
  readonly householdId: string;
  readonly assigned: BackCheckAssigned | null;
  readonly finished: BackCheckFinished | null;
}

/** All that was said of their back-checks, in the order of the ledger. */
export async function readCheckTold(sql: Sql, householdIds: readonly string[]): Promise<readonly CheckTold[]> {
  if (householdIds.length === 0) return [];
  const rows = await sql.query<{ householdId: string; kind: string; body: string }>(
    `select e.household_id as "householdId", e.kind, p.body
       from event e join payload p on p.event_id = e.event_id
      where e.household_id = any ($1::uuid[]) and e.kind in ('back-check-assigned', 'back-check-finished')
      order by e.seq`,
    [householdIds],
  );
  return rows.map(({ householdId, kind, body }) => ({
    householdId,
    assigned: kind === 'back-check-assigned' ? JSON.parse(body) : null,
    finished: kind === 'back-check-finished' ? JSON.parse(body) : null,
  }));
}

/** Of these households, those that wait for this account to ask once more: nothing of their form of the round is shown to it. */
export async function readBlind(sql: Sql, householdIds: readonly string[], accountId: string): Promise<ReadonlyMap<string, string>> {
  const blind = new Map<string, string>();
  for (const { householdId, assigned, finished } of await readCheckTold(sql, householdIds)) {
    if (assigned?.accountId === accountId) blind.set(householdId, assigned.roundId);
    else if (finished?.enumeratorId === accountId || assigned !== null) blind.delete(householdId);
  }
  return blind;
}
