/** A list of households of an area. */
import { askArea, askHouseholds, listWanted } from '../../../../../ask.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = ({ params, url }) => {
  const wanted = listWanted(url);
  return { wanted, area: askArea(params.areaId, wanted.round), asked: askHouseholds(params.areaId, wanted) };
};
