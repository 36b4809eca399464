/** What the pages of the two standards ask (hỏi về hai chuẩn), and how their addresses name a list. */
import { DIFFERENCES, MOVES } from '../../core/classify/compare.ts';
import { CLASSES, INDICATORS } from '../../core/classify/verdict.ts';
import { INDICATOR_CHANGES, STANDARDS_STATES, type StandardsFilter, type StandardsView } from '../../core/report/standards-view.ts';
import type { StandardsHouseholds } from '../../core/views.ts';
import { type Asked, get } from '../../ui/api.ts';

const PAGE = 100;

/** Without its query: the same address gives data and file. */
export function standardsSource(areaId: string): string {
  return `/api/areas/${encodeURIComponent(areaId)}/standards`;
}

export function askStandards(areaId: string): Asked<StandardsView> {
  return get(`${standardsSource(areaId)}?format=json`);
}

export interface StandardsWanted {
  readonly filter: StandardsFilter;
  readonly after: string | null;
  readonly from: number;
}

export function standardsWanted({ searchParams }: URL): StandardsWanted {
  const one = <T extends string>(known: readonly T[], name: string): T | undefined => known.find((each) => each === searchParams.get(name));
  const from = Number(searchParams.get('so'));
  const filter = {
    ...{ state: one(STANDARDS_STATES, 'con'), from: one(CLASSES, 'tu'), to: one(CLASSES, 'sang'), move: one(MOVES, 'doi') },
    ...{ difference: one(DIFFERENCES, 'vi'), indicator: one(INDICATORS, 'chi'), change: one(INDICATOR_CHANGES, 'nay') },
  };
  return { filter, after: searchParams.get('sau'), from: Number.isInteger(from) && from > 0 ? from : 1 };
}

/** The address of the list without format and page. */
export function standardsListSource(areaId: string, filter: StandardsFilter): string {
  const given = Object.entries(filter).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return `${standardsSource(areaId)}/households?${new URLSearchParams(given)}`;
}

export function askStandardsList(areaId: string, { filter, after }: StandardsWanted): Asked<StandardsHouseholds> {
  return get(`${standardsListSource(areaId, filter)}&limit=${PAGE}${after === null ? '' : `&after=${after}`}`);
}
