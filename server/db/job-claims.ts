/**
 * Who has a waiting job in hand (giữ việc chạy nền): one server takes it, says now and then that it still works on it, and lets it go; of a
 * server that is no more the claim runs out. The tables of jobs share these columns.
 */
import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../http/transaction.ts';

export interface JobTable<Job> {
  readonly table: 'list_job' | 'certificate_job' | 'closing_job' | 'duplicate_job';
  /** Of the table called `j`. */
  readonly columns: RawBuilder<Job>;
}

/** Takes up what waits, or what a server that is no more had in hand. */
export async function claimJob<Job>(tx: Tx, { table, columns }: JobTable<Job>, seconds: number): Promise<Job | null> {
  const jobs = sql.table(table);
  const { rows } = await sql<Job>`
    update ${jobs} j set claimed_until = clock_timestamp() + make_interval(secs => ${seconds})
     where j.job_id = (select job_id from ${jobs}
                        where state = 'making' and (claimed_until is null or claimed_until < clock_timestamp())
                        order by asked_at limit 1 for update skip locked)
    returning ${columns}`.execute(tx);
  return rows[0] ?? null;
}

interface InHand {
  readonly jobId: string;
  readonly seconds: number;
}

/** False where it is no longer being made: stopped by the person, or gone. */
export async function keepClaim(tx: Tx, { table }: JobTable<unknown>, { jobId, seconds }: InHand): Promise<boolean> {
  const { rows } = await sql`
    update ${sql.table(table)} set claimed_until = clock_timestamp() + make_interval(secs => ${seconds})
     where job_id = ${jobId} and state = 'making' returning job_id`.execute(tx);
  return rows.length > 0;
}

export async function letGo(tx: Tx, { table }: JobTable<unknown>, jobId: string): Promise<void> {
  await sql`update ${sql.table(table)} set claimed_until = null where job_id = ${jobId}`.execute(tx);
}
