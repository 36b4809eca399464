/**
 * The decision of recognition on paper and as a workbook (quyết định công nhận, Mẫu 02 [S 40, 42]): the act itself, then its four lists
 * by hamlet, each page with its number and the standing of the figures. The title of the form is known, its wording is ours.
 */
import { inFileName } from '../../core/kernel/text.ts';
import { typstLiteral } from '../../core/kernel/typst.ts';
import { clauseText } from '../../words/clause.ts';
import { type DecisionPaperKey, decisionPaperText } from '../../words/decision-paper.ts';
import { dayText, numberText } from '../../words/locale.ts';
import { requestText } from '../../words/request.ts';
import { roundNameText } from '../../words/round-name.ts';
import type { Params } from '../../words/words.ts';
import { listFile, type SheetFile } from '../register/list-sheet.ts';
import type { DecisionPaper, PaperList, PaperRow } from './decision-lists.ts';

const text = (key: DecisionPaperKey, params?: Params): string => decisionPaperText('vi', key, params);
const t = (key: DecisionPaperKey, params?: Params): string => typstLiteral(text(key, params));
const counted = (value: number): string => numberText('vi', value);
const day = (of: string): string => dayText('vi', of);

/** What every page says of its figures. */
export function standingOf({ decided }: Pick<DecisionPaper, 'decided'>): string {
  return decided === null
    ? text('standing.preliminary')
    : text('standing.official', { number: decided.number, day: day(decided.decidedOn) });
}

/** What must be known before the first name. */
function marksOf(paper: DecisionPaper): readonly string[] {
  return [...(paper.demonstration ? [text('demonstration')] : []), ...(paper.illustrative ? [text('illustrative')] : [])];
}

/** Who asked for restricted use and stands on the lists all the same. */
function namedNote({ named }: DecisionPaper): readonly string[] {
  if (named === undefined || named === null) return [];
  return [requestText('vi', 'named.restricted', { count: counted(named.households), clause: clauseText('vi', named.clause) })];
}

export function decisionMarkup(paper: DecisionPaper): string {
  return `
#set document(title: ${typstLiteral(titleOf(paper))})
#set page(paper: "a4", margin: (left: 2.5cm, right: 1.5cm, top: 2cm, bottom: 2.8cm), footer: ${footer(paper)})
#set text(font: "Tinos", size: 13pt, lang: "vi", region: "VN", hyphenate: false)
#set par(leading: 0.65em, spacing: 0.8em, justify: true)
${act(paper)}
${paper.lists.map((list) => annex(paper, list)).join('\n')}
${namedNote(paper)
  .map((note) => `#emph(${typstLiteral(note)})`)
  .join('')}
`;
}

const titleOf = ({ year }: DecisionPaper): string => text('title-about', { year });

/** Of which of the year's rounds it is, where a year has several. */
const roundOf = ({ about }: DecisionPaper): string | null => (about.kind === 'yearly' ? null : roundNameText('vi', about));

function footer(paper: DecisionPaper): string {
  const marks = marksOf(paper).map((mark) => `#linebreak() #strong(${typstLiteral(mark)})`);
  return `[#set par(justify: false)
    #set text(size: 9pt)
    #${typstLiteral(standingOf(paper))} #h(1fr) #context [#counter(page).display("1/1", both: true)] ${marks.join(' ')}
    #linebreak() #emph(${t('legal')}) #h(1fr) #${t('printed', { day: day(paper.today) })}]`;
}

function act(paper: DecisionPaper): string {
  const { communeName, decided, rulebook, year } = paper;
  const place = communeName.replace(/^(Xã|Phường|Thị trấn)\s+/, '');
  const [y = '', month = '', date = ''] = decided?.decidedOn.split('-') ?? [];
  const dated = decided === null ? t('place-date-blank', { place }) : t('place-date', { place, day: date, month, year: y });
  const lines = paper.lists.map(({ list, households, people }) => {
    const name = text(`list.${list}`);
    const line = { list: name.charAt(0).toLocaleUpperCase('vi') + name.slice(1), households: counted(households), people: counted(people) };
    return `#par(hanging-indent: 1em)[– #${t('article-1-line', line)}]`;
  });
  return `
#[#set par(justify: false)
#grid(columns: (1fr, 1.2fr), align: center, row-gutter: 6pt,
  strong(${typstLiteral(text('office', { commune: communeName }).toLocaleUpperCase('vi'))}), strong(text(size: 12pt, ${t('motto-1')})),
  ${decided === null ? t('number-blank') : t('number', { number: decided.number })}, strong(underline(offset: 3pt, ${t('motto-2')})),
  [], emph(${dated}))
#v(0.6em)
#align(center)[#text(size: 14pt, strong(upper(${t('title')}))) #linebreak() #strong(${typstLiteral(titleOf(paper))}) ${roundLine(paper)} #linebreak() #emph(${t('title-standard', { period: rulebook })})
  ${marksOf(paper)
    .map((mark) => `#linebreak() #strong(${typstLiteral(mark)})`)
    .join(' ')}]
