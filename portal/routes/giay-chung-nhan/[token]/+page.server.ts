/** What a certificate shows, by the token in its square; not kept by anything on the way. */
import type { PublicCertificate } from '../../../../core/meeting/certificate-views.ts';
import type { PublicIncomePaper } from '../../../../core/meeting/income-views.ts';
import { askApi } from '../../../ask.ts';
import { languageOf } from '../../../language.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ url, params, platform, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer', 'x-robots-tag': 'noindex' });
  const path = `/api/public/certificates/${encodeURIComponent(params.token)}`;
  return { language: languageOf(url), here: url.pathname, asked: await askApi<PublicCertificate | PublicIncomePaper>(platform?.req, path) };
};
