/** Rows of the search for people written twice in the whole province (bảng việc tìm người ghi trùng): one statement a function. */
import { sql } from 'kysely';
import type { BulkState } from '../../core/register/duplicates/bulk-views.ts';
import type { Worth } from '../../core/register/duplicates/evidence.ts';
import type { Person } from '../../core/register/duplicates/person.ts';
import type { JobTable } from '../db/job-claims.ts';
import type { Tx } from '../http/transaction.ts';

export interface BulkJob {
  readonly jobId: string;
  readonly accountId: string;
  readonly areaId: string;
  readonly state: BulkState;
  readonly problem: string | null;
  readonly communes: number;
  readonly communesRead: number;
  readonly people: number | null;
  readonly print: string | null;
  readonly askedAt: string;
  readonly endedAt: string | null;
}

const COLUMNS = sql.raw<BulkJob>(`j.job_id as "jobId", j.account_id as "accountId", j.area_id as "areaId", j.state, j.problem, j.communes,
  j.communes_read as "communesRead", j.people, j.print, j.asked_at as "askedAt", j.ended_at as "endedAt"`);

export const BULK_JOBS: JobTable<BulkJob> = { table: 'duplicate_job', columns: COLUMNS };

/** False where another one of the area is being made, also if it was asked for at the same moment. */
export async function addBulkJob(tx: Tx, job: Pick<BulkJob, 'jobId' | 'accountId' | 'areaId' | 'communes' | 'askedAt'>): Promise<boolean> {
  const { rows } = await sql`
    insert into duplicate_job (job_id, account_id, area_id, state, communes, asked_at)
    values (${job.jobId}, ${job.accountId}, ${job.areaId}, 'making', ${job.communes}, ${job.askedAt})
    on conflict (area_id) where state = 'making' do nothing returning job_id`.execute(tx);
  return rows.length > 0;
}

export async function addBulkParts(tx: Tx, jobId: string, parts: number): Promise<void> {
  await sql`insert into duplicate_part (job_id, place) select ${jobId}::uuid, at from generate_series(0, ${parts - 1}) at`.execute(tx);
}

/** What was found before is over. */
export async function dropEndedBulks(tx: Tx, areaId: string): Promise<void> {
  await sql`delete from duplicate_job where area_id = ${areaId} and state <> 'making'`.execute(tx);
}

export async function findBulkJob(tx: Tx, areaId: string): Promise<BulkJob | null> {
  const { rows } = await sql<BulkJob>`
    select ${COLUMNS} from duplicate_job j where j.area_id = ${areaId}
     order by (j.state = 'making') desc, j.asked_at desc limit 1`.execute(tx);
  return rows[0] ?? null;
}

export interface EndedBulk {
  readonly state: Exclude<BulkState, 'making'>;
  readonly problem: string | null;
  readonly now: string;
}

/** True where it was still being made. */
export async function endBulkJob(tx: Tx, jobId: string, { state, problem, now }: EndedBulk): Promise<boolean> {
  const { rows } = await sql`
    update duplicate_job set state = ${state}, problem = ${problem}, ended_at = ${now}, claimed_until = null
     where job_id = ${jobId} and state = 'making' returning job_id`.execute(tx);
  return rows.length > 0;
}

export async function tellRead(tx: Tx, jobId: string, communesRead: number): Promise<void> {
  await sql`update duplicate_job set communes_read = ${communesRead} where job_id = ${jobId}`.execute(tx);
}

/** The people as they were read; where they are others than those of the parts that are done, these begin anew. */
export async function tellPeople(
  tx: Tx,
  jobId: string,
  { people, print }: { readonly people: number; readonly print: string },
): Promise<void> {
  await sql`
    update duplicate_part set pairs = null
     where job_id = ${jobId} and pairs is not null and (select print from duplicate_job where job_id = ${jobId}) is distinct from ${print}`.execute(
    tx,
  );
  await sql`update duplicate_job set people = ${people}, print = ${print} where job_id = ${jobId}`.execute(tx);
}

export async function readParts(tx: Tx, jobId: string): Promise<readonly { place: number; done: boolean }[]> {
  const { rows } = await sql<{ place: number; done: boolean }>`
    select place, pairs is not null as done from duplicate_part where job_id = ${jobId} order by place`.execute(tx);
  return rows;
}

export async function readPairs(tx: Tx, jobId: string): Promise<number[]> {
  const { rows } = await sql<{ pairs: number[] }>`select pairs from duplicate_part where job_id = ${jobId} order by place`.execute(tx);
  return rows.flatMap(({ pairs }) => pairs);
}

export async function tellPart(
  tx: Tx,
  jobId: string,
  { place, pairs }: { readonly place: number; readonly pairs: readonly number[] },
): Promise<void> {
  await sql`update duplicate_part set pairs = ${[...pairs]}::integer[] where job_id = ${jobId} and place = ${place}`.execute(tx);
}

