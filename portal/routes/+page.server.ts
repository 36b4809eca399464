/** The public page asks for the progress of the round; when that fails the page still stands and says so. */
import type { PublicProgress } from '../../core/report/views.ts';
import { askApi } from '../ask.ts';
import { languageOf } from '../language.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ url, platform, setHeaders }) => {
  setHeaders({ 'cache-control': 'public, max-age=60' });
  return { language: languageOf(url), asked: await askApi<PublicProgress>(platform?.req, '/api/public/progress') };
};
