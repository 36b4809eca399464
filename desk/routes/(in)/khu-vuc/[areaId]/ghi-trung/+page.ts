/** Who of a commune may be written twice. */
import { askArea } from '../../../../../ask.ts';
import { askDuplicates } from '../../../../../register/duplicates-text.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = ({ params }) => ({ area: askArea(params.areaId), asked: askDuplicates(params.areaId) });
