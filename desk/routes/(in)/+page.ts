/** The home of a person is the page of their area; an administrator, who sees no household, stays here. */
import { redirect } from '@sveltejs/kit';
import { readsHouseholds } from '../../access/session.ts';
import { areaPage } from '../../addresses.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ parent }) => {
  const { session } = await parent();
  if (session.ok && readsHouseholds(session.value)) redirect(307, areaPage(session.value.home));
};
