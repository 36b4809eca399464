/** Rows of the jobs that close rounds (bảng việc đóng đợt): one statement a function. */
import { sql } from 'kysely';
import type { ClosingState } from '../../core/meeting/closing-views.ts';
import type { JobTable } from '../db/job-claims.ts';
import type { Tx } from '../http/transaction.ts';

export interface ClosingJob {
  readonly jobId: string;
  readonly accountId: string;
  readonly roundId: string;
  readonly commandId: string;
  readonly anyway: boolean;
  readonly state: ClosingState;
  readonly problem: string | null;
  readonly askedAt: string;
}

const COLUMNS = sql.raw<ClosingJob>(`j.job_id as "jobId", j.account_id as "accountId", j.round_id as "roundId", j.command_id as "commandId",
  j.anyway, j.state, j.problem, j.asked_at as "askedAt"`);

export const CLOSING_JOBS: JobTable<ClosingJob> = { table: 'closing_job', columns: COLUMNS };

/** False where another one of the round is being made, also if it was asked for at the same moment. */
export async function addClosingJob(tx: Tx, job: Omit<ClosingJob, 'state' | 'problem'>): Promise<boolean> {
  const { rows } = await sql`
    insert into closing_job (job_id, account_id, round_id, command_id, anyway, state, asked_at)
    values (${job.jobId}, ${job.accountId}, ${job.roundId}, ${job.commandId}, ${job.anyway}, 'making', ${job.askedAt})
    on conflict (round_id) where state = 'making' do nothing returning job_id`.execute(tx);
  return rows.length > 0;
}

/** What was told of earlier ones of the round is over. */
export async function dropEndedClosings(tx: Tx, roundId: string): Promise<void> {
  await sql`delete from closing_job where round_id = ${roundId} and state <> 'making'`.execute(tx);
}

export async function addClosingLines(tx: Tx, jobId: string, communeIds: readonly string[]): Promise<void> {
  await sql`
    insert into closing_job_row (job_id, place, commune_id, answer)
    select ${jobId}::uuid, at - 1, id, 'waiting' from unnest(${[...communeIds]}::text[]) with ordinality as c (id, at)`.execute(tx);
}

export async function findClosingJob(tx: Tx, roundId: string): Promise<ClosingJob | null> {
  const { rows } = await sql<ClosingJob>`
    select ${COLUMNS} from closing_job j where j.round_id = ${roundId}
     order by (j.state = 'making') desc, j.asked_at desc limit 1`.execute(tx);
  return rows[0] ?? null;
}

export interface EndedClosing {
  readonly state: Exclude<ClosingState, 'making'>;
  readonly problem: string | null;
  readonly now: string;
}

/** True where it was still being made. */
export async function endClosingJob(tx: Tx, jobId: string, { state, problem, now }: EndedClosing): Promise<boolean> {
  const { rows } = await sql`
    update closing_job set state = ${state}, problem = ${problem}, ended_at = ${now}, claimed_until = null
     where job_id = ${jobId} and state = 'making' returning job_id`.execute(tx);
  return rows.length > 0;
}

export interface ClosingLine {
  readonly place: number;
  readonly communeId: string;
  readonly answer: 'waiting' | 'decided' | 'open';
  readonly gate: string | null;
  readonly blockers: readonly { readonly code: string; readonly total: number }[];
}

export async function readClosingLines(tx: Tx, jobId: string): Promise<readonly ClosingLine[]> {
  const { rows } = await sql<ClosingLine>`
    select place, commune_id as "communeId", answer, gate, blockers from closing_job_row where job_id = ${jobId} order by place`.execute(
    tx,
  );
  return rows;
}

export async function nextClosingLine(tx: Tx, jobId: string): Promise<ClosingLine | null> {
  const { rows } = await sql<ClosingLine>`
    select place, commune_id as "communeId", answer, gate, blockers
      from closing_job_row where job_id = ${jobId} and answer = 'waiting' order by place limit 1`.execute(tx);
  return rows[0] ?? null;
}

export async function tellClosingLine(
  tx: Tx,
  jobId: string,
  { place, answer, gate, blockers }: Omit<ClosingLine, 'communeId'>,
): Promise<void> {
  await sql`
    update closing_job_row set answer = ${answer}, gate = ${gate}, blockers = ${JSON.stringify(blockers)}::jsonb
     where job_id = ${jobId} and place = ${place}`.execute(tx);
}

/** Whether a list that was decided or not a moment ago still is. */
export async function readOpenCommunes(tx: Tx, roundId: string): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select commune_id as id from round_commune where round_id = ${roundId} and gate <> 'closed'`.execute(tx);
  return rows.map(({ id }) => id);
}
