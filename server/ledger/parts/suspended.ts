/**
 * Work that goes on behind a person's request (an import, certificates of a commune) ends when their account is suspended (tài khoản bị
 * khóa), with the next batch: the state is read with every batch, after the locks, whatever the request once found.
 */
import { accountOf, type Who } from './world.ts';
import type { Sql } from '../sql.ts';

/** A withdrawn person's phone still hands its finished forms to the commune. */
const STILL_TAKEN: ReadonlySet<string> = new Set(['handed-over']);

export async function isSuspended(sql: Sql, who: Who): Promise<boolean> {
  if (who === 'system') return false;
  const rows = await sql.query<{ state: string }>('select state from account where account_id = $1', [accountOf(who)]);
  return rows[0]?.state === 'suspended';
}

export const endsWith = (suspended: boolean, kind: string): boolean => suspended && !STILL_TAKEN.has(kind);
