/** Legal holds in force in a commune (lệnh giữ dữ liệu đang có hiệu lực), the oldest first. */
import type { Sql } from './sql.ts';

export interface Hold {
  readonly holdId: string;
  readonly aboutHousehold: string | null;
  readonly ground: string;
  readonly office: string;
  readonly setOn: string;
}

export function readHolds(sql: Sql, communeId: string): Promise<Hold[]> {
  return sql.query<Hold & Record<string, unknown>>(
    `select hold_id as "holdId", about_household as "aboutHousehold", ground, office, set_on as "setOn"
       from legal_hold where commune_id = $1 and ended_on is null order by set_on, hold_id`,
    [communeId],
  );
}
