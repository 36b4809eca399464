/** The form of a household that stands, straight from the tables (phiếu đang có hiệu lực, để thử). */
import { sql } from 'kysely';
import type { Answers } from '../../core/interview/answers.ts';
import { SYSTEM_ACCOUNT } from '../../core/ledger/event.ts';
import { asActor, type Db } from '../../server/http/transaction.ts';
import type { PlainDate } from '../../core/kernel/dates.ts';

interface Standing {
  readonly eventId: string;
  readonly by: string;
  readonly answers: Answers;
}

export async function readInterview(db: Db, roundId: string, householdId: string): Promise<Standing> {
  return asActor(db, { accountId: SYSTEM_ACCOUNT, reach: 'all', today: '2026-10-20' as PlainDate }, async (tx) => {
    const { rows } = await sql<Standing>`
      select event_id as "eventId", account_id as by, answers from interview where round_id = ${roundId} and household_id = ${householdId}`.execute(
      tx,
    );
    const [row] = rows;
    if (row === undefined) throw new RangeError('No form stands.');
    return row;
  });
}
