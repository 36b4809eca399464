/**
 * The check tells what the sheet says (kiểm tra giấy theo đúng tờ giấy): the letters of the head whom it names, not of who is head today;
 * the commune whose chair signed it, and the one whose number it bears where that is another; and that the household is no more.
 */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

/** As it was called on the day, or last before it. */
const nameOf = (area: string) => `
  (select p.name from area_period p where p.area_id = ${area} and p.valid_from <= c.issued_on order by p.valid_from desc limit 1)`;

const statements = [
  'drop function public_certificate(text)',
  `create function public_certificate(print text)
   returns table (number text, year integer, class text, commune_id text, commune_name text, numbered_by text, issued_on date, ended_on date,
                  ended_how text, initials text, gone boolean, newer boolean, demonstration boolean)
   language sql stable security definer set search_path = public, pg_temp as $$
     select c.number, c.year, c.class, c.signed_by, ${nameOf('c.signed_by')},
            case when c.commune_id <> c.signed_by then ${nameOf('c.commune_id')} end,
            c.issued_on, c.ended_on, c.ended_how, c.initials,
            exists (select from household h where h.household_id = c.household_id and h.state in ('merged', 'dissolved')),
            exists (select from status s join status own on own.household_id = s.household_id and own.decision_id = c.decision_id
                     where s.household_id = c.household_id and s.source = 'decision' and s.valid_from > own.valid_from),
            (select demonstration from installation)
       from certificate c where c.token_print = print
   $$`,
  'revoke all on function public_certificate(text) from public',
  'grant execute on function public_certificate(text) to vuon_app',
];
