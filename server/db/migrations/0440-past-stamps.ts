/**
 * Whether anything of a hamlet's past has moved (dấu của quá khứ một ấp): all of it follows from its own book and, since a household takes
 * its past along, from the books in which those now are whose stones stand here. Answers a print of those heads and names no other hamlet.
 */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);
  await run(pastStamps);
  await run('revoke all on function past_stamps(text[]) from public');
  await run('grant execute on function past_stamps(text[]) to vuon_app');
}

/** Of these hamlets, `null`: of all; only within the actor's reach. */
const pastStamps = `
  create function past_stamps(hamlets text[]) returns table (hamlet_id text, stamp text)
  language sql stable security definer set search_path = public, pg_temp as $$
    with own as (
      select h.book_id, h.hamlet_id, h.hash
        from head h
       where h.hamlet_id is not null and (hamlets is null or h.hamlet_id = any (hamlets))
         and (coalesce(current_setting('vuon.reach', true), '') = 'all'
              or h.hamlet_id = any (string_to_array(coalesce(current_setting('vuon.hamlets', true), ''), ',')))
    ), gone as (
      select distinct t.book_id, h.book_id as now_in
        from own o join tombstone t on t.book_id = o.book_id
        join household h on h.household_id = t.household_id and h.book_id <> t.book_id
    ), beside as (
      select g.book_id, string_agg(k.hash, ''::bytea order by k.book_id) as hashes
        from gone g join head k on k.book_id = g.now_in
       group by g.book_id
    )
    select o.hamlet_id, encode(sha256(o.hash || coalesce(b.hashes, ''::bytea)), 'base64')
      from own o left join beside b on b.book_id = o.book_id
  $$`;
