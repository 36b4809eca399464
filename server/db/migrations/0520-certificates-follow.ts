/**
 * Certificates go where their household goes (giấy đi theo hộ): whoever has the household in their area sees them and may end them, and
 * a new one is signed in a commune of the actor's own. With each: which commune's chair signed it, the first letters of the head's name
 * on it, and who ended it and why.
 */
import { type Kysely, sql } from 'kysely';

const REACH_ALL = `(select current_setting('vuon.reach', true)) = 'all'`;
const COMMUNES = `(select string_to_array(coalesce(current_setting('vuon.communes', true), ''), ','))::text[]`;
/** Asked of the table of households, which tells each only of their own areas. */
const OF_HOUSEHOLD = `exists (select from household h where h.household_id = certificate.household_id)`;
const SEEN = `${REACH_ALL} or ${OF_HOUSEHOLD}`;

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  'alter table certificate add column signed_by text references area, add column initials text, add column ended_by uuid',
  'update certificate set signed_by = commune_id',
  'alter table certificate alter column signed_by set not null',
  `comment on column certificate.commune_id is 'whose number it is'`,
  `comment on column certificate.signed_by is 'the commune whose chair signs the sheet; another one where it corrects a sheet of a former commune'`,
  `comment on column certificate.hamlet_id is 'where the household lived when it was given'`,
  `comment on column certificate.initials is 'of the head whom the sheet names; null: was not kept'`,
  `update certificate c set ended_by = e.account_id, ended_why = coalesce(p.body::jsonb ->> 'why', p.body::jsonb ->> 'reason')
     from event e join payload p on p.event_id = e.event_id
    where e.household_id = c.household_id and e.kind = 'certificate-' || c.ended_how
      and case when c.ended_how = 'withdrawn' then (p.body::jsonb ->> 'rowId')::uuid = c.row_id
               else (p.body::jsonb ->> 'replaces')::uuid = c.sheet_id end`,
  'drop policy area on certificate',
  `create policy seen on certificate for select using (${SEEN})`,
  `create policy ended on certificate for update using (${SEEN}) with check (${SEEN})`,
  `create policy dropped on certificate for delete using (${SEEN})`,
  `create policy given on certificate for insert with check (${REACH_ALL} or (${OF_HOUSEHOLD} and signed_by = any (${COMMUNES})))`,
];
