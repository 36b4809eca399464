/**
 * What directives change in the tables (chỉ đạo trong bảng): one row for each, and one for each hamlet it reaches, which takes the
 * earliest moment of each step whatever the order in which phones tell it. A step says the earlier ones too; the first word stands.
 */
import type { EventBody } from '../../../core/kinds.ts';
import type { Sql } from '../sql.ts';
import type { OfficeWritten } from './project-office.ts';

type At = Pick<OfficeWritten, 'accountId' | 'recordedAt'>;

export async function putDirective(sql: Sql, body: EventBody<'directive-sent'>, at: At): Promise<void> {
  const { directiveId, areaId, text, dueOn, rule, hamlets } = body;
  // Those it reaches first: a hamlet's rows are what lets its people read the directive itself.
  await sql.query('insert into directive_hamlet (directive_id, hamlet_id) select $1::uuid, unnest($2::text[])', [directiveId, hamlets]);
  await sql.query(
    `insert into directive (directive_id, area_id, text, due_on, rule, sent_at, account_id) values ($1, $2, $3, $4, $5, $6, $7)`,
    [directiveId, areaId, text, dueOn, rule, at.recordedAt, at.accountId],
  );
}

export async function endDirective(sql: Sql, { directiveId, why }: EventBody<'directive-withdrawn'>, at: At): Promise<void> {
  await sql.query('update directive set withdrawn_at = $2, withdrawn_why = $3 where directive_id = $1', [directiveId, at.recordedAt, why]);
}

/** No earlier than it was sent and no later than the server heard of it, whatever the phone's clock says. */
export async function putStep(sql: Sql, body: EventBody<'directive-noted'>, at: At): Promise<void> {
  const { directiveId, hamletId, step, word } = body;
  await sql.query(
    `update directive_hamlet h
        set received_at = least(h.received_at, m.at),
            opened_at = case when $3 = 'received' then h.opened_at else least(h.opened_at, m.at) end,
            done_at = case when $3 = 'done' then least(h.done_at, m.at) else h.done_at end,
            done_by = case when $3 = 'done' and h.done_by is null then $6::uuid else h.done_by end,
            word = case when $3 = 'done' and h.done_by is null then $7 else h.word end
       from (select greatest(d.sent_at, least($4::timestamptz, $5::timestamptz)) as at from directive d where d.directive_id = $1) m
      where h.directive_id = $1 and h.hamlet_id = $2`,
    [directiveId, hamletId, step, body.at, at.recordedAt, at.accountId, word],
  );
}
