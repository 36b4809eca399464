/**
 * What ended a restriction (thôi hạn chế xử lý dữ liệu): when, by whom, at whose word, on what ground and for whom, for the pages of the household
 * and of the request; and whom one holds in a household. Read from the ledger: gone with what was forgotten.
 */
import { sql } from 'kysely';
import type { Reader } from '../../core/access/catalogue.ts';
import { maskName, shownToAny } from '../../core/access/mask.ts';
import { restrictionLifted } from '../../core/meeting/request.ts';
import type { LiftedBy } from '../../core/meeting/request-codes.ts';
import type { RestrictionEnd } from '../../core/meeting/request-views.ts';
import { rosterMember } from '../../core/register/roster.ts';
import { runPrepared } from '../db/connection.ts';
import type { Tx } from '../http/transaction.ts';

export interface EndRow {
  readonly requestId: string;
  readonly number: string;
  readonly communeId: string;
  readonly hamletId: string;
  readonly lodgedOn: string;
  readonly since: string;
  readonly whole: boolean;
  readonly on: string;
  readonly by: string;
  readonly at: LiftedBy;
  readonly office: string | null;
  readonly ground: string;
  readonly names: readonly string[];
}

/** Of a request, wherever it ended; or of a household: of what it asked, and of what ended there. The oldest first. */
export function readEnds(
  tx: Tx,
  { requestId, householdId }: { readonly requestId?: string; readonly householdId?: string },
): Promise<readonly EndRow[]> {
  return runPrepared(
    tx,
    sql<EndRow>`
    select request_id as "requestId", number, commune_id as "communeId", hamlet_id as "hamletId", lodged_on as "lodgedOn", since, whole,
           ended_on as on, ended_by as by, body ->> 'by' as at, body ->> 'office' as office, body ->> 'ground' as ground, names
      from restriction_ends(${requestId ?? null}::uuid, ${householdId ?? null}::uuid)`,
  );
}

export function viewEnd(readers: readonly Reader[], { on, by, at, office, ground, whole, names }: EndRow): RestrictionEnd {
  const said = shownToAny(restrictionLifted.fields.ground.rule, readers) === 'full';
  const named = shownToAny(rosterMember.fields.fullName.rule, readers) === 'full';
  return { on, by, at, office, whole, ground: said ? ground : null, names: named ? names : names.map(maskName) };
}

export interface Held {
  readonly memberId: string;
  readonly fullName: string;
}

export function viewHeld(readers: readonly Reader[], { memberId, fullName }: Held): Held {
  return { memberId, fullName: shownToAny(rosterMember.fields.fullName.rule, readers) === 'full' ? fullName : maskName(fullName) };
}

/** Under the id by which the request named them. */
export function readHeld(tx: Tx, requestId: string, householdId: string): Promise<readonly Held[]> {
  return runPrepared(
    tx,
    sql<Held>`select member_id as "memberId", full_name as "fullName" from restricted_in(${requestId}, ${householdId}) order by full_name, member_id`,
  );
}
