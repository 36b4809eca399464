/**
 * The households on which a commune's decision must say something (hộ phải kết luận): those that stand on the poor or near-poor
 * list, and those put on the round's review list. A household of the random sample is a check of the list, not a request, and
 * is decided only when it is on a list besides. One that moved in after another commune's decision of the round is not decided again.
 * Screens read it for the draft, the door for the decision.
 */
import type { PovertyClass } from '../../core/classify/verdict.ts';
import type { Answers } from '../../core/interview/answers.ts';
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
}

export interface CandidateScope {
  readonly roundId: string;
  readonly rulebook: string;
  readonly hamletIds: readonly string[];
  /** The day whose status counts as the one until now. */
  readonly day: string;
}

export function readCandidates(sql: Sql, { roundId, rulebook, hamletIds, day }: CandidateScope): Promise<Candidate[]> {
  return sql.query<Candidate & Record<string, unknown>>(
    `with due as (
       select household_id from review_list where round_id = $1 and hamlet_id = any ($4::text[]) and why <> 'sample'
       union
       select household_id from status
        where hamlet_id = any ($4::text[]) and class in ('poor', 'near-poor')
          and valid_from <= $2::date and (valid_to is null or $2::date < valid_to)
     )
     select h.household_id as "householdId", h.hamlet_id as "hamletId", h.book_id as "bookId", l.why, s.class as before,
            i.household_id is not null as interviewed, o.household_id is not null as outdated,
            case when o.household_id is null then v.outcome end as outcome
       from due
       join household h on h.household_id = due.household_id and h.hamlet_id = any ($4::text[]) and h.state = 'present'
       left join review_list l on l.household_id = h.household_id and l.round_id = $1 and l.why <> 'sample'
       left join status s on s.household_id = h.household_id and s.valid_from <= $2::date
                         and (s.valid_to is null or $2::date < s.valid_to)
       left join interview i on i.household_id = h.household_id and i.round_id = $1
       left join outdated_interviews($1, array(select household_id from due)) o on o.household_id = h.household_id
       left join verdict v on v.household_id = h.household_id and v.round_id = $1 and v.rulebook = $3
      where h.household_id not in (select household_id from decided_before($1, array(select household_id from due)))
      order by h.hamlet_id, h.household_id`,
    [roundId, day, rulebook, hamletIds],
  );
}

export interface CandidateAnswers {
  readonly householdId: string;
  readonly answers: Answers;
  readonly areaType: 'rural' | 'urban';
  readonly interviewedOn: string;
}

export function readAnswersOf(sql: Sql, roundId: string, householdIds: readonly string[]): Promise<CandidateAnswers[]> {
  return sql.query<CandidateAnswers & Record<string, unknown>>(
    `select household_id as "householdId", answers, area_type as "areaType", interviewed_on as "interviewedOn"
       from interview where round_id = $1 and household_id = any ($2::uuid[])`,
    [roundId, householdIds],
  );
}
