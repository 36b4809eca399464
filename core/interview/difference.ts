/**
 * What two visits to one household tell differently (có gì đổi giữa hai lần phỏng vấn): the answers given both times that are
 * not the same, those given only once, and who joined or is gone. A question that was not asked one of the times has not
 * changed. Whether the class changed is the verdicts' business; here nothing is weighed.
 */
import type { Answers } from './answers.ts';
import { STAYS } from './haste.ts';
import { type AnswerValue, isList, type Question } from './question.ts';
import type { Section } from './questionnaire.ts';
import { SECTIONS } from './questionnaires/questions.ts';

/** `memberId` null: the household's own. A side is null where the question was not asked. */
export interface Told {
  readonly memberId: string | null;
  readonly question: Question;
  readonly before: AnswerValue | null;
  readonly now: AnswerValue | null;
}

export interface Differences {
  /** Answers given both times, by the household and by people named both times; who is who does not count. */
  readonly compared: number;
  /** Of those, the ones that are not the same: the household's first, then each member's, in the order of the form. */
  readonly changed: readonly Told[];
  /** Given only now or only then, by the household and by people named both times. */
  readonly once: readonly Told[];
  /** Who is who, said otherwise than before: a name, a date of birth, a number. */
  readonly corrected: readonly Told[];
  /** In the order of the form that names them. */
  readonly joined: readonly Person[];
  readonly gone: readonly Person[];
}

export interface Person {
  readonly memberId: string;
  readonly fullName: string;
}

type Facts = Readonly<Record<string, AnswerValue | undefined>>;

export function differencesOf(now: Answers, before: Answers): Differences {
  const earlier = new Map(before.members.map((member) => [member.memberId, member]));
  const later = new Set(now.members.map(({ memberId }) => memberId));
  const told = [
    ...toldOf(null, 'household', { now: now.household, before: before.household }),
    ...now.members.flatMap((member) => {
      const old = earlier.get(member.memberId);
      return old === undefined ? [] : toldOf(member.memberId, 'member', { now: member, before: old });
    }),
  ];
  const [identity, answers] = [told.filter(isIdentity), told.filter((one) => !isIdentity(one))];
  const twice = answers.filter(isTwice);
  return {
    compared: twice.length,
    changed: twice.filter(isChanged),
    once: answers.filter((one) => !isTwice(one)),
    corrected: identity.filter((one) => isTwice(one) && isChanged(one)),
    joined: now.members.filter(({ memberId }) => !earlier.has(memberId)).map(person),
    gone: before.members.filter(({ memberId }) => !later.has(memberId)).map(person),
  };
}

/** Notes are left out: they belong to their visit. */
function toldOf(
  memberId: string | null,
  repeat: Section['repeat'],
  visits: { readonly now: Facts; readonly before: Facts },
): readonly Told[] {
  return QUESTIONS[repeat].flatMap((question) => {
    const [now, before] = [visits.now[question.id] ?? null, visits.before[question.id] ?? null];
    return now === null && before === null ? [] : [{ memberId, question, before, now }];
  });
}

const carriedOf = (repeat: Section['repeat']): readonly Question[] =>
  SECTIONS.filter((section) => section.repeat === repeat)
    .flatMap(({ groups }) => groups.flatMap(({ questions }) => questions))
    .filter(({ carried }) => carried);

const QUESTIONS = { household: carriedOf('household'), member: carriedOf('member') };

const isIdentity = ({ question }: Told): boolean => STAYS.has(question.id);
const isTwice = ({ now, before }: Told): boolean => now !== null && before !== null;
const isChanged = ({ now, before }: Told): boolean => !isSame(now, before);

/** The order in which the options of a list were ticked says nothing. */
function isSame(one: AnswerValue | null, other: AnswerValue | null): boolean {
  if (one === null || other === null || !isList(one) || !isList(other)) return one === other;
  return one.length === other.length && one.every((code) => other.includes(code));
}

const person = ({ memberId, fullName }: Person): Person => ({ memberId, fullName });
