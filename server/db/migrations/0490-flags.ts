/**
 * Doubts given to somebody by name (giao người xem lại): who, until when, what came of it. Ids and codes alone, seen in the commune's reach;
 * what is said of a household that was forgotten is the id of nobody.
 */
import { type Kysely, sql } from 'kysely';

const REACH_ALL = `(select current_setting('vuon.reach', true)) = 'all'`;
const COMMUNES = `(select string_to_array(coalesce(current_setting('vuon.communes', true), ''), ','))::text[]`;
const HELD = `${REACH_ALL} or commune_id = any (${COMMUNES})`;

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table flag (
    flag_id         uuid primary key,
    round_id        uuid not null references round,
    commune_id      text not null references area,
    matter          text not null,
    about_household uuid,
    about_account   uuid,
    about_hamlet    text,
    reviewer_id     uuid not null,
    raised_by       uuid not null,
    raised_on       date not null,
    expires_on      date not null check (raised_on <= expires_on),
    answered_on     date,
    outcome         text,
    check (num_nonnulls(about_household, about_account, about_hamlet) = 1),
    check ((answered_on is null) = (outcome is null))
  )`,
  'create index flag_commune on flag (commune_id, round_id)',
  'alter table flag enable row level security',
  'alter table flag force row level security',
  `create policy held on flag for all using (${HELD}) with check (${HELD})`,
  'grant select, insert, update, delete on flag to vuon_app',
];
