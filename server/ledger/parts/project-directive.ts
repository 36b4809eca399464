/**
 * What directives change in the tables (chỉ đạo trong bảng): one row for each, and one for each hamlet it reaches, which takes the
 * earliest moment of each step whatever the order in which phones tell it. A step says the earlier ones too; the first word stands.
 */
import type { EventBody } from '../../../core/kinds.ts';
import type { Sql } from '../sql.ts';
import type { OfficeWritten } from './project-office.ts';

type At = Pick<OfficeWritten, 'accountId' | 'recordedAt'>;

export async function putDirective(sql: Sql, body: EventBody<'directive-sent'>, at: At): Promise<void> {
  const { directiveId, areaId, text, dueOn, rule, share, hamlets, own = [] } = body;
  // Those it reaches first: a hamlet's rows are what lets its people read the directive itself.
  await sql.query(
    `insert into directive_hamlet (directive_id, hamlet_id, own)
     select $1::uuid, h.id, (select string_agg(o.text, E'\\n' order by o.text) from json_to_recordset($3::json) as o ("hamletId" text, text text) where o."hamletId" = h.id)
       from unnest($2::text[]) as h (id)`,
    [directiveId, hamlets, JSON.stringify(own)],
  );
  await sql.query(
    `insert into directive (directive_id, area_id, text, due_on, rule, share, sent_at, account_id) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [directiveId, areaId, text, dueOn, rule, share ?? null, at.recordedAt, at.accountId],
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

/**
 * A hamlet that is merged or cut leaves what it was asked to its heirs, as far as it had come; an heir of several is as far as the last of
 * them. Run when its book closes, by which time its lineage stands.
 */
export async function leaveDirectives(sql: Sql, bookId: string): Promise<void> {
  await sql.query(
    `insert into directive_hamlet as n (directive_id, hamlet_id, received_at, opened_at, done_at, done_by, word, own)
     select h.directive_id, l.to_id, h.received_at, h.opened_at, h.done_at, h.done_by, h.word, h.own
       from book b
       join directive_hamlet h on h.hamlet_id = b.hamlet_id
       join area_lineage l on l.from_id = b.hamlet_id
      where b.book_id = $1
     on conflict (directive_id, hamlet_id) do update
        set received_at = case when n.received_at is null or excluded.received_at is null then null else greatest(n.received_at, excluded.received_at) end,
            opened_at = case when n.opened_at is null or excluded.opened_at is null then null else greatest(n.opened_at, excluded.opened_at) end,
            done_at = case when n.done_at is null or excluded.done_at is null then null else greatest(n.done_at, excluded.done_at) end,
            done_by = case when n.done_at is null or excluded.done_at is null then null else n.done_by end,
            word = case when n.done_at is null or excluded.done_at is null then null else n.word end,
            own = nullif(concat_ws(E'\\n', n.own, excluded.own), '')`,
    [bookId],
  );
}
