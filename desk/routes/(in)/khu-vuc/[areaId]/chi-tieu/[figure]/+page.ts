/** Where a figure of a year is counted. */
import { error } from '@sveltejs/kit';
import { askBehind, askNamedArea, askUnits, figureWanted, isUnitFigure } from '../../../../../../report/ask-figures.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = ({ params, url }) => {
  const wanted = figureWanted(params.figure, url, new Date());
  if (wanted === null) error(404);
  const { areaId } = params;
  return {
    wanted,
    area: askNamedArea(areaId, wanted.year),
    units: askUnits(areaId, wanted),
    households: isUnitFigure(wanted.id) ? null : askBehind(areaId, wanted),
  };
};
