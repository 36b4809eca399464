/** A year in figures. */
import { askNamedArea, askYear } from '../../../../../../report/ask-figures.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = ({ params }) => {
  const year = Number(params.year);
  const known = Number.isInteger(year) && year >= 2000 && year <= 2100 ? year : new Date().getFullYear();
  return { thisYear: new Date().getFullYear(), area: askNamedArea(params.areaId, known), asked: askYear(params.areaId, known) };
};
