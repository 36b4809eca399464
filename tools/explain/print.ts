/**
 * A verdict as lines of plain text (giải thích kết quả), for `vuon explain` and for a paper to leave with the household:
 * result, what is lacking and why, what must still be asked, points, groups; with the answers each line rests on and its
 * clause. Which reasons there are and their order is `core/classify/reasons.ts`; sentences are `words/`.
 */
import { lineKeyOf, reasonsOf, type Part, PARTS, type Reason } from '../../core/classify/reasons.ts';
import type { ExplainedVerdict, MissingAnswer, UsedAnswer } from '../../core/classify/verdict.ts';
import { questionText } from '../../words/interview.ts';
import { classifyText, reasonText } from '../../words/classify.ts';
import { periodText, type Language } from '../../words/words.ts';
import { valueText } from './value-text.ts';

export interface Telling {
  readonly language: Language;
  /** Name of each member of the interview by id; one without is shown as `?`. */
  readonly names: ReadonlyMap<string, string>;
  /** `short`: result, what is lacking, what is still to be asked. `full`: everything, with answers and clauses. */
  readonly detail: 'short' | 'full';
}

/** Lines without a line end; two blanks in front for each step in. */
export function explainLines(verdict: ExplainedVerdict, telling: Telling): readonly string[] {
  const { language, detail } = telling;
  const reasons = reasonsOf(verdict, telling.names.size);
  const parts = detail === 'full' ? PARTS : PARTS.filter((part) => part === 'deprived' || part === 'open');
  return [
    ...headLines(verdict, reasons, language),
    ...parts.filter((part) => part !== 'class').flatMap((part) => partLines(verdict, reasons, part, telling)),
    ...missingLines(verdict, telling),
  ];
}

function headLines(verdict: ExplainedVerdict, reasons: readonly Reason[], language: Language): readonly string[] {
  const outcome = classifyText(language, `class.${verdict.outcome ?? 'undetermined'}`);
  const [why] = reasons.filter(({ part }) => part === 'class');
  const classes = verdict.possible.map((name) => classifyText(language, `class.${name}`)).join(', ');
  return [
    `${classifyText(language, 'standard', { period: periodText(verdict.rulebook) })}: ${outcome}`,
    `${classifyText(language, `table-name.${verdict.tableStatus}`, { version: verdict.table.split('@')[1] ?? '' })} (${verdict.table})`,
    ...(verdict.tableStatus === 'illustrative' ? [classifyText(language, 'provisional')] : []),
    ...(why === undefined ? [] : [reasonText(language, why.key, why.params), classifyText(language, lineKeyOf(verdict), why.params)]),
    ...(verdict.outcome === null ? [classifyText(language, 'possible', { classes })] : []),
  ];
}

function partLines(verdict: ExplainedVerdict, reasons: readonly Reason[], part: Part, telling: Telling): readonly string[] {
  const mine = reasons.filter((reason) => reason.part === part);
  if (mine.length === 0) return [];
  const { language } = telling;
  const count = part === 'deprived' || part === 'open' || part === 'fine' ? ` (${mine.length})` : '';
  const total = part === 'points' ? [`  ${classifyText(language, 'total')}: ${pointsText(verdict.b1, language)}`] : [];
  return [
    '',
    `${classifyText(language, `part.${part}`)}${count}`,
    ...mine.flatMap((reason, at) => reasonLines(reason, mine[at + 1], telling)),
    ...total,
  ];
}

/** The clause stands once under the last of the reasons that rest on it. */
function reasonLines(reason: Reason, next: Reason | undefined, telling: Telling): readonly string[] {
  const { language, detail } = telling;
  const title = reason.title === null ? '' : `${reasonText(language, reason.title, reason.params)}: `;
  const points = reason.part === 'points' && reason.points !== null ? ` – ${pointsText(reason.points, language)}` : '';
  const names = reason.part === 'deprived' || reason.part === 'open' ? namesText(reason.memberIds, telling) : '';
  const line = `  ${title}${reasonText(language, reason.key, reason.params)}${names}${points}`;
  if (detail === 'short') return [line];
  const used = usedText(reason.answers, telling);
  const last = next?.clause !== reason.clause || next.sure !== reason.sure;
  return [
    line,
    ...(used === '' ? [] : [`    ${classifyText(language, 'used.title')}: ${used}`]),
    ...(last ? [`    [${reasonText(language, reason.clause)}; ${reasonText(language, reason.sure)}]`] : []),
  ];
}

/** The household's own answers, then each member's behind the name. */
function usedText(answers: readonly UsedAnswer[], telling: Telling): string {
  const owners = [...new Set(answers.map(({ memberId }) => memberId))];
  const said = (owner: string | null) =>
    answers.filter(({ memberId }) => memberId === owner).map((answer) => answerText(answer, telling.language));
  return owners.map((owner) => (owner === null ? '' : `${nameOf(owner, telling)} – `) + said(owner).join('; ')).join(' · ');
}

function missingLines({ missing }: ExplainedVerdict, telling: Telling): readonly string[] {
  if (missing.length === 0) return [];
  return ['', classifyText(telling.language, 'missing.title'), ...missing.map((answer) => `  ${whoseText(answer, telling)}`)];
}

function pointsText({ min, max }: { readonly min: number; readonly max: number }, language: Language): string {
  return min === max ? classifyText(language, 'points', { points: min }) : classifyText(language, 'points.range', { min, max });
}

function namesText(memberIds: readonly string[], telling: Telling): string {
  return memberIds.length === 0 ? '' : ` (${memberIds.map((id) => nameOf(id, telling)).join(', ')})`;
}

function nameOf(memberId: string, { names }: Telling): string {
  return names.get(memberId) ?? '?';
}

function whoseText({ field, memberId }: MissingAnswer, telling: Telling): string {
  const question = questionText(telling.language, field);
  return memberId === null ? question : `${nameOf(memberId, telling)}: ${question}`;
}

function answerText({ field, value }: UsedAnswer, language: Language): string {
  const label = questionText(language, field);
  return `${label}${label.endsWith('?') ? '' : ':'} ${valueText({ field, value }, language)}`;
}
