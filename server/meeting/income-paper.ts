/**
 * The paper of what was found by income (giấy xác nhận hộ có mức sống trung bình, người lao động có thu nhập thấp): the figures and the clause on which it
 * rests, for the chair to sign. The official form was not seen [GAP], so its wording is ours and says so.
 */
import { typstLiteral } from '../../core/kernel/typst.ts';
import { clauseText } from '../../words/clause.ts';
import { type IncomeKey, incomeText } from '../../words/income.ts';
import { dayText, numberText } from '../../words/locale.ts';
import type { Params } from '../../words/words.ts';
import { squareOf } from './certificate-paper.ts';
import type { IncomePaper } from './income.ts';

const text = (key: IncomeKey, params?: Params): string => incomeText('vi', key, params);
const t = (key: IncomeKey, params?: Params): string => typstLiteral(text(key, params));
const dong = (value: number): string => numberText('vi', value);

export function incomeMarkup(paper: IncomePaper): string {
  const { form, number, decidedOn, communeName: commune, hamletName: hamlet, headName, worker, check } = paper;
  const [year = '', month = '', day = ''] = decidedOn.split('-');
  const place = commune.replace(/^(Xã|Phường|Thị trấn)\s+/, '');
  const { over, upTo } = check;
  const figure = over === null ? text('figure.to', { upTo: dong(upTo) }) : text('figure.range', { over: dong(over), upTo: dong(upTo) });
  const lines = [
    t('paper.head', { name: headName }),
    ...(worker === null ? [] : [t('paper.worker', { name: worker.name, birth: birthText(worker.birth) })]),
    t('paper.place', { hamlet, commune }),
    t('paper.people', { people: check.people }),
    t('paper.amount', { amount: dong(check.perMonth), day: dayText('vi', check.checkedOn) }),
    t('paper.figure', { figure, clause: clauseText('vi', check.clause) }),
  ];
  return `
#set document(title: ${t(`paper.title.${form}`)})
#set page(paper: "a4", margin: (left: 2.5cm, right: 1.5cm, top: 2cm, bottom: 2cm), footer: [#set text(size: 9pt)
  #emph(${t('paper.own-words')}) ${paper.demonstration ? `#linebreak() #strong(${t('paper.demonstration')})` : ''}])
#set text(font: "Tinos", size: 13pt, lang: "vi", region: "VN", hyphenate: false)
#set par(leading: 0.75em, spacing: 0.9em)
#grid(columns: (1fr, 1.2fr), align: center, row-gutter: 6pt,
  strong(upper(${t('paper.office', { commune })})), strong(text(size: 12pt, ${t('paper.motto-1')})),
  ${t('paper.number', { number })}, strong(underline(offset: 3pt, ${t('paper.motto-2')})),
  [], emph(${t('paper.date', { place, day, month, year })}))
#v(1em)
#align(center, text(size: 15pt, strong(upper(${t(`paper.title.${form}`)}))))
#v(0.6em)
#${t('paper.confirms', { commune })}

${lines.map((line) => `#${line}`).join('\n\n')}
#v(1em)
${paper.square === null ? '' : `#place(bottom + left, grid(columns: (2.9cm, 6cm), gutter: 8pt, align: horizon, ${squareOf(paper.square.said)}, text(size: 9pt, ${t('paper.check', { address: paper.square.portal })})))`}
#align(right, box(width: 7cm, align(center)[#strong(upper(${t('paper.signatory')})) #linebreak() #emph(${t('paper.seal')}) #v(2.4cm)]))
`;
}

/** A year alone, or a whole day. */
const birthText = (birth: string): string => (birth.length === 10 ? dayText('vi', birth) : birth);
