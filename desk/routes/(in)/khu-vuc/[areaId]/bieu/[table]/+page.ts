/** An official table of an area. */
import { askReportChoice, tableWanted } from '../../../../../../ask.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = ({ params, url }) => {
  const wanted = tableWanted(params.areaId, params.table, url);
  return { wanted, choice: askReportChoice(params.areaId, wanted) };
};
