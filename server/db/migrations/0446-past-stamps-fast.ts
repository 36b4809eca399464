/**
 * The print of a hamlet's past, found stone by stone (dấu của quá khứ, tìm theo từng bia): the same answer as in 0440, by the indexes of one
 * book after another. Joined all at once it read every household of the province each time.
 */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(pastStamps).execute(db);
}

const pastStamps = `
  create or replace function past_stamps(hamlets text[]) returns table (hamlet_id text, stamp text)
  language sql stable security definer set search_path = public, pg_temp as $$
    select o.hamlet_id, encode(sha256(o.hash || coalesce(b.hashes, ''::bytea)), 'base64')
      from head o
      left join lateral (
        select string_agg(distinct k.hash, ''::bytea) as hashes
          from tombstone t
          join lateral (select h.book_id from household h where h.household_id = t.household_id offset 0) h on h.book_id <> t.book_id
          join lateral (select k.hash from head k where k.book_id = h.book_id offset 0) k on true
         where t.book_id = o.book_id
      ) b on true
     where o.hamlet_id is not null and (hamlets is null or o.hamlet_id = any (hamlets))
       and ((select coalesce(current_setting('vuon.reach', true), '')) = 'all'
            or o.hamlet_id = any ((select string_to_array(coalesce(current_setting('vuon.hamlets', true), ''), ','))::text[]))
  $$`;