export interface FoundRow {
  readonly communeA: string;
  readonly communeB: string;
  readonly householdA: string;
  readonly householdB: string;
  readonly memberA: string;
  readonly memberB: string;
  readonly score: number;
  readonly above: number;
  readonly reasons: readonly Worth[];
}

export async function addFound(tx: Tx, jobId: string, found: readonly FoundRow[]): Promise<void> {
  await sql`delete from duplicate_found where job_id = ${jobId}`.execute(tx);
  await sql`
    insert into duplicate_found (job_id, place, commune_a, commune_b, household_a, household_b, member_a, member_b, score, above, reasons)
    select ${jobId}::uuid, at - 1, f ->> 'communeA', f ->> 'communeB', (f ->> 'householdA')::uuid, (f ->> 'householdB')::uuid,
           (f ->> 'memberA')::uuid, (f ->> 'memberB')::uuid, (f ->> 'score')::int, (f ->> 'above')::int, f -> 'reasons'
      from jsonb_array_elements(${JSON.stringify(found)}::jsonb) with ordinality as t (f, at)`.execute(tx);
}

/**
 * People of the surest pairs of households of two communes that stand today: both live where they were found, and nobody told them apart
 * since. `pairs`: how many such pairs of households there are in all.
 */
export async function readAcross(tx: Tx, jobId: string, most: number): Promise<{ rows: readonly FoundRow[]; pairs: number }> {
  const lives = (of: 'a' | 'b') =>
    sql.raw(`
      join member m${of} on m${of}.member_id = f.member_${of} and m${of}.household_id = f.household_${of} and m${of}.state = 'present'
      join household h${of} on h${of}.household_id = f.household_${of} and h${of}.state = 'present'`);
  const { rows } = await sql<FoundRow & { pairs: number }>`
    with apart as materialized (
      select pair ->> 'memberId' as one, pair ->> 'asMemberId' as other
        from event e join payload p on p.event_id = e.event_id cross join lateral jsonb_array_elements(p.body::jsonb -> 'pairs') pair
       where e.kind = 'told-apart'
    ), standing as materialized (
      select f.*, least(f.household_a, f.household_b) as one, greatest(f.household_a, f.household_b) as other
        from duplicate_found f ${lives('a')} ${lives('b')}
       where f.job_id = ${jobId} and f.commune_a <> f.commune_b and f.household_a <> f.household_b
         and (f.member_a::text, f.member_b::text) not in (select one, other from apart union all select other, one from apart)
    ), surest as (
      select one, other, count(*) over ()::int as pairs
        from standing group by one, other order by max(above) desc, min(place) limit ${most}
    )
    select commune_a as "communeA", commune_b as "communeB", household_a as "householdA", household_b as "householdB",
           member_a as "memberA", member_b as "memberB", score, above, reasons, pairs
      from standing join surest using (one, other) order by place`.execute(tx);
  return { rows, pairs: rows[0]?.pairs ?? 0 };
}

/** How many pairs of people of two households lie within each commune. */
export async function countWithin(tx: Tx, jobId: string): Promise<readonly { communeId: string; pairs: number }[]> {
  const { rows } = await sql<{ communeId: string; pairs: number }>`
    select commune_a as "communeId", count(*)::int as pairs from duplicate_found
     where job_id = ${jobId} and commune_a = commune_b and household_a <> household_b group by 1 order by 2 desc, 1`.execute(tx);
  return rows;
}

/** Everybody present of these hamlets, as one text, always in the same order. */
export async function readPeopleInOrder(tx: Tx, hamlets: readonly string[]): Promise<string> {
  const { rows } = await sql<{ written: string | null }>`
    select json_agg(json_build_array(m.member_id, m.household_id, m.hamlet_id, m.full_name,
                    case when m.sex in ('male', 'female') then m.sex end, m.birth,
                    case when m.citizen_id ~ '^\\d+$' then m.citizen_id end) order by m.member_id, m.household_id)::text as written
      from member m join household h on h.household_id = m.household_id and h.state = 'present'
     where m.state = 'present' and m.hamlet_id = any (${[...hamlets]}::text[])`.execute(tx);
  return rows[0]?.written ?? '[]';
}

/** Of these people, those who stand in these households today. */
export async function readPersons(tx: Tx, memberIds: readonly string[]): Promise<readonly Omit<Person, 'communeId'>[]> {
  const { rows } = await sql<Omit<Person, 'communeId'>>`
    select m.member_id as "memberId", m.household_id as "householdId", m.hamlet_id as "hamletId", m.full_name as "fullName",
           case when m.sex in ('male', 'female') then m.sex end as sex, m.birth,
           case when m.citizen_id ~ '^\\d+$' then m.citizen_id end as "citizenId"
      from member m join household h on h.household_id = m.household_id and h.state = 'present'
     where m.state = 'present' and m.member_id = any (${[...memberIds]}::uuid[])`.execute(tx);
  return rows;
}

export async function readSizes(tx: Tx, householdIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ id: string; members: number }>`
    select household_id as id, members from household where household_id = any (${[...householdIds]}::uuid[])`.execute(tx);
  return new Map(rows.map(({ id, members }) => [id, members]));
}
