/** The score tables that came in, as the database holds them (bảng điểm đã nạp). */
import { sql } from 'kysely';
import type { TableLine } from '../../core/classify/score-table-view.ts';
import type { Tx } from '../http/transaction.ts';

/** Newest first. */
export async function readTables(tx: Tx): Promise<readonly TableLine[]> {
  const { rows } = await sql<TableLine>`
    select rulebook, id, version, status, hash, body ->> 'source' as source, body ->> 'approver' as approver,
           body ->> 'approvedOn' as "approvedOn", at
      from score_table order by rulebook, version desc`.execute(tx);
  return rows;
}
