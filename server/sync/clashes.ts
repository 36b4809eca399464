/**
 * What two people told otherwise of households of a commune (hộ ghi khác nhau): listed for the commune, which settles each by name. Read
 * from the ledger itself, since it is rare.
 */
import * as z from 'zod';
import { periodAt } from '../../core/kernel/areas.ts';
import { isAreaId } from '../../core/kernel/ids.ts';
import type { ClashView, CommuneClash, CommuneClashes } from '../../core/sync/views.ts';
import type { OpenCount } from '../../core/views.ts';
import { hamletsUnder } from '../access/hamlets-under.ts';
import { blindOf } from '../interview/blind.ts';
import { logLook } from '../access/read-log.ts';
import { type Context, mayOrThrow, route, type Server } from '../http/route.ts';
import { sqlOfKysely } from '../ledger/sql.ts';
import { readsNames } from './handovers.ts';
import { maskClash } from './mask.ts';
import { type NamedHousehold, readClashed, readClashes, readHandedOn } from './store.ts';

/** Households on one page. */
const SHOWN = 50;

/** Lines of what was handed on. */
const HANDED_ON = 20;

export function clashRoutes(server: Server): void {
  route(server, {
    method: 'GET',
    url: '/api/areas/:areaId/clashes',
    params: z.strictObject({ areaId: z.string().max(40) }),
    /** How many are open is no look at anybody. */
    query: z.strictObject({ only: z.literal('count').optional() }),
    handle: async (context, { params, query }): Promise<CommuneClashes | OpenCount> => {
      mayOrThrow(context, 'settle-handover', params.areaId);
      const hamlets = hamletsUnder(context, params.areaId);
      // What two people told otherwise is of the form: another settles it than whoever is to ask once more.
      const blind = await blindOf(context);
      const clashed = (await readClashed(sqlOfKysely(context.tx), hamlets)).filter(({ householdId }) => !blind.has(householdId));
      if (query.only === 'count') return { open: clashed.length };
      const shown = await viewClashed(context, clashed.slice(0, SHOWN));
      if (shown.length > 0) await logLook(context, { kind: 'export', purpose: 'clash', areaId: params.areaId, rows: shown.length });
      return { open: clashed.length, shown, handedOn: await viewHandedOn(context, hamlets) };
    },
  });
}

async function viewClashed(context: Context, households: readonly NamedHousehold[]): Promise<readonly CommuneClash[]> {
  const { tx, tree, today } = context;
  const clashes = await readClashes(
    sqlOfKysely(tx),
    households.map(({ householdId }) => householdId),
  );
  return households.flatMap(({ householdId, hamletId, headName, names }) => {
    if (!readsNames(context, hamletId)) return [];
    const hamletName = isAreaId(hamletId) ? (periodAt(tree, hamletId, today)?.name ?? '') : '';
    const of = { householdId, headName, hamletName };
    return (clashes.get(householdId) ?? []).map((clash) => {
      const about = clash.fields.flatMap(({ memberId }) =>
        memberId === null ? [] : [[memberId, names[memberId] ?? endedName(clash, memberId)] as const],
      );
      return { ...maskClash(clash), ...of, names: Object.fromEntries(about) };
    });
  });
}

const endedName = ({ ended = [] }: ClashView, memberId: string): string =>
  ended.find((person) => person.memberId === memberId)?.fullName ?? '';

async function viewHandedOn({ tx, tree, today }: Context, hamlets: readonly string[]): Promise<CommuneClashes['handedOn']> {
  const there = (id: string | null) => (id !== null && isAreaId(id) ? periodAt(tree, id, today) : null);
  return (await readHandedOn(sqlOfKysely(tx), hamlets, HANDED_ON)).map(({ on, hamletId, toHamletId, count }) => {
    const to = there(toHamletId);
    const toName = [to?.name, there(to?.parentId ?? null)?.name].filter((name) => name !== undefined).join(', ');
    return { on, count, hamletName: there(hamletId)?.name ?? '', toName };
  });
}
