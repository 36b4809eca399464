/**
 * Certificates on paper (giấy chứng nhận, Mẫu 03 [S 43]): the front with head and members, the back with a row for each year of the
 * standard. A year's row alone is the same table at the same place with nothing else drawn, moved by what a printer is off, so that it
 * falls into the free row of a sheet that was given out before.
 */
import encodeQR from 'qr';
import { typstLiteral } from '../../core/kernel/typst.ts';
import { CLASS_SIGN, yearsOf } from '../../core/meeting/certificate.ts';
import { rulebookById } from '../../core/classify/rulebooks.ts';
import { type CertificatePaperKey, certificatePaperText } from '../../words/certificate-paper.ts';
import { classifyText } from '../../words/classify.ts';
import { interviewText, isInterviewKey } from '../../words/interview.ts';
import { dayText } from '../../words/locale.ts';
import type { Params } from '../../words/words.ts';
import type { CertificateSheet, SheetMember } from './certificate-sheets.ts';

const text = (key: CertificatePaperKey, params?: Params): string => certificatePaperText('vi', key, params);
const t = (key: CertificatePaperKey, params?: Params): string => typstLiteral(text(key, params));

export interface PaperWish {
  /** Whole sheets, or only the row of the decision for sheets that people hold already. */
  readonly what: 'sheets' | 'rows';
  /** What the printer is off, in tenths of a millimetre: to the right and down. */
  readonly right: number;
  readonly down: number;
  /** Shown beside the squares. */
  readonly portal: string;
}

export function certificatesMarkup(sheets: readonly CertificateSheet[], wish: PaperWish): string {
  const pages = sheets.map((sheet) =>
    wish.what === 'rows' ? back(sheet, wish) : `${front(sheet, wish)}\n#pagebreak()\n${back(sheet, wish)}`,
  );
  return `
#set document(title: ${typstLiteral(`${text('title')}: ${text('title-about')}`)})
#set page(paper: "a4", margin: 1.3cm)
#set text(font: "Tinos", size: 12pt, lang: "vi", region: "VN", hyphenate: false)
#set par(leading: 0.55em, spacing: 0.65em)
${pages.join('\n#pagebreak()\n')}
`;
}

function front(sheet: CertificateSheet, { portal }: PaperWish): string {
  const { communeName, numberedBy, number, rulebook, head, residence, members, began, demonstration } = sheet;
  const told = [
    ['head', head.name],
    ['ethnicity', ethnicityOf(head)],
    ['citizen-id', head.citizenId ?? text('citizen-id-blank')],
    ['residence', residence],
  ] as const;
  return `
#grid(columns: (1fr, 1.2fr), align: center, row-gutter: 6pt,
  strong(${t('office')}), strong(${t('motto-1')}),
  strong(${typstLiteral(communeName.toLocaleUpperCase('vi'))}), strong(underline(offset: 3pt, ${t('motto-2')})),
  ${t('number', { number })}, [])
#v(0.8em)
#align(center)[#text(size: 18pt, strong(upper(${t('title')}))) #linebreak() #text(size: 14pt, strong(upper(${t('title-about')}))) #linebreak() #emph(${t('title-period', { period: rulebook })})
${began === 'issued' ? '' : `#linebreak() #strong(${numberedBy === null ? t(began) : t('corrected-of', { commune: numberedBy })})`}
${demonstration ? `#linebreak() #strong(${t('demonstration')})` : ''}]
#v(0.6em)
#emph(${t('ground-procedure')}) #linebreak() #emph(${t(`ground-${rulebook}`)}) #linebreak() #emph(${t('ground-decision', { commune: communeName })})

#strong(${t('certifies', { commune: communeName })})
#grid(columns: (4cm, 1fr), row-gutter: 7pt, ${told.map(([key, value]) => `${t(key)}, strong(${typstLiteral(value)})`).join(', ')})
#v(0.4em)
#strong(${t('members')})
${membersTable(members)}
#place(bottom + left, [#set text(size: 9.5pt)
#${t('check', { address: portal })} #linebreak() #emph(${t('legal')})])`;
}

const MEMBER_COLUMNS = ['number', 'name', 'ethnicity', 'relation', 'male', 'female', 'note'] as const;

