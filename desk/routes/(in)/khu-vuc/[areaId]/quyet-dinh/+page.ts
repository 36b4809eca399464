/** What a decision of a commune's list would recognise. */
import { askDecision } from '../../../../../ask.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = ({ params }) => ({ asked: askDecision(params.areaId) });
