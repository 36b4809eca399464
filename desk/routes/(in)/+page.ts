/** The home of a person is the page of their area; of an administrator, who sees no household, the list of accounts. */
import { redirect } from '@sveltejs/kit';
import { accountsPage } from '../../access/ask.ts';
import { hasAreas, looksAfterAccounts } from '../../access/session.ts';
import { areaPage } from '../../addresses.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ parent }) => {
  const { session } = await parent();
  if (!session.ok) return;
  if (hasAreas(session.value)) redirect(307, areaPage(session.value.home));
  if (looksAfterAccounts(session.value)) redirect(307, accountsPage());
};
