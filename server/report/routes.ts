/**
 * Official tables over the network (biểu báo cáo): on screen as data, as .xlsx and as PDF. Files are always in Vietnamese,
 * since they are papers; each export and each named list leaves a line in the read log.
 */
import * as z from 'zod';
import { RULEBOOK_IDS } from '../../core/classify/verdict.ts';
import { periodAt } from '../../core/kernel/areas.ts';
import { isAreaId } from '../../core/kernel/ids.ts';
import type { TableView } from '../../core/report/views.ts';
import { logLook } from '../access/read-log.ts';
import { type Context, mayOrThrow, readersIn, route, sendFile, type Server } from '../http/route.ts';
import { HttpProblem, notFound } from '../http/problem.ts';
import { findRound } from './store.ts';
import { tableFile } from './file.ts';
import { dayOf, tableView } from './table.ts';

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
      });
      await logTable(context, view, { areaId, format });
      if (format === 'json') return view;
      return sendFile(context.reply, await tableFile(view, { tree, now: context.now, areaId, date }, format));
    },
  });
}

/** Counts are nobody's personal data on a screen; names and files are logged. */
async function logTable(context: Context, view: TableView, look: { areaId: string; format: string }): Promise<void> {
  if (view.table !== 15 && look.format === 'json') return;
  await logLook(context, { kind: 'export', purpose: `table-${view.table}`, rows: view.rows.length, areaId: look.areaId });
}
