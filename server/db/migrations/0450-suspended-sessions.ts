/**
 * Whoever is suspended is signed out everywhere for good (khóa tài khoản thì kết thúc mọi phiên): a lost phone that was signed in does not
 * come in again when the account is taken up again. A trigger, since sessions are out of reach of those who act on accounts.
 */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create policy owns on session using (current_user <> 'vuon_app')`.execute(db);
  await sql`
    create function end_sessions() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
    begin
      delete from session where account_id = new.account_id;
      return null;
    end $$`.execute(db);
  await sql`revoke all on function end_sessions() from public`.execute(db);
  await sql`
    create trigger suspended after update of state on account
      for each row when (new.state = 'suspended') execute function end_sessions()`.execute(db);
}
