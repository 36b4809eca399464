/** What the page of movements asks (hỏi về biến động danh sách), how its address names a list, and why one household moved, in words. */
import {
  CHANGED_LISTS,
  type Change,
  type ChangedList,
  CHANGES,
  type ChangesFilter,
  type ChangesView,
  type ToldChange,
  WHYS,
} from '../../core/report/changes.ts';
import type { Indicator } from '../../core/classify/verdict.ts';
import type { ChangedHouseholds } from '../../core/views.ts';
import { type Asked, get } from '../../ui/api.ts';
import { number, range } from '../../ui/format.ts';
import { language } from '../../ui/language.svelte.ts';
import { type ChangesKey, changesText } from '../../words/changes.ts';
import { classifyText, reasonText } from '../../words/classify.ts';
import type { Params } from '../../words/words.ts';

const PAGE = 100;

export interface ChangesWanted {
  readonly year: number;
  readonly list: ChangedList;
  readonly filter: ChangesFilter;
  /** How many households come before the page. */
  readonly after: number;
}

export function changesWanted(year: string, { searchParams }: URL, today: Date): ChangesWanted {
  const one = <T extends string>(known: readonly T[], name: string): T | undefined => known.find((each) => each === searchParams.get(name));
  const [asked, after] = [Number(year), Number(searchParams.get('sau'))];
  return {
    year: Number.isInteger(asked) && asked >= 2000 && asked <= 2100 ? asked : today.getFullYear(),
    list: one(CHANGED_LISTS, 'ds') ?? 'poor',
    filter: { change: one(CHANGES, 'doi'), why: one(WHYS, 'vi') },
    after: Number.isInteger(after) && after > 0 && after < 1_000_000 ? after : 0,
  };
}

export function askChanges(areaId: string, { year, list }: ChangesWanted): Asked<ChangesView> {
  return get(`/api/changes?${new URLSearchParams({ area: areaId, year: String(year), list })}`);
}

export function askChanged(areaId: string, { year, list, filter, after }: ChangesWanted): Asked<ChangedHouseholds> {
  const given = Object.entries(filter).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const query = { area: areaId, year: String(year), list, after: String(after), limit: String(PAGE), ...Object.fromEntries(given) };
  return get(`/api/changes/households?${new URLSearchParams(query)}`);
}

export function c(key: ChangesKey, params?: Params): string {
  return changesText(language.current, key, params);
}

export const changeText = (list: ChangedList, change: Change): string => c(`change.${list}.${change}`);
export const indicatorText = (indicator: Indicator): string => classifyText(language.current, `indicator.${indicator}`);
export const clauseText = (clause: string): string => reasonText(language.current, `clause.${clause}`);

/** One line a part: what happened, by which points and lacks, by which clause. */
export function whyLines(list: ChangedList, told: ToldChange): readonly string[] {
  const listed = (indicators: readonly Indicator[]): string => indicators.map(indicatorText).join(', ');
  return [
    changeText(list, told.change),
    told.why === null ? '' : c(`why.${told.why}`),
    pointsLine(told),
    told.added.length === 0 ? '' : c('added', { list: listed(told.added) }),
    told.dropped.length === 0 ? '' : c('dropped', { list: listed(told.dropped) }),
    told.why !== 'first-seen' || told.lacks.length === 0 ? '' : c('lacks', { list: listed(told.lacks) }),
    told.clauses.length === 0 ? '' : `${c('column.clause')}: ${told.clauses.map(clauseText).join('; ')}`,
  ].filter((line) => line !== '');
}

function pointsLine({ why, since, points, cutOff }: ToldChange): string {
  if (points === null || cutOff === null || why === 'b2-line') return '';
  const [to, cut] = [range(points.to), number(cutOff.to)];
  if (why === 'b1-line' && cutOff.from !== null) return c('cut-moved', { to, cut, from: number(cutOff.from) });
  return points.from === null || since === null
    ? c('points', { to, cut })
    : c('points-since', { from: range(points.from), since, to, cut });
}
