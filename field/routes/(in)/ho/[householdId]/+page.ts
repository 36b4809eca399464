/** One household's file. */
import { askHousehold, soon } from '../../../../ask.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = ({ params, depends }) => {
  depends('field:kept');
  return soon(askHousehold(params.householdId));
};
