/**
 * A made-up family and someone who answers for it (hộ bịa để thử): used by the tests only. The answers go together, so
 * that no check speaks up until a test changes one.
 */
import { date } from '../../core/kernel/dates.ts';
import type { AnswerValue, Facts, Question } from '../../core/interview/question.ts';
import { findQuestion, type Questionnaire } from '../../core/interview/questionnaire.ts';
import { current, next } from '../../core/interview/engine.ts';
import { addMember, answer, type InterviewState, type Ref, start, SUMMARY } from '../../core/interview/state.ts';

export const DAY = date('2026-10-05');
export const HUNG = '00000000-0000-4000-8000-000000000001';
export const LAN = '00000000-0000-4000-8000-000000000002';
export const MINH = '00000000-0000-4000-8000-000000000003';

const adult = {
  ethnicity: 'kinh',
  generalLevel: 'lower-secondary',
  vocationalLevel: 'none',
  healthInsurance: true,
  seriousIllness: false,
  assistance: 'none',
  internet: true,
  pension: 'none',
  merit: false,
};

export const PEOPLE: Readonly<Record<string, Facts>> = {
  [HUNG]: {
    ...adult,
    fullName: 'Nguyễn Văn Hùng',
    relation: 'head',
    sex: 'male',
    birth: '1984-09-05',
    citizenId: '086084001234',
    jobStatus: 'working',
    jobType: 'hired-by-household',
    contract: 'none',
  },
  [LAN]: {
    ...adult,
    fullName: 'Trần Thị Lan',
    relation: 'spouse',
    sex: 'female',
    birth: '1986',
    citizenId: '086186004321',
    jobStatus: 'retired-or-home',
  },
  [MINH]: {
    fullName: 'Nguyễn Văn Minh',
    relation: 'child',
    sex: 'male',
    birth: '2017-03-20',
    citizenId: 'dont-know',
    ethnicity: 'kinh',
    heightMm: 1300,
    weightG: 27_000,
    study: 'primary',
    healthInsurance: true,
    seriousIllness: false,
    assistance: 'none',
    internet: false,
  },
};

export const HOUSE: Facts = {
  tenure: 'owned',
  columnMaterial: 'concrete',
  wallMaterial: 'brick',
  roofMaterial: 'tin',
  dwellingAreaDm2: 4_550,
  powerSource: 'grid',
  powerKwh: 80,
  waterSource: 'piped',
  toilet: 'septic',
  waste: 'collected',
  aquaculture: false,
  causes: ['no-land', 'no-capital'],
  supportsReceived: [],
  supportsWanted: ['credit'],
  televisions: 1,
  telephones: 0,
  smartphones: 2,
  motorbikes: 1,
  fridges: 1,
  poultry: 10,
};

/** What the family says; 0 and "no" where nothing is written above. */
export function saysFamily(question: Question, memberId: string | null): AnswerValue | undefined {
  const said = memberId === null ? HOUSE[question.id] : PEOPLE[memberId]?.[question.id];
  if (said !== undefined || question.optional) return said;
  return memberId === null && question.kind === 'count' ? 0 : undefined;
}

export type Says = (question: Question, memberId: string | null) => AnswerValue | undefined;

/** Answers the questions of the screen shown, as long as answering brings up further ones. */
export function answerScreen(form: Questionnaire, state: InterviewState, says: Says): InterviewState {
  for (const ref of current(form, state).refs) {
    const question = findQuestion(form, ref.field);
    const value = question && factOf(state, ref) === undefined ? says(question, ref.memberId) : undefined;
    if (value !== undefined) return answerScreen(form, answer(form, state, ref, value), says);
  }
  return state;
}

export function factOf(state: InterviewState, ref: Ref): AnswerValue | undefined {
  return (ref.memberId === null ? state.household : state.members.find((m) => m.memberId === ref.memberId)?.facts)?.[ref.field];
}

/** From the screen shown to the summary, answering all. */
export function walkToEnd(form: Questionnaire, from: InterviewState, says: Says = saysFamily): InterviewState {
  let state = from;
  while (current(form, state).key !== SUMMARY) state = next(form, answerScreen(form, state, says));
  return state;
}

/** The whole family, interviewed for the first time. */
export function interviewed(form: Questionnaire, says: Says = saysFamily): InterviewState {
  const people = Object.keys(PEOPLE).reduce(addMember, start(form, { prefill: null, date: DAY }));
  return walkToEnd(form, people, says);
}
