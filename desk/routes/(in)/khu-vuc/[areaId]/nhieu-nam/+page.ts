/** Years side by side in the units of one day. */
import { askNamedArea } from '../../../../../report/ask-figures.ts';
import { askSeries, seriesWanted } from '../../../../../report/ask-series.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = ({ params, url }) => {
  const wanted = seriesWanted(url);
  return { wanted, area: askNamedArea(params.areaId, new Date().getFullYear()), asked: askSeries(params.areaId, wanted) };
};
