/** What postings and objections change in the tables (niêm yết, phản ánh trong bảng): one row for each, without names or words. */
import type { AnyBody, EventBody, EventKindName } from '../../../core/kinds.ts';
import { dayInVietnam } from '../../../core/kernel/dates.ts';
import type { Sql } from '../sql.ts';
import { instant } from './append.ts';
import type { OfficeWritten } from './project-office.ts';

export const WALL_EVENTS = [
  'list-posted',
  'list-taken-down',
  'objection-lodged',
  'objector-named',
  'denouncer-named',
  'revisit-assigned',
  'objection-answered',
] as const satisfies readonly EventKindName[];
type WallSaid = Extract<AnyBody, { readonly kind: (typeof WALL_EVENTS)[number] }>;

export function isWallSaid(said: AnyBody): said is WallSaid {
  return WALL_EVENTS.some((kind) => kind === said.kind);
}

export async function projectWall(sql: Sql, said: WallSaid, at: OfficeWritten): Promise<void> {
  switch (said.kind) {
    case 'list-posted':
      return putPosting(sql, said.body);
    case 'list-taken-down':
      return endPosting(sql, said.body);
    case 'objection-lodged':
      return putObjection(sql, said.body, at);
    case 'objector-named':
    case 'denouncer-named':
      // Names are read from the ledger itself.
      return;
    case 'revisit-assigned':
      return putRevisit(sql, said.body);
    case 'objection-answered':
      return putAnswer(sql, said.body, at);
  }
}

async function putPosting(sql: Sql, body: EventBody<'list-posted'>): Promise<void> {
  const { postingId, roundId, hamletId, place, where, startsOn, endsOn, print, again, photo } = body;
  await sql.query(
    `insert into posting (posting_id, round_id, hamlet_id, place, place_name, starts_on, ends_on, print, again, photo_up)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [postingId, roundId, hamletId, place, where, startsOn, endsOn, print, again, photo],
  );
}

async function endPosting(sql: Sql, { postingId, on, photo }: EventBody<'list-taken-down'>): Promise<void> {
  await sql.query('update posting set taken_down_on = $2, photo_down = $3 where posting_id = $1', [postingId, on, photo]);
}

async function putObjection(sql: Sql, body: EventBody<'objection-lodged'>, { eventId }: OfficeWritten): Promise<void> {
  await sql.query(
    `insert into objection (objection_id, event_id, number, round_id, commune_id, hamlet_id, holder_id, kind, matter, against, about, via,
                            lodged_on, due_on, secret_print)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
    [
      ...[body.objectionId, eventId, body.number, body.roundId, body.communeId, body.hamletId, body.holderId, body.kind, body.matter],
      ...[body.against, body.about, body.via, body.lodgedOn, body.dueOn, body.secretPrint],
    ],
  );
}

async function putRevisit(sql: Sql, { objectionId, householdId, accountId, on }: EventBody<'revisit-assigned'>): Promise<void> {
  await sql.query('update objection set revisit_of = $2, revisit_by = $3, revisit_on = $4 where objection_id = $1', [
    ...[objectionId, householdId, accountId, on],
  ]);
}

async function putAnswer(
  sql: Sql,
  { objectionId, outcome }: EventBody<'objection-answered'>,
  { eventId, recordedAt }: OfficeWritten,
): Promise<void> {
  await sql.query('update objection set answered_on = $2, outcome = $3, answer_event = $4 where objection_id = $1', [
    ...[objectionId, dayInVietnam(instant(recordedAt)), outcome, eventId],
  ]);
}
