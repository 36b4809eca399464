/** The board of an area. */
import { askArea } from '../../../../ask.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = ({ params, url }) => ({ asked: askArea(params.areaId, url.searchParams.get('dot')) });
