/**
 * The paper for the wall (danh sách niêm yết), and what the loudspeaker says (lời phát thanh). The paper bears number, head's name, hamlet
 * and class; what is spoken names nobody.
 */
import { typstLiteral } from '../../core/kernel/typst.ts';
import { type PostingKey, postingText } from '../../words/posting.ts';
import { roundNameText } from '../../words/round-name.ts';
import { type Params, periodText } from '../../words/words.ts';
import type { WallPaper } from './postings.ts';

const t = (key: PostingKey, params?: Params): string => typstLiteral(postingText('vi', key, params));

export function wallMarkup({ communeName, hamletName, year, rulebook, opens, about, rows }: WallPaper): string {
  const title = opens ? t('wall.title-opening', { year, period: periodText(rulebook) }) : t('wall.title', { year });
  const lines = rows.map(
    ({ headName, lists }, i) =>
      `[${i + 1}], align(left, ${typstLiteral(headName)}), ${typstLiteral(hamletName)}, ${typstLiteral(lists.map((list) => postingText('vi', `list.${list}`)).join('; '))}`,
  );
  return `
#set document(title: ${title})
#set page(paper: "a4", margin: (x: 1.6cm, y: 1.6cm), numbering: "1/1")
#set text(font: "Tinos", size: 13pt, lang: "vi", region: "VN", hyphenate: false)
#align(center)[
  #strong(upper(${t('wall.office', { commune: communeName })}))
  #v(0.4em)
  #text(size: 16pt, strong(upper(${title})))${about.kind === 'yearly' || opens ? '' : ` #linebreak() #strong(${typstLiteral(roundNameText('vi', about))})`}
  #linebreak()
  #emph(${t('wall.of', { hamlet: hamletName, count: rows.length })})
]
#v(0.6em)
#table(columns: (1.2cm, 1fr, 4cm, 5cm), stroke: 0.5pt, inset: 6pt, align: center + horizon,
  table.header(${(['wall.number', 'wall.head', 'wall.hamlet', 'wall.class'] as const).map((key) => `strong(${t(key)})`).join(', ')}),
  ${lines.join(',\n  ')}
)
#v(0.6em)
#${t('wall.object')}
#v(0.8em)
#grid(columns: (1fr, 1fr), row-gutter: 0.8em,
  ${t('wall.from')}, ${t('wall.until')},
  ${t('wall.up-by')}, ${t('wall.down-by')})
`;
}
