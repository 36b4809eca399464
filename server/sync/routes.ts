/**
 * The pull on the web (đồng bộ xuống máy): `GET /api/pull?cursors=book:version,book:version`. Only what the signed-in person may
 * see, masked by the catalogue for the hamlet it lies in.
 */
import * as z from 'zod';
import { readersAt } from '../../core/access/may.ts';
import { areaPath } from '../../core/access/reach.ts';
import { cursorsSchema } from '../../core/sync/protocol.ts';
import { HttpProblem } from '../http/problem.ts';
import { routeWithoutTransaction, type Server } from '../http/route.ts';
import { maskHousehold } from './mask.ts';
import { pull } from './pull.ts';

export function syncRoutes(server: Server): void {
  routeWithoutTransaction(server, {
    method: 'GET',
    url: '/api/pull',
    query: z.strictObject({ cursors: z.string().max(60_000).optional() }),
    handle: async ({ db, actor, scope, tree, today }, { query }) => {
      const readersIn = (hamletId: string) => readersAt(actor, { areaPath: areaPath(tree, hamletId, today), date: today });
      return pull(db, scope, {
        cursors: parseCursors(query.cursors ?? ''),
        show: (row, hamletId) => maskHousehold(row, readersIn(hamletId)),
      });
    },
  });
}

function parseCursors(text: string) {
  const pairs = text === '' ? [] : text.split(',').map((pair) => pair.split(':'));
  const parsed = cursorsSchema.safeParse(Object.fromEntries(pairs.map(([bookId, version]) => [bookId, Number(version ?? 'x')])));
  if (!parsed.success) throw new HttpProblem(400, 'malformed', { path: 'cursors' });
  return parsed.data;
}
