/**
 * Minutes of one meeting on paper (biên bản họp dân): once for the hamlet and once for the commune's board, each with places for the
 * signatures of chair, secretary and a household [S 39]. Where two people counted otherwise, both counts stand there.
 */
import { parseDate } from '../../core/kernel/dates.ts';
import { typstLiteral } from '../../core/kernel/typst.ts';
import { clocksOf, leftOutOf, type Count, countOf, type Meeting, presentAt, type Said, standingIn } from '../../core/meeting/agreement.ts';
import type { HamletMinutes } from '../../core/minutes-view.ts';
import { questionText } from '../../words/interview.ts';
import { dayText } from '../../words/locale.ts';
import { type MinutesPaperKey, minutesPaperText } from '../../words/minutes-paper.ts';
import { roundNameText } from '../../words/round-name.ts';
import type { Params } from '../../words/words.ts';

const t = (key: MinutesPaperKey, params?: Params): string => typstLiteral(minutesPaperText('vi', key, params));

/** Whose copy it is. */
const BODIES = ['hamlet', 'board'] as const;

/** Several of one day where two hamlets were put together since. */
export function minutesMarkup(view: HamletMinutes, meetings: readonly Meeting[]): string {
  const papers = meetings.flatMap((meeting, i) => BODIES.map((body) => onePaper(view, meeting, { body, end: `${body}-${i}` })));
  return `${meetings.slice(0, 1).map((first) => prelude(view, first))}\n${papers.join('\n')}`;
}

interface Copy {
  readonly body: (typeof BODIES)[number];
  /** Where it ends. */
  readonly end: string;
}

function prelude({ hamletName }: HamletMinutes, { heldOn }: Meeting): string {
  return `
#set document(title: ${t('footer', { hamlet: hamletName, day: day(heldOn) })})
#set text(font: "Tinos", size: 12pt, lang: "vi", region: "VN", hyphenate: false)
#set par(leading: 0.6em, spacing: 0.7em)`;
}

/** Each copy counts its own pages. */
function pageOf({ hamletName }: HamletMinutes, { heldOn }: Meeting, end: string): string {
  const pages = `#context { let last = counter(page).at(<end-${end}>).first(); let page = counter(page).get().first(); [#page/#last] }`;
  const footer = `[#text(size: 9pt)[#${t('footer', { hamlet: hamletName, day: day(heldOn) })} #h(1fr) ${pages}]]`;
  return `#set page(paper: "a4", margin: (left: 2.5cm, right: 1.5cm, y: 2cm), footer: ${footer})\n#counter(page).update(1)`;
}

function onePaper(view: HamletMinutes, meeting: Meeting, { body, end }: Copy): string {
  return `
${pageOf(view, meeting, end)}
#grid(columns: (1fr, 1.4fr), align: center, row-gutter: 5pt,
  strong(${typstLiteral(view.communeName.toLocaleUpperCase('vi'))}), strong(${t('motto-1')}),
  strong(${typstLiteral(view.hamletName.toLocaleUpperCase('vi'))}), strong(underline(offset: 3pt, ${t('motto-2')})))
#align(right)[#emph(${t(`copy-${body}`)})]
#v(4pt)
#align(center)[#text(size: 14pt, weight: "bold", ${t('title')}) #linebreak() #strong(${t('title-about', { year: view.round.year })})${view.round.kind === 'yearly' ? '' : ` #linebreak() #strong(${typstLiteral(roundNameText('vi', view.round))})`}]
${attendance(view, meeting)}
${results(view, meeting)}
${corrections(view, meeting)}
${closing(meeting)}
${signatures(meeting)}
#metadata(none) <end-${end}>
#pagebreak(weak: true)`;
}

const line = (key: MinutesPaperKey, params?: Params): string => `#block[#${t(key, params)}]`;

function attendance({ communeName, hamletName }: HamletMinutes, meeting: Meeting): string {
  const { records, called, came, others } = meeting;
  const [first] = records;
  if (first === undefined) return '';
  const leftOut = leftOutOf(meeting);
  const heads = came.filter(({ as }) => as === 'head').length;
  return [
    line('when', {
      day: day(meeting.heldOn),
      place: minutesPaperText('vi', `place.${first.place}`),
      hamlet: hamletName,
      commune: communeName,
    }),
    line('chair', { name: namesOf(records, 'chair') }),
    line('secretary', { name: namesOf(records, 'secretary') }),
    line('called', { called: called.length, came: came.length, heads, members: came.length - heads }),
    line('present', { others, present: presentAt(meeting) }),
    ...clocksOf(meeting).map(({ by, mark, receivedOn }) => line(`clock.${mark}`, { by, day: day(receivedOn) })),
    ...(leftOut === 0 ? [] : [line('left-out', { count: leftOut })]),
    line('rule'),
  ].join('\n');
}

