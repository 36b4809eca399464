/**
 * The progress report of one page (báo cáo tiến độ): laid out as a report of an office is by Decree 30/2020/NĐ-CP Appendix I (name of the office,
 * motto, number, place and day, title, receivers, signature) [M], number and signature left for the hand. It fits one page whatever the
 * numbers: of what is late only the first few are named.
 */
import { dayInVietnam, formatInstantVi } from '../../core/kernel/dates.ts';
import { typstLiteral } from '../../core/kernel/typst.ts';
import { departmentOn } from '../../core/steer/department.ts';
import type { TodayView, WaitsView } from '../../core/steer/today.ts';
import { dayText, numberText } from '../../words/locale.ts';
import { type MorningKey, morningText } from '../../words/morning.ts';
import { todayText } from '../../words/today.ts';
import type { Params } from '../../words/words.ts';
import type { Morning, MorningLine } from './morning.ts';

const text = (key: MorningKey, params?: Params): string => morningText('vi', key, params);
const t = (key: MorningKey, params?: Params): string => typstLiteral(text(key, params));
const counted = (value: number): string => numberText('vi', value);
const day = (of: string): string => dayText('vi', of);

/** Matters, and units, that are named. */
const NAMED = 6;

export function morningMarkup(morning: Morning): string {
  const { today, round, demonstration, illustrative } = morning;
  const marks = [text('standing'), ...(illustrative ? [text('illustrative')] : []), ...(demonstration ? [text('demonstration')] : [])];
  const footer = `[#set text(size: 9pt); #set par(justify: false); ${marks.map((mark) => `#${typstLiteral(mark)}`).join(' ')}]`;
  return `
#set document(title: ${t('about', { year: round.year })})
#set page(paper: "a4", margin: (left: 3cm, right: 1.5cm, top: 2cm, bottom: 2.2cm), footer: ${footer})
#set text(font: "Tinos", size: 13pt, lang: "vi", region: "VN", hyphenate: false)
#set par(leading: 0.6em, spacing: 0.75em, justify: true)
${head(today, morning)}
#par(first-line-indent: (amount: 1cm, all: true))[#${lead(morning)}]
#strong(${t('part.progress')})
${table(morning)}
#strong(${t('part.late')})
${late(today)}
#strong(${t('part.next')})
#list([#${typstLiteral(next(today))}])
${foot(today, dayInVietnam(morning.at))}`;
}

const kindOf = ({ area }: TodayView): 'commune' | 'above' => (area.level === 'commune' ? 'commune' : 'above');

function head(today: TodayView, { at, round }: Morning): string {
  const kind = kindOf(today);
  const place = today.area.name.replace(/^(Xã|Phường|Thị trấn|Tỉnh|Thành phố)\s+/, '');
  const on = dayInVietnam(at);
  const [year = '', month = '', date = ''] = on.split('-');
  const above = text(`office.${kind}`, { area: today.area.name }).toLocaleUpperCase('vi');
  const office =
    kind === 'commune'
      ? `strong(${typstLiteral(above)})`
      : `[#${typstLiteral(above)} #linebreak() #strong(${typstLiteral(text(`department.${departmentOn(on).of}`).toLocaleUpperCase('vi'))})]`;
  return `#[#set par(justify: false)
#set text(size: 12pt)
#grid(columns: (1fr, 1.3fr), align: center, row-gutter: 6pt,
  ${office}, [#strong(${t('motto-1')}) #linebreak() #text(size: 13pt, strong(underline(offset: 3pt, ${t('motto-2')})))],
  ${t(`number.${kind}`, { sign: departmentOn(on).sign })}, text(size: 13pt, emph(${t('place-date', { place, day: date, month, year })})))
#v(0.5em)
#align(center)[#text(size: 14pt, strong(upper(${t('title')}))) #linebreak() #text(size: 13pt, strong(${t('about', { year: round.year })})) #linebreak() #line(length: 4cm, stroke: 0.5pt)]]`;
}

function lead({ at, round, passed }: Morning): string {
  const [time = ''] = formatInstantVi(at).split(' ');
  return t('lead', {
    ...{ time, day: day(dayInVietnam(at)), from: day(round.opensOn), to: day(round.closesOn) },
    ...{ passed: counted(passed.days), all: counted(passed.all) },
  });
}

