/** A decision that was withdrawn (quyết định đã thu hồi) stays, with the paper that says so; the list may be decided anew. */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

/** As 0280 made it; a decision that was withdrawn has not spoken. */
const decidedBefore = `
  create or replace function decided_before(round uuid, households uuid[]) returns table (household_id uuid)
  language sql stable security definer set search_path = public, pg_temp as $$
    select h.household_id from household h
     where h.household_id = any (households)
       and (coalesce(current_setting('vuon.reach', true), '') = 'all'
            or h.hamlet_id = any (string_to_array(coalesce(current_setting('vuon.hamlets', true), ''), ',')))
       and (exists (select from status s where s.household_id = h.household_id and s.round_id = round and s.decision_id is not null)
            or exists (select from residence r
                         join area_period p on p.area_id = r.hamlet_id
                         join decision d on d.commune_id = p.parent_id and d.round_id = round and d.withdrawn_on is null
                        where r.household_id = h.household_id
                          and r.valid_from <= d.decided_on and (r.valid_to is null or d.decided_on < r.valid_to)
                          and p.valid_from <= d.decided_on and (p.valid_to is null or d.decided_on < p.valid_to)))
  $$`;

const statements = [
  `alter table decision
     add column withdrawn_on     date,
     add column withdrawn_number text,
     add column withdrawn_reason text,
     add column withdrawn_by     uuid,
     add column withdrawn_of     jsonb`,
  `comment on column decision.withdrawn_of is 'households, elsewhere, certificates'`,
  'alter table decision drop constraint decision_round_id_commune_id_rulebook_key',
  'create unique index decision_standing on decision (round_id, commune_id, rulebook) where withdrawn_on is null',
  'grant update on decision to vuon_app',
  decidedBefore,
];
