/** A request without signing in: the commune first, then its hamlet and what is asked; sent as a plain form. */
import { randomUUID } from 'node:crypto';
import type { Receipt } from '../../../core/meeting/posting-views.ts';
import type { PublicPlaces } from '../../../core/meeting/request-views.ts';
import { askApi, sendApi } from '../../ask.ts';
import { languageOf } from '../../language.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ url, platform, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  const asked = await askApi<PublicPlaces>(platform?.req, '/api/public/places');
  return { language: languageOf(url), asked, communeId: url.searchParams.get('xa'), requestId: randomUUID() };
};

export const actions: Actions = {
  default: async ({ request, platform }) => {
    const told = await request.formData();
    const line = (name: string): string => {
      const value = told.get(name);
      return typeof value === 'string' ? value.normalize('NFC').trim() : '';
    };
    const said = {
      ...{ requestId: line('requestId'), hamletId: line('hamletId'), form: line('form'), name: line('name'), text: line('text') },
      ...{ address: line('address') || null, contact: line('contact') || null },
    };
    const sent = await sendApi<Receipt>(platform?.req, '/api/public/requests', said);
    return { sent, said };
  },
};
