/** What two people told otherwise of households of a commune. */
import { askArea, askClashes } from '../../../../../ask.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = ({ params }) => ({ area: askArea(params.areaId), asked: askClashes(params.areaId) });
