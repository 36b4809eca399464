/** A hamlet with all its households, or the units of an area above it. */
import { askPlace, soon } from '../../../../ask.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = ({ params, depends }) => {
  depends('field:kept');
  return soon(askPlace(params.areaId));
};
