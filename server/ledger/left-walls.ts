/**
 * Lists that still hang though nobody's page of a round shows them (danh sách còn treo): of a round that is over, of a commune that takes no part in it
 * because it took in the one that hung them, of a hamlet that was cut or merged since.
 */
import type { PostingPlace } from '../../core/meeting/posting-codes.ts';
import type { Sql } from './sql.ts';

export interface LeftWall {
  readonly postingId: string;
  /** Of today: its own, or the part or whole that became of it. */
  readonly hamletId: string;
  /** Where it was hung. */
  readonly of: string;
  readonly roundId: string;
  readonly place: PostingPlace;
  readonly placeName: string;
  readonly startsOn: string;
  readonly endsOn: string;
}

/** Of these hamlets of today, the first to end first. Row security leaves out what is out of reach. */
export function readLeftWalls(sql: Sql, hamletIds: readonly string[]): Promise<LeftWall[]> {
  return sql.query<LeftWall & Record<string, unknown>>(
    `select p.posting_id as "postingId", n.id as "hamletId", p.hamlet_id as of, p.round_id as "roundId", p.place, p.place_name as "placeName",
            p.starts_on as "startsOn", p.ends_on as "endsOn"
       from posting p join round r on r.round_id = p.round_id
       cross join lateral (
         select h.id from unnest($1::text[]) h (id)
          where h.id = p.hamlet_id or (p.hamlet_id <> all ($1::text[]) and p.hamlet_id = any (former_hamlets(array[h.id])))
          order by h.id limit 1) n
      where p.taken_down_on is null
        and (r.state = 'closed'
             or not exists (select from round_commune c join area_period a on a.parent_id = c.commune_id and a.valid_to is null
                             where c.round_id = p.round_id and a.area_id = p.hamlet_id))
      order by p.ends_on, p.posting_id`,
    [hamletIds],
  );
}
