/** What became of a request, by its number and secret, in a form so that neither stands in an address. */
import type { PublicRequest } from '../../../../core/meeting/request-views.ts';
import { sendApi } from '../../../ask.ts';
import { languageOf } from '../../../language.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ url, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  return { language: languageOf(url) };
};

export const actions: Actions = {
  default: async ({ request, platform }) => {
    const told = await request.formData();
    const line = (name: string): string => String(told.get(name) ?? '').trim();
    const number = line('number');
    return {
      number,
      asked: await sendApi<PublicRequest>(platform?.req, '/api/public/requests/state', { number, secret: line('secret') }),
    };
  },
};
