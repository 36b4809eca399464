/**
 * Declared ties on the screen (hộ của tôi, hộ người thân): one's own, for everybody who works with households; those of others in the
 * area, for whoever may end them. What they keep a person from is `core/access/duties.ts`, at the door.
 */
import { sql } from 'kysely';
import type { Tie } from '../../core/access/duties.ts';
import { may } from '../../core/access/may.ts';
import { areaPath } from '../../core/access/reach.ts';
import { reveal, shownTie } from '../../core/shown.ts';
import type { TieLine, TiesView } from '../../core/access/views.ts';
import { runPrepared } from '../db/connection.ts';
import { type Context, readersIn, route, type Server } from '../http/route.ts';
import type { Tx } from '../http/transaction.ts';
import { areaName } from './rows.ts';

export function tieRoutes(server: Server): void {
  route(server, { method: 'GET', url: '/api/ties', handle: viewTies });
}

/** More than those of a province whose every official declares three households. */
const MOST = 5_000;

async function viewTies(context: Context): Promise<TiesView> {
  const { actor, tree, today } = context;
  const ends = (hamletId: string) => may(actor, 'end-tie', { areaPath: areaPath(tree, hamletId, today), date: today }).allowed;
  const rows = await readTies(context.tx);
  const own = rows.filter(({ accountId }) => accountId === actor.accountId);
  const others = rows.filter(({ accountId, hamletId }) => accountId !== actor.accountId && ends(hamletId));
  const shown = (row: TieStored): TieLine[] => {
    const line = reveal(shownTie, readersIn(context, row.hamletId), { ...row, hamletName: areaName(context, row.hamletId) });
    return line === null ? [] : [line];
  };
  return { own: own.flatMap(shown), others: others.flatMap(shown), ends: actor.grants.some(({ areaId }) => ends(areaId)) };
}

type TieStored = Omit<TieLine, 'hamletName'>;

function readTies(tx: Tx): Promise<readonly TieStored[]> {
  return runPrepared(
    tx,
    sql<TieStored>`
    select t.household_id as "householdId", h.head_name as "headName", t.hamlet_id as "hamletId", t.tie, t.declared_at as "declaredAt",
           t.account_id as "accountId", coalesce(a.display_name, '') as who, coalesce(d.display_name, '') as "by"
      from tie t
      join household h on h.household_id = t.household_id
      left join account a on a.account_id = t.account_id
      left join account d on d.account_id = t.declared_by
     order by a.display_name, h.head_name, t.household_id limit ${MOST}`,
  );
}

/** Of this person, by household. */
export async function readOwnTies(tx: Tx, accountId: string): Promise<ReadonlyMap<string, Tie>> {
  const rows = await runPrepared(
    tx,
    sql<{ householdId: string; tie: Tie }>`select household_id as "householdId", tie from tie where account_id = ${accountId}`,
  );
  return new Map(rows.map(({ householdId, tie }) => [householdId, tie]));
}
