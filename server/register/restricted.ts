/**
 * Households whose data may be used only where a law asks for it (hạn chế xử lý dữ liệu): who still sees them, and that they are left out of
 * what is handed on. They are judged, decided and counted as all others: the poverty decisions ask for that, and numbers name nobody.
 */
import { sql } from 'kysely';
import { NAMED_BY_LAW, NAMED_PAPERS, type NamedByLaw } from '../../core/access/named-papers.ts';
import { may } from '../../core/access/may.ts';
import { areaPath } from '../../core/access/reach.ts';
import { logLook } from '../access/read-log.ts';
import { HttpProblem } from '../http/problem.ts';
import type { Context } from '../http/route.ts';
import type { Tx } from '../http/transaction.ts';

type Who = Pick<Context, 'actor' | 'tree' | 'today'>;

/** By whose work a law asks for the data: who interviews, the commune's office that answers for the list, and the supervision over both. */
const BY_LAW = ['interview', 'answer-request', 'read-log'] as const;

export function seesRestricted({ actor, tree, today }: Who, hamletId: string): boolean {
  const here = { areaPath: areaPath(tree, hamletId, today), date: today };
  return BY_LAW.some((action) => may(actor, action, here).allowed);
}

export async function restrictedAmong(tx: Tx, householdIds: readonly string[]): Promise<ReadonlySet<string>> {
  if (householdIds.length === 0) return new Set();
  const { rows } = await sql<{ id: string }>`select household_id as id from restricted_among(${[...householdIds]}::uuid[])`.execute(tx);
  return new Set(rows.map(({ id }) => id));
}

/** Throws where the household is restricted and nothing in law asks this person to see it. */
export async function unlessRestricted(context: Context, householdId: string, hamletId: string): Promise<void> {
  if (seesRestricted(context, hamletId)) return;
  if ((await restrictedAmong(context.tx, [householdId])).has(householdId)) throw new HttpProblem(403, 'data-restricted');
}

/** Named all the same: `clause` orders it. */
export interface NamedAllTheSame {
  readonly households: number;
  readonly clause: string;
}

/** Which of them are restricted and stand by name on a paper that a law orders; each leaves a line in the log. Null: none. */
export async function namedByLaw(
  context: Pick<Context, 'tx' | 'actor' | 'now'>,
  paper: NamedByLaw,
  householdIds: readonly string[],
): Promise<NamedAllTheSame | null> {
  const restricted = await restrictedAmong(context.tx, householdIds);
  for (const householdId of restricted) await logLook(context, { kind: 'export', householdId, purpose: NAMED_BY_LAW, rows: 1 });
  return restricted.size === 0 ? null : { households: restricted.size, clause: NAMED_PAPERS[paper].clause };
}
