/**
 * The review form as pages to be filled in by hand (Phiếu B giấy): made of the questionnaire itself, blank or with what is known of
 * a household. Answers to be confirmed stand faintly in their boxes, those asked anew are left empty, as on the phone. Its
 * numbers are core/interview/paper.ts. Whose form it is and who may print it is the callers'; setting is Typst's.
 */
import { typstLiteral } from '../../core/kernel/typst.ts';
import type { PlainDate } from '../../core/kernel/dates.ts';
import { mayBeAsked, PAPER_MISSING, PAPER_NONE, paperNumbers, writeOnPaper } from '../../core/interview/paper.ts';
import type { AnswerValue, Facts, Question } from '../../core/interview/question.ts';
import { type Questionnaire, questionsOf, type Section } from '../../core/interview/questionnaire.ts';
import { type InterviewState, refKey } from '../../core/interview/state.ts';
import { type FormPaperKey, formPaperText } from '../../words/form-paper.ts';
import { groupText, interviewText, isInterviewKey, noticeTexts, questionText, sectionText } from '../../words/interview.ts';
import type { Params } from '../../words/words.ts';
import { askedOf, choicesOf, unitOnPaper } from './form-words.ts';

/** What stands on the form before it is filled in. */
export interface PaperForm {
  /** '' where they are written by hand. */
  readonly communeName: string;
  readonly hamletName: string;
  /** Null: a blank form. */
  readonly household: { readonly code: string | null; readonly headName: string; readonly address: string | null } | null;
  /** What an interview would begin with; without people: a blank form. */
  readonly state: InterviewState;
}

export interface AboutForms {
  readonly form: Questionnaire;
  readonly year: number;
  /** First and last day on which it may be filled in: a question is crossed out only where an age rules it out on both. */
  readonly days: readonly PlainDate[];
}

/** Lines for people on a blank form, and empty ones after those who are known. */
const BLANK_LINES = 8;
const SPARE_LINES = 2;
/** People beside each other in one table; more go on in the next. */
const ACROSS = 8;

const t = (key: FormPaperKey, params?: Params): string => typstLiteral(formPaperText('vi', key, params));

export function formMarkup(papers: readonly PaperForm[], about: AboutForms): string {
  return `${prelude(about)}\n${papers.map((paper, place) => onePaper(paper, place, about)).join('\n')}`;
}

function prelude({ form }: AboutForms): string {
  const title = isInterviewKey(form.title) ? interviewText('vi', form.title) : form.id;
  return `
#set document(title: ${typstLiteral(title)})
#set text(font: "Tinos", size: 9.5pt, lang: "vi", region: "VN", hyphenate: false)
#set par(leading: 0.45em, spacing: 0.5em)
#let known(body) = text(weight: "bold", body)
#let faint(body) = text(fill: luma(50%), body)
#let crossed = text(fill: luma(45%))[╱]
#let pick(number, body) = box[#box(stroke: 0.5pt, height: 9pt, width: 10.5pt, baseline: 1.5pt, align(center + horizon, text(size: 7.5pt, number)))#h(3pt)#body#h(7pt)]
#let hand(width) = box(width: width, stroke: (bottom: 0.5pt + luma(40%)), height: 0.7em)
#let answer(body, width: 1.9cm) = box(stroke: 0.8pt, width: width, height: 15pt, baseline: 4pt, inset: 2pt, align(center + horizon, body))
#let part(title) = block(above: 9pt, below: 4pt, sticky: true, text(size: 11pt, weight: "bold", title))
#let chapter(title) = block(above: 6pt, below: 3pt, sticky: true, text(weight: "bold", style: "italic", title))
`;
}

