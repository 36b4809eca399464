/** What was written down after a round was closed. */
import { askNamedArea } from '../../../../../report/ask-figures.ts';
import { askLate, lateWanted } from '../../../../../report/ask-late.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = ({ params, url }) => {
  const wanted = lateWanted(url);
  return { wanted, area: askNamedArea(params.areaId, new Date().getFullYear()), asked: askLate(params.areaId, wanted) };
};
