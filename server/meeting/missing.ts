/**
 * Why a household cannot be classed (còn thiếu câu trả lời nào): the answers that could still change its class, judged again from its
 * interview as the door did, so that whoever decides can say what is to be asked. Names of people are the household page's.
 */
import { sql } from 'kysely';
import type { RulebookId } from '../../core/classify/verdict.ts';
import { answersSchema } from '../../core/interview/answers.ts';
import type { Round } from '../../core/meeting/round.ts';
import type { MissingField } from '../../core/meeting/views.ts';
import type { Tx } from '../http/transaction.ts';
import { tablesOfRounds } from '../ledger/score-tables.ts';
import { sqlOfKysely } from '../ledger/sql.ts';
import type { Judge } from '../ledger/tools.ts';

export interface MissingAsked {
  readonly round: Round;
  readonly rulebook: RulebookId;
  readonly judge: Pick<Judge, 'verdict'>;
}

interface InterviewedRow {
  readonly householdId: string;
  readonly answers: unknown;
  readonly areaType: 'rural' | 'urban';
  readonly interviewedOn: string;
}

/** By household: each field once, with how many people it is missing for. */
export async function missingAnswers(
  tx: Tx,
  householdIds: readonly string[],
  { round, rulebook, judge }: MissingAsked,
): Promise<Readonly<Record<string, readonly MissingField[]>>> {
  const { rows } = await sql<InterviewedRow>`
    select distinct on (household_id) household_id as "householdId", answers, area_type as "areaType", interviewed_on as "interviewedOn"
      from interview
     where round_id in (${round.roundId}::uuid, ${round.interviewsOf ?? null}::uuid) and household_id = any (${[...householdIds]}::uuid[])
     order by household_id, (round_id = ${round.roundId}::uuid) desc`.execute(tx);
  const table = (await tablesOfRounds(sqlOfKysely(tx), [round]))(round).get(rulebook);
  if (table === undefined) return {};
  return Object.fromEntries(
    rows.map(({ householdId, answers, areaType, interviewedOn }) => {
      const { missing } = judge.verdict({ rulebook, table }, answersSchema.parse(answers), { areaType, date: interviewedOn });
      const byField = Map.groupBy(missing, ({ field }) => field);
      return [householdId, [...byField].map(([field, all]) => ({ field, people: all.filter(({ memberId }) => memberId !== null).length }))];
    }),
  );
}
