/** How far the figures of a round are, and their seals. */
import { askNamedArea } from '../../../../../report/ask-figures.ts';
import { askSeals } from '../../../../../report/ask-seals.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = ({ params, url }) => ({
  area: askNamedArea(params.areaId, new Date().getFullYear()),
  asked: askSeals(params.areaId, url.searchParams.get('dot')),
});
