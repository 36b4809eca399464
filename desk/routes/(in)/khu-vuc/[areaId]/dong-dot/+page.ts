/** Closing the round that is shown, for the province. */
import { askArea } from '../../../../../ask.ts';
import { askClosingOf } from '../../../../../meeting/closing-ask.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = ({ params, url }) => {
  const area = askArea(params.areaId, url.searchParams.get('dot'));
  return { area, asked: askClosingOf(area) };
};
