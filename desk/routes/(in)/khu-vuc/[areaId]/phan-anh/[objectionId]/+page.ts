/** One objection. */
import { askArea } from '../../../../../../ask.ts';
import { askObjection } from '../../../../../../meeting/posting-ask.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = ({ params }) => ({
  area: askArea(params.areaId),
  asked: askObjection(params.areaId, params.objectionId),
});
