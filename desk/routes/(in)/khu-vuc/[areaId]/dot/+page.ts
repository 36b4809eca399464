/** The rounds of an area. */
import { askArea } from '../../../../../ask.ts';
import { askRounds } from '../../../../../meeting/rounds-ask.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = ({ params }) => ({ area: askArea(params.areaId), asked: askRounds(params.areaId) });
