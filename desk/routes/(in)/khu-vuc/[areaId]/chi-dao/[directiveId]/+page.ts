/** One directive, hamlet by hamlet; `nhom` in the address chooses some of them. */
import { askArea } from '../../../../../../ask.ts';
import { askDirective, groupWanted } from '../../../../../../steer/ask-directives.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = ({ params, url }) => ({
  area: askArea(params.areaId),
  asked: askDirective(params.areaId, params.directiveId),
  group: groupWanted(url),
});
