/** What requests change in the table (đơn đề nghị trong bảng): one row for each, without names or words. */
import type { AnyBody, EventBody, EventKindName } from '../../../core/kinds.ts';
import { dayInVietnam } from '../../../core/kernel/dates.ts';
import type { Sql } from '../sql.ts';
import { instant } from './append.ts';
import type { OfficeWritten } from './project-office.ts';

export const REQUEST_EVENTS = [
  'request-lodged',
  'request-answered',
  'request-finished',
  'restriction-lifted',
] as const satisfies readonly EventKindName[];
type RequestSaid = Extract<AnyBody, { readonly kind: (typeof REQUEST_EVENTS)[number] }>;

export function isRequestSaid(said: AnyBody): said is RequestSaid {
  return REQUEST_EVENTS.some((kind) => kind === said.kind);
}

export function projectRequest(sql: Sql, said: RequestSaid, at: OfficeWritten): Promise<void> {
  switch (said.kind) {
    case 'request-lodged':
      return putRequest(sql, said.body, at);
    case 'request-answered':
      return putAnswer(sql, said.body, at);
    case 'request-finished':
      return putEnd(sql, said.body, at);
    case 'restriction-lifted':
      return liftRestriction(sql, said.body, at);
  }
}

async function putEnd(sql: Sql, body: EventBody<'request-finished'>, { recordedAt }: OfficeWritten): Promise<void> {
  const { requestId, householdId, memberIds = null } = body;
  const on = dayInVietnam(instant(recordedAt));
  await sql.query('update request set done_on = $2 where request_id = $1', [requestId, on]);
  await sql.query(
    `insert into restriction (request_id, household_id, member_ids, since)
     select r.request_id, $2, $3, $4 from request r where r.request_id = $1 and r.form = 'data-restrict'`,
    [requestId, householdId, memberIds, on],
  );
}

/** By its own function: the household may live elsewhere by now than where it asked. */
async function liftRestriction(sql: Sql, body: EventBody<'restriction-lifted'>, { eventId, recordedAt }: OfficeWritten): Promise<void> {
  const { requestId, memberIds = null } = body;
  await sql.query('select lift_restriction($1, $2, $3, $4)', [requestId, dayInVietnam(instant(recordedAt)), memberIds, eventId]);
}

async function putRequest(sql: Sql, body: EventBody<'request-lodged'>, { eventId }: OfficeWritten): Promise<void> {
  await sql.query(
    `insert into request (request_id, event_id, number, form, commune_id, hamlet_id, via, dossier, lodged_on, due_on, secret_print)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      ...[body.requestId, eventId, body.number, body.form, body.communeId, body.hamletId, body.via, body.dossier],
      ...[body.lodgedOn, body.dueOn, body.secretPrint],
    ],
  );
}

async function putAnswer(sql: Sql, body: EventBody<'request-answered'>, { eventId, recordedAt }: OfficeWritten): Promise<void> {
  const { requestId, outcome, refusal, householdId, roundId, executeBy = null } = body;
  await sql.query(
    `update request set answered_on = $2, outcome = $3, refusal = $4, household_id = $5, round_id = $6, answer_event = $7, execute_by = $8
      where request_id = $1`,
    [...[requestId, dayInVietnam(instant(recordedAt)), outcome, refusal, householdId, roundId], ...[eventId, executeBy]],
  );
}
