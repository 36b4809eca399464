/**
 * Pages for people at work: whoever keeps a list on this phone opens it with their PIN, others sign in; both come back to where they
 * wanted to go.
 */
import { redirect } from '@sveltejs/kit';
import { home, signInPage, unlockPage } from '../../addresses.ts';
import { askSession } from '../../ask.ts';
import { mustUnlock } from '../../sync/keeper.svelte.ts';
import type { LayoutLoad } from './$types';

export const load: LayoutLoad = async ({ url }) => {
  const back = url.pathname === home ? undefined : url.pathname;
  if (mustUnlock()) redirect(307, unlockPage(back));
  const asked = await askSession();
  if (!asked.ok && asked.error.code === 'not-signed-in') redirect(307, signInPage(back));
  return { session: asked };
};
