/** The meeting of a hamlet; what is being written is not drawn anew by news. */
import { askMeeting } from '../../../../../ask.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = ({ params, depends }) => {
  depends('field:meeting');
  return { asked: askMeeting(params.areaId) };
};
