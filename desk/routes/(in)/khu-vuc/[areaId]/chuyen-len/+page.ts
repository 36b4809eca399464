/** What hamlets handed to their commune. */
import { askArea, askHandovers } from '../../../../../ask.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = ({ params }) => ({ area: askArea(params.areaId), asked: askHandovers(params.areaId) });
