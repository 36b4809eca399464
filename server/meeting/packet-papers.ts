/**
 * The papers of a hamlet's packet that are made nowhere else (giấy tờ của ấp, khóm, khu): the list of the round with what the packet holds,
 * invitations to the meeting, its attendance sheet and minutes to be filled in by hand, receipts. Forms and the list for the wall are papers of
 * their own. The wording is ours and says so.
 */
import { typstLiteral } from '../../core/kernel/typst.ts';
import type { HouseholdRow } from '../../core/views.ts';
import { dayText, numberText } from '../../words/locale.ts';
import { type PacketKey, packetText } from '../../words/packet.ts';
import type { Params } from '../../words/words.ts';

const text = (key: PacketKey, params?: Params): string => packetText('vi', key, params);
const t = (key: PacketKey, params?: Params): string => typstLiteral(text(key, params));
const cell = (value: string): string => `[#${typstLiteral(value)}]`;
const counted = (value: number): string => numberText('vi', value);

/** Days in which each kind of objection is to be answered, where the round says so. */
export interface Days {
  readonly days: number;
  readonly unit: 'working' | 'calendar';
}

export interface PacketAbout {
  readonly communeName: string;
  readonly hamletName: string;
  readonly year: number;
  /** How the round is called. */
  readonly round: string;
  readonly today: string;
  readonly demonstration: boolean;
  readonly asksMeeting: boolean;
  readonly asksPosting: boolean;
  readonly answeredIn: Readonly<Record<'feedback' | 'complaint' | 'denunciation', Days>> | null;
}

export type PacketRow = Pick<HouseholdRow, 'code' | 'headName' | 'people' | 'status' | 'listed' | 'interviewed' | 'verdicts'>;

/** Receipts to be filled in by hand; a hamlet asks for more by printing again. */
export const RECEIPTS = { objections: 6, requests: 6 } as const;
/** Lines of the attendance sheet for people who stand for no household of the list. */
const OTHERS = 20;

function paper(about: PacketAbout, name: PacketKey, body: string): string {
  const { hamletName, round, today, demonstration } = about;
  const mark = demonstration ? ` #linebreak() #strong(${t('demonstration')})` : '';
  const footer = `[#text(size: 9pt)[#${t('footer', { paper: text(name), hamlet: hamletName, round })} #h(1fr) #context counter(page).display("1/1", both: true)
    #linebreak() #emph(${t('ours')}) #h(1fr) #${t('printed', { day: dayText('vi', today) })}${mark}]]`;
  return `
#set document(title: ${t(name)})
#set page(paper: "a4", margin: (left: 2cm, right: 1.5cm, top: 1.6cm, bottom: 2.4cm), footer: ${footer})
#set text(font: "Tinos", size: 12pt, lang: "vi", region: "VN", hyphenate: false)
#set par(leading: 0.6em, spacing: 0.7em)
${body}`;
}

function heading({ communeName, hamletName }: PacketAbout): string {
  return `#grid(columns: (1fr, 1.4fr), align: center, row-gutter: 5pt,
  strong(${typstLiteral(communeName.toLocaleUpperCase('vi'))}), strong(${t('motto-1')}),
  strong(${typstLiteral(hamletName.toLocaleUpperCase('vi'))}), strong(underline(offset: 3pt, ${t('motto-2')})))`;
}

const title = (key: PacketKey, about: string): string =>
  `#v(4pt)\n#align(center)[#text(size: 14pt, weight: "bold", ${t(key)}) #linebreak() #strong(${typstLiteral(about)})]`;

const line = (key: PacketKey, params?: Params): string => `#block[#${t(key, params)}]`;

function table(columns: string, heads: readonly PacketKey[], rows: readonly (readonly string[])[]): string {
  return `#table(columns: ${columns}, stroke: 0.5pt, inset: 4pt, align: (x, y) => if y == 0 { center + horizon } else { left + horizon },
  table.header(${heads.map((key) => `[#strong(${t(key)})]`).join(', ')}),
  ${rows.map((row) => row.join(', ')).join(',\n  ')})`;
}

// ---- the list --------------------------------------------------------------------------------------------------------

/** How many households the list for the wall has; null: none is hung in this round. */
export function listMarkup(about: PacketAbout, rows: readonly PacketRow[], wall: number | null): string {
  const left = rows.filter(({ interviewed }) => !interviewed).length;
  const lines = rows.map((row, i) => [
    `align(right)[${i + 1}]`,
    cell(row.code ?? ''),
    cell(row.headName),
    `align(right)[${counted(row.people)}]`,
    cell(row.listed === null ? '' : text(`why.${row.listed}`)),
    cell(text(`class.${row.status ?? 'none'}`)),
    cell(text(row.interviewed ? 'done.yes' : 'done.no')),
  ]);
  const heads = ['number', 'code', 'head', 'people', 'why', 'status', 'done'] as const;
  return paper(
    about,
    'list.title',
    `${heading(about)}
${title('list.title', text('list.about', { round: about.round }))}
#align(center, ${t('list.counts', { count: counted(rows.length), left: counted(left) })})
#block(stroke: 0.5pt, inset: 8pt, width: 100%)[#strong(${t('list.contents')})
#list(${contents(about, rows.length, wall).map(cell).join(', ')})]
${table(
  '(1.1cm, 2.9cm, 1fr, 1.5cm, 3.2cm, 2.4cm, 1.9cm)',
  heads.map((key) => `column.${key}` as const),
  lines,
)}`,
  );
}

function contents({ asksMeeting, asksPosting }: PacketAbout, count: number, wall: number | null): readonly string[] {
  const meeting = asksMeeting
    ? [text('list.invitations', { count: counted(count) }), text('list.attendance'), text('list.minutes')]
    : [text('list.no-meeting')];
  const hung = wall === null || wall === 0 ? text('list.no-wall') : text('list.wall', { count: counted(wall) });
  return [
    text('list.forms', { count: counted(count) }),
    ...meeting,
    asksPosting ? hung : text('list.no-posting'),
    text('list.receipts', RECEIPTS),
  ];
}

// ---- the meeting -----------------------------------------------------------------------------------------------------

/** Two on a sheet, to be cut. */
export function invitationsMarkup(about: PacketAbout, rows: readonly PacketRow[]): string {
  const each = rows.map(
    ({ headName, code }) => `#block(breakable: false, width: 100%, height: 11.6cm)[
${heading(about)}
${title('invitation.title', text('invitation.about', { round: about.round }))}
#v(4pt)
#block[#strong(${t('invitation.to', { head: headName })}) #h(1fr) #${t('invitation.code', { code: code ?? '' })}]
${line('invitation.when')}
${line('invitation.where')}
${line('invitation.what')}
#v(1fr)
#align(right, box(width: 7cm, align(center)[#strong(${t('invitation.sign')}) #linebreak() #emph(${t('sign-hint')}) #v(1.4cm)]))
#line(length: 100%, stroke: (dash: "dashed", thickness: 0.4pt))]`,
  );
  return paper(about, 'invitation.title', each.join('\n'));
}

