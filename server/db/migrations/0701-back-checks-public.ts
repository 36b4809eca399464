/**
 * What everybody may know of draws of interviews that are held once more (hậu kiểm công khai): where the number comes from, the number, how many
 * were drawn of how many, and the print of the list; no household and nobody who asks.
 */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create function public_back_checks()
   returns table (round_id uuid, commune_id text, size integer, source text, announced_on date, seed_on date, seed text, drawn_on date,
                  frame integer, frame_hash text, drawn integer)
   language sql stable security definer set search_path = public, pg_temp as $$
     select d.round_id, d.commune_id, d.size, d.source, d.announced_on, d.seed_on, d.seed, d.drawn_on, d.frame, d.frame_hash,
            jsonb_array_length(d.households)
       from back_check_draw d
      where exists (select from round_commune c where c.round_id = d.round_id and c.commune_id = d.commune_id)
   $$`,
  'revoke all on function public_back_checks() from public',
  'grant execute on function public_back_checks() to vuon_app',
];
