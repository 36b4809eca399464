/** How the forms of each enumerator of a commune came about. */
import { askArea, askPaces } from '../../../../../ask.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = ({ params }) => ({ area: askArea(params.areaId), asked: askPaces(params.areaId) });
