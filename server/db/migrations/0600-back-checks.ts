/**
 * Draws of interviews that are held once more (bốc mẫu hậu kiểm): told beforehand, drawn by a seed that everybody can read. Who asks again
 * and what they were told lies in the hamlets' books alone.
 */
import { type Kysely, sql } from 'kysely';

const REACH_ALL = `(select current_setting('vuon.reach', true)) = 'all'`;
const COMMUNES = `(select string_to_array(coalesce(current_setting('vuon.communes', true), ''), ','))::text[]`;
const HELD = `${REACH_ALL} or commune_id = any (${COMMUNES})`;

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table back_check_draw (
    draw_id      uuid primary key,
    round_id     uuid not null references round,
    commune_id   text not null references area,
    size         integer not null check (size > 0),
    source       text not null,
    announced_on date not null,
    seed_on      date not null check (announced_on < seed_on),
    seed         text,
    drawn_on     date,
    frame        integer,
    frame_hash   text,
    households   jsonb not null default '[]',
    check (num_nonnulls(seed, drawn_on, frame, frame_hash) in (0, 4))
  )`,
  'create index back_check_draw_commune on back_check_draw (commune_id, round_id)',
  'alter table back_check_draw enable row level security',
  'alter table back_check_draw force row level security',
  `create policy held on back_check_draw for all using (${HELD}) with check (${HELD})`,
  'grant select, insert, update, delete on back_check_draw to vuon_app',
];
