/** Cases of income as they lie in the table and in the ledger (hồ sơ xác định thu nhập): row security leaves out other hamlets. */
import type * as z from 'zod';
import type { incomeChecked, incomeWithdrawn } from '../../core/meeting/income.ts';
import type { IncomeState } from '../../core/meeting/income-codes.ts';
import type { SealedPaper } from '../../core/meeting/income-paper.ts';
import type { PostingPlace } from '../../core/meeting/posting-codes.ts';
import type { Sql } from '../ledger/sql.ts';

export interface IncomeStored {
  readonly [column: string]: unknown;
  readonly householdId: string;
  readonly memberId: string | null;
  readonly communeId: string;
  readonly hamletId: string;
  readonly state: IncomeState;
  readonly postedFrom: string | null;
  readonly postedUntil: string | null;
  readonly place: PostingPlace | null;
  readonly placeName: string | null;
  readonly takenDownOn: string | null;
  readonly photoUp: string | null;
  readonly photoDown: string | null;
  /** Which of them are still there. */
  readonly there: readonly string[];
  readonly number: string | null;
  readonly decidedOn: string | null;
  readonly headName: string;
  readonly workerName: string | null;
  readonly workerBirth: string | null;
  /** Read from the ledger itself; null once it was forgotten there. */
  readonly check: z.output<typeof incomeChecked.schema> | null;
  readonly decidedClause: string | null;
  readonly decidedText: string | null;
  readonly withdrawn: z.output<typeof incomeWithdrawn.schema> | null;
  /** Of the paper that holds; papers of before have no square. */
  readonly paper: SealedPaper | null;
  /** The day of the paper that holds. */
  readonly paperOn: string | null;
}

export async function findIncomeCase(sql: Sql, requestId: string): Promise<IncomeStored | null> {
  const [row] = await sql.query<IncomeStored>(
    `select c.household_id as "householdId", c.member_id as "memberId", c.commune_id as "communeId", c.hamlet_id as "hamletId", c.state,
            c.posted_from as "postedFrom", c.posted_until as "postedUntil", c.place, c.place_name as "placeName", c.taken_down_on as "takenDownOn",
            c.photo_up as "photoUp", c.photo_down as "photoDown",
            array(select p.picture_id::text from wall_picture p where p.hamlet_id = c.hamlet_id and p.picture_id in (c.photo_up, c.photo_down)) as there,
            c.number, c.decided_on as "decidedOn",
            coalesce(h.head_name, '') as "headName", m.full_name as "workerName", m.birth as "workerBirth", w.checked as check,
            w.decided ->> 'clause' as "decidedClause", w.decided ->> 'text' as "decidedText", w.withdrawn, w.paper,
            (select p.issued_on from income_paper p where p.request_id = c.request_id and p.ended_on is null) as "paperOn"
       from income_case c
       left join household h on h.household_id = c.household_id
       left join member m on m.household_id = c.household_id and m.member_id = c.member_id
       left join lateral income_words(c.request_id) w on true
      where c.request_id = $1`,
    [requestId],
  );
  return row ?? null;
}
