/** By which numbers back-checks were drawn. */
import type { PublicBackChecks } from '../../../core/meeting/back-check-views.ts';
import { askApi } from '../../ask.ts';
import { languageOf } from '../../language.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ url, platform, setHeaders }) => {
  setHeaders({ 'cache-control': 'public, max-age=60' });
  const year = url.searchParams.get('nam') ?? '';
  const of = /^\d{4}$/.test(year) ? `?year=${year}` : '';
  return { language: languageOf(url), asked: await askApi<PublicBackChecks>(platform?.req, `/api/public/back-checks${of}`) };
};
