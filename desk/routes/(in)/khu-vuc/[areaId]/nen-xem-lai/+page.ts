/** Whom to visit, what to ask about forms, and what is asked once more; of the province its communes beside each other. */
import { askArea } from '../../../../../ask.ts';
import { askBackChecks, askBeside } from '../../../../../meeting/back-check-ask.ts';
import { askFairness } from '../../../../../register/fairness-text.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ params: { areaId } }) => {
  const area = await askArea(areaId);
  const asked = Promise.resolve(area);
  if (area.ok && area.value.area.level === 'province') return { area: asked, beside: askBeside(areaId), asked: null, checks: null };
  return { area: asked, beside: null, asked: askFairness(areaId), checks: askBackChecks(areaId) };
};