#align(center, strong(upper(${t('chair', { commune: communeName })})))]
#${emphasised(t('ground-procedure'))}

#${emphasised(t(`ground-${rulebook}`))}

#${emphasised(t('ground-result', { year }))}
#align(center, strong(upper(${t('decides')})))
#${t('article-1')}
${lines.join('\n')}
#${t('article-2')}

#${t('article-3')}
${signatures()}`;
}

function roundLine(paper: DecisionPaper): string {
  const name = roundOf(paper);
  return name === null ? '' : `#linebreak() #strong(${typstLiteral(name)})`;
}

const emphasised = (literal: string): string => `emph(${literal})`;

function signatures(): string {
  return `#block(breakable: false, above: 1.2em, grid(columns: (1.2fr, 1fr), row-gutter: 4pt,
  align(left)[#set par(justify: false)
  #set text(size: 11pt)
  #strong(emph(${t('receivers')})) #linebreak() #${t('receivers-list')}],
  align(center)[#strong(upper(${t('signatory')})) #linebreak() #emph(${t('seal-hint')}) #v(2.2cm)]))`;
}

function annex(paper: DecisionPaper, list: PaperList): string {
  const name = text(`list.${list.list}`);
  const { decided } = paper;
  const of = decided === null ? t('annex-draft') : t('annex-of', { number: decided.number, day: day(decided.decidedOn) });
  return `
#pagebreak()
#align(center)[#set par(justify: false)
#strong(upper(${t('annex', { list: name })})) #linebreak() #emph(${of})]
${list.hamlets.length === 0 ? `#${t('nobody')}` : tableOf(list)}
${list.gone === 0 ? '' : `#emph(${t('gone-count', { count: counted(list.gone) })})`}
#block(breakable: false, width: 100%, above: 1em, align(right, box(width: 7cm, align(center)[#strong(upper(${t('signatory')})) #linebreak() #emph(${t('seal-hint')}) #v(1.8cm)])))`;
}

const COLUMNS = ['number', 'head', 'people', 'note'] as const;

function tableOf({ list, hamlets }: PaperList): string {
  let number = 0;
  const lines = hamlets.flatMap(({ name, rows, people }) => [
    // The name of a hamlet is not left alone at the foot of a page.
    `table.cell(colspan: ${COLUMNS.length}, align: left, breakable: false, strong(${t('hamlet', { hamlet: name, households: counted(rows.length), people: counted(people) })}))`,
    ...rows.map((row) => {
      number += 1;
      const cells = [
        `[${counted(number)}]`,
        `align(left, ${typstLiteral(row.headName ?? text('gone'))})`,
        `align(right)[${counted(row.people)}]`,
      ];
      return [...cells, `align(left, ${typstLiteral(noteOf(list, row))})`].join(', ');
    }),
  ]);
  return `#[#set par(justify: false)
#table(columns: (1.4cm, 1fr, 2.4cm, 4.6cm), stroke: 0.5pt, inset: (x: 5pt, y: 4pt), align: center + horizon,
  table.header(${COLUMNS.map((key) => `strong(${t(`column.${key}`)})`).join(', ')}),
  ${lines.join(',\n  ')}
)]`;
}

function noteOf(list: PaperList['list'], { origin, now }: PaperRow): string {
  if (list === 'escaped-poverty' || list === 'escaped-near-poverty') return now === 'near-poor' ? text('note.to-near-poor') : '';
  if (origin === null) return '';
  return origin === 'relapsed' && list === 'near-poor' ? text('note.relapsed-near') : text(`note.${origin}`);
}

/** All four lists in one table, so that a commune can go on working with them. */
export function decisionSheet(paper: DecisionPaper): Promise<SheetFile> {
  let number = 0;
  const rows = paper.lists.flatMap(({ list, hamlets }) =>
    hamlets.flatMap(({ name, rows: own }) =>
      own.map((row) => {
        number += 1;
        return [number, text(`list.${list}`), name, row.headName ?? text('gone'), row.people, noteOf(list, row)];
      }),
    ),
  );
  const gone = paper.lists.reduce((sum, list) => sum + list.gone, 0);
  const notes = [
    paper.communeName,
    ...[roundOf(paper) ?? []].flat(),
    standingOf(paper),
    ...marksOf(paper),
    ...namedNote(paper),
    ...(gone === 0 ? [] : [text('gone-count', { count: counted(gone) })]),
  ];
  return listFile(fileName(paper, 'xlsx'), [
    {
      ...{ name: text('sheet.lists'), title: titleOf(paper), notes, rows },
      columns: [
        { title: text('column.number'), width: 7 },
        { title: text('sheet.column.list'), width: 24 },
        { title: text('column.hamlet'), width: 24 },
        { title: text('column.head'), width: 32 },
        { title: text('column.people'), width: 12 },
        { title: text('column.note'), width: 24 },
      ],
    },
  ]);
}

export function fileName({ decided, communeName, year }: DecisionPaper, ending: 'pdf' | 'xlsx'): string {
  return `${text(decided === null ? 'file-draft' : 'file')}-${inFileName(communeName)}-${year}.${ending}`;
}
