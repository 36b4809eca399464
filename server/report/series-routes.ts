/** Several years in the units of one day, over the network (chuỗi nhiều năm), on screen and as a sheet. Counts only. */
import * as z from 'zod';
import { date, yearOf } from '../../core/kernel/dates.ts';
import { daySchema } from '../../core/ledger/fields.ts';
import type { SeriesView } from '../../core/report/series.ts';
import { logLook } from '../access/read-log.ts';
import { HttpProblem } from '../http/problem.ts';
import { route, sendFile, type Server } from '../http/route.ts';
import type { Counting } from './kept.ts';
import { hamletsThen, seriesView, YEARS_BACK } from './series.ts';
import { seriesSheet } from './series-sheet.ts';
import { territoryFor } from './territory.ts';

/** So many at most. */
const MOST_YEARS = 12;
const year = z.coerce.number().int().min(2000).max(2100);

export function seriesRoutes(server: Server, counting: Counting): void {
  route(server, {
    method: 'GET',
    url: '/api/series',
    query: z.strictObject({
      area: z.string().max(64),
      from: year.optional(),
      to: year.optional(),
      /** The day whose units are wanted; not after today. */
      on: daySchema.optional(),
      format: z.enum(['json', 'xlsx']).default('json'),
    }),
    handle: async (context, { query: { area, from, to, on, format } }): Promise<unknown> => {
      const { tx, tree, today } = context;
      const last = Math.min(to ?? yearOf(today), yearOf(today));
      const first = Math.max(Math.min(from ?? last - YEARS_BACK, last), last - MOST_YEARS + 1);
      const years = Array.from({ length: last - first + 1 }, (_, i) => ({ year: first + i, today }));
      const territory = territoryFor(context, format === 'json' ? 'read-tables' : 'export', area, today);
      const shown = on === undefined || date(on) > today ? territory.on : date(on);
      if (hamletsThen({ tree, territory }, shown).length === 0) throw new HttpProblem(404, 'area-not-then');
      const view: SeriesView = await seriesView(tx, { tree, territory, on: shown, today, years, counting });
      if (format === 'json') return view;
      await logLook(context, { kind: 'export', purpose: 'series', rows: view.units.length, areaId: area });
      return sendFile(context.reply, await seriesSheet(view, today));
    },
  });
}
