/** One household's file; the server logs that it was opened. */
import { askHousehold } from '../../../../ask.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = ({ params }) => ({ asked: askHousehold(params.householdId) });
