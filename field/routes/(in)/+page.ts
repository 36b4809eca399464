/** The first page of who works in the field: today. */
import { askToday } from '../../ask.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ parent, depends }) => {
  depends('field:kept');
  const { session } = await parent();
  return { asked: session.ok ? askToday(session.value) : null };
};
