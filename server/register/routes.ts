/**
 * Areas, lists, household pages and search (đường dẫn sổ hộ). Each asks the one predicate of rights first; row security
 * stands behind it.
 */
import * as z from 'zod';
import { may } from '../../core/access/may.ts';
import { areaPath } from '../../core/access/reach.ts';
import { levelOf, periodAt } from '../../core/kernel/areas.ts';
import { isAreaId } from '../../core/kernel/ids.ts';
import type { RoundStanding } from '../../core/meeting/gates.ts';
import { orderFromText } from '../../core/listed-order.ts';
import { HOUSEHOLD_FILTERS, type HouseholdFilter, type HouseholdPage } from '../../core/views.ts';
import { communeOf } from '../access/hamlets-under.ts';
import { logLook } from '../access/read-log.ts';
import { forbidden, HttpProblem, notFound } from '../http/problem.ts';
import { type Context, mayOrThrow, route, sendFile, type Server } from '../http/route.ts';
import { findRoundToShow } from '../interview/rounds.ts';
import { hamletsOf, viewArea } from './areas.ts';
import { blindIn, unlessBlind } from '../interview/blind.ts';
import { type Rules, viewHousehold } from './file.ts';
import type { SealKey } from '../sync/seal-key.ts';
import { formRoutes, type Typeset } from './form-routes.ts';
import { findHousehold } from './household-store.ts';
import { householdsFile, titled } from './households-sheet.ts';
import { countFiltered, findPage, keepWaiting, type ListQuery, MOST_EXPORTED, readRows, type RoundOfList } from './list-store.ts';
import { seenPage, seenRows } from './list-seen.ts';
import { photoRoutes } from './photos.ts';
import { viewInterview } from './prefill.ts';
import { areaName, revealRows } from './rows.ts';
import { unlessRestricted } from './restricted.ts';
import { search } from './search.ts';
import { duplicateRoutes } from './duplicates.ts';
import { tieRoutes } from './ties.ts';
import { typedFormRoutes } from './typed-form.ts';

const areaParams = z.strictObject({ areaId: z.string().max(40) });
const roundQuery = { round: z.uuid().optional() };
const purposes = ['review', 'decision', 'request', 'audit', 'other'] as const;

export function registerRoutes(server: Server, rules: Rules & { readonly sealKey: SealKey }, typeset: Typeset): void {
  photoRoutes(server, rules.sealKey);
  areaRoutes(server);
  formRoutes(server, typeset);
  typedFormRoutes(server);
  tieRoutes(server);
  duplicateRoutes(server);
  route(server, {
    method: 'GET',
    url: '/api/households/:householdId',
    params: z.strictObject({ householdId: z.uuid() }),
    query: z.strictObject({ purpose: z.enum(purposes).default('review') }),
    handle: async (context, { params, query }) => {
      const file = await findHousehold(context.tx, params.householdId);
      if (file === null) throw notFound();
      mayOrThrow(context, 'read-household', file.hamletId);
      await unlessRestricted(context, file.householdId, file.hamletId);
      const look = { kind: 'household', householdId: file.householdId, hamletId: file.hamletId, purpose: query.purpose, rows: 1 } as const;
      await logLook(context, look);
      return viewHousehold(context, file.householdId, rules);
    },
  });
  route(server, {
    method: 'GET',
    url: '/api/households/:householdId/interview',
    params: z.strictObject({ householdId: z.uuid() }),
    query: z.strictObject(roundQuery),
    handle: async (context, { params, query }) => {
      const file = await findHousehold(context.tx, params.householdId);
      if (file === null) throw notFound();
      mayOrThrow(context, 'read-household', file.hamletId);
      await unlessRestricted(context, file.householdId, file.hamletId);
      const look = { kind: 'household', householdId: file.householdId, hamletId: file.hamletId, purpose: 'interview', rows: 1 } as const;
      await logLook(context, look);
      return viewInterview(context, file.householdId, query.round);
    },
  });
  route(server, {
    method: 'GET',
    url: '/api/search',
    query: z.strictObject({ q: z.string().trim().min(2).max(100), ...roundQuery }),
    handle: async (context, { query }) => {
      maySearch(context);
      return search(context, query.q, roundOfList(await findRoundToShow(context.tx, query.round)));
    },
  });
}

