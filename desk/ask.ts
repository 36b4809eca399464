/**
 * What the desk's pages ask the server for (hỏi máy chủ), one function a page, with the shapes that the server promises.
 * Nothing is kept: going back asks again, so that figures are never stale.
 */
import type { Problem, Result } from '../core/kernel/result.ts';
import type { TakenDecisionsView } from '../core/meeting/taken-views.ts';
import type { OpeningsView, PacesView } from '../core/meeting/views.ts';
import type { WorkloadView } from '../core/meeting/workload.ts';
import { type ReportChoice, TABLE_NUMBERS, type TableNumber, type TableView } from '../core/report/views.ts';
import { type ListOrder, orderFromText, orderText } from '../core/listed-order.ts';
import type { CommuneClashes } from '../core/sync/views.ts';
import {
  HOUSEHOLD_FILTERS,
  type AreaView,
  type DecisionDraft,
  type HandoversPage,
  type OpenCount,
  type HouseholdFilter,
  type HouseholdPage,
  type HouseholdView,
  type SearchView,
} from '../core/views.ts';
import { type Asked, get } from '../ui/api.ts';

const PAGE = 50;
export const MANY = 500;
const areaPath = (areaId: string): string => `/api/areas/${encodeURIComponent(areaId)}`;

/** `round`: of a list that opens a year; else the review that is open. */
export function askArea(areaId: string, round: string | null = null): Asked<AreaView> {
  return get(`${areaPath(areaId)}${round === null ? '' : `?${new URLSearchParams({ round })}`}`);
}

/** The lists that open a year, beside the review. */
export function askOpenings(areaId: string): Asked<OpeningsView> {
  return get(`${areaPath(areaId)}/openings`);
}

export function countHandovers(communeId: string): Asked<OpenCount> {
  return get(`${areaPath(communeId)}/handovers?only=count`);
}

/** What hamlets handed to their commune, from there on; each asking is logged. */
export function askHandovers(communeId: string, after: string | null): Asked<HandoversPage> {
  return get(`${areaPath(communeId)}/handovers${after === null ? '' : `?${new URLSearchParams({ after })}`}`);
}

export function countClashes(communeId: string): Asked<OpenCount> {
  return get(`${areaPath(communeId)}/clashes?only=count`);
}

/** Doubts given to whoever asks, that wait. */
export function countMyFlags(communeId: string): Asked<OpenCount> {
  return get(`${areaPath(communeId)}/fairness?only=mine`);
}

/** What is left to visit, by hamlet or by commune. */
export function askWorkload(areaId: string): Asked<WorkloadView> {
  return get(`${areaPath(areaId)}/workload`);
}

/** How the forms of each enumerator came about. */
export function askPaces(communeId: string): Asked<PacesView> {
  return get(`${areaPath(communeId)}/paces`);
}

/** What two people told otherwise; each asking is logged. */
export function askClashes(communeId: string): Asked<CommuneClashes> {
  return get(`${areaPath(communeId)}/clashes`);
}

/** What the address of a list says: `loc` the filter, `sau` the cursor of a later page, `tu` its first running number. */
export interface ListWanted {
  readonly filter: HouseholdFilter;
  /** `dot`: the round of which the list is; null: the one that is shown first. */
  readonly round: string | null;
  readonly after: string | null;
  readonly from: number;
  /** `chu`: looked for above the list; `xep`: the column by which it is sorted. */
  readonly text: string;
  readonly order: ListOrder | null;
}

export function listWanted(url: URL): ListWanted {
  const filter = HOUSEHOLD_FILTERS.find((one) => one === url.searchParams.get('loc')) ?? 'all';
  const from = Number(url.searchParams.get('tu'));
  const text = (url.searchParams.get('chu') ?? '').trim();
  const order = orderFromText(url.searchParams.get('xep'));
  const round = url.searchParams.get('dot');
  return { filter, round, after: url.searchParams.get('sau'), from: Number.isInteger(from) && from > 0 ? from : 1, text, order };
}

