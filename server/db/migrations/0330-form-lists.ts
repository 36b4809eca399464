/**
 * Review forms of a hamlet are made like a long list (in Phiếu B cả ấp): which kind a job is of, and of the forms whose they are,
 * written down when they are asked for, so that a run that goes on later neither repeats nor leaves out a household.
 */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(`alter table list_job add column kind text not null default 'table-15' check (kind in ('table-15', 'form'))`).execute(db);
  await sql.raw(`alter table list_job add column household_ids uuid[]`).execute(db);
  await sql
    .raw(`alter table list_job add constraint list_job_households check ((kind = 'form') = (household_ids is not null))`)
    .execute(db);
}
