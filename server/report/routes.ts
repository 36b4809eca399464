/**
 * Official tables over the network (biểu báo cáo): on screen as data, as .xlsx and as PDF. Files are always in Vietnamese,
 * since they are papers; each export and each named list leaves a line in the read log.
 */
import * as z from 'zod';
import { rulebookById } from '../../core/classify/rulebooks.ts';
import { RULEBOOK_IDS, type RulebookId } from '../../core/classify/verdict.ts';
import { areaAbove, levelOf, periodAt } from '../../core/kernel/areas.ts';
import { dayInVietnam, type PlainDate } from '../../core/kernel/dates.ts';
import { isAreaId } from '../../core/kernel/ids.ts';
import { foldVi } from '../../core/kernel/text.ts';
import type { TableView } from '../../core/report/views.ts';
import { reportText } from '../../words/report.ts';
import { logLook } from '../access/read-log.ts';
import { type Context, mayOrThrow, readersIn, route, sendFile, type Server } from '../http/route.ts';
import { HttpProblem, notFound } from '../http/problem.ts';
import type { TableDocument } from './document.ts';
import { paperOf } from './paper.ts';
import { sheetOf } from './sheet.ts';
import { findRound } from './store.ts';
import { dayOf, formOf, tableView } from './table.ts';

const FILES = {
  xlsx: { type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', make: sheetOf },
  pdf: { type: 'application/pdf', make: paperOf },
} as const;

const params = z.strictObject({ table: z.enum(['1', '15']).transform((text) => (text === '1' ? 1 : 15)) });
const query = z.strictObject({
  area: z.string().max(64),
  round: z.uuid().optional(),
  rulebook: z.enum(RULEBOOK_IDS).optional(),
  format: z.enum(['json', 'xlsx', 'pdf']).default('json'),
  lang: z.enum(['vi', 'en']).default('vi'),
});

export function reportRoutes(server: Server): void {
  route(server, {
    method: 'GET',
    url: '/api/reports/:table',
    params,
    query,
    handle: async (context, { params: { table }, query: { area: areaId, round: roundId, rulebook, format, lang } }) => {
      mayOrThrow(context, format === 'json' ? 'read-tables' : 'export', areaId);
      const round = await findRound(context.tx, roundId ?? null);
      if (round === null || !isAreaId(areaId)) throw notFound();
      const date = dayOf(round, context.today);
      const area = periodAt(context.tree, areaId, date);
      if (area === null) throw new HttpProblem(404, 'area-not-then');
      const { tx, tree, today } = context;
      const language = format === 'json' ? lang : 'vi';
      const view = await tableView(tx, {
        table,
        area,
        tree,
        round,
        today,
        language,
        rulebook: rulebook ?? null,
        readers: readersIn(context, areaId),
        provisional: isProvisional,
      });
      await logTable(context, view, { areaId, format });
      if (format === 'json') return view;
      const bytes = await FILES[format].make(documentOf(view, { context, areaId, date }));
      return sendFile(context.reply, { name: fileName(view, format), type: FILES[format].type, bytes });
    },
  });
}

function isProvisional(id: RulebookId): boolean {
  return rulebookById(id).table.status === 'illustrative';
}

/** Counts are nobody's personal data on a screen; names and files are logged. */
async function logTable(context: Context, view: TableView, look: { areaId: string; format: string }): Promise<void> {
  if (view.table !== 15 && look.format === 'json') return;
  const kind = look.format === 'json' ? 'list' : 'export';
  await logLook(context, { kind, purpose: `table-${view.table}`, rows: view.rows.length, areaId: look.areaId });
}

function fileName(view: TableView, format: 'xlsx' | 'pdf'): string {
  return `Bieu-${view.table}-${foldVi(view.areaName).replace(/[^a-z0-9]+/g, '-')}-${view.round.year}.${format}`;
}

interface Around {
  readonly context: Pick<Context, 'tree' | 'now'>;
  readonly areaId: string;
  readonly date: PlainDate;
}

/** Head and foot of the paper: the commune's office makes the tables of its hamlets too. */
function documentOf(view: TableView, { context, areaId, date }: Around): TableDocument {
  const text = (key: Parameters<typeof reportText>[1], values?: Record<string, string | number>) => reportText('vi', key, values);
  const { tree, now } = context;
  const commune = isAreaId(areaId) && levelOf(tree, areaId) === 'hamlet' ? areaAbove(tree, areaId, date, 'commune') : null;
  const office = commune?.name ?? view.areaName;
  const [year, month, day] = dayInVietnam(now).split('-');
  const form = formOf(view.table === 1 ? 1 : 15);
  const place = office.replace(/^(Xã|Phường|Thị trấn|Tỉnh)\s+/, '');
  return {
    view,
    office: text('page.office-commune', { name: office.toLocaleUpperCase('vi') }),
    motto: [text('page.motto-1'), text('page.motto-2')],
    tableNumber: text('table-number', { table: view.table }),
    subtitle: [commune === null ? view.areaName : `${view.areaName}, ${commune.name}`, text('year-line', { year: view.round.year })],
    placeDate: text('page.place-date', { place, day: day ?? '', month: month ?? '', year: year ?? '' }),
    maker: [text('page.maker'), text('page.sign-hint')],
    signatory: [text('page.signatory'), text('page.signatory-office'), text('page.seal-hint')],
    widths: form.widths,
    paper: form.paper,
  };
}
