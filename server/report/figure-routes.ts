/**
 * Figures over the network (số liệu và danh sách phía sau): a year in figures, the units in which a figure is counted, the
 * households behind it. Rows are masked for each reader as every list is.
 */
import * as z from 'zod';
import { AREA_LEVELS } from '../../core/kernel/areas.ts';
import { yearOf } from '../../core/kernel/dates.ts';
import { type FigureId, isFigureId } from '../../core/report/figure-ids.ts';
import type { FiguresOfYear, FigureUnits } from '../../core/report/views.ts';
import type { FigureHouseholds } from '../../core/views.ts';
import { figureText } from '../../words/heading.ts';
import { reportText } from '../../words/report.ts';
import { logLook } from '../access/read-log.ts';
import { HttpProblem, notFound } from '../http/problem.ts';
import { type Context, route, sendFile, type Server } from '../http/route.ts';
import { householdsFile } from '../register/households-sheet.ts';
import { MOST_EXPORTED, readRows } from '../register/list-store.ts';
import { unlessBlind } from '../interview/blind.ts';
import { revealRows } from '../register/rows.ts';
import type { Counted, Cursor } from './counting.ts';
import { endOf, figuresOfYear, isUnitFigure, momentOf, unitsOfFigure } from './figures.ts';
import type { Counting } from './kept.ts';
import { isSealedIn } from './seals.ts';
import { lastSeen } from './seen.ts';
import { territoryFor } from './territory.ts';

const asked = { area: z.string().max(64), year: z.coerce.number().int().min(2000).max(2100).optional() };
const params = z.strictObject({ id: z.string().max(64) });

export function figureRoutes(server: Server, counting: Counting): void {
  route(server, {
    method: 'GET',
    url: '/api/figures',
    query: z.strictObject(asked),
    handle: async (context, { query }): Promise<FiguresOfYear> => {
      const year = { year: query.year ?? yearOf(context.today), today: context.today };
      const territory = territoryFor(context, 'read-tables', query.area, endOf(year));
      return figuresOfYear(context.tx, { tree: context.tree, territory, asked: year, counting });
    },
  });
  route(server, {
    method: 'GET',
    url: '/api/figures/:id/units',
    params,
    query: z.strictObject({ ...asked, level: z.enum(AREA_LEVELS).optional() }),
    handle: async (context, { params: { id }, query }): Promise<FigureUnits> => {
      if (!isFigureId(id) && !isUnitFigure(id)) throw notFound();
      const year = { year: query.year ?? yearOf(context.today), today: context.today };
      const territory = territoryFor(context, 'read-tables', query.area, endOf(year));
      return unitsOfFigure(context.tx, { tree: context.tree, territory, asked: year, counting }, { id, level: query.level ?? null });
    },
  });
  householdsRoute(server, counting);
}

function householdsRoute(server: Server, counting: Counting): void {
  route(server, {
    method: 'GET',
    url: '/api/figures/:id/households',
    params,
    query: z.strictObject({
      ...asked,
      after: z
        .string()
        .max(120)
        .regex(/^[\w-]+:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
        .transform(cursorOf)
        .optional(),
      limit: z.coerce.number().int().min(1).max(500).default(50),
      format: z.enum(['json', 'xlsx']).default('json'),
    }),
    handle: async (context, { params: { id }, query: { area, year: wished, after, limit, format } }): Promise<unknown> => {
      if (!isFigureId(id)) throw notFound();
      const year = { year: wished ?? yearOf(context.today), today: context.today };
      const territory = territoryFor(context, 'read-household', area, endOf(year));
      // Everybody's list says where they live; any other says what they were found to be.
      if (id !== 'households' || format !== 'json')
        await unlessBlind(context, { hamletIds: territory.hamletIds, roundId: null, until: endOf(year) });
      const at = await momentOf(context.tx, year, territory.hamletIds);
      const total = await counting.behind(context.tx, at, id);
      if (format === 'json') return { ...(await pageBehind(context, at, { id, after: after ?? null, limit, counting })), total };
      territoryFor(context, 'export', area, endOf(year));
      const page = await pageBehind(context, at, { id, after: null, limit: MOST_EXPORTED, counting });
      if (page.next !== null) throw new HttpProblem(409, 'list-too-long', { most: MOST_EXPORTED });
      await logLook(context, { kind: 'export', purpose: `figure-${id}`, rows: page.rows.length, areaId: area });
      const what = `${figureText('vi', id)}, ${year.year}`;
      const notes = page.namesNow ? [reportText('vi', 'note.names-now')] : [];
      const about = { areaName: territory.area.name, title: what, what, on: at.end, notes };
      return sendFile(context.reply, await householdsFile(page.rows, null, about, page.seen));
    },
  });
}

async function pageBehind(
  context: Context,
  at: Counted,
  {
    id,
    after,
    limit,
    counting,
  }: { readonly id: FigureId; readonly after: Cursor | null; readonly limit: number; readonly counting: Counting },
): Promise<Omit<FigureHouseholds, 'total'>> {
  const found = await counting.page(context.tx, at, { id, after, limit: limit + 1 });
  const shown = found.slice(0, limit);
  const ids = shown.map(({ householdId }) => householdId);
  const rows = await revealRows(context, await readRows(context.tx, ids, null));
  const last = shown.at(-1);
  const next = found.length > limit && last !== undefined ? `${last.hamletId}:${last.householdId}` : null;
  const seen = await lastSeen(
    context.tx,
    rows.map((row) => row.householdId),
    at.end,
  );
  return { rows, seen, next, namesNow: await isSealedIn(context.tx, at) };
}

function cursorOf(text: string): Cursor {
  const [hamletId = '', householdId = ''] = text.split(':');
  return { hamletId, householdId };
}
