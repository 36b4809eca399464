/** One household's file. */
import { askHousehold } from '../../../../ask.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = ({ params }) => ({ asked: askHousehold(params.householdId) });
