/** What a decision of a commune's list would recognise, and the decisions that were taken. */
import { askDecision, askTaken } from '../../../../../ask.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = ({ params, url }) => ({
  asked: askDecision(params.areaId, url.searchParams.get('dot')),
  taken: askTaken(params.areaId),
});
