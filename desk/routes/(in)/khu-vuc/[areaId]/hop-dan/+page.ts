/** Which hamlets of a commune have met. */
import { askArea } from '../../../../../ask.ts';
import { askMeetings } from '../../../../../meeting/ask-minutes.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = ({ params, url }) => ({
  area: askArea(params.areaId),
  asked: askMeetings(params.areaId, url.searchParams.get('dot')),
});
