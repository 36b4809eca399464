/** The list behind the number of acts written down after a round was closed, over the network (danh sách việc ghi sau khi đóng đợt). */
import * as z from 'zod';
import type { LateHouseholds } from '../../core/views.ts';
import { notFound } from '../http/problem.ts';
import { route, type Server } from '../http/route.ts';
import { readRows } from '../register/list-store.ts';
import { revealRows } from '../register/rows.ts';
import type { Counting } from './kept.ts';
import { countLate, pageOfLate } from './late.ts';
import { partedBySeals, readSealsOf } from './seals.ts';
import { findRound } from './store.ts';
import { dayOf, roundView } from './table.ts';
import { territoryFor } from './territory.ts';

export function lateRoutes(server: Server, counting: Counting): void {
  route(server, {
    method: 'GET',
    url: '/api/late',
    query: z.strictObject({
      area: z.string().max(64),
      round: z.uuid(),
      /** After the figures were sealed, instead of after the close. */
      sealed: z.enum(['true']).optional(),
      after: z.coerce.number().int().min(0).max(1_000_000).default(0),
      limit: z.coerce.number().int().min(1).max(500).default(100),
    }),
    handle: async (context, { query: { area, round: roundId, sealed: wished, after, limit } }): Promise<LateHouseholds> => {
      const { tx, today } = context;
      const round = await findRound(tx, roundId);
      if (round === null) throw notFound();
      const end = dayOf(round, today);
      const { hamletIds } = territoryFor(context, 'read-household', area, end);
      const parted = partedBySeals(await readSealsOf(tx, roundId, hamletIds), hamletIds);
      const sealed = wished === 'true';
      const asked = { roundId, end, hamletIds: sealed ? parted.sealed : parted.open, sealed };
      const { acts, households } = sealed ? await countLate(tx, asked) : await counting.late(tx, asked);
      const found = await pageOfLate(tx, asked, { after, limit });
      const ids = found.map(({ householdId }) => householdId);
      const rows = await revealRows(context, await readRows(tx, ids, null));
      const seen = new Set(rows.map(({ householdId }) => householdId));
      return {
        rows,
        total: households,
        next: after + limit < households ? String(after + limit) : null,
        acts,
        late: Object.fromEntries(found.filter(({ householdId }) => seen.has(householdId)).map((each) => [each.householdId, each.acts])),
        end,
        round: roundView(round),
      };
    },
  });
}
