/** Legal holds in force (lệnh giữ dữ liệu đang có hiệu lực): those of a commune, the oldest first, and whether one keeps a household. */
import type { Sql } from './sql.ts';

export interface Hold {
  readonly holdId: string;
  readonly aboutHousehold: string | null;
  readonly ground: string;
  readonly office: string;
  readonly setOn: string;
}

/** With those of the communes of which it is an heir. */
export function readHolds(sql: Sql, communeId: string): Promise<Hold[]> {
  return sql.query<Hold & Record<string, unknown>>(
    `select hold_id as "holdId", about_household as "aboutHousehold", ground, office, set_on as "setOn"
       from legal_hold where (commune_id = $1 or $1 = any (commune_heirs(commune_id))) and ended_on is null order by set_on, hold_id`,
    [communeId],
  );
}

/** By an order about the household, or about all of a commune in which it was ever written of or to which its hamlet ever belonged. */
export async function isHeld(sql: Sql, householdId: string, hamletId: string): Promise<boolean> {
  const [row] = await sql.query<{ held: boolean }>('select is_held($1, $2) as held', [householdId, hamletId]);
  return row?.held === true;
}
