/** What can be done in an area; a word of it may stand in the address. */
import { askArea } from '../../../../../ask.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = ({ params, url }) => ({ area: askArea(params.areaId), text: url.searchParams.get('chu') ?? '' });