/** The first rows come quickly; `limit`: many at once, while these are read. `seen`: looked through and sorted by the server. */
export function askHouseholds(
  areaId: string,
  { filter, round, after }: Pick<ListWanted, 'filter' | 'round' | 'after'>,
  limit = PAGE,
  seen: SeenList | null = null,
): Asked<HouseholdPage> {
  const query = new URLSearchParams({
    filter,
    limit: String(limit),
    ...roundQuery(round),
    ...(after === null ? {} : { after }),
    ...seenQuery(seen),
  });
  return get(`${areaPath(areaId)}/households?${query}`);
}

const roundQuery = (round: string | null): Record<string, string> => (round === null ? {} : { round });

type SeenList = Pick<ListWanted, 'text' | 'order'>;

function seenQuery(seen: SeenList | null): Record<string, string> {
  const order = orderText(seen?.order ?? null);
  return { ...(seen === null || seen.text === '' ? {} : { match: seen.text }), ...(order === null ? {} : { order }) };
}

/** The list as a file goes by the same address; `seen`: as the page shows it. */
export function householdsSource(
  areaId: string,
  { filter, round }: Pick<ListWanted, 'filter' | 'round'>,
  seen: SeenList | null = null,
): string {
  return `${areaPath(areaId)}/households?${new URLSearchParams({ filter, ...roundQuery(round), ...seenQuery(seen) })}`;
}

/** Opening a file is logged with its purpose: here the review. */
export function askHousehold(householdId: string): Asked<HouseholdView> {
  return get(`/api/households/${encodeURIComponent(householdId)}?purpose=review`);
}

export function askSearch(query: string): Asked<SearchView> {
  return get(`/api/search?${new URLSearchParams({ q: query })}`);
}

export interface Decision {
  readonly view: AreaView;
  readonly draft: DecisionDraft;
}

/** The area names the round, the round has the draft. */
export async function askDecision(communeId: string, round: string | null = null): Promise<Result<Decision, Problem>> {
  const area = await askArea(communeId, round);
  if (!area.ok) return area;
  if (area.value.round === null) return { ok: false, error: { code: 'no-round-open' } };
  const draft = await get<DecisionDraft>(`/api/rounds/${area.value.round.roundId}/communes/${encodeURIComponent(communeId)}/decision`);
  return draft.ok ? { ok: true, value: { view: area.value, draft: draft.value } } : draft;
}

export interface Taken extends TakenDecisionsView {
  readonly area: AreaView['area'];
}

/** The decisions of every year, also of communes that merged into it. */
export async function askTaken(communeId: string): Promise<Result<Taken, Problem>> {
  const [area, taken] = await Promise.all([
    askArea(communeId),
    get<TakenDecisionsView>(`/api/areas/${encodeURIComponent(communeId)}/decisions`),
  ]);
  if (!area.ok) return area;
  return taken.ok ? { ok: true, value: { area: area.value.area, ...taken.value } } : taken;
}

export interface TableWanted {
  readonly table: TableNumber;
  /** The address of the table without its format. */
  readonly source: string;
  /** null: the newest. */
  readonly round: string | null;
  /** null: the one of the round's official result. */
  readonly rulebook: string | null;
}

/** `dot` in the address chooses the round, `chuan` the standard where the round has several. */
export function tableWanted(areaId: string, table: string, url: URL): TableWanted {
  const [round, rulebook] = [url.searchParams.get('dot'), url.searchParams.get('chuan')];
  const query = new URLSearchParams({
    area: areaId,
    ...(round === null ? {} : { round }),
    ...(rulebook === null ? {} : { rulebook }),
  });
  const known = TABLE_NUMBERS.find((one) => String(one) === table) ?? 1;
  return { table: known, source: `/api/reports/${known}?${query}`, round, rulebook };
}

export function askReportChoice(areaId: string, { round }: TableWanted): Asked<ReportChoice> {
  return get(`/api/reports?${new URLSearchParams({ area: areaId, ...(round === null ? {} : { round }) })}`);
}

export function askTable({ source }: TableWanted, language: string): Asked<TableView> {
  return get(`${source}&format=json&lang=${language}`);
}
