/** What the page of certificates asks the server for (hỏi máy chủ về giấy chứng nhận), and its words. */
import type { Sheet } from '../../core/meeting/certificate.ts';
import type { CertificatesView } from '../../core/meeting/certificate-views.ts';
import type { ListView } from '../../core/report/views.ts';
import { type Asked, get, post } from '../../ui/api.ts';
import { language } from '../../ui/language.svelte.ts';
import { type CertificateKey, certificateText } from '../../words/certificate.ts';
import type { Params } from '../../words/words.ts';

export const c = (key: CertificateKey, params?: Params): string => certificateText(language.current, key, params);

const path = (communeId: string): string => `/api/areas/${encodeURIComponent(communeId)}/certificates`;

export interface Shown {
  readonly decision?: string | undefined;
  readonly hamlet?: string | undefined;
}

export function askCertificates(communeId: string, { decision, hamlet }: Shown): Asked<CertificatesView> {
  const query = new URLSearchParams({ ...(decision === undefined ? {} : { decision }), ...(hamlet === undefined ? {} : { hamlet }) });
  return get(`${path(communeId)}?${query}`);
}

/** How far it has come, of nobody: asked again and again. */
export const askProgress = (communeId: string, decision: string): Asked<CertificatesView> =>
  get(`${path(communeId)}?${new URLSearchParams({ decision, part: 'job' })}`);

export const issueAll = (communeId: string, wish: { decisionId: string; issuedOn: string; sheet: Sheet }): Asked<CertificatesView> =>
  post(`${path(communeId)}/issue`, wish);

export const stopIssuing = (communeId: string, decisionId: string): Asked<CertificatesView> =>
  post(`${path(communeId)}/stop`, { decisionId });

export interface PrintWish {
  readonly decisionId: string;
  readonly what: 'sheets' | 'rows';
  /** In tenths of a millimetre. */
  readonly right: number;
  readonly down: number;
  readonly householdIds: readonly string[] | null;
}

export const makePapers = (communeId: string, wish: PrintWish): Asked<ListView> => post(`${path(communeId)}/papers`, wish);
