/** A hamlet's papers for a round are made as long lists are (tập giấy tờ của ấp, khóm, khu), in parts that a server which was killed goes on with. */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(`alter table list_job drop constraint list_job_kind_check`).execute(db);
  await sql
    .raw(`alter table list_job add constraint list_job_kind_check check (kind in ('table-15', 'form', 'certificate', 'packet'))`)
    .execute(db);
}
