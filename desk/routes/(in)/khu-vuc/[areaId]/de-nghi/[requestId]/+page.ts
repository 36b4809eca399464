/** One request. */
import { askArea } from '../../../../../../ask.ts';
import { askRequest } from '../../../../../../meeting/request-ask.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = ({ params }) => ({
  area: askArea(params.areaId),
  asked: askRequest(params.areaId, params.requestId),
});
