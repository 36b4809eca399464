/**
 * A questionnaire (Phiếu B của một kỳ) as data: chapters, each of short groups that fit one screen. Chapters that repeat
 * for each member are walked member by member. The questionnaires themselves are questionnaires/; walking one is
 * `engine.ts`.
 */
import type { Period, Question } from './question.ts';

export interface Questionnaire {
  readonly id: string;
  /** Key of its title in `words/interview.ts`. */
  readonly title: string;
  /** The standards whose questions it asks. */
  readonly periods: readonly Period[];
  readonly sections: readonly Section[];
}

export interface Section {
  readonly id: string;
  readonly repeat: 'household' | 'member';
  readonly groups: readonly Group[];
}

/** What one screen asks: at most seven questions. */
export interface Group {
  readonly id: string;
  /** Asked on the list of members itself, in its place, instead of on a screen of its own. */
  readonly onRoster: boolean;
  readonly questions: readonly Question[];
}

export function questionsOf(questionnaire: Questionnaire, repeat: Section['repeat']): readonly Question[] {
  return questionnaire.sections.filter((s) => s.repeat === repeat).flatMap((s) => s.groups.flatMap((g) => g.questions));
}

export function findQuestion(questionnaire: Questionnaire, field: string): Question | undefined {
  for (const section of questionnaire.sections) {
    for (const group of section.groups) {
      const found = group.questions.find((q) => q.id === field);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

/** The same chapters with only the questions that these standards need; groups and chapters left empty fall away. */
export function forPeriods(sections: readonly Section[], periods: readonly Period[]): readonly Section[] {
  return sections
    .map((section) => ({ ...section, groups: section.groups.map((g) => reduced(g, periods)).filter((g) => g.questions.length > 0) }))
    .filter((section) => section.groups.length > 0);
}

function reduced(group: Group, periods: readonly Period[]): Group {
  return { ...group, questions: group.questions.filter((q) => q.needs.some((p) => periods.includes(p))) };
}
