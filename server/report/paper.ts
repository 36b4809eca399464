/**
 * The PDF of an official table (biểu in ra giấy): the same document as the sheet, set by Typst with a Times-like face,
 * heading rows repeated on every page, page numbers.
 */
import { typstLiteral } from '../../core/kernel/typst.ts';
import type { AnnexView, HeadCell, TableRow } from '../../core/report/views.ts';
import { annexSheet } from './annex-sheet.ts';
import { alignment, type TableDocument, written } from './document.ts';
import { typeset } from './typeset.ts';

export function paperOf(document: TableDocument): Promise<Uint8Array> {
  return typeset(source(document));
}

/** Of a paper made piece by piece: what stands in this one beside its rows, and the number of its first page. */
export interface Piece {
  readonly head: boolean;
  readonly foot: boolean;
  readonly fromPage: number;
}

/** The whole document as Typst markup; every text goes in as a string typstLiteral, so that nothing in it is read as code. */
export function source(document: TableDocument, piece: Piece | null = null): string {
  const { view } = document;
  const columns = [...document.widths.map((width) => `${width}fr`), '0pt'].join(', ');
  const heads = view.head.flatMap((tier, i) => [...tier.map(headCell), ...(i === 0 ? [tie(view.head.length)] : [])]).join(', ');
  const numbers = [...view.columnNumbers.map((number) => `text(size: 8pt, emph(${typstLiteral(number)}))`), tie(1)].join(', ');
  const foot = piece === null || piece.foot;
  return `
#set document(title: ${typstLiteral(view.title)})
#set page(paper: ${typstLiteral(document.paper.toLowerCase())}, flipped: true, margin: (x: 1.4cm, y: 1.4cm), numbering: "${piece === null ? '1/1' : '1'}")
#set text(font: "Tinos", size: ${view.columnNumbers.length > 16 ? 9 : 9.5}pt, lang: "vi", region: "VN", hyphenate: false)
#set par(leading: 0.5em)
${piece === null ? '' : `#counter(page).update(${piece.fromPage})`}
${piece === null || piece.head ? pageHead(document) : ''}
#table(columns: (${columns}), stroke: 0.5pt, inset: (x: 3pt, y: 4pt), align: center + horizon,
  table.header(${heads}, ${numbers}),
  ${bodyRows(document, foot).join(',\n  ')}
)
${foot && view.annex !== null ? annexPage(view.annex) : ''}
`;
}

/** So many rows stay with the signatures: a sheet of signatures alone certifies nothing. */
const KEPT_ROWS = 3;

/** A cell of the last column, which is nothing wide: what it spans, no page break parts. */
function tie(rows: number, together = false): string {
  return `table.cell(rowspan: ${rows}, ${together ? 'breakable: false, ' : ''}inset: 0pt, stroke: none)[]`;
}

function bodyRows(document: TableDocument, foot: boolean): string[] {
  const { rows } = document.view;
  const tied = foot ? Math.max(0, rows.length - KEPT_ROWS) : rows.length;
  const lines = rows.map((row, i) => {
    const last = i < tied ? [tie(1)] : i === tied ? [tie(rows.length - tied + 1, true)] : [];
    return [bodyRow(row), ...last].join(', ');
  });
  const end = `table.cell(colspan: ${document.widths.length}, inset: (x: 0pt, top: 6pt, bottom: 0pt), stroke: none, align: left)[${pageFoot(document)}]`;
  return foot ? [...lines, rows.length === 0 ? `${end}, ${tie(1)}` : end] : lines;
}

function pageHead(document: TableDocument): string {
  const { view } = document;
  return `
#[
#set block(spacing: 0.6em)
#set par(spacing: 0.6em)
#grid(columns: (1fr, 1fr), align: center, row-gutter: 0.5em,
  strong(${typstLiteral(document.office)}), strong(${typstLiteral(document.motto[0])}),
  ${typstLiteral(document.tableNumber)}, strong(underline(offset: 3pt, ${typstLiteral(document.motto[1])})))
#v(0.6em)
#align(center, text(size: 13pt, strong(upper(${typstLiteral(view.title)}))))
${document.subtitle.map((line) => `#align(center, emph(${typstLiteral(line)}))`).join('\n')}
${view.marks.map((mark) => `#align(center, strong(${typstLiteral(mark)}))`).join('\n')}
]
#v(0.2em)`;
}

function pageFoot(document: TableDocument): string {
  return `
${document.view.notes.map((note) => `#block(above: 0.5em, below: 0.5em, emph(${typstLiteral(note)}))`).join('\n')}
#block(breakable: false, above: 1.2em, grid(columns: (1fr, 1fr), align: center, row-gutter: 0.5em,
  [], emph(${typstLiteral(document.placeDate)}),
  strong(${typstLiteral(document.maker[0])}), strong(${typstLiteral(document.signatory[0])}),
  emph(${typstLiteral(document.maker[1])}), strong(${typstLiteral(document.signatory[1])}),
  [], emph(${typstLiteral(document.signatory[2])}),
  v(1.6cm), v(1.6cm)))`;
}

/** On a page of its own, after the signatures: it is no part of what was sealed. */
function annexPage(annex: AnnexView): string {
  const { title, lead, tables } = annexSheet(annex);
  const cell = (text: string, align: string) => `table.cell(align: ${align} + horizon, ${typstLiteral(text)})`;
  return `
#pagebreak()
#align(center, text(size: 13pt, strong(upper(${typstLiteral(title)}))))
#align(center, emph(${typstLiteral(lead)}))
${tables
  .map(
    ({ head, rows, right, widths }) => `
#table(columns: (${widths.map((width) => `${width}fr`).join(', ')}), stroke: 0.5pt, inset: (x: 3pt, y: 4pt),
  table.header(${head.map((text) => `table.cell(align: center + horizon, strong(${typstLiteral(text)}))`).join(', ')}),
  ${rows.map((row) => row.map((text, i) => cell(text, right.includes(i) ? 'right' : 'left')).join(', ')).join(',\n  ')}
)`,
  )
  .join('\n')}`;
}

function headCell(cell: HeadCell): string {
  return `table.cell(colspan: ${cell.columns}, rowspan: ${cell.rows}, strong(${typstLiteral(cell.text)}))`;
}

/** Number and name of a unit stand once beside its two lines, which no page break parts. */
const SHARED = 2;

function bodyRow(row: TableRow): string {
  const cells = row.cells.flatMap((cell, column) => {
    const shared = row.measure !== null && column < SHARED;
    if (shared && row.measure === 'person') return [];
    const text = typstLiteral(written(cell));
    const span = shared ? 'rowspan: 2, breakable: false, ' : '';
    return [`table.cell(${span}align: ${alignment(cell)} + horizon, ${row.style === 'row' ? `[#${text}]` : `strong(${text})`})`];
  });
  return cells.join(', ');
}
