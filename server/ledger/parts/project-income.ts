/** What is found by income in the table (xác định thu nhập trong bảng): where each case stands, without figures or words. */
import type { AnyBody, EventBody, EventKindName } from '../../../core/kinds.ts';
import { dayInVietnam } from '../../../core/kernel/dates.ts';
import type { SealedPaper } from '../../../core/meeting/income-paper.ts';
import { certificatePrint } from '../certificate-seal.ts';
import type { Sql } from '../sql.ts';
import { instant } from './append.ts';
import type { OfficeWritten } from './project-office.ts';

export const INCOME_EVENTS = [
  'income-checked',
  'income-posted',
  'income-taken-down',
  'income-decided',
  'income-withdrawn',
  'income-reissued',
] as const satisfies readonly EventKindName[];
type IncomeSaid = Extract<AnyBody, { readonly kind: (typeof INCOME_EVENTS)[number] }>;

export function isIncomeSaid(said: AnyBody): said is IncomeSaid {
  return INCOME_EVENTS.some((kind) => kind === said.kind);
}

export async function projectIncome(sql: Sql, said: IncomeSaid, at: OfficeWritten): Promise<void> {
  switch (said.kind) {
    case 'income-checked':
      return putCheck(sql, said.body, at);
    case 'income-posted':
      return putPosting(sql, said.body);
    case 'income-taken-down':
      // Before its last day it has not hung.
      await sql.query(
        `update income_case set state = case when $2::date < posted_until then 'checked' else 'taken-down' end, taken_down_on = $2, photo_down = $3
          where request_id = $1`,
        [said.body.requestId, said.body.on, said.body.photo],
      );
      return;
    case 'income-decided':
      return putDecided(sql, said.body, at);
    case 'income-withdrawn':
      return endCase(sql, said.body, at);
    case 'income-reissued':
      return putReissued(sql, said.body, at);
  }
}

async function putPosting(sql: Sql, { requestId, from, until, place, where, photo }: EventBody<'income-posted'>): Promise<void> {
  await sql.query(
    `update income_case set state = 'posted', posted_from = $2, posted_until = $3, place = $4, place_name = $5, photo_up = $6, taken_down_on = null,
                            photo_down = null where request_id = $1`,
    [requestId, from, until, place ?? 'commune-office', where ?? null, photo ?? null],
  );
}

/** Checked again, it has not hung as it now is. What was said of a request that is forgotten since says nothing. */
async function putCheck(sql: Sql, body: EventBody<'income-checked'>, { eventId }: OfficeWritten): Promise<void> {
  await sql.query(
    `insert into income_case (request_id, household_id, member_id, commune_id, hamlet_id, state, finding, checked_on, checked_event)
     select r.request_id, $2, $3, $4, $5, 'checked', $6, $7, $8 from request r where r.request_id = $1
     on conflict (request_id) do update
        set household_id = excluded.household_id, member_id = excluded.member_id, state = 'checked', finding = excluded.finding, checked_on = excluded.checked_on,
            checked_event = excluded.checked_event, posted_from = null, posted_until = null,
            place = null, place_name = null, taken_down_on = null, photo_up = null, photo_down = null`,
    [body.requestId, body.householdId, body.memberId, body.communeId, body.hamletId, body.finding, body.checkedOn, eventId],
  );
}

async function endCase(sql: Sql, { requestId, on }: EventBody<'income-withdrawn'>, { eventId }: OfficeWritten): Promise<void> {
  await sql.query(`update income_case set state = 'withdrawn', withdrawn_event = $2 where request_id = $1`, [requestId, eventId]);
  await sql.query(`update income_paper set ended_on = $2, ended_how = 'withdrawn' where request_id = $1 and ended_on is null`, [
    requestId,
    on,
  ]);
}

async function putReissued(sql: Sql, body: EventBody<'income-reissued'>, { eventId }: OfficeWritten): Promise<void> {
  const { requestId, number, issuedOn, reason, paper } = body;
  await sql.query(`update income_paper set ended_on = $2, ended_how = $3 where request_id = $1 and ended_on is null`, [
    ...[requestId, issuedOn, reason === 'wrong' ? 'corrected' : 'reissued'],
  ]);
  await sql.query('update income_case set number = $2 where request_id = $1', [requestId, number]);
  await putPaper(sql, { requestId, number, issuedOn, paper }, eventId);
}

interface Given {
  readonly requestId: string;
  readonly number: string;
  readonly issuedOn: string;
  readonly paper: SealedPaper | undefined;
}

/** What the square tells, found by the print of its token alone; papers of before have no square. */
async function putPaper(sql: Sql, { requestId, number, issuedOn, paper }: Given, eventId: string): Promise<void> {
  await sql.query(
    `insert into income_paper (paper_id, request_id, household_id, commune_id, hamlet_id, form, number, issued_on, token_print, initials)
     select $1, c.request_id, c.household_id, c.commune_id, c.hamlet_id, r.form, $3, $4, $5, $6
       from income_case c join request r on r.request_id = c.request_id where c.request_id = $2`,
    [eventId, requestId, number, issuedOn, paper === undefined ? null : certificatePrint(paper.token), paper?.initials ?? null],
  );
}

/** The request has its answer; whose household a refused one was is not kept with it. */
async function putDecided(sql: Sql, body: EventBody<'income-decided'>, { eventId, recordedAt }: OfficeWritten): Promise<void> {
  const { requestId, outcome, number, decidedOn, householdId, paper } = body;
  await sql.query('update income_case set state = $2, number = $3, decided_on = $4, decided_event = $5 where request_id = $1', [
    ...[requestId, outcome, number, decidedOn, eventId],
  ]);
  const recognised = outcome === 'recognised';
  if (number !== null) await putPaper(sql, { requestId, number, issuedOn: decidedOn, paper }, eventId);
  await sql.query(
    'update request set answered_on = $2, outcome = $3, refusal = $4, household_id = $5, answer_event = $6 where request_id = $1',
    [...[requestId, dayInVietnam(instant(recordedAt)), outcome, recognised ? null : 'income', recognised ? householdId : null, eventId]],
  );
}
