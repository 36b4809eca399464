/** What a decision of a commune's list would recognise, and the decisions that were taken. */
import { askDecision, askTaken } from '../../../../../ask.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = ({ params }) => ({ asked: askDecision(params.areaId), taken: askTaken(params.areaId) });
