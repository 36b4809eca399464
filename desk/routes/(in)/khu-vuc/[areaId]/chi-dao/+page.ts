/** What an office asks of its hamlets. */
import { askArea } from '../../../../../ask.ts';
import { askDirectives } from '../../../../../steer/ask-directives.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = ({ params }) => ({ area: askArea(params.areaId), asked: askDirectives(params.areaId) });