function onePaper(paper: PaperForm, place: number, about: AboutForms): string {
  const code = paper.household?.code ?? null;
  const label = code === null ? `[#${t('code')}: #hand(3cm)]` : `[#${t('code')}: #known(${typstLiteral(code)})]`;
  const page = `#context { let last = counter(page).at(<end-${place}>).first(); let page = counter(page).get().first()
    [#${typstLiteral(PAGE[0])}#page#${typstLiteral(PAGE[1])}#last#${typstLiteral(PAGE[2])}] }`;
  return `
#set page(paper: "a4", margin: (x: 1.3cm, top: 1.2cm, bottom: 1.5cm), footer: [#text(size: 9pt)[#grid(columns: (1fr, 1fr), align: (left, right), ${label}, [${page}])]])
#counter(page).update(1)
${headOf(paper, about)}
${noticeOf(paper)}
${rosterOf(paper, about)}
${membersOf(paper, about)}
${householdOf(paper, about)}
${signatures()}
#metadata(none) <end-${place}>
#pagebreak(weak: true)`;
}

const PAGE = formPaperText('vi', 'page', { page: '|', pages: '|' }).split('|') as [string, string, string];

function headOf({ communeName, hamletName, household, state }: PaperForm, { form, year }: AboutForms): string {
  const title = isInterviewKey(form.title) ? interviewText('vi', form.title) : form.id;
  const people = state.members.filter((member) => !member.removed).length;
  const line = (key: FormPaperKey, value: string | null): string =>
    `[#${t(key)}: ${value === null || value === '' ? '#box(width: 1fr, hand(100%))' : `#known(${typstLiteral(value)})`}]`;
  const at = [communeName, hamletName].filter((name) => name !== '').join(', ');
  const time = (key: FormPaperKey): string => `[#${t(key)}: #hand(0.9cm) #${t('hour')} #hand(0.9cm)]`;
  return `
#grid(columns: (1fr, 1.3fr), align: center, row-gutter: 4pt,
  strong(${t('office')}), strong(${t('motto-1')}),
  ${communeName === '' ? 'hand(5cm)' : `strong(${typstLiteral(communeName.toLocaleUpperCase('vi'))})`}, strong(underline(offset: 3pt, ${t('motto-2')})))
#v(3pt)
#align(center)[#text(size: 12pt, weight: "bold", ${typstLiteral(title)}) #linebreak() #${t('year', { year })}]
#block(stroke: 0.6pt, inset: 6pt, width: 100%)[#grid(columns: (1.1fr, 1fr), column-gutter: 10pt, row-gutter: 7pt,
  ${line('head', household?.headName ?? null)}, ${line('code', household?.code ?? null)},
  ${line('place', at)}, ${line('address', household?.address ?? null)},
  ${line('people', household === null ? null : String(people))}, ${line('answered-by', null)},
  ${line('enumerator', null)}, [#${t('day')}: #hand(0.8cm)/#hand(0.8cm)/#hand(1.2cm)],
  ${time('from')}, ${time('to')})]`;
}

/** Read out before the first question. */
function noticeOf({ communeName, hamletName }: PaperForm): string {
  const said = noticeTexts('vi', { communeName, hamletName }).join(' ');
  return `#block(fill: luma(94%), inset: 5pt, width: 100%)[#strong(${typstLiteral(`${interviewText('vi', 'notice.title')}.`)}) #${typstLiteral(said)}]
#block[#${t('how', { unsure: PAPER_MISSING['dont-know'], refused: PAPER_MISSING.refused, none: PAPER_NONE })}]`;
}

interface Line {
  readonly memberId: string | null;
  readonly facts: Facts;
}

function linesOf({ state, household }: PaperForm): readonly Line[] {
  const people: Line[] = state.members.filter((member) => !member.removed);
  const empty = household === null ? Math.max(0, BLANK_LINES - people.length) : SPARE_LINES;
  return [...people, ...Array.from({ length: empty }, () => ({ memberId: null, facts: {} }))];
}

const ofMembers = (form: Questionnaire): readonly Section[] => form.sections.filter(({ repeat }) => repeat === 'member');