export function attendanceMarkup(about: PacketAbout, rows: readonly PacketRow[]): string {
  const heads = ['column.number', 'column.head', 'attendance.name', 'attendance.as', 'attendance.signature'] as const;
  const lines = rows.map(({ headName }, i) => [`align(right)[${i + 1}]`, cell(headName), '[#v(14pt)]', '[]', '[]']);
  const others = Array.from({ length: OTHERS }, (_, i) => [`align(right)[${rows.length + i + 1}]`, '[]', '[#v(14pt)]', '[]', '[]']);
  const columns = '(1.1cm, 1.2fr, 1.2fr, 3cm, 3cm)';
  return paper(
    about,
    'attendance.title',
    `${heading(about)}
${title('attendance.title', text('invitation.about', { round: about.round }))}
${line('attendance.when')}
${table(columns, heads, lines)}
#v(6pt)
#strong(${t('attendance.others')})
${table(columns, heads, others)}
${line('attendance.sum')}`,
  );
}

/** Once for the hamlet and once for the board, as the minutes that are written on the phone are printed. */
export function blankMinutesMarkup(about: PacketAbout, rows: readonly PacketRow[]): string {
  const heads = ['column.number', 'column.head', 'minutes.class', 'minutes.attending', 'minutes.yes', 'minutes.said'] as const;
  const lines = rows
    .filter(({ listed }) => listed !== 'sample')
    .map(({ headName, verdicts }, i) => {
      const outcome = verdicts[0]?.outcome ?? null;
      return [`align(right)[${i + 1}]`, cell(headName), cell(text(`class.${outcome ?? 'none'}`)), '[]', '[]', '[#v(20pt)]'];
    });
  const sign = (key: PacketKey): string => `[#strong(${t(key)})#linebreak()#emph(${t('sign-hint')})#v(2.2cm)]`;
  const copies = (['hamlet', 'board'] as const).map(
    (body) => `${heading(about)}
#align(right)[#emph(${t(`copy.${body}`)})]
${title('minutes.title', text('invitation.about', { round: about.round }))}
${line('minutes.when', { hamlet: about.hamletName, commune: about.communeName })}
${line('minutes.chair')}
${line('minutes.secretary')}
${line('minutes.called')}
${line('minutes.rule')}
${table('(1.1cm, 1.4fr, 2.6cm, 1.6cm, 1.6cm, 1.6fr)', heads, lines)}
${line('minutes.closing')}
#block(breakable: false, above: 14pt)[#grid(columns: (1fr, 1fr, 1fr), align: center, column-gutter: 8pt,
  ${(['minutes.household', 'minutes.sign-secretary', 'minutes.sign-chair'] as const).map(sign).join(', ')})]`,
  );
  return paper(about, 'minutes.title', copies.join('\n#pagebreak()\n'));
}

// ---- receipts --------------------------------------------------------------------------------------------------------

/** Blank: the number is the register's, once the commune has entered it. Three on a sheet. */
export function receiptsMarkup(about: PacketAbout): string {
  const one = (key: 'receipt.objection' | 'receipt.request'): string => `#block(breakable: false, width: 100%, height: 8cm)[
${heading(about)}
#v(2pt)
#align(center, strong(${t(key)}))
${line('receipt.number')}
${line('receipt.from')}
${line('receipt.what')}
${line('receipt.day')}
${key === 'receipt.objection' ? `#text(size: 10pt)[#${t('receipt.anonymous')} ${dueOf(about)}]` : ''}
#text(size: 10pt)[#${t('receipt.ask', { commune: about.communeName })}]
#v(1fr)
#align(right, box(width: 6cm, align(center)[#strong(${t('receipt.by')}) #linebreak() #emph(${t('sign-hint')})]))
#line(length: 100%, stroke: (dash: "dashed", thickness: 0.4pt))]`;
  const all = [
    ...Array.from({ length: RECEIPTS.objections }, () => one('receipt.objection')),
    ...Array.from({ length: RECEIPTS.requests }, () => one('receipt.request')),
  ];
  return paper(about, 'receipt.objection', all.join('\n'));
}

function dueOf({ answeredIn }: PacketAbout): string {
  if (answeredIn === null) return '';
  const of = ({ days, unit }: Days): string => text(`receipt.days.${unit}`, { days });
  const { feedback, complaint, denunciation } = answeredIn;
  return `#${t('receipt.due.objection', { feedback: of(feedback), complaint: of(complaint), denunciation: of(denunciation) })}`;
}
