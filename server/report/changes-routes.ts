/**
 * What moved on a list within a year, over the network (biến động danh sách qua mạng): counts with reasons, and the households behind
 * them. Rows are masked for each reader as every list is.
 */
import * as z from 'zod';
import { yearOf } from '../../core/kernel/dates.ts';
import { CHANGED_LISTS, CHANGES, type ChangesView, WHYS } from '../../core/report/changes.ts';
import type { ChangedHouseholds } from '../../core/views.ts';
import { route, type Server } from '../http/route.ts';
import { readRows } from '../register/list-store.ts';
import { unlessBlind } from '../interview/blind.ts';
import { revealRows } from '../register/rows.ts';
import { changesView } from './changes.ts';
import { endOf, momentOf } from './figures.ts';
import type { Counting } from './kept.ts';
import { territoryFor } from './territory.ts';

const asked = {
  area: z.string().max(64),
  year: z.coerce.number().int().min(2000).max(2100).optional(),
  list: z.enum(CHANGED_LISTS).default('poor'),
};

export function changesRoutes(server: Server, counting: Counting): void {
  route(server, {
    method: 'GET',
    url: '/api/changes',
    query: z.strictObject(asked),
    handle: async (context, { query }): Promise<ChangesView> => {
      const year = { year: query.year ?? yearOf(context.today), today: context.today };
      const territory = territoryFor(context, 'read-tables', query.area, endOf(year));
      return changesView(context.tx, { tree: context.tree, territory, asked: year, list: query.list, counting });
    },
  });
  route(server, {
    method: 'GET',
    url: '/api/changes/households',
    query: z.strictObject({
      ...asked,
      change: z.enum(CHANGES).optional(),
      why: z.enum(WHYS).optional(),
      after: z.coerce.number().int().min(0).max(1_000_000).default(0),
      limit: z.coerce.number().int().min(1).max(500).default(50),
    }),
    handle: async (context, { query }): Promise<ChangedHouseholds> => {
      const { area, list, change, why, after, limit } = query;
      const year = { year: query.year ?? yearOf(context.today), today: context.today };
      const territory = territoryFor(context, 'read-household', area, endOf(year));
      await unlessBlind(context, { hamletIds: territory.hamletIds, roundId: null, until: endOf(year) });
      const at = await momentOf(context.tx, year, territory.hamletIds);
      const moved = (await counting.moved(context.tx, at, list)).filter(
        ({ told }) => (change === undefined || told.change === change) && (why === undefined || told.why === why),
      );
      const page = moved.slice(after, after + limit);
      const ids = page.map(({ householdId }) => householdId);
      const rows = await revealRows(context, await readRows(context.tx, ids, null));
      const seen = new Set(rows.map((row) => row.householdId));
      return {
        rows,
        total: moved.length,
        next: after + limit < moved.length ? String(after + limit) : null,
        changes: Object.fromEntries(
          page.filter(({ householdId }) => seen.has(householdId)).map(({ householdId, told }) => [householdId, told]),
        ),
      };
    },
  });
}
