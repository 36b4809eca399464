/** How a certificate is checked. */
import { languageOf } from '../../language.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ url, setHeaders }) => {
  setHeaders({ 'cache-control': 'public, max-age=3600' });
  return { language: languageOf(url) };
};
