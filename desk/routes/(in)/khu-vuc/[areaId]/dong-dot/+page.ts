/** Closing the round that is shown, for the province. */
import { askArea } from '../../../../../ask.ts';
import { askClosing } from '../../../../../meeting/closing-ask.ts';
import { fail } from '../../../../../../core/kernel/result.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = ({ params }) => {
  const area = askArea(params.areaId);
  const asked = area.then((found) => {
    if (!found.ok) return found;
    return found.value.round === null ? fail({ code: 'no-open-round' }) : askClosing(found.value.round.roundId);
  });
  return { area, asked };
};
