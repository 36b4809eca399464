/**
 * Directives on the web (chỉ đạo): for an office that may send them in that area: whom each rule would reach, its list with the live
 * count, and which hamlets stand where. Sending, withdrawing and noting are commands at the door.
 */
import * as z from 'zod';
import { areaPath } from '../../core/access/reach.ts';
import { areaAbove, descendants } from '../../core/kernel/areas.ts';
import { isAreaId } from '../../core/kernel/ids.ts';
import { isOverdue } from '../../core/steer/standing.ts';
import type { DirectiveReach, DirectiveRow, DirectiveView } from '../../core/steer/views.ts';
import { notFound } from '../http/problem.ts';
import { type Context, mayOrThrow, route, type Server } from '../http/route.ts';
import { readHamletFacts } from '../ledger/directives.ts';
import { sqlOfKysely } from '../ledger/sql.ts';
import { areaName } from '../register/rows.ts';
import { type DirectiveCounted, listDirectives, listSteps } from './store.ts';

const ofArea = z.strictObject({ areaId: z.string().max(40) });

export function steerRoutes(server: Server): void {
  route(server, {
    method: 'GET',
    url: '/api/areas/:areaId/directives',
    params: ofArea,
    handle: async (context, { params: { areaId } }): Promise<readonly DirectiveRow[]> => {
      mayOrThrow(context, 'send-directive', areaId);
      const found = await listDirectives(sqlOfKysely(context.tx), {
        officeIds: officesOf(context, areaId),
        hamletIds: hamletsBelow(context, areaId),
      });
      return found.map((row) => viewRow(context, areaId, row));
    },
  });
  route(server, {
    method: 'GET',
    url: '/api/areas/:areaId/directives/reach',
    params: ofArea,
    handle: async (context, { params: { areaId } }): Promise<DirectiveReach> => {
      mayOrThrow(context, 'send-directive', areaId);
      const facts = new Map((await readHamletFacts(sqlOfKysely(context.tx), areaId, context.today)).map((one) => [one.hamletId, one]));
      return hamletsBelow(context, areaId).flatMap((hamletId) => {
        const one = facts.get(hamletId);
        return one === undefined ? [] : { ...one, hamletName: areaName(context, hamletId), communeName: communeName(context, hamletId) };
      });
    },
  });
  route(server, {
    method: 'GET',
    url: '/api/areas/:areaId/directives/:directiveId',
    params: ofArea.extend({ directiveId: z.uuid() }),
    handle: async (context, { params: { areaId, directiveId } }): Promise<DirectiveView> => {
      mayOrThrow(context, 'send-directive', areaId);
      return viewDirective(context, areaId, directiveId);
    },
  });
}

async function viewDirective(context: Context, areaId: string, directiveId: string): Promise<DirectiveView> {
  const sql = sqlOfKysely(context.tx);
  const hamletIds = hamletsBelow(context, areaId);
  const [found] = await listDirectives(sql, { officeIds: officesOf(context, areaId), hamletIds, directiveId });
  if (found === undefined) throw notFound();
  const steps = new Map((await listSteps(sql, directiveId, hamletIds)).map((row) => [row.hamletId, row]));
  const hamlets = hamletIds.flatMap((hamletId) => {
    const row = steps.get(hamletId);
    return row === undefined ? [] : { ...row, hamletName: areaName(context, hamletId), communeName: communeName(context, hamletId) };
  });
  return { directive: viewRow(context, areaId, found), hamlets };
}

function viewRow(context: Context, areaId: string, stored: DirectiveCounted): DirectiveRow {
  const { directiveId, by, text, dueOn, rule, share, sentAt, withdrawnAt, withdrawnWhy, sent, received, opened, done } = stored;
  const late = withdrawnAt === null && isOverdue(dueOn, context.today, null);
  return {
    ...{ directiveId, by, text, dueOn, rule, share, sentAt },
    own: stored.areaId === areaId,
    fromName: areaName(context, stored.areaId),
    withdrawn: withdrawnAt === null ? null : { at: withdrawnAt, why: withdrawnWhy ?? '' },
    counts: { sent, received, opened, done },
    overdue: late ? sent - done : 0,
  };
}

/** The office itself and those above it. */
const officesOf = ({ tree, today }: Context, areaId: string): readonly string[] => areaPath(tree, areaId, today);

/** Commune by commune, in the order of lists. */
function hamletsBelow({ tree, today }: Context, areaId: string): readonly string[] {
  return isAreaId(areaId) ? descendants(tree, areaId, today, 'hamlet').map((hamlet) => hamlet.areaId) : [];
}

function communeName({ tree, today }: Context, hamletId: string): string {
  return isAreaId(hamletId) ? (areaAbove(tree, hamletId, today, 'commune')?.name ?? '') : '';
}
