/** The households behind one number of the two standards. */
import { askArea } from '../../../../../../ask.ts';
import { askStandardsList, standardsWanted } from '../../../../../../classify/ask-standards.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = ({ params, url }) => {
  const wanted = standardsWanted(url);
  return { wanted, area: askArea(params.areaId), asked: askStandardsList(params.areaId, wanted) };
};
