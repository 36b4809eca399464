/** What a commune or a province still has to visit, and whether it ends in time. */
import { askArea, askWorkload } from '../../../../../ask.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = ({ params }) => ({ area: askArea(params.areaId), asked: askWorkload(params.areaId) });