function results(view: HamletMinutes, meeting: Meeting): string {
  const rows = discussed(view, meeting).map(({ name, said, count }, i) => {
    const cells = [
      String(i + 1),
      name,
      ...countsOf(said),
      minutesPaperText('vi', `result.${count}`),
      said
        .map(({ point }) => point.said ?? '')
        .filter(Boolean)
        .join('; '),
    ];
    return cells.map((cell) => `[#${typstLiteral(cell)}]`).join(', ');
  });
  const heads = (['number', 'head', 'class', 'attending', 'yes', 'result', 'said'] as const).map(
    (key) => `[#strong(${t(`column.${key}`)})]`,
  );
  return `#block(above: 9pt, below: 4pt, sticky: true)[#strong(${t('results')})]
#table(columns: (1cm, 1.3fr, 2.6cm, 1.5cm, 1.5cm, 2.3cm, 1.5fr), stroke: 0.5pt, inset: 4pt,
  align: (x, y) => if y == 0 { center + horizon } else if x == 3 or x == 4 { right + horizon } else if x == 0 { center + horizon } else { left + horizon },
  table.header(${heads.join(', ')}),
  ${rows.join(',\n  ')})`;
}

interface Line {
  readonly name: string;
  readonly said: readonly Said[];
  readonly count: Count;
}

/** In the order of names, as the list has them; one that is forgotten since is not here. */
function discussed({ households }: HamletMinutes, meeting: Meeting): readonly Line[] {
  return households.flatMap(({ householdId, headName }) => {
    const said = standingIn(meeting, householdId);
    const count = countOf(said, meeting);
    return count === null ? [] : [{ name: headName, said, count }];
  });
}

function countsOf(said: readonly Said[]): readonly string[] {
  const each = (of: (one: Said) => string): string => [...new Set(said.map(of))].join(' / ');
  return [
    each(({ point }) => minutesPaperText('vi', `class.${point.class ?? 'open'}`)),
    said.map(({ point }) => String(point.present)).join(' / '),
    said.map(({ point }) => String(point.yes)).join(' / '),
  ];
}

function corrections(view: HamletMinutes, meeting: Meeting): string {
  const told = discussed(view, meeting).flatMap(({ name, said }) =>
    said.flatMap(({ point }) =>
      point.corrections.map((one) => `[#${typstLiteral(`${name} – ${questionText('vi', one.field)}: ${one.said}`)}]`),
    ),
  );
  if (told.length === 0) return '';
  return `#block(above: 9pt, below: 4pt, sticky: true)[#strong(${t('corrections')})]\n#list(${told.join(', ')})`;
}

function closing(meeting: Meeting): string {
  const ids = [...new Set(meeting.records.flatMap(({ points }) => points.map(({ householdId }) => householdId)))];
  const agreed = ids.filter((householdId) => countOf(standingIn(meeting, householdId), meeting) === 'agreed').length;
  return line('closing', { count: ids.length, agreed, again: ids.length - agreed });
}

/** As whoever wrote of households has them: all, where two have others. Minutes of nobody say nothing of who led the meeting. */
function namesOf(records: Meeting['records'], post: 'chair' | 'secretary'): string {
  const told = records.filter(({ points }) => points.length > 0);
  return [...new Set((told.length > 0 ? told : records).map((record) => record[post]))].join('; ');
}

function signatures({ records }: Meeting): string {
  const place = (who: 'household' | 'secretary' | 'chair', name: string): string =>
    `[#strong(${t(`sign-${who}`)})#linebreak()#emph(${t('sign-hint')})#v(2.2cm)#${typstLiteral(name)}]`;
  const places = [place('household', ''), place('secretary', namesOf(records, 'secretary')), place('chair', namesOf(records, 'chair'))];
  return `#block(breakable: false, above: 14pt)[#grid(columns: (1fr, 1fr, 1fr), align: center, column-gutter: 8pt, ${places.join(', ')})]`;
}

function day(text: string): string {
  const parsed = parseDate(text);
  return parsed.ok ? dayText('vi', parsed.value) : text;
}
