/**
 * Two forms of one household (hai phiếu khác nhau): where the one on this phone and the one that somebody else handed in
 * meanwhile do not say the same. A person looks at each; nothing is written over unseen.
 */
import type { Answers } from '../../core/interview/answers.ts';
import type { AnswerValue } from '../../core/interview/question.ts';
import { questionsOf, type Questionnaire } from '../../core/interview/questionnaire.ts';
import type { Ref, Visit } from '../../core/interview/state.ts';

export interface Difference {
  /** `null` in `ref`: the member is only on one of the two forms. */
  readonly ref: Ref | null;
  readonly name: string | null;
  readonly mine: AnswerValue | undefined;
  readonly theirs: AnswerValue | undefined;
}

export function differencesOf(form: Questionnaire, mine: Visit, theirs: Answers): Difference[] {
  const household = compare(form, 'household', { memberId: null, name: null, mine: mine.household, theirs: theirs.household });
  const members = mine.members.flatMap(({ memberId, facts }) => {
    const other = theirs.members.find((m) => m.memberId === memberId);
    const name = String(facts['fullName'] ?? other?.fullName ?? '');
    if (other === undefined) return [{ ref: null, name, mine: name, theirs: undefined }];
    return compare(form, 'member', { memberId, name, mine: facts, theirs: other });
  });
  const onlyTheirs = theirs.members.filter((m) => !mine.members.some(({ memberId }) => memberId === m.memberId));
  return [...onlyTheirs.map((m) => ({ ref: null, name: m.fullName, mine: undefined, theirs: m.fullName })), ...members, ...household];
}

interface Pair {
  readonly memberId: string | null;
  readonly name: string | null;
  readonly mine: Readonly<Record<string, AnswerValue | undefined>>;
  readonly theirs: Readonly<Record<string, AnswerValue | undefined>>;
}

function compare(form: Questionnaire, repeat: 'household' | 'member', { memberId, name, mine, theirs }: Pair): Difference[] {
  return questionsOf(form, repeat).flatMap((question) => {
    const [a, b] = [mine[question.id], theirs[question.id]];
    // A masked number cannot be compared, and what only one of them asked does not contradict.
    if (a === undefined || b === undefined || (typeof b === 'string' && b.includes('•'))) return [];
    return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b))
      ? []
      : [{ ref: { field: question.id, memberId }, name, mine: a, theirs: b }];
  });
}

function sorted(value: AnswerValue): AnswerValue {
  return typeof value === 'object' ? [...value].sort() : value;
}
