/** Who of a commune may be written twice. */
import { askArea } from '../../../../../ask.ts';
import { askDuplicates } from '../../../../../register/duplicates-text.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = ({ params, url }) => {
  const household = url.searchParams.get('ho');
  return { household, area: askArea(params.areaId), asked: askDuplicates(params.areaId, household) };
};
