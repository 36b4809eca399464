/**
 * The end of a visit: from the state of the interview to the `Answers` that are sent and judged (khóa phiếu), and back
 * to a visit for the checks at the door. The only part of the interview that needs the parser.
 */
import type { PlainDate } from '../kernel/dates.ts';
import { fail, ok, type Result } from '../kernel/result.ts';
import { type Answers, answersSchema } from './answers.ts';
import { isComplete } from './engine.ts';
import type { AnswerValue, Facts } from './question.ts';
import type { Questionnaire } from './questionnaire.ts';
import { type InterviewState, type Visit, visitOf } from './state.ts';

export type SealProblem = { readonly code: 'interview-not-complete' };

/** Answers to send. Fails while something is open or a check stands in the way. */
export function seal(form: Questionnaire, state: InterviewState): Result<Answers, SealProblem> {
  const answers = isComplete(form, state) ? answersSoFar(form, state) : null;
  return answers === null ? fail({ code: 'interview-not-complete' }) : ok(answers);
}

/** What a provisional verdict can be made of; null as long as a member lacks name, relation, sex or birth. */
export function answersSoFar(form: Questionnaire, state: InterviewState): Answers | null {
  const { household, members } = visitOf(form, state);
  const parsed = answersSchema.safeParse({ household, members: members.map((m) => ({ memberId: m.memberId, ...m.facts })) });
  return parsed.success ? parsed.data : null;
}

/** The same visit again, as the door checks it: `findingsOf(visitOfAnswers(answers, date))`. */
export function visitOfAnswers(answers: Answers, date: PlainDate): Visit {
  const members = answers.members.map(({ memberId, ...rest }) => ({ memberId, facts: factsFrom(rest) }));
  return { date, household: factsFrom(answers.household), members };
}

function factsFrom(record: Readonly<Record<string, AnswerValue | undefined>>): Facts {
  const facts: Record<string, AnswerValue> = {};
  for (const [field, value] of Object.entries(record)) if (value !== undefined) facts[field] = value;
  return facts;
}
