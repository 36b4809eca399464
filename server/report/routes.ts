/**
 * Official tables over the network (biểu báo cáo): on screen as data, as .xlsx and as PDF. Files are always in Vietnamese,
 * since they are papers; each export and each named list leaves a line in the read log. Figures are `figure-routes.ts`.
 */
import * as z from 'zod';
import { RULEBOOK_IDS } from '../../core/classify/verdict.ts';
import { isTableNumber, type ReportChoice, type TableView } from '../../core/report/views.ts';
import { logLook } from '../access/read-log.ts';
import { notFound } from '../http/problem.ts';
import { type Context, route, sendFile, type Server } from '../http/route.ts';
import { unlessBlind } from '../interview/blind.ts';
import { changesRoutes } from './changes-routes.ts';
import { reportChoice } from './choice.ts';
import { tableFile } from './file.ts';
import { figureRoutes } from './figure-routes.ts';
import { keepCounting } from './kept.ts';
import { lateRoutes } from './late-routes.ts';
import { listRoutes } from './list-routes.ts';
import { sealRoutes } from './seal-routes.ts';
import { seriesRoutes } from './series-routes.ts';
import { findRound } from './store.ts';
import { dayOf, tableView } from './table.ts';
import { readersOf, territoryFor } from './territory.ts';
import { warmCounting } from './warm.ts';

const params = z.strictObject({ table: z.coerce.number().refine(isTableNumber) });
const query = z.strictObject({
  area: z.string().max(64),
  round: z.uuid().optional(),
  rulebook: z.enum(RULEBOOK_IDS).optional(),
  format: z.enum(['json', 'xlsx', 'pdf']).default('json'),
  lang: z.enum(['vi', 'en']).default('vi'),
});

/** `portal`: its address, where it has one of its own. */
export function reportRoutes(server: Server, portal: string | null): void {
  const counting = keepCounting();
  warmCounting(server, counting);
  figureRoutes(server, counting);
  changesRoutes(server, counting);
  listRoutes(server, portal);
  lateRoutes(server, counting);
  sealRoutes(server, counting);
  seriesRoutes(server, counting);
  route(server, {
    method: 'GET',
    url: '/api/reports',
    query: z.strictObject({ area: z.string().max(64), round: z.uuid().optional() }),
    handle: (context, { query: { area, round } }): Promise<ReportChoice> => reportChoice(context, area, round ?? null),
  });
  route(server, {
    method: 'GET',
    url: '/api/reports/:table',
    params,
    query,
    handle: async (context, { params: { table }, query: { area: areaId, round: roundId, rulebook, format, lang } }) => {
      const { tx, tree, today } = context;
      const round = await findRound(tx, roundId ?? null);
      if (round === null || !isTableNumber(table)) throw notFound();
      const territory = territoryFor(context, format === 'json' ? 'read-tables' : 'export', areaId, dayOf(round, today));
      const language = format === 'json' ? lang : 'vi';
      if (table === 15) await unlessBlind(context, { hamletIds: territory.hamletIds, roundId: null, until: dayOf(round, today) });
      const readers = readersOf(context, territory);
      const asked = { table, territory, tree, round, today, language, rulebook: rulebook ?? null, readers };
      const view = await tableView(tx, { ...asked, counting });
      await logTable(context, view, { areaId, format });
      if (format === 'json') return view;
      return sendFile(context.reply, await tableFile(view, { tree, now: context.now, areaId, date: territory.on }, format));
    },
  });
}

/** Counts are nobody's personal data on a screen; names and files are logged. */
async function logTable(context: Context, view: TableView, look: { areaId: string; format: string }): Promise<void> {
  if (view.table !== 15 && look.format === 'json') return;
  await logLook(context, { kind: 'export', purpose: `table-${view.table}`, rows: view.rows.length, areaId: look.areaId });
}
