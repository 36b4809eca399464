/**
 * Requests about one's own data (yêu cầu về dữ liệu cá nhân): accepted with a day by which they are carried out, then done; what was done of
 * them is told to whoever asks by number and secret.
 */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const FORMS = `'review', 'exit', 'data-access', 'data-correct', 'data-restrict', 'data-erase'`;

const statements = [
  'alter table request add column execute_by date, add column done_on date',
  'alter table request drop constraint request_form_check',
  `alter table request add constraint request_form_check check (form in (${FORMS}))`,
  'alter table request drop constraint request_check2',
  `alter table request add constraint request_of_household check (coalesce(outcome in ('listed', 'accepted'), false) = (household_id is not null))`,
  `alter table request add constraint request_executed check (coalesce(outcome = 'accepted', false) = (execute_by is not null))`,
  `alter table request add constraint request_done check (done_on is null or outcome = 'accepted')`,
  'drop function public_request(text, text)',
  `create function public_request(receipt text, secret text)
   returns table (form text, lodged_on date, due_on date, answered_on date, outcome text, refusal text, execute_by date, done_on date, decided boolean)
   language sql stable security definer set search_path = public, pg_temp as $$
     select r.form, r.lodged_on, r.due_on, r.answered_on, r.outcome, r.refusal, r.execute_by, r.done_on,
            exists (select from status s where s.household_id = r.household_id and s.round_id = r.round_id and s.decision_id is not null)
       from request r where r.number = receipt and r.secret_print = secret
   $$`,
  'revoke all on function public_request(text, text) from public',
  'grant execute on function public_request(text, text) to vuon_app',
];
