/** One household's file. */
import { askHousehold } from '../../../../ask.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = ({ params, depends }) => {
  depends('field:kept');
  return { asked: askHousehold(params.householdId) };
};