function rosterOf(paper: PaperForm, about: AboutForms): string {
  const numbers = paperNumbers(about.form);
  const asked = ofMembers(about.form).flatMap(({ groups }) => groups.filter(({ onRoster }) => onRoster).flatMap((g) => g.questions));
  const heads = asked.map((question) => `[#strong(${typstLiteral(`${numbers.get(question.id)}. ${questionText('vi', question.id)}`)})]`);
  const rows = linesOf(paper).map(({ memberId, facts }, place) => {
    const cells = asked.map((question) => `[${boxOf(paper.state, question, { memberId, value: facts[question.id] })}]`);
    return [`[${place + 1}]`, ...cells, '[]'].join(', ');
  });
  const width = asked.map((question) => (question.id === 'fullName' ? '1fr' : (WIDTHS[question.kind] ?? '1.5cm'))).join(', ');
  const codes = asked
    .filter((question) => question.options.length > 0)
    .map((question) => `#block(above: 3pt, below: 3pt)[#strong(${typstLiteral(`${numbers.get(question.id)}.`)}) ${choicesOf(question)}]`);
  return `
#part(${t('members')})
${paper.state.members.length > 0 ? `#block[#${t('how-faint')}]` : ''}
#block[#${t('members-hint')}]
#table(columns: (0.8cm, ${width}, 1.2cm), stroke: 0.5pt, inset: (x: 3pt, y: 4pt), align: (x, y) => if y == 0 or x != 1 { center + horizon } else { left + horizon },
  table.header([#strong(${t('number')})], ${heads.join(', ')}, [#strong(${t('gone')})]),
  ${rows.map((row) => row).join(',\n  ')})
${codes.join('\n')}`;
}

const WIDTHS: Partial<Record<Question['kind'], string>> = { birth: '2.2cm', 'citizen-id': '2.9cm' };

interface Boxed {
  readonly memberId: string | null;
  readonly value: AnswerValue | undefined;
}

/** What stands in a box beforehand: who is known in full strength, an answer of the last visit faintly. */
function boxOf(state: InterviewState, question: Question, { memberId, value }: Boxed): string {
  const onFile = state.onFile[refKey({ field: question.id, memberId })];
  const text = writeOnPaper(question, value) || (onFile ?? '');
  if (text === '') return '#v(9pt)';
  return `#${question.id === 'fullName' ? 'known' : 'faint'}(${typstLiteral(text)})`;
}

function membersOf(paper: PaperForm, about: AboutForms): string {
  const lines = linesOf(paper);
  const blocks = Array.from({ length: Math.ceil(lines.length / ACROSS) }, (_, block) => block * ACROSS);
  return blocks.map((from) => memberBlock(paper, about, { lines: lines.slice(from, from + ACROSS), from })).join('\n');
}

interface Block {
  readonly lines: readonly Line[];
  readonly from: number;
}

function memberBlock(paper: PaperForm, about: AboutForms, { lines, from }: Block): string {
  const numbers = paperNumbers(about.form);
  const groups = ofMembers(about.form).flatMap((section) => section.groups.filter(({ onRoster }) => !onRoster));
  const heads = lines.map(
    ({ facts }, place) => `[#strong[${from + place + 1}]#linebreak()#text(size: 8pt, ${typstLiteral(calledName(facts))})]`,
  );
  const row = (question: Question): string => {
    const cells = lines.map(({ memberId, facts }) =>
      mayBeAsked(question, { household: {}, member: facts }, about.days)
        ? `[${boxOf(paper.state, question, { memberId, value: facts[question.id] })}]`
        : 'crossed',
    );
    return [`table.cell(align: left, ${printed(question, numbers, about.form)})`, ...cells].join(', ');
  };
  // The last column is nothing wide: what it spans, no page break parts.
  const rows = groups.flatMap((group) => [
    `table.cell(colspan: ${lines.length + 1}, align: left, fill: luma(94%), strong(${typstLiteral(groupText('vi', group.id))})), table.cell(rowspan: 2, breakable: false, inset: 0pt, stroke: none)[]`,
    ...group.questions.map((question, place) => (place === 0 ? row(question) : `${row(question)}, table.cell(inset: 0pt, stroke: none)[]`)),
  ]);
  const title = from === 0 ? t('about-each') : t('about-each-more', { from: from + 1, to: from + lines.length });
  return `
#part(${title})
#table(columns: (1fr, ${lines.map(() => '1.25cm').join(', ')}, 0pt), stroke: 0.5pt, inset: (x: 3pt, y: 3.5pt), align: center + horizon,
  table.header([#strong(${t('question')})], ${heads.join(', ')}, table.cell(inset: 0pt, stroke: none)[]),
  ${rows.join(',\n  ')})`;
}

/** The given name, by which people are called. */
function calledName(facts: Facts): string {
  return (
    String(facts['fullName'] ?? '')
      .split(' ')
      .at(-1) ?? ''
  );
}

/** Number, question, who is asked, and the answers with their numbers. */
function printed(question: Question, numbers: ReadonlyMap<string, number>, form: Questionnaire): string {
  const who = askedOf(question, numbers, (id) =>
    questionsOf(form, 'household')
      .concat(questionsOf(form, 'member'))
      .find((q) => q.id === id),
  );
  const more = [
    who === null ? '' : `#emph(${t('asked-of', { who })})`,
    question.kind === 'several' ? `#emph(${t('several')})` : '',
    choicesOf(question),
  ].filter((text) => text !== '');
  const unit = unitOnPaper(question);
  const name = `${numbers.get(question.id)}. ${questionText('vi', question.id)}${unit === null ? '' : ` (${unit})`}`;
  return `[#strong(${typstLiteral(name)}) ${more.join(' ')}]`;
}

function householdOf(paper: PaperForm, about: AboutForms): string {
  const sections = about.form.sections.filter(({ repeat }) => repeat === 'household');
  const parts = sections.map(
    (section) =>
      `#chapter(${typstLiteral(sectionText('vi', section.id))})\n${rowsOf(section)
        .map((row) => gridOf(paper, about, row))
        .join('\n')}`,
  );
  return `\n#part(${t('about-household')})\n${parts.join('\n')}`;
}

/** Boxes without choices stand two beside each other, whatever group they are of. */
function rowsOf({ groups }: Section): readonly (readonly Question[])[] {
  const rows: Question[][] = [];
  for (const question of groups.flatMap((group) => group.questions)) {
    const row = rows.at(-1);
    if (row?.[0] !== undefined && isShort(row[0]) && isShort(question) && row.length < 2) row.push(question);
    else rows.push([question]);
  }
  return rows;
}

const isShort = (question: Question): boolean => question.options.length === 0 && question.kind !== 'text';

function gridOf(paper: PaperForm, about: AboutForms, row: readonly Question[]): string {
  const numbers = paperNumbers(about.form);
  const cells = row.map((question) => {
    if (question.kind === 'text')
      return `[#strong(${typstLiteral(`${numbers.get(question.id)}. ${questionText('vi', question.id)}`)})#for _ in range(3) [#v(11pt)#hand(100%)]]`;
    const box = `answer([${boxOf(paper.state, question, { memberId: null, value: paper.state.household[question.id] })}], width: ${question.kind === 'several' ? '3cm' : '1.9cm'})`;
    return `grid(columns: (1fr, auto), column-gutter: 5pt, align: (left + horizon, right + horizon), ${printed(question, numbers, about.form)}, ${box})`;
  });
  const columns = row.some(isShort) ? '(1fr, 1fr)' : '(1fr)';
  return `#block(breakable: false, above: 5pt, below: 5pt)[#grid(columns: ${columns}, column-gutter: 14pt, ${cells.join(',\n  ')})]`;
}

function signatures(): string {
  const place = (who: 'household' | 'witness' | 'enumerator'): string =>
    `[#strong(${t(`sign-${who}`)})#linebreak()#emph(${t(`sign-${who}-hint`)})#v(1.7cm)]`;
  return `#block(breakable: false, above: 10pt)[#grid(columns: (1fr, 1fr, 1fr), align: center, column-gutter: 8pt, ${place('household')}, ${place('witness')}, ${place('enumerator')})]`;
}
