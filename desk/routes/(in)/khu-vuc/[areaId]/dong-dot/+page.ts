/** Closing the round that is shown, for the province. */
import { askArea } from '../../../../../ask.ts';
import { askClosingOf } from '../../../../../meeting/closing-ask.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = ({ params }) => {
  const area = askArea(params.areaId);
  return { area, asked: askClosingOf(area) };
};
