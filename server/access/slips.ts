/**
 * First codes on paper (phiếu tài khoản): eight slips to a page with lines to cut along, each with the name, the user name, the
 * code, the address and what to do. Setting the page is handed in by server/main.ts, since reports are a later room.
 */
import type { FirstCode } from '../../core/access/views.ts';
import { dayInVietnam, formatVi, parseInstant } from '../../core/kernel/dates.ts';
import { typstLiteral } from '../../core/kernel/typst.ts';
import { accountsText } from '../../words/accounts.ts';

export type Typeset = (markup: string) => Promise<Uint8Array>;

export interface SlipPlace {
  /** Where each face is opened: what a slip prints depends on the posts of its person. */
  readonly addresses: Readonly<Record<FirstCode['face'], string>>;
  readonly office: string;
}

export function slipsMarkup(codes: readonly FirstCode[], at: SlipPlace): string {
  const t = (key: Parameters<typeof accountsText>[1], params = {}) => typstLiteral(accountsText('vi', key, params));
  const slips = codes.map((slip) => {
    const until = parseInstant(slip.until);
    const day = until.ok ? formatVi(dayInVietnam(until.value)) : '';
    const said = [slip.displayName, slip.post, slip.username, slip.code, at.addresses[slip.face]];
    return `slip(${said.map(typstLiteral).join(', ')}, ${t('slip.until', { day })})`;
  });
  return `
#set document(title: ${t('slip.title')})
#set page(paper: "a4", margin: (x: 1cm, y: 1cm))
#set text(font: "Tinos", size: 10.5pt, lang: "vi", region: "VN", hyphenate: false)
#set par(leading: 0.5em)
#let slip(name, post, username, code, address, until) = block(width: 100%, height: 6.6cm, inset: 10pt, stroke: (dash: "dashed", thickness: 0.5pt), breakable: false)[
  #text(size: 9pt)[#${typstLiteral(at.office)}]
  #v(1pt)
  #text(size: 13pt, strong(name))
  #linebreak()
  #text(size: 9.5pt, post)
  #v(3pt)
  #grid(columns: (auto, 1fr), column-gutter: 8pt, row-gutter: 6pt,
    ${t('slip.address')}, strong(address),
    ${t('slip.username')}, text(size: 12pt, strong(username)),
    ${t('slip.code')}, text(size: 12pt, strong(code)))
  #v(3pt)
  #text(size: 9.5pt)[#until #${t('slip.todo')}]
]
#grid(columns: (1fr, 1fr), column-gutter: 0pt, row-gutter: 0pt, ${slips.join(',\n  ')})
`;
}