/** A whole percent and one place; nothing of nothing. */
const shareOf = ({ now, of }: MorningLine): string =>
  of === null || of === 0 ? text('none') : `${numberText('vi', (100 * now) / of, 1)} %`;

function table({ lines, yesterday, before }: Morning): string {
  const rows = lines.map((line) => {
    const cells = [
      counted(line.now),
      line.of === null ? text('none') : counted(line.of),
      shareOf(line),
      ...(line.days === null ? [text('none'), text('none')] : line.days.map(counted)),
    ];
    return [`align(left, ${t(`row.${line.row}`)})`, ...cells.map((value) => `align(right, ${typstLiteral(value)})`)].join(', ');
  });
  const heads = [
    t('column.what'),
    t('column.now'),
    t('column.of'),
    t('column.share'),
    t('column.yesterday', { day: day(yesterday) }),
    t('column.before', { day: day(before) }),
  ];
  return `#[#set par(justify: false)
#set text(size: 12pt)
#table(columns: (1fr, 1.6cm, 1.6cm, 1.7cm, 2.3cm, 2.3cm), stroke: 0.5pt, inset: (x: 4pt, y: 4pt), align: center + horizon,
  table.header(${heads.map((title) => `strong(${title})`).join(', ')}),
  ${rows.join(',\n  ')})]`;
}

function late(today: TodayView): string {
  const behind = today.waits.filter((row) => row.late > 0).slice(0, NAMED);
  const lines = behind.map((row) =>
    row.matter === 'unvisited'
      ? text('late.pace', { late: counted(row.late), count: counted(row.count) })
      : text('late.row', { late: counted(row.late), count: counted(row.count), what: whatOf(row) }),
  );
  const units = today.communes.filter((commune) => commune.late > 0).slice(0, NAMED);
  const places = today.waits.find(({ matter }) => matter === 'unvisited')?.places.slice(0, NAMED) ?? [];
  const named = [
    ...(lines.length === 0 ? [text('late.none')] : lines),
    ...(units.length === 0
      ? []
      : [text('late.units', { units: units.map((unit) => text('late.unit', { name: unit.name, count: counted(unit.late) })).join(', ') })]),
    ...(places.length === 0
      ? []
      : [
          text('late.places', {
            units: places.map((place) => text('late.unit', { name: place.name, count: counted(place.count) })).join(', '),
          }),
        ]),
  ];
  return `#list(${named.map((one) => `[#${typstLiteral(one)}]`).join(', ')})`;
}

/** What directives say is left to their page: it may be long. */
const whatOf = ({ matter, of }: Pick<WaitsView, 'matter' | 'of'>): string =>
  matter === 'certificates' && of !== null
    ? `${todayText('vi', 'matter.certificates')} ${todayText('vi', 'of.certificates', { label: of.label })}`
    : todayText('vi', `matter.${matter}`);

function next(today: TodayView): string {
  const [first] = today.waits;
  return first === undefined ? text('next.none') : text('next.row', { count: counted(first.count), what: whatOf(first) });
}

function foot(today: TodayView, on: string): string {
  const kind = kindOf(today);
  const receivers = text(`receivers.${kind}`, { department: text(`department.${departmentOn(on).of}`) })
    .split('; ')
    .map((one) => `#${typstLiteral(`- ${one}${one.endsWith('.') ? '' : ';'}`)}`);
  const forWhom = kind === 'commune' ? `#strong(upper(${t('for.commune')})) #linebreak() ` : '';
  return `#block(breakable: false, above: 1em, grid(columns: (1.2fr, 1fr),
  align(left)[#set par(justify: false)
  #set text(size: 11pt)
  #text(size: 12pt, strong(emph(${t('receivers')}))) #linebreak() ${receivers.join(' #linebreak() ')}],
  align(center)[#set par(justify: false)
  ${forWhom}#strong(upper(${t(`signatory.${kind}`)})) #linebreak() #emph(${t('seal-hint')}) #v(1.8cm)]))`;
}
