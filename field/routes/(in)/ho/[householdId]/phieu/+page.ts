/** The interview of a household in the open round. */
import { askVisit } from '../../../../../ask.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ params, parent }) => {
  const { session } = await parent();
  return { asked: askVisit(params.householdId, session.ok ? session.value : { accountId: '', displayName: '' }) };
};
