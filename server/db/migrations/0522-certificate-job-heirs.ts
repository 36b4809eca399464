/**
 * Several communes may give out certificates on one decision (nhiều xã cấp theo một quyết định): the heirs of the one that took it, each a
 * job of its own. A household that had its certificate already is told apart from those refused.
 */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  'drop index certificate_job_making',
  `create unique index certificate_job_making on certificate_job (commune_id, decision_id) where state = 'making'`,
  'alter table certificate_job_row drop constraint certificate_job_row_answer_check',
  `alter table certificate_job_row add constraint certificate_job_row_answer_check
     check (answer in ('waiting', 'issued', 'already', 'refused'))`,
];
