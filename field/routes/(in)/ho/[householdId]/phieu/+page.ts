/** The interview of a household in the open round. */
import { ROUND_WORD } from '../../../../../addresses.ts';
import { askVisit } from '../../../../../ask.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ params, parent, url }) => {
  const { session } = await parent();
  return {
    asked: askVisit(params.householdId, session.ok ? session.value : { accountId: '', displayName: '' }, url.searchParams.get(ROUND_WORD)),
  };
};
