/** The first page of who works in the field: today. */
import { askToday, soon } from '../../ask.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ parent, depends }) => {
  depends('field:kept');
  const { session } = await parent();
  return session.ok ? soon(askToday(session.value)) : { asked: null };
};
