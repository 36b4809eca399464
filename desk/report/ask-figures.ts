/** What the pages of a year in figures ask (hỏi về số liệu một năm), and how their addresses name a page. */
import type { Problem, Result } from '../../core/kernel/result.ts';
import { FIGURE_IDS, type FigureId, UNIT_FIGURE_IDS, type UnitFigureId } from '../../core/report/figure-ids.ts';
import type { FiguresOfYear, FigureUnits } from '../../core/report/views.ts';
import type { FigureHouseholds } from '../../core/views.ts';
import { type Asked, get } from '../../ui/api.ts';
import { askArea } from '../ask.ts';

const PAGE = 100;

export type AnyFigure = FigureId | UnitFigureId;

export function askYear(areaId: string, year: number): Asked<FiguresOfYear> {
  return get(`/api/figures?${new URLSearchParams({ area: areaId, year: String(year) })}`);
}

export interface FigureWanted {
  readonly id: AnyFigure;
  readonly year: number;
  /** Hamlets at once instead of the next level down. */
  readonly hamlets: boolean;
  readonly after: string | null;
  readonly from: number;
}

/** Null: no such figure. `today`'s year where the address names none. */
export function figureWanted(figure: string, { searchParams }: URL, today: Date): FigureWanted | null {
  const id = [...FIGURE_IDS, ...UNIT_FIGURE_IDS].find((one) => one === figure);
  const [year, from] = [Number(searchParams.get('nam')), Number(searchParams.get('so'))];
  if (id === undefined) return null;
  return {
    id,
    year: Number.isInteger(year) && year >= 2000 && year <= 2100 ? year : today.getFullYear(),
    hamlets: searchParams.get('cap') === 'ap',
    after: searchParams.get('sau'),
    from: Number.isInteger(from) && from > 0 ? from : 1,
  };
}

export function isUnitFigure(id: AnyFigure): id is UnitFigureId {
  return UNIT_FIGURE_IDS.some((unit) => unit === id);
}

export function askUnits(areaId: string, { id, year, hamlets }: FigureWanted): Asked<FigureUnits> {
  const level = hamlets ? { level: 'hamlet' } : {};
  return get(`/api/figures/${encodeURIComponent(id)}/units?${new URLSearchParams({ area: areaId, year: String(year), ...level })}`);
}

export function askBehind(areaId: string, { id, year, after }: FigureWanted): Asked<FigureHouseholds> {
  const page = after === null ? {} : { after };
  const query = new URLSearchParams({ area: areaId, year: String(year), limit: String(PAGE), ...page });
  return get(`/api/figures/${encodeURIComponent(id)}/households?${query}`);
}

/** The whole list as a file goes by the same address. */
export function behindSource(areaId: string, { id, year }: FigureWanted): string {
  return `/api/figures/${encodeURIComponent(id)}/households?${new URLSearchParams({ area: areaId, year: String(year) })}`;
}

export interface NamedArea {
  readonly areaId: string;
  readonly name: string;
  /** From the province down to the area; of one that is no more, as it was in the year. */
  readonly crumbs: readonly { readonly areaId: string; readonly name: string }[];
  readonly former: boolean;
}

/** Also of a commune or a district that is no more: then by the figures of the year. */
export async function askNamedArea(areaId: string, year: number): Promise<Result<NamedArea, Problem>> {
  const area = await askArea(areaId);
  if (area.ok) return { ok: true, value: { areaId, name: area.value.area.name, crumbs: area.value.crumbs, former: false } };
  if (area.error.code !== 'not-found') return area;
  const figures = await askYear(areaId, year);
  if (!figures.ok) return figures;
  const { area: then, crumbs } = figures.value;
  return { ok: true, value: { areaId, name: then.name, crumbs, former: true } };
}
