/** What waits for an office today. */
import { askArea } from '../../../../../ask.ts';
import { askToday } from '../../../../../steer/ask-today.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = ({ params }) => ({ area: askArea(params.areaId), asked: askToday(params.areaId) });
