/** A household that the list does not know. */
import { askDeed } from '../../../../../ask.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = ({ params, url }) => ({
  asked: askDeed({ hamletId: params.areaId }, url.searchParams.get('sua')),
  correcting: url.searchParams.get('sua'),
});
