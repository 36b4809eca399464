/** The home of a person is the page of their area. */
import { redirect } from '@sveltejs/kit';
import { READER_OF_ROLE } from '../../../core/access/role.ts';
import { areaPage } from '../../addresses.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ parent }) => {
  const { session } = await parent();
  if (!session.ok) return;
  const areas = new Set(session.value.roles.filter(({ role }) => READER_OF_ROLE[role] !== null).map(({ areaId }) => areaId));
  if (areas.size === 1) redirect(307, areaPage(session.value.home));
};
