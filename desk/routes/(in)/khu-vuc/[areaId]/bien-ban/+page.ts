/** The minutes of a hamlet. */
import { askArea } from '../../../../../ask.ts';
import { askMinutes } from '../../../../../meeting/ask-minutes.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = ({ params, url }) => ({
  area: askArea(params.areaId),
  asked: askMinutes(params.areaId, url.searchParams.get('dot')),
});
