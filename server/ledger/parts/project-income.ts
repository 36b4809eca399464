/** What is found by income in the table (xác định thu nhập trong bảng): where each case stands, without figures or words. */
import type { AnyBody, EventBody, EventKindName } from '../../../core/kinds.ts';
import { dayInVietnam } from '../../../core/kernel/dates.ts';
import type { Sql } from '../sql.ts';
import { instant } from './append.ts';
import type { OfficeWritten } from './project-office.ts';

export const INCOME_EVENTS = ['income-checked', 'income-posted', 'income-decided'] as const satisfies readonly EventKindName[];
type IncomeSaid = Extract<AnyBody, { readonly kind: (typeof INCOME_EVENTS)[number] }>;

export function isIncomeSaid(said: AnyBody): said is IncomeSaid {
  return INCOME_EVENTS.some((kind) => kind === said.kind);
}

export async function projectIncome(sql: Sql, said: IncomeSaid, at: OfficeWritten): Promise<void> {
  switch (said.kind) {
    case 'income-checked':
      return putCheck(sql, said.body, at);
    case 'income-posted':
      await sql.query(`update income_case set state = 'posted', posted_from = $2, posted_until = $3 where request_id = $1`, [
        ...[said.body.requestId, said.body.from, said.body.until],
      ]);
      return;
    case 'income-decided':
      return putDecided(sql, said.body, at);
  }
}

/** Checked again, it has not hung as it now is. What was said of a request that is forgotten since says nothing. */
async function putCheck(sql: Sql, body: EventBody<'income-checked'>, { eventId }: OfficeWritten): Promise<void> {
  await sql.query(
    `insert into income_case (request_id, household_id, member_id, commune_id, hamlet_id, state, finding, checked_on, checked_event)
     select r.request_id, $2, $3, $4, $5, 'checked', $6, $7, $8 from request r where r.request_id = $1
     on conflict (request_id) do update
        set household_id = excluded.household_id, member_id = excluded.member_id, state = 'checked', finding = excluded.finding, checked_on = excluded.checked_on,
            checked_event = excluded.checked_event, posted_from = null, posted_until = null`,
    [body.requestId, body.householdId, body.memberId, body.communeId, body.hamletId, body.finding, body.checkedOn, eventId],
  );
}

/** The request has its answer; whose household a refused one was is not kept with it. */
async function putDecided(sql: Sql, body: EventBody<'income-decided'>, { eventId, recordedAt }: OfficeWritten): Promise<void> {
  const { requestId, outcome, number, decidedOn, householdId } = body;
  await sql.query('update income_case set state = $2, number = $3, decided_on = $4, decided_event = $5 where request_id = $1', [
    ...[requestId, outcome, number, decidedOn, eventId],
  ]);
  const recognised = outcome === 'recognised';
  await sql.query(
    'update request set answered_on = $2, outcome = $3, refusal = $4, household_id = $5, answer_event = $6 where request_id = $1',
    [...[requestId, dayInVietnam(instant(recordedAt)), outcome, recognised ? null : 'income', recognised ? householdId : null, eventId]],
  );
}
