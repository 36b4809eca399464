/**
 * The households on which a commune's decision must say something (hộ phải kết luận): those that stand on the poor or near-poor
 * list, and those put on the round's review list. A household of the random sample is a check of the list, not a request, and
 * is decided only when it is on a list besides. A round of requests decides on those who were put on its list alone. One that moved in after another commune's decision of the round is not decided again.
 * An opening list stands in the interviews of the round before it, and in its own where a household was visited again for it.
 * Screens read it for the draft, the door for the decision.
 */
import type { PovertyClass } from '../../core/classify/verdict.ts';
import type { Answers } from '../../core/interview/answers.ts';
import type { Unvisited } from '../../core/meeting/round-codes.ts';
import type { Sql } from './sql.ts';

export interface Candidate {
  readonly householdId: string;
  readonly hamletId: string;
  readonly bookId: string;
  /** Why it is on the review list; null: only because it stands on a list now. */
  readonly why: string | null;
  /** The class it has now; null: never on a list. */
  readonly before: PovertyClass | null;
  readonly interviewed: boolean;
  /** Interviewed, but without somebody whose death was taken back since: its class is of a household that there is not. */
  readonly outdated: boolean;
  /** By the verdict kept for the rulebook; null: not interviewed, still open, or outdated. */
  readonly outcome: PovertyClass | null;
  /** Why it was not visited, where the commune said it and nobody visited it: nothing is decided on it. */
  readonly unvisited: Unvisited | null;
}

/** On whom the list waits, and of whom it says something: all but those of whom it was said why they were not visited. */
export function toJudge(candidates: readonly Candidate[]): readonly Candidate[] {
  return candidates.filter(({ unvisited }) => unvisited === null);
}

export interface CandidateScope {
  readonly roundId: string;
  readonly rulebook: string;
  readonly hamletIds: readonly string[];
  /** The day whose status counts as the one until now. */
  readonly day: string;
}

/** Who they are at most: `$1` the round, `$2` the day, `$3` hamlets. */
const DUE = `with source as (
     select coalesce((body ->> 'interviewsOf')::uuid, round_id) as round_id from round where round_id = $1
   ), due as (
     select household_id from review_list
      where round_id in ($1, (select round_id from source)) and hamlet_id = any ($3::text[]) and why <> 'sample'
     union
     select household_id from status
      where (select coalesce(body ->> 'scope', 'whole') from round where round_id = $1) = 'whole'
        and hamlet_id = any ($3::text[]) and class in ('poor', 'near-poor')
        and valid_from <= $2::date and (valid_to is null or $2::date < valid_to)
   )`;

export function readCandidates(sql: Sql, { roundId, rulebook, hamletIds, day }: CandidateScope): Promise<Candidate[]> {
  return sql.query<Candidate & Record<string, unknown>>(
    `${DUE}, outdated as (
       select $1::uuid as round_id, household_id from outdated_interviews($1, array(select household_id from due))
       union all
       select s.round_id, o.household_id
         from source s cross join lateral outdated_interviews(s.round_id, array(select household_id from due)) o where s.round_id <> $1
     )
     select h.household_id as "householdId", h.hamlet_id as "hamletId", h.book_id as "bookId", l.why, s.class as before,
            i.household_id is not null as interviewed, o.household_id is not null as outdated,
            case when o.household_id is null then v.outcome end as outcome,
            case when i.household_id is null then n.unvisited end as unvisited
       from due
       join household h on h.household_id = due.household_id and h.hamlet_id = any ($3::text[]) and h.state = 'present'
       left join lateral (
         select r.why from review_list r
          where r.household_id = h.household_id and r.round_id in ($1, (select round_id from source)) and r.why <> 'sample'
          order by (r.round_id = $1) desc limit 1) l on true
       left join lateral (
         select r.unvisited from review_list r
          where r.household_id = h.household_id and r.round_id in ($1, (select round_id from source)) and r.unvisited is not null
          order by (r.round_id = $1) desc limit 1) n on true
       left join status s on s.household_id = h.household_id and s.valid_from <= $2::date
                         and (s.valid_to is null or $2::date < s.valid_to)
       left join lateral (
         select e.household_id, e.round_id from interview e
          where e.household_id = h.household_id and e.round_id in ($1, (select round_id from source))
          order by (e.round_id = $1) desc limit 1) i on true
       left join outdated o on o.household_id = i.household_id and o.round_id = i.round_id
       left join verdict v on v.household_id = i.household_id and v.round_id = i.round_id and v.rulebook = $4
      where h.household_id not in (select household_id from decided_before($1, array(select household_id from due)))
      order by h.hamlet_id, h.household_id`,
    [roundId, day, hamletIds, rulebook],
  );
}

/** How many they are, and for how many of them a visit is waited for: on boards, which name nobody and judge nothing. */
export async function countCandidates(
  sql: Sql,
  { roundId, hamletIds, day }: Omit<CandidateScope, 'rulebook'>,
): Promise<{ readonly all: number; readonly left: number }> {
  const [row] = await sql.query<{ all: number; left: number }>(
    `${DUE}, there as (
       select h.household_id from due join household h on h.household_id = due.household_id and h.hamlet_id = any ($3::text[]) and h.state = 'present'
        where h.household_id not in (select household_id from decided_before($1, array(select household_id from due)))
     ), done as (
       select household_id from interview where round_id in ($1, (select round_id from source)) and hamlet_id = any ($3::text[])
       union
       select household_id from review_list
        where round_id in ($1, (select round_id from source)) and hamlet_id = any ($3::text[]) and unvisited is not null
     )
     select count(*)::int as "all", (count(*) filter (where household_id not in (select household_id from done)))::int as "left" from there`,
    [roundId, day, hamletIds],
  );
  return row ?? { all: 0, left: 0 };
}

export interface CandidateAnswers {
  readonly householdId: string;
  readonly answers: Answers;
  readonly areaType: 'rural' | 'urban';
  readonly interviewedOn: string;
}

export function readAnswersOf(sql: Sql, roundId: string, householdIds: readonly string[]): Promise<CandidateAnswers[]> {
  return sql.query<CandidateAnswers & Record<string, unknown>>(
    `select distinct on (i.household_id) i.household_id as "householdId", i.answers, i.area_type as "areaType",
            i.interviewed_on as "interviewedOn"
       from interview i
      where i.household_id = any ($2::uuid[])
        and i.round_id in ($1, (select (body ->> 'interviewsOf')::uuid from round where round_id = $1))
      order by i.household_id, (i.round_id = $1) desc`,
    [roundId, householdIds],
  );
}
