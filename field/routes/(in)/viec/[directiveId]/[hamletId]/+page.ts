/** Something asked of a hamlet. */
import { askToday } from '../../../../../ask.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ params, parent, depends }) => {
  depends('field:kept');
  const { session } = await parent();
  return { asked: session.ok ? askToday(session.value) : null, ...params };
};
