/** Doubts that were given to somebody by name, as they lie in the tables (việc xem lại đã giao), and who could be asked. */
import { sql } from 'kysely';
import type { FlagMatter, FlagOutcome } from '../../core/meeting/flag-codes.ts';
import type { Tx } from '../http/transaction.ts';

export interface FlagStored {
  readonly flagId: string;
  readonly matter: FlagMatter;
  readonly aboutHousehold: string | null;
  readonly aboutAccount: string | null;
  readonly aboutHamlet: string | null;
  readonly aboutName: string | null;
  readonly reviewerId: string;
  readonly reviewer: string;
  readonly expiresOn: string;
  readonly answeredOn: string | null;
  readonly outcome: FlagOutcome | null;
}

const MOST = 200;

/**
 * Those that wait first, the soonest due before; then those answered, the latest first. Of communes that went into this one what they left open, of
 * whichever round, as far as it is of this one today.
 */
export async function listFlags(tx: Tx, { communeId, roundId }: { communeId: string; roundId: string }): Promise<readonly FlagStored[]> {
  const { rows } = await sql<FlagStored>`
    select f.flag_id as "flagId", f.matter, f.about_household as "aboutHousehold", f.about_account as "aboutAccount",
           f.about_hamlet as "aboutHamlet", about.display_name as "aboutName", f.reviewer_id as "reviewerId",
           coalesce(a.display_name, '') as reviewer, f.expires_on as "expiresOn",
           f.answered_on as "answeredOn", f.outcome
      from flag f
      left join account a on a.account_id = f.reviewer_id
      left join account about on about.account_id = f.about_account
     where (f.commune_id = ${communeId} and f.round_id = ${roundId})
        or (f.commune_id = any ((select communes_before(array[${communeId}]))::text[]) and (f.outcome is null or f.round_id = ${roundId})
            and flag_follows(f.about_household, f.about_hamlet, array[${communeId}]))
     order by f.outcome is not null, f.answered_on desc, f.expires_on, f.flag_id limit ${MOST}`.execute(tx);
  return rows;
}

/** Whoever holds a post of the commune's office today. */
export async function listReviewers(tx: Tx, communeId: string, today: string): Promise<readonly { accountId: string; name: string }[]> {
  const { rows } = await sql<{ accountId: string; name: string }>`
    select distinct a.account_id as "accountId", a.display_name as name
      from role_grant g join account a on a.account_id = g.account_id and a.state = 'active'
     where g.role in ('commune-officer', 'commune-chair') and g.area_id = ${communeId}
       and g.valid_from <= ${today}::date and (g.valid_to is null or ${today}::date <= g.valid_to)
     order by name`.execute(tx);
  return rows;
}