function areaRoutes(server: Server): void {
  const waiting = keepWaiting();
  route(server, {
    method: 'GET',
    url: '/api/areas/:areaId',
    params: areaParams,
    query: z.strictObject(roundQuery),
    handle: async (context, { params, query }) => {
      mayOrThrow(context, 'read-tables', params.areaId);
      return viewArea(context, params.areaId, await findRoundToShow(context.tx, query.round, communeOf(context, params.areaId)));
    },
  });
  route(server, {
    method: 'GET',
    url: '/api/areas/:areaId/households',
    params: areaParams,
    query: z.strictObject({
      ...roundQuery,
      filter: z.enum(HOUSEHOLD_FILTERS).default('all'),
      after: z.uuid().optional(),
      format: z.enum(['json', 'xlsx']).default('json'),
      limit: z.coerce.number().int().min(1).max(500).default(50),
      match: z.string().trim().max(100).default(''),
      order: z
        .string()
        .regex(/^-?[a-z0-9-]{1,20}$/)
        .optional(),
    }),
    handle: async (context, { params, query }) => {
      mayOrThrow(context, 'read-household', params.areaId);
      if (query.format === 'xlsx') mayOrThrow(context, 'export', params.areaId);
      const hamlets = hamletsBelow(context, params.areaId);
      const round = roundOfList(await findRoundToShow(context.tx, query.round, communeOf(context, params.areaId)));
      const everywhere = isAreaId(params.areaId) && levelOf(context.tree, params.areaId) === 'province';
      const without = tellsResult(query.filter) ? await blindIn(context, { hamletIds: hamlets, roundId: null }) : [];
      const asked = { filter: query.filter, hamlets, everywhere, round, waiting, without };
      const seen = { text: query.match, order: orderFromText(query.order) };
      const narrowed = seen.text !== '' || seen.order !== null;
      const page = { limit: query.limit, after: query.after ?? null };
      if (query.format === 'json') {
        const found = narrowed ? await seenPage(context, asked, { ...page, seen }) : await pageOf(context, asked, page);
        return without.length === 0
          ? found
          : { ...found, askedAgain: await revealRows(context, await readRows(context.tx, without, round)) };
      }
      await unlessBlind(context, { hamletIds: hamlets, roundId: null });
      const rows = narrowed ? await seenRows(context, asked, seen) : await wholeList(context, asked);
      await logLook(context, { kind: 'export', purpose: `list-${query.filter}`, rows: rows.length, areaId: params.areaId });
      const about = { areaName: areaName(context, params.areaId), ...titled(query.filter, seen.text), on: context.today };
      return sendFile(context.reply, await householdsFile(rows, round?.rulebooks ?? [], about));
    },
  });
}

/** Only households of which something was found stand on it, or those of which something is not known. */
function tellsResult(filter: HouseholdFilter): boolean {
  return ['poor', 'near-poor', 'undetermined', 'escaped', 'cannot-escape'].includes(filter);
}

async function wholeList(context: Context, asked: Parameters<typeof pageOf>[1]): Promise<HouseholdPage['rows']> {
  const page = await pageOf(context, asked, { limit: MOST_EXPORTED, after: null });
  if (page.next !== null) throw new HttpProblem(409, 'list-too-long', { most: MOST_EXPORTED });
  return page.rows;
}

async function pageOf(
  context: Context,
  asked: Omit<ListQuery, 'limit' | 'after' | 'also'>,
  page: Pick<ListQuery, 'limit' | 'after'>,
): Promise<HouseholdPage> {
  const ids = await findPage(context.tx, { ...asked, limit: page.limit + 1, after: page.after });
  const shown = ids.slice(0, page.limit);
  const rows = await revealRows(context, await readRows(context.tx, shown, asked.round));
  return { rows, total: await countFiltered(context.tx, asked), next: ids.length > page.limit ? (shown.at(-1) ?? null) : null };
}

export function roundOfList(standing: RoundStanding | null): RoundOfList | null {
  return standing === null ? null : { roundId: standing.round.roundId, rulebooks: standing.round.rulebooks };
}

function hamletsBelow(context: Context, areaId: string): readonly string[] {
  const period = isAreaId(areaId) ? periodAt(context.tree, areaId, context.today) : null;
  if (period === null || levelOf(context.tree, period.areaId) === null) throw notFound();
  return hamletsOf(context, period);
}

/** A search has no area of its own: whoever may search somewhere may, and finds only what is in reach. */
function maySearch({ actor, tree, today }: Context): void {
  const answers = actor.grants.map(({ areaId }) => may(actor, 'search', { areaPath: areaPath(tree, areaId, today), date: today }));
  if (!answers.some((answer) => answer.allowed)) throw forbidden(answers.find((answer) => !answer.allowed)?.why ?? 'not-your-role');
}
