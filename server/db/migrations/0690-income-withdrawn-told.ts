/**
 * Whoever asks after a request by income is told that its paper was withdrawn since, and on which day (biên nhận nói giấy đã thu hồi): a receipt
 * that went on saying "recognised" would say of a paper what its own square denies.
 */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  'drop function public_request(text, text)',
  // As 0561 made it, with the day of the paper.
  `create function public_request(receipt text, secret text)
   returns table (form text, lodged_on date, due_on date, answered_on date, outcome text, refusal text, execute_by date, done_on date, decided boolean,
                  paper_withdrawn_on date)
   language sql stable security definer set search_path = public, pg_temp as $$
     select r.form, r.lodged_on, r.due_on, r.answered_on, r.outcome, r.refusal, r.execute_by, r.done_on,
            exists (select from status s where s.household_id = r.household_id and s.round_id = r.round_id and s.decision_id is not null),
            (select max(p.ended_on) from income_paper p where p.request_id = r.request_id and p.ended_how = 'withdrawn')
       from request r where r.number = receipt and r.secret_print = secret
   $$`,
  'revoke all on function public_request(text, text) from public',
  'grant execute on function public_request(text, text) to vuon_app',
];
