/** Whom to visit and what to ask about forms. */
import { askArea } from '../../../../../ask.ts';
import { askFairness } from '../../../../../register/fairness-text.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = ({ params }) => ({ area: askArea(params.areaId), asked: askFairness(params.areaId) });
