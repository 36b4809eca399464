/**
 * The office's day over the network (Hôm nay): numbers alone, of nobody; what they count is opened, and logged, on the page of each. Above a
 * commune it is told to whoever reads its tables, and what concerns people only to its office.
 */
import * as z from 'zod';
import { may } from '../../core/access/may.ts';
import { areaPath } from '../../core/access/reach.ts';
import { isGreat } from '../../core/access/second-factor.ts';
import { areasOn, children, levelOf } from '../../core/kernel/areas.ts';
import { isAreaId } from '../../core/kernel/ids.ts';
import type { TodayView } from '../../core/steer/today.ts';
import { readHolders, readWaysIn } from '../access/account-store.ts';
import { accountsFor, byCode } from '../access/accounts.ts';
import { hamletsUnder } from '../access/hamlets-under.ts';
import type { ReadTree } from '../access/areas.ts';
import { countBeforehand } from '../http/beforehand.ts';
import { type ContextWithoutTx, mayOrThrow, route, routeWithoutTransaction, sendFile, type Server } from '../http/route.ts';
import { asActor, publicScope } from '../http/transaction.ts';
import { findRoundToShow } from '../interview/rounds.ts';
import { inFileName } from '../../core/kernel/text.ts';
import { morningText } from '../../words/morning.ts';
import { countTwice } from '../register/duplicates.ts';
import { viewMorning } from './morning.ts';
import { morningMarkup } from './morning-paper.ts';
import { type More, viewToday } from './today.ts';
import { keepWaits, type KeptWaits } from './waits.ts';

type Typeset = (markup: string) => Promise<Uint8Array>;

export function todayRoutes(server: Server, { readTree, typeset }: { readonly readTree: ReadTree; readonly typeset: Typeset }): void {
  const kept = keepWaits();
  countHamletsBeforehand(server, readTree, kept);
  morningRoute(server, typeset, kept);
  routeWithoutTransaction(server, {
    method: 'GET',
    url: '/api/areas/:areaId/today',
    params: z.strictObject({ areaId: z.string().max(40) }),
    handle: async (context, { params: { areaId } }): Promise<TodayView> => {
      mayOrThrow(context, 'read-tables', areaId);
      const more = isAreaId(areaId) && levelOf(context.tree, areaId) === 'commune' ? await countMore(server, context, areaId) : {};
      return asActor(context.db, context.scope, (tx) => viewToday({ ...context, tx }, areaId, { kept, more }));
    },
  });
}

/** Of the office's own unit, by whoever is told all of its day. */
function morningRoute(server: Server, typeset: Typeset, kept: KeptWaits): void {
  route(server, {
    method: 'GET',
    url: '/api/areas/:areaId/today/paper',
    params: z.strictObject({ areaId: z.string().max(40) }),
    perMinute: 30,
    handle: async (context, { params: { areaId } }) => {
      mayOrThrow(context, 'export', areaId);
      const morning = await viewMorning(context, areaId, kept);
      const bytes = await typeset(morningMarkup(morning));
      const name = `${morningText('vi', 'file')}-${inFileName(morning.today.area.name)}-${context.today}.pdf`;
      return sendFile(context.reply, { name, type: 'application/pdf', bytes });
    },
  });
}

/** What other rooms keep of a commune, for its own office. */
async function countMore(server: Server, context: ContextWithoutTx, communeId: string): Promise<More> {
  const { actor, tree, today, db, scope } = context;
  const target = { areaPath: areaPath(tree, communeId, today), date: today };
  const hamletIds = hamletsUnder(context, communeId);
  const own = await asActor(db, publicScope(today), (tx) => readWaysIn(tx, [actor.accountId], context.now));
  const bare = isGreat(actor.grants, today) && own.get(actor.accountId)?.secondFactor !== true;
  const codes = may(actor, 'renew-sign-in', target).allowed ? await countCodes(context, hamletIds) : {};
  const twice = may(actor, 'join-duplicates', target).allowed
    ? { duplicates: await asActor(db, scope, (tx) => countTwice(server, { ...context, tx }, { communeId, hamletIds })) }
    : {};
  return { ...codes, ...twice, 'second-factor': bare ? 1 : 0 };
}

/** As the list of accounts counts them for this person. */
async function countCodes(context: ContextWithoutTx, areaIds: readonly string[]): Promise<More> {
  const ids = await asActor(context.db, context.scope, (tx) => readHolders(tx, areaIds));
  const accounts = ids.length === 0 ? [] : await accountsFor(context, ids);
  const count = async (state: 'no-code' | 'code-unused') => (await byCode(context, accounts, state)).length;
  return { 'no-code': await count('no-code'), 'code-unused': await count('code-unused') };
}

function countHamletsBeforehand(server: Server, readTree: ReadTree, kept: KeptWaits): void {
  countBeforehand(server, 'today', async ({ asAll, today, goesOn }) => {
    const { tree, standing } = await asAll(async (tx) => ({ tree: await readTree(tx), standing: await findRoundToShow(tx, undefined) }));
    const round = standing?.state === 'open' ? standing.round : null;
    for (const commune of areasOn(tree, today, 'commune')) {
      if (!goesOn()) return;
      const hamletIds = children(tree, commune.areaId, today).map(({ areaId }) => areaId);
      await asAll((tx) => kept(tx, { round, today, beside: () => hamletIds }, hamletIds));
    }
  });
}
