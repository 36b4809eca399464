/** Something that happened to a household. */
import { error } from '@sveltejs/kit';
import { DEED_WORDS } from '../../../../../../addresses.ts';
import { askDeed } from '../../../../../../ask.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = ({ params, url }) => {
  const found = (Object.keys(DEED_WORDS) as (keyof typeof DEED_WORDS)[]).find((deed) => DEED_WORDS[deed] === params.viec);
  if (found === undefined) error(404);
  return {
    deed: found,
    asked: askDeed({ householdId: params.householdId }, url.searchParams.get('sua')),
    correcting: url.searchParams.get('sua'),
  };
};
