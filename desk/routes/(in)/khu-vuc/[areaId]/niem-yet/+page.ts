/** Lists on the wall. */
import { askArea } from '../../../../../ask.ts';
import { askPostings } from '../../../../../meeting/posting-ask.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = ({ params, url }) => ({
  area: askArea(params.areaId),
  asked: askPostings(params.areaId, url.searchParams.get('dot')),
});
