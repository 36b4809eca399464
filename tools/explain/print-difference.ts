/**
 * What changed since the visit before, as lines of plain text (có gì đổi so với năm trước): for each standard of both visits the
 * result and points then and now, who came and went, then the answers that differ. For `vuon explain`.
 */
import { lackedOnlyBy } from '../../core/classify/compare.ts';
import { rulebookById } from '../../core/classify/rulebooks.ts';
import type { Points, Verdict } from '../../core/classify/verdict.ts';
import type { Answers } from '../../core/interview/answers.ts';
import { differencesOf, type Differences, type Person, type Told } from '../../core/interview/difference.ts';
import { classifyText } from '../../words/classify.ts';
import { type InterviewKey, interviewText, questionText } from '../../words/interview.ts';
import { periodText, type Language, type Params } from '../../words/words.ts';
import { valueText } from './value-text.ts';

export interface Visit {
  readonly year: number;
  readonly interviewedOn: string;
  readonly answers: Answers;
  readonly verdicts: readonly Verdict[];
}

/** Lines without a line end. */
export function differenceLines(now: Visit, before: Visit, language: Language): readonly string[] {
  const say = (key: InterviewKey, params?: Params): string => interviewText(language, key, params);
  const told = differencesOf(now.answers, before.answers);
  const names = new Map(now.answers.members.map(({ memberId, fullName }) => [memberId, fullName]));
  const people = (all: readonly Person[]): string => all.map(({ fullName }) => fullName).join(', ');
  const row = ({ memberId, question, before: old, now: said }: Told): string => {
    const value = (one: Told['now']): string => valueText({ field: question.id, value: one }, language);
    const whose = memberId === null ? '' : `${names.get(memberId) ?? '?'} – `;
    return `  ${whose}${questionText(language, question.id)}: ${say('difference.both', { before: value(old), now: value(said) })}`;
  };
  return [
    say('difference.title-years', { year: now.year, before: before.year }),
    `  ${headline(told, say)}`,
    ...now.verdicts.flatMap((verdict) => verdictLines(verdict, before, language)),
    ...(told.joined.length === 0 ? [] : [`  ${say('difference.joined', { names: people(told.joined) })}`]),
    ...(told.gone.length === 0 ? [] : [`  ${say('difference.gone', { names: people(told.gone) })}`]),
    ...told.changed.map(row),
    ...(told.corrected.length === 0 ? [] : [`  ${say('difference.corrected')}`, ...told.corrected.map(row)]),
  ];
}

function headline(told: Differences, say: (key: InterviewKey, params?: Params) => string): string {
  if (told.compared === 0) return say('difference.nothing');
  return say(told.changed.length === 0 ? 'difference.same' : 'difference.count', {
    changed: told.changed.length,
    compared: told.compared,
  });
}

function verdictLines(now: Verdict, before: Visit, language: Language): readonly string[] {
  const say = (key: InterviewKey, params?: Params): string => interviewText(language, key, params);
  const old = before.verdicts.find(({ rulebook }) => rulebook === now.rulebook);
  if (old === undefined) return [`  ${say('difference.no-before', { before: before.year, period: periodText(now.rulebook) })}`];
  const pair = (then: string, later: string): string => say('difference.both', { before: then, now: later });
  const classOf = ({ outcome }: Verdict): string => classifyText(language, `class.${outcome ?? 'undetermined'}`);
  const { indicators } = rulebookById(now.rulebook);
  const lacks = (one: Verdict, other: Verdict): string =>
    lackedOnlyBy({ verdict: one, indicators }, { verdict: other, indicators })
      .map((indicator) => classifyText(language, `indicator.${indicator}`))
      .join(', ');
  const [added, dropped] = [lacks(now, old), lacks(old, now)];
  return [
    `  ${say('difference.standard', { period: periodText(now.rulebook) })}: ${pair(classOf(old), classOf(now))}`,
    `    ${say('difference.b1')}: ${pair(pointsText(old.b1), pointsText(now.b1))}`,
    `    ${say('difference.b2')}: ${pair(pointsText(old.b2), pointsText(now.b2))}`,
    ...(added === '' ? [] : [`    ${say('difference.added', { names: added })}`]),
    ...(dropped === '' ? [] : [`    ${say('difference.dropped', { names: dropped })}`]),
  ];
}

const pointsText = ({ min, max }: Points): string => (min === max ? String(min) : `${min}–${max}`);
