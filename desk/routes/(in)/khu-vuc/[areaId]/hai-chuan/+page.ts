/** Two standards side by side over an area. */
import { askArea } from '../../../../../ask.ts';
import { askStandards } from '../../../../../classify/ask-standards.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = ({ params }) => ({ area: askArea(params.areaId), asked: askStandards(params.areaId) });