function membersTable(members: readonly SheetMember[]): string {
  const lines = members.map((member, i) => {
    const { name, relation, sex, bornIn } = member;
    const related = `relation.${relation}`;
    const cells = [
      ...[`align(left, ${typstLiteral(name)})`, typstLiteral(ethnicityOf(member))],
      `align(left, ${typstLiteral(isInterviewKey(related) ? interviewText('vi', related) : relation)})`,
      ...[
        sex === 'male' ? typstLiteral(bornIn) : '[]',
        sex === 'female' ? typstLiteral(bornIn) : '[]',
        sex === null ? typstLiteral(bornIn) : '[]',
      ],
    ];
    return [`[${i + 1}]`, ...cells].join(', ');
  });
  return `#[#set text(size: ${members.length > 14 ? 9 : 11}pt)
#table(columns: (1.1cm, 1fr, 1.8cm, 3.1cm, 1.9cm, 1.9cm, 3.2cm), stroke: 0.5pt, inset: (x: 4pt, y: ${members.length > 14 ? 3 : 5}pt), align: center + horizon,
  table.header(${MEMBER_COLUMNS.map((key) => `strong(${t(`column.${key}`)})`).join(', ')}),
  ${lines.join(',\n  ')}
)]`;
}

function ethnicityOf({ ethnicity }: SheetMember): string {
  const key = `ethnicity.${ethnicity ?? ''}`;
  return isInterviewKey(key) ? interviewText('vi', key) : '';
}

/** Where the table of years stands on the back, and its measures: the same on every sheet of a period, whoever prints it. */
const TABLE = {
  down: '2.6cm',
  head: '5.4cm',
  row: '3.4cm',
  year: '1.1cm',
  class: '1.2cm',
  lack: '0.62cm',
  issued: '2.3cm',
  sign: '3.3cm',
  square: '3cm',
};

function back(sheet: CertificateSheet, { what, right, down }: PaperWish): string {
  const { rulebook, rows, number, demonstration, printed } = sheet;
  const alone = what === 'rows';
  const years = yearsOf(rulebook);
  const { indicators } = rulebookById(rulebook);
  const turned = (words: string): string =>
    `rotate(-90deg, reflow: true, box(width: ${TABLE.head} - 8pt, align(left, text(size: 8pt, ${words}))))`;
  const plain = (key: CertificatePaperKey): string => `text(size: 9pt, strong(${t(key)}))`;
  const names = indicators.map((indicator) => turned(typstLiteral(classifyText('vi', `indicator.${indicator}`))));
  const heads = [
    plain('column.year'),
    plain('column.class'),
    ...names,
    plain('column.issued'),
    plain('column.signature'),
    plain('column.square'),
  ];
  const lines = years.map((year) => {
    const row = rows.findLast((one) => one.year === year && (!alone || one.decisionId === printed));
    if (row === undefined) return [alone ? '[]' : `[${year}]`, ...Array.from({ length: indicators.length + 4 }, () => '[]')];
    const lacks = indicators.map((_, i) => ((row.deprived >> i) & 1 ? '[x]' : '[]'));
    const issued = `text(size: 9pt)[#${typstLiteral(dayText('vi', row.issuedOn))} #linebreak() #${typstLiteral(row.decision)}]`;
    const mark = demonstration ? `text(size: 9pt, fill: luma(40%), strong(${t('demonstration-row')}))` : '[]';
    // The year stands on the sheet already.
    return [alone ? '[]' : `[${year}]`, `strong(${typstLiteral(CLASS_SIGN[row.class])})`, ...lacks, issued, mark, squareOf(row.square)];
  });
  const cells = [...(alone ? heads.map(() => '[]') : heads), ...lines.flat()];
  const columns = [TABLE.year, TABLE.class, ...indicators.map(() => TABLE.lack), TABLE.issued, TABLE.sign, TABLE.square];
  const table = `table(columns: (${columns.join(', ')}), rows: (${[TABLE.head, ...years.map(() => TABLE.row)].join(', ')}), stroke: ${alone ? 'none' : '0.5pt'}, inset: 3pt, align: center + horizon,
  ${cells.join(', ')})`;
  const shift = alone ? `dx: ${right / 10}mm, dy: ${TABLE.down} + ${down / 10}mm` : `dy: ${TABLE.down}`;
  return `${
    alone
      ? ''
      : `#align(center)[#strong(upper(${t('results')})) #linebreak() #${t('number', { number })} ${demonstration ? `#linebreak() #strong(${t('demonstration')})` : ''}]
#place(bottom + left, text(size: 9.5pt)[#${t('class-hint')} #linebreak() #emph(${t('legal')})])`
  }
#place(top + left, ${shift}, ${table})`;
}

/** As a picture of lines, so that any printer draws it sharp. */
export function squareOf(said: string): string {
  const svg = encodeQR(said, 'svg', { ecc: 'medium', border: 2 });
  return `image(bytes(${typstLiteral(svg)}), format: "svg", width: 2.8cm)`;
}
