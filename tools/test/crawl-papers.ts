/** What the crawl asks of papers of a decision (dò giấy tờ của quyết định); what they bear is server/decision-paper.pg.test.ts. */

interface PaperPlan {
  readonly asks: () => readonly { readonly url: string; readonly payload?: object }[];
  readonly shows: 'answers';
}

const decisionId = '00000000-0000-4000-8000-00000000fffe';
const WISHES = {
  issue: { decisionId, issuedOn: '2026-10-05', sheet: 'new' },
  stop: { decisionId },
  papers: { decisionId, what: 'sheets', right: 0, down: 0, householdIds: null },
};

export function paperPlans(areas: () => readonly string[], roundId: string): Readonly<Record<string, PaperPlan>> {
  const paper = (areaId: string, format: string) => `/api/rounds/${roundId}/communes/${areaId}/decision/paper?format=${format}`;
  return {
    'GET /api/rounds/:roundId/communes/:communeId/decision/paper': {
      asks: () => areas().flatMap((areaId) => ['pdf', 'xlsx'].map((format) => ({ url: paper(areaId, format) }))),
      shows: 'answers',
    },
    'GET /api/areas/:areaId/decisions': {
      asks: () => areas().map((areaId) => ({ url: `/api/areas/${areaId}/decisions` })),
      shows: 'answers',
    },
    // What it bears where there is a decision is server/certificates-heirs.pg.test.ts.
    'GET /api/areas/:areaId/decisions/:decisionId/paper': {
      asks: () => areas().map((areaId) => ({ url: `/api/areas/${areaId}/decisions/${decisionId}/paper` })),
      shows: 'answers',
    },
    'GET /api/areas/:areaId/certificates': {
      asks: () => areas().map((areaId) => ({ url: `/api/areas/${areaId}/certificates` })),
      shows: 'answers',
    },
    ...officePlans(areas, roundId),
    // What these do where there is a decision is server/certificates.pg.test.ts.
    ...Object.fromEntries(
      Object.entries(WISHES).map(([act, payload]) => [
        `POST /api/areas/:areaId/certificates/${act}`,
        { asks: () => areas().map((areaId) => ({ url: `/api/areas/${areaId}/certificates/${act}`, payload })), shows: 'answers' as const },
      ]),
    ),
    // What they show and seal is server/report/seals.pg.test.ts.
    'GET /api/seals': { asks: () => areas().map((areaId) => ({ url: `/api/seals?area=${areaId}&round=${roundId}` })), shows: 'answers' },
    'POST /api/seals': {
      asks: () => areas().map((communeId) => ({ url: '/api/seals', payload: { sealId: decisionId, communeId, roundId } })),
      shows: 'answers',
    },
    'GET /api/public/certificates/:token': {
      asks: () => ['A'.repeat(22), 'khong-phai-ma'].map((token) => ({ url: `/api/public/certificates/${token}` })),
      shows: 'answers',
    },
    'GET /api/public/certificate-keys': { asks: () => [{ url: '/api/public/certificate-keys' }], shows: 'answers' },
  };
}

/** What offices print and do for all at once. */
function officePlans(areas: () => readonly string[], roundId: string): Readonly<Record<string, PaperPlan>> {
  return {
    // What these do is server/bulk-duplicates.pg.test.ts.
    ...Object.fromEntries(
      ['GET', 'POST', 'POST /stop'].map((one) => {
        const [method, part = ''] = one.split(' ');
        const asks = () =>
          areas().map((areaId) => ({ url: `/api/areas/${areaId}/duplicates/bulk${part}`, ...(method === 'GET' ? {} : { payload: {} }) }));
        return [`${method} /api/areas/:areaId/duplicates/bulk${part}`, { asks, shows: 'answers' as const }];
      }),
    ),
    // What these do for the province is server/closing.pg.test.ts.
    ...Object.fromEntries(
      ['GET', 'POST', 'POST /stop'].map((one) => {
        const [method, part = ''] = one.split(' ');
        // The province’s own post would close the round of the crawl.
        const url = `/api/rounds/${method === 'GET' ? roundId : decisionId}/closing${part}`;
        const payload = part === '' ? { anyway: false } : {};
        return [`${method} /api/rounds/:roundId/closing${part}`, { asks: () => [{ url, payload }], shows: 'answers' as const }];
      }),
    ),
    // What they bear is server/back-checks.pg.test.ts.
    ...Object.fromEntries(
      ['back-checks', 'back-checks/communes'].map((part) => [
        `GET /api/areas/:areaId/${part}`,
        { asks: () => areas().map((areaId) => ({ url: `/api/areas/${areaId}/${part}` })), shows: 'answers' as const },
      ]),
    ),
    // What it bears is server/steer/morning.pg.test.ts; setting one takes a while.
    'GET /api/areas/:areaId/today/paper': {
      asks: () =>
        areas()
          .slice(0, 4)
          .map((areaId) => ({ url: `/api/areas/${areaId}/today/paper` })),
      shows: 'answers',
    },
    ...Object.fromEntries(
      ['GET', 'POST', 'GET /file'].map((one) => {
        const [method, part = ''] = one.split(' ');
        const asks = () =>
          areas().map((areaId) => ({
            url: `/api/areas/${areaId}/packets${part}`,
            ...(method === 'GET' ? {} : { payload: { only: 'failed' } }),
          }));
        return [`${method} /api/areas/:areaId/packets${part}`, { asks, shows: 'answers' as const }];
      }),
    ),
    // What comes of it is server/packet.pg.test.ts.
    'POST /api/areas/:areaId/packet': {
      asks: () => areas().map((areaId) => ({ url: `/api/areas/${areaId}/packet`, payload: {} })),
      shows: 'answers',
    },
  };
}
