/**
 * Directives and how far each hamlet is (chỉ đạo, tình hình từng ấp): made from the ledger. A hamlet's people read the directives
 * that reach it, an office its own and those that reach its hamlets.
 */
import { type Kysely, sql } from 'kysely';

const REACH_ALL = `(select current_setting('vuon.reach', true)) = 'all'`;
const HAMLETS = `(select string_to_array(coalesce(current_setting('vuon.hamlets', true), ''), ','))::text[]`;
const COMMUNES = `(select string_to_array(coalesce(current_setting('vuon.communes', true), ''), ','))::text[]`;
const IN_HAMLET = `${REACH_ALL} or hamlet_id = any (${HAMLETS})`;
const OF_OFFICE = `${REACH_ALL} or area_id = any (${COMMUNES})`;

export async function up(db: Kysely<unknown>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);
  await run(`
    create table directive (
      directive_id  uuid primary key,
      area_id       text not null references area,
      text          text not null,
      due_on        date,
      rule          text not null,
      sent_at       timestamptz not null,
      account_id    uuid not null,
      withdrawn_at  timestamptz,
      withdrawn_why text,
      check ((withdrawn_at is null) = (withdrawn_why is null))
    )`);
  await run('create index directive_area on directive (area_id, sent_at)');
  await run(`
    create table directive_hamlet (
      directive_id uuid not null,
      hamlet_id    text not null references area,
      received_at  timestamptz,
      opened_at    timestamptz check (opened_at is null or received_at <= opened_at),
      done_at      timestamptz check (done_at is null or opened_at <= done_at),
      done_by      uuid,
      word         text,
      primary key (directive_id, hamlet_id),
      check ((done_at is null) = (done_by is null))
    )`);
  await run('create index directive_of_hamlet on directive_hamlet (hamlet_id)');
  for (const table of ['directive', 'directive_hamlet']) {
    await run(`alter table ${table} enable row level security`);
    await run(`alter table ${table} force row level security`);
    await run(`grant select, insert, update on ${table} to vuon_app`);
  }
  const reaches = 'exists (select from directive_hamlet h where h.directive_id = directive.directive_id)';
  await run(`create policy reads on directive for select using (${OF_OFFICE} or ${reaches})`);
  await run(`create policy adds on directive for insert with check (${OF_OFFICE})`);
  await run(`create policy changes on directive for update using (${OF_OFFICE}) with check (${OF_OFFICE})`);
  await run(`create policy removes on directive for delete using (${REACH_ALL})`);
  await run(`create policy area on directive_hamlet for all using (${IN_HAMLET}) with check (${IN_HAMLET})`);
  // Ids and the office alone, also outside the actor's areas: an id is used once.
  await run(`
    create function directive_known(id uuid) returns table (area_id text, withdrawn boolean)
    language sql stable security definer set search_path = public, pg_temp as $$
      select d.area_id, d.withdrawn_at is not null from directive d where d.directive_id = id
    $$`);
  await run('revoke all on function directive_known(uuid) from public');
  await run('grant execute on function directive_known(uuid) to vuon_app');
}
