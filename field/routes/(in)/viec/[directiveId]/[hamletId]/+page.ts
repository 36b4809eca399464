/** Something asked of a hamlet. */
import { askToday, soon } from '../../../../../ask.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ params, parent, depends }) => {
  depends('field:kept');
  const { session } = await parent();
  return { ...(session.ok ? await soon(askToday(session.value)) : { asked: null }), ...params };
};
