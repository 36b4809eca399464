/**
 * Paper forms half typed in on the desk (phiếu giấy đang nhập): kept by the server, since a desk's machine is nobody's own, until the
 * form is finished. Each person reaches only their own; with the household's file they go.
 */
import { type Kysely, sql } from 'kysely';

const OWN = `account_id::text = (select coalesce(current_setting('vuon.account', true), ''))`;

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table typed_form (
    account_id   uuid not null references account,
    household_id uuid not null references household,
    round_id     uuid not null references round,
    draft        jsonb not null,
    saved_at     timestamptz not null,
    primary key (account_id, household_id, round_id)
  )`,
  `alter table typed_form enable row level security`,
  `alter table typed_form force row level security`,
  `create policy own on typed_form for all using (${OWN}) with check (${OWN})`,
  `grant select, insert, update, delete on typed_form to vuon_app`,
  `create function drop_typed_forms() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
  begin
    delete from typed_form where household_id = new.household_id;
    return null;
  end $$`,
  `revoke all on function drop_typed_forms() from public`,
  `create trigger drop_typed_forms after update of state on household
    for each row when (new.state = 'erased' and old.state is distinct from new.state) execute function drop_typed_forms()`,
];
