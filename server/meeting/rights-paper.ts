/**
 * The written answer to a request over one's own data (công văn trả lời yêu cầu của chủ thể dữ liệu): accepted, refused by its clause, or carried
 * out; in the layout of the office's letters (Decree 30/2020/NĐ-CP), for the chair to sign. Number and day are the office's, when it is signed.
 */
import { typstLiteral } from '../../core/kernel/typst.ts';
import { isDataForm } from '../../core/meeting/request-codes.ts';
import type { RequestView } from '../../core/meeting/request-views.ts';
import { countOn, USUAL_PROCEDURE } from '../../core/meeting/procedure.ts';
import { clauseText } from '../../words/clause.ts';
import { dayText } from '../../words/locale.ts';
import { requestText } from '../../words/request.ts';
import { type RightsPaperKey, rightsPaperText } from '../../words/rights-paper.ts';
import type { Params } from '../../words/words.ts';
import { logLook } from '../access/read-log.ts';
import { HttpProblem, notFound } from '../http/problem.ts';
import type { Context } from '../http/route.ts';
import { getInstallation } from '../access/installation.ts';
import { viewRequest } from './requests.ts';

const text = (key: RightsPaperKey, params?: Params): string => rightsPaperText('vi', key, params);
const t = (key: RightsPaperKey, params?: Params): string => typstLiteral(text(key, params));
const day = (of: string): string => dayText('vi', of);

export interface RightsPaper {
  readonly request: RequestView;
  readonly demonstration: boolean;
}

/** Throws where nothing was answered yet, or it was taken back by its author. */
export async function readRightsPaper(context: Context, areaId: string, requestId: string): Promise<RightsPaper> {
  const request = await viewRequest(context, areaId, requestId);
  const { form, state } = request.row;
  if (!isDataForm(form)) throw notFound();
  if (state !== 'accepted' && state !== 'refused' && state !== 'done') throw new HttpProblem(409, 'request-not-answered');
  const { household, row } = request;
  const looked =
    household === null ? ({ kind: 'search', areaId } as const) : ({ kind: 'household', householdId: household.householdId } as const);
  await logLook(context, { ...looked, hamletId: row.hamletId, purpose: 'rights-paper', rows: 1 });
  return { request, demonstration: (await getInstallation(context.tx)).demonstration };
}

export function rightsMarkup({ request, demonstration }: RightsPaper): string {
  const { number, communeName: commune, name } = request.row;
  const place = commune.replace(/^(Xã|Phường|Thị trấn)\s+/, '');
  const lines = linesOf(request);
  return `
#set document(title: ${t('title', { number })})
#set page(paper: "a4", margin: (left: 3cm, right: 1.5cm, top: 2cm, bottom: 2cm)${
    demonstration
      ? `, footer: [#set text(size: 9pt)
  #strong(${t('demonstration')})]`
      : ''
  })
#set text(font: "Tinos", size: 13pt, lang: "vi", region: "VN", hyphenate: false)
#set par(leading: 0.75em, spacing: 0.9em)
#grid(columns: (1fr, 1.3fr), align: center, row-gutter: 6pt,
  strong(upper(${t('office', { commune: commune.replaceAll(' ', '\u00a0') })})), [#strong(text(size: 12pt, ${t('motto-1')})) #linebreak() #strong(underline(offset: 3pt, ${t('motto-2')}))],
  ${t('number')}, emph(${t('date', { place })}),
  text(size: 12pt, ${t('about', { number })}))
#v(1em)
#align(center, ${t('to', { name: name ?? '' })})
${request.address === null ? '' : `#align(center, ${t('address', { address: request.address })})`}
#v(0.6em)
#set par(justify: true, first-line-indent: (amount: 1cm, all: true))
${lines.map((line) => `#${typstLiteral(line)}`).join('\n\n')}
#set par(justify: false, first-line-indent: 0cm)
#block(breakable: false, above: 1.6em, grid(columns: (1fr, 1fr),
  align(left)[#set text(size: 11pt)
  #strong(emph(${t('receivers')})) #linebreak() #${t('receivers-list')} #linebreak() #${t('receivers-kept')}],
  align(center)[#strong(upper(${t('signs-for')})) #linebreak() #strong(upper(${t('signatory')})) #linebreak() #emph(${t('seal')}) #v(2.4cm)]))
`;
}

/** Paragraphs, each a sentence or two. */
function linesOf(request: RequestView): readonly string[] {
  const { row, term, identity } = request;
  const { number, communeName: commune, form, via, lodgedOn } = row;
  const r = (key: `form.${typeof form}` | `via.${typeof via}`) => requestText('vi', key);
  return [
    text('received', { day: day(lodgedOn), commune, number, via: r(`via.${via}`), form: lower(r(`form.${form}`)) }),
    ...(term === null ? [] : [text('ground', { clause: clauseText('vi', term.clause), commune })]),
    ...(identity === null ? [] : [text('identity', { identity: lower(requestText('vi', `identity.${identity}`)) })]),
    ...answerOf(request),
    ...endsOf(request),
    text('complain', { clause: clauseText('vi', complaintsLaw(lodgedOn)) }),
  ];
}

/** The law itself: the article that is kept beside it says how long an answer to a complaint takes. */
const complaintsLaw = (on: string): string => (countOn(USUAL_PROCEDURE, 'complaint', on)?.clause ?? '').replace(/ Art\..*$/, '');

function answerOf({ row, clause, answer, done }: RequestView): readonly string[] {
  const answered = { day: day(row.answeredOn ?? '') };
  if (row.state === 'refused') {
    const refusal = row.refusal === null ? '' : lower(requestText('vi', `refusal.${row.refusal}`));
    return [text('refused', { ...answered, refusal }), text('refused-by', { clause: clause ?? '' }), ...said('told', answer)];
  }
  const carried =
    row.doneOn === null
      ? [text('execute-by', { day: day(row.executeBy ?? '') })]
      : [text('done', { day: day(row.doneOn) }), ...said('did', done)];
  return [text('accepted', answered), ...said('told', answer), ...carried];
}

const said = (key: 'told' | 'did', words: string | null): readonly string[] => (words === null ? [] : [text(key, { text: words })]);

function endsOf({ ended }: RequestView): readonly string[] {
  return ended.map(({ on, names }) =>
    names.length === 0 ? text('ended-all', { day: day(on) }) : text('ended', { day: day(on), names: names.join(', ') }),
  );
}

const lower = (words: string): string => words.charAt(0).toLocaleLowerCase('vi') + words.slice(1);
