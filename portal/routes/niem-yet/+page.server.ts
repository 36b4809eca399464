/** Where lists hang and until when. */
import type { PublicPostings } from '../../../core/meeting/posting-views.ts';
import { askApi } from '../../ask.ts';
import { languageOf } from '../../language.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ url, platform, setHeaders }) => {
  setHeaders({ 'cache-control': 'public, max-age=60' });
  return { language: languageOf(url), asked: await askApi<PublicPostings>(platform?.req, '/api/public/postings') };
};
