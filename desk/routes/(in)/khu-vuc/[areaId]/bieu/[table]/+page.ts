/** An official table of an area. */
import { askArea, tableWanted } from '../../../../../../ask.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = ({ params, url }) => ({
  wanted: tableWanted(params.areaId, params.table, url),
  area: askArea(params.areaId),
});
