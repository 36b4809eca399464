/** Pages for people who are signed in; others go to the sign-in page and come back to where they wanted to go. */
import { redirect } from '@sveltejs/kit';
import { home, signInPage } from '../../addresses.ts';
import { askSession } from '../../ask.ts';
import type { LayoutLoad } from './$types';

export const load: LayoutLoad = async ({ url }) => {
  const asked = await askSession();
  if (!asked.ok && asked.error.code === 'not-signed-in') redirect(307, signInPage(url.pathname === home ? undefined : url.pathname));
  return { session: asked };
};
