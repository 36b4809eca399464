/** What moved on a list within a year. Households are asked for where a number leads to them, and in a hamlet. */
import { askChanged, askChanges, changesWanted } from '../../../../../../report/ask-changes.ts';
import { askNamedArea } from '../../../../../../report/ask-figures.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = ({ params, url }) => {
  const wanted = changesWanted(params.year, url, new Date());
  const { areaId } = params;
  return {
    wanted,
    area: askNamedArea(areaId, wanted.year),
    asked: askChanges(areaId, wanted),
    households: () => askChanged(areaId, wanted),
  };
};
