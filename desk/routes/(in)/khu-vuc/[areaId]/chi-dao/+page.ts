/** What an office asks of its hamlets; one may be begun from the plan to catch up. */
import { CATCH_UP } from '../../../../../addresses.ts';
import { askArea, askWorkload } from '../../../../../ask.ts';
import { askDirectives } from '../../../../../steer/ask-directives.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = ({ params: { areaId }, url }) => ({
  area: askArea(areaId),
  asked: askDirectives(areaId),
  plan: url.searchParams.get('nhap') === CATCH_UP ? askWorkload(areaId) : null,
});
