/** Search by name or id; nothing is asked for texts too short to mean somebody. */
import { askSearch } from '../../../ask.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = ({ url }) => {
  const query = (url.searchParams.get('q') ?? '').trim();
  return { query, asked: query.length < 2 ? null : askSearch(query) };
};
