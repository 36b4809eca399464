/** Requests of an area. */
import { askArea } from '../../../../../ask.ts';
import { askRequests } from '../../../../../meeting/request-ask.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = ({ params }) => ({ area: askArea(params.areaId), asked: askRequests(params.areaId) });
