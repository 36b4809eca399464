/** What was said against lists. */
import { askArea } from '../../../../../ask.ts';
import { askObjections } from '../../../../../meeting/objections-ask.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = ({ params }) => ({ area: askArea(params.areaId), asked: askObjections(params.areaId) });
