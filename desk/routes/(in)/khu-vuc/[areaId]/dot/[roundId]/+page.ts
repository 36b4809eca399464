/** One round. */
import { askArea } from '../../../../../../ask.ts';
import { askRoundRules } from '../../../../../../meeting/rounds-ask.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = ({ params }) => ({
  area: askArea(params.areaId),
  asked: askRoundRules(params.areaId, params.roundId),
});
