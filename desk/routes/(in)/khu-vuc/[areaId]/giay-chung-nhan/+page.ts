/** Certificates of a commune; `quyet-dinh` and `ap` choose the decision and the hamlet. */
import { askArea } from '../../../../../ask.ts';
import { askCertificates } from '../../../../../meeting/certificates-ask.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = ({ params, url }) => {
  const [decision, hamlet] = [url.searchParams.get('quyet-dinh') ?? undefined, url.searchParams.get('ap') ?? undefined];
  return { area: askArea(params.areaId), asked: askCertificates(params.areaId, { decision, hamlet }) };
};
