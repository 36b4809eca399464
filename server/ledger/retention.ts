/**
 * What is over its time (dữ liệu hết thời hạn lưu trữ): the same statements for the dry run and for the door, so that nothing goes that a
 * dry run would not have named. What is held by law is in none of them.
 */
import { keepRuleOn, keptSince, type Kept } from '../../core/access/retention.ts';
import type { Sql } from './sql.ts';

export interface OverTime {
  readonly what: Kept;
  /** From before this day. */
  readonly before: string;
  /** Events, pictures or lines of the log. */
  readonly ids: readonly string[];
  /** The same, what goes only together side by side: what was asked in one request, with its answer. */
  readonly sets: readonly (readonly string[])[];
  /** Over their time and held by law. */
  readonly held: number;
}

const IN_HAMLET: Readonly<Record<Kept, string>> = {
  'refused-requests': `
    select t.id::text, bool_or(is_held(t.household_id, $1)) over (partition by t.request_id) as held, t.request_id::text as of
      from (select e.event_id as id, e.household_id, r.request_id
              from request r join event e on e.event_id in (r.event_id, r.answer_event) join payload p on p.event_id = e.event_id
             where r.hamlet_id = $1 and r.household_id is null and r.answered_on < $2::date
            union
            select e.event_id, e.household_id, r.request_id
              from event e join payload p on p.event_id = e.event_id
              join request r on r.request_id::text = p.body::jsonb ->> 'requestId'
             where e.hamlet_id = $1 and e.kind in ('request-answered', 'income-checked', 'income-posted', 'income-taken-down', 'income-decided')
               and r.hamlet_id = $1 and r.household_id is null and r.answered_on < $2::date) t`,
  minutes: `
    select e.event_id::text as id, is_held(e.household_id, e.hamlet_id) as held
      from event e join payload p on p.event_id = e.event_id join round r on r.round_id::text = p.body::jsonb ->> 'roundId'
     where e.hamlet_id = $1 and e.kind in ('meeting-held', 'household-discussed') and r.state = 'closed'
       and (e.recorded_at at time zone 'Asia/Ho_Chi_Minh')::date < $2::date`,
  // Since the server has it: when it was taken only the phone's clock says. A list on the wall names many households: a hold on one keeps it.
  photos: `
    select f.photo_id::text as id, is_held(f.household_id, h.hamlet_id) as held
      from photo f join household h on h.household_id = f.household_id
     where h.hamlet_id = $1 and (f.kept_at at time zone 'Asia/Ho_Chi_Minh')::date < $2::date
    union all
    select w.picture_id::text, is_held(null, $1) or exists (select from household h where h.hamlet_id = $1 and is_held(h.household_id, $1))
      from wall_picture w where w.hamlet_id = $1 and (w.kept_at at time zone 'Asia/Ho_Chi_Minh')::date < $2::date`,
  gps: `
    select e.event_id::text as id, is_held(e.household_id, e.hamlet_id) as held
      from event e join payload p on p.event_id = e.event_id
     where e.hamlet_id = $1 and e.kind in ('interview-finished', 'back-check-finished')
       and p.body::jsonb ? 'heldAt'
       and (e.recorded_at at time zone 'Asia/Ho_Chi_Minh')::date < $2::date`,
  'unlisted-interviews': `
    select e.event_id::text as id, is_held(e.household_id, e.hamlet_id) as held
      from event e join payload p on p.event_id = e.event_id
     where e.hamlet_id = $1 and e.kind in ('interview-finished', 'back-check-finished') and not p.body::jsonb ? 'letGo'
       and (e.recorded_at at time zone 'Asia/Ho_Chi_Minh')::date < $2::date
       and not exists (select from status s where s.household_id = e.household_id and s.class <> 'not-poor'
                                              and (s.valid_to is null or s.valid_to >= $2::date))`,
  'access-log': `
    select l.read_id::text as id, is_held(l.household_id, l.hamlet_id) as held
      from read_log l where l.hamlet_id = $1 and (l.at at time zone 'Asia/Ho_Chi_Minh')::date < $2::date`,
};

export interface HamletAsked {
  readonly hamletId: string;
  readonly today: string;
}

/** In the order of their ids; null where no period is in force. */
export async function readOverTime(sql: Sql, what: Kept, { hamletId, today }: HamletAsked): Promise<OverTime | null> {
  const rule = keepRuleOn(what, today);
  if (rule === null) return null;
  const before = keptSince(rule, today);
  const rows = await sql.query<{ id: string; held: boolean; of?: string }>(`select * from (${IN_HAMLET[what]}) t order by id`, [
    ...[hamletId, before],
  ]);
  const free = rows.filter(({ held }) => !held);
  const sets = Map.groupBy(free, ({ id, of }) => of ?? id);
  return {
    ...{ what, before, ids: free.map(({ id }) => id), held: rows.length - free.length },
    sets: [...sets.values()].map((set) => set.map(({ id }) => id)),
  };
}
