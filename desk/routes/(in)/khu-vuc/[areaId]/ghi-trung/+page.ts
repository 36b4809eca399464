/** Who may be written twice: of a commune, or of the whole province. */
import { askArea } from '../../../../../ask.ts';
import { askBulk, askDuplicates } from '../../../../../register/duplicates-text.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ params: { areaId }, url }) => {
  const household = url.searchParams.get('ho');
  const area = await askArea(areaId);
  const asked = Promise.resolve(area);
  if (area.ok && area.value.area.level === 'province') return { household, area: asked, bulk: askBulk(areaId), asked: null };
  return { household, area: asked, bulk: null, asked: askDuplicates(areaId, household) };
};
