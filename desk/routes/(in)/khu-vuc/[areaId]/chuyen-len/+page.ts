/** What hamlets handed to their commune. */
import { askArea, askHandovers } from '../../../../../ask.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = ({ params, url }) => ({
  area: askArea(params.areaId),
  asked: askHandovers(params.areaId, url.searchParams.get('sau')),
});
