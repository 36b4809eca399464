/**
 * Decided once in a round (mỗi đợt một lần kết luận): of these households those on which a commune's decision of the round has spoken, also
 * where it found them on no list and they have moved since. Answers for households of the actor's areas only.
 */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);
  await run(decidedBefore);
  await run('revoke all on function decided_before(uuid, uuid[]) from public');
  await run('grant execute on function decided_before(uuid, uuid[]) to vuon_app');
}

const decidedBefore = `
  create function decided_before(round uuid, households uuid[]) returns table (household_id uuid)
  language sql stable security definer set search_path = public, pg_temp as $$
    select h.household_id from household h
     where h.household_id = any (households)
       and (coalesce(current_setting('vuon.reach', true), '') = 'all'
            or h.hamlet_id = any (string_to_array(coalesce(current_setting('vuon.hamlets', true), ''), ',')))
       and (exists (select from status s where s.household_id = h.household_id and s.round_id = round and s.decision_id is not null)
            or exists (select from residence r
                         join area_period p on p.area_id = r.hamlet_id
                         join decision d on d.commune_id = p.parent_id and d.round_id = round
                        where r.household_id = h.household_id
                          and r.valid_from <= d.decided_on and (r.valid_to is null or d.decided_on < r.valid_to)
                          and p.valid_from <= d.decided_on and (p.valid_to is null or d.decided_on < p.valid_to)))
  $$`;
