/** An objection without signing in: the commune first, then its hamlet and what is said; sent as a plain form. */
import { randomUUID } from 'node:crypto';
import type { PublicPostings, Receipt } from '../../../core/meeting/posting-views.ts';
import { askApi, sendApi } from '../../ask.ts';
import { languageOf } from '../../language.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ url, platform, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  const asked = await askApi<PublicPostings>(platform?.req, '/api/public/postings');
  return { language: languageOf(url), asked, communeId: url.searchParams.get('xa'), objectionId: randomUUID() };
};

export const actions: Actions = {
  default: async ({ request, platform }) => {
    const told = await request.formData();
    const line = (name: string): string => {
      const value = told.get(name);
      return typeof value === 'string' ? value.normalize('NFC').trim() : '';
    };
    const kind = line('kind');
    const said = {
      ...{ objectionId: line('objectionId'), hamletId: line('hamletId'), kind, matter: line('matter'), text: line('text') },
      against: kind === 'denunciation' && line('against') !== '' ? line('against') : null,
      name: line('name') === '' ? null : line('name'),
      contact: line('name') === '' || line('contact') === '' ? null : line('contact'),
    };
    const sent = await sendApi<Receipt>(platform?.req, '/api/public/objections', said);
    return { sent, said };
  },
};
