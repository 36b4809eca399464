/** A request without signing in: the commune first, then its hamlet and what is asked; sent as a plain form. */
import { randomUUID } from 'node:crypto';
import type { PublicPlaces } from '../../../core/meeting/request-views.ts';
import { askApi } from '../../ask.ts';
import { languageOf } from '../../language.ts';
import { sendRequest } from '../../meeting/send-request.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ url, platform, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  const asked = await askApi<PublicPlaces>(platform?.req, '/api/public/places');
  return { language: languageOf(url), asked, communeId: url.searchParams.get('xa'), requestId: randomUUID() };
};

export const actions: Actions = {
  default: async ({ request, platform }) => sendRequest(await request.formData(), platform?.req),
};
