/** What the page of years side by side asks (hỏi chuỗi nhiều năm), and how its address names what is shown. */
import { MEASURES, type Measure, type SeriesView } from '../../core/report/series.ts';
import { type Asked, get } from '../../ui/api.ts';
import { language } from '../../ui/language.svelte.ts';
import { type SeriesKey, seriesText } from '../../words/series.ts';
import type { Params } from '../../words/words.ts';

export interface SeriesWanted {
  readonly measure: Measure;
  /** The day whose units are shown; undefined: today. */
  readonly on: string | undefined;
}

export function seriesWanted({ searchParams }: URL): SeriesWanted {
  const on = searchParams.get('ngay') ?? '';
  return {
    measure: MEASURES.find((one) => one === searchParams.get('so')) ?? 'poorRate',
    on: /^\d{4}-\d{2}-\d{2}$/.test(on) ? on : undefined,
  };
}

export function seriesSource(areaId: string, on: string | undefined): string {
  return `/api/series?${new URLSearchParams({ area: areaId, ...(on === undefined ? {} : { on }) })}`;
}

export function askSeries(areaId: string, { on }: SeriesWanted): Asked<SeriesView> {
  return get(seriesSource(areaId, on));
}

export const s = (key: SeriesKey, params?: Params): string => seriesText(language.current, key, params);
