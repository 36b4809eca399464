/** The how-manieth of its kind a round is, in its month or, of those held once a year, in its year (số thứ tự của đợt): in the order in which they were opened. */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table round add column nth integer not null default 1`.execute(db);
  await sql`
    update round r set nth = n.nth
      from (select o.round_id,
                   row_number() over (partition by o.kind, case when o.kind in ('regular', 'exit') then to_char(o.opens_on, 'YYYY-MM') else o.year::text end
                                      order by e.seq) as nth
              from round o
              join payload p on (p.body::jsonb -> 'round' ->> 'roundId')::uuid = o.round_id
              join event e on e.event_id = p.event_id and e.kind = 'round-opened') n
     where n.round_id = r.round_id`.execute(db);
}
