/**
 * Two standards side by side over the network (đường dẫn so sánh hai chuẩn): counts as data or sheet, and the list behind each
 * number. Counts are nobody's personal data; names and files leave a line in the read log.
 */
import * as z from 'zod';
import { DIFFERENCES, MOVES } from '../../core/classify/compare.ts';
import { CLASSES, INDICATORS } from '../../core/classify/verdict.ts';
import { type AreaPeriod, periodAt } from '../../core/kernel/areas.ts';
import { isAreaId } from '../../core/kernel/ids.ts';
import type { RoundStanding } from '../../core/meeting/gates.ts';
import { INDICATOR_CHANGES, STANDARDS_STATES, type StandardsFilter } from '../../core/report/standards-view.ts';
import type { StandardsHouseholds } from '../../core/views.ts';
import { deskText } from '../../words/desk.ts';
import { standardsText } from '../../words/standards.ts';
import { logLook } from '../access/read-log.ts';
import { HttpProblem, notFound } from '../http/problem.ts';
import { type Context, mayOrThrow, route, sendFile, type Server } from '../http/route.ts';
import { findRoundToShow } from '../interview/rounds.ts';
import { hamletsOf } from '../register/areas.ts';
import { blindIn, unlessBlind } from '../interview/blind.ts';
import { MOST_EXPORTED, readRows } from '../register/list-store.ts';
import { revealRows } from '../register/rows.ts';
import { bitsOf, pairOf, standardsView } from './standards.ts';
import { comparisonOf } from './standards-compared.ts';
import { standardsFile, standardsListFile } from './standards-sheet.ts';
import { countListed, keepStandards, leaveOut, type KeptStandards } from './standards-kept.ts';
import { listStandards, readCompared } from './standards-store.ts';

type Provisional = (standing: RoundStanding | null) => boolean;

const params = z.strictObject({ areaId: z.string().max(40) });
const format = z.enum(['json', 'xlsx']).default('json');
const filters = {
  state: z.enum(STANDARDS_STATES).optional(),
  from: z.enum(CLASSES).optional(),
  to: z.enum(CLASSES).optional(),
  move: z.enum(MOVES).optional(),
  difference: z.enum(DIFFERENCES).optional(),
  indicator: z.enum(INDICATORS).optional(),
  change: z.enum(INDICATOR_CHANGES).optional(),
};

export function standardsRoutes(server: Server, provisional: Provisional): void {
  const kept = keepStandards();
  route(server, {
    method: 'GET',
    url: '/api/areas/:areaId/standards',
    params,
    query: z.strictObject({ round: z.uuid().optional(), format }),
    handle: async (context, { params: { areaId }, query }) => {
      mayOrThrow(context, query.format === 'json' ? 'read-tables' : 'export', areaId);
      const request = await requestOf(context, areaId, query.round);
      const telling = { hamletIds: hamletsOf(request, request.area), roundId: pairOf(request).roundId };
      if (query.format === 'xlsx') await unlessBlind(context, telling);
      const view = await standardsView(context.tx, request, { kept, provisional, blind: await blindIn(context, telling) });
      if (query.format === 'json') return view;
      await logLook(context, { kind: 'export', purpose: 'two-standards', rows: view.units.length, areaId });
      return sendFile(context.reply, await standardsFile(view, { areaName: request.area.name, today: context.today }));
    },
  });
  route(server, {
    method: 'GET',
    url: '/api/areas/:areaId/standards/households',
    params,
    query: z.strictObject({
      ...filters,
      round: z.uuid().optional(),
      format,
      after: z.uuid().optional(),
      limit: z.coerce.number().int().min(1).max(500).default(50),
    }),
    handle: async (context, { params: { areaId }, query }) => {
      const { round, format: wanted, after, limit, ...filter } = query;
      mayOrThrow(context, 'read-household', areaId);
      if (wanted === 'xlsx') mayOrThrow(context, 'export', areaId);
      const request = await requestOf(context, areaId, round);
      const { first, second, roundId } = pairOf(request);
      if (wanted === 'xlsx') await unlessBlind(context, { hamletIds: hamletsOf(request, request.area), roundId });
      const page = wanted === 'json' ? { limit, after: after ?? null } : { limit: MOST_EXPORTED, after: null };
      const found = await listOf(context, request, { filter, kept, ...page });
      if (wanted === 'json') return found;
      if (found.next !== null) throw new HttpProblem(409, 'list-too-long', { most: MOST_EXPORTED });
      await logLook(context, { kind: 'export', purpose: 'two-standards-list', rows: found.rows.length, areaId });
      const around = { areaName: request.area.name, today: context.today, title: titleOf(filter) };
      return sendFile(context.reply, await standardsListFile({ first, second, provisional: provisional(request.standing) }, found, around));
    },
  });
}

interface Request {
  readonly tree: Context['tree'];
  readonly today: Context['today'];
  readonly area: AreaPeriod;
  readonly standing: RoundStanding | null;
}

async function requestOf({ tx, tree, today }: Context, areaId: string, roundId: string | undefined): Promise<Request> {
  const area = isAreaId(areaId) ? periodAt(tree, areaId, today) : null;
  if (area === null) throw notFound();
  return { tree, today, area, standing: await findRoundToShow(tx, roundId) };
}

interface ListAsked {
  readonly filter: StandardsFilter;
  readonly kept: KeptStandards;
  readonly limit: number;
  readonly after: string | null;
}

async function listOf(context: Context, request: Request, { filter, kept, limit, after }: ListAsked): Promise<StandardsHouseholds> {
  const pair = pairOf(request);
  const order = hamletsOf(request, request.area);
  // That a household stands on this list tells what was found; of those not visited yet nothing was.
  const blind = filter.state === 'waiting' ? [] : await blindIn(context, { hamletIds: order, roundId: pair.roundId });
  const found = await leaveOut(context.tx, pair, { counted: await kept(context.tx, pair), households: blind });
  const counts = new Map([...found].map(([hamletId, one]) => [hamletId, countListed(one, filter)]));
  const list = { pair, filter, bits: bitsOf(pair, filter), order, holds: (hamletId: string) => (counts.get(hamletId) ?? 0) > 0 };
  const ids = await listStandards(context.tx, { ...list, without: blind, after, limit: limit + 1 });
  const shown = ids.slice(0, limit);
  const rowsOf = async (those: readonly string[]) =>
    revealRows(context, await readRows(context.tx, those, { roundId: pair.roundId, rulebooks: [pair.first, pair.second] }));
  const rows = await rowsOf(shown);
  const seen = new Set(rows.map((row) => row.householdId));
  const compared = (await readCompared(context.tx, pair, shown)).filter(({ householdId }) => seen.has(householdId));
  return {
    rows,
    total: [...counts.values()].reduce((sum, count) => sum + count, 0),
    ...(blind.length === 0 ? {} : { askedAgain: await rowsOf(blind) }),
    next: ids.length > limit ? (shown.at(-1) ?? null) : null,
    changes: Object.fromEntries(compared.map(({ householdId, ...alike }) => [householdId, comparisonOf(pair, alike)])),
  };
}

/** What the list is of, as its sheet says it. */
function titleOf(filter: StandardsFilter): string {
  if (filter.state !== undefined) return standardsText('vi', `state.${filter.state}`);
  if (filter.move !== undefined) return standardsText('vi', `move.${filter.move}`);
  return deskText('vi', 'list.title');
}
