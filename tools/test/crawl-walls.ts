/** What the crawl asks under an area, and of lists on the wall and of objections (dò niêm yết, phản ánh). */

/** Under an area; what they show is server/meeting/postings.pg.test.ts, requests.pg.test.ts and wall-pictures.pg.test.ts. */
export const WALL = [
  'postings',
  'postings/paper',
  'objections',
  'objections/:objectionId',
  'requests',
  'requests/:requestId',
  'requests/:requestId/income-paper',
  'requests/:requestId/answer-paper',
  'wall-pictures/:pictureId',
  'openings',
  'rounds',
  'rounds/:roundId',
  'rounds/usual?kind=regular&from=2026-10-15&steps=posting',
] as const;

/**
 * Under an area too: pages that may have nothing there. What they show is server/paces.pg.test.ts, workload.pg.test.ts,
 * handovers.pg.test.ts, clashes.pg.test.ts, minutes.pg.test.ts, steer/directives.pg.test.ts.
 */
export const UNDER_AREA = [
  ...['paces', 'workload', 'today', 'directives', 'directives/reach', 'directives/:directiveId', 'meetings', 'minutes'],
  ...['minutes/:heldOn/paper', 'handovers', 'duplicates', 'clashes', 'fairness', 'imports', 'imports/template'],
] as const;

/** What anybody may ask and send. */
export function publicWallPlans(hamletId: string, none: string) {
  const lodged = {
    objectionId: none,
    hamletId,
    kind: 'feedback',
    matter: 'data-error',
    against: null,
    text: 'a',
    name: null,
    contact: null,
  };
  const asked = { form: 'review', name: 'a', address: null, contact: null, text: 'a' };
  const asks: Readonly<Record<string, { readonly url: string; readonly payload?: object }>> = {
    'GET /api/public/postings': { url: '/api/public/postings' },
    'POST /api/public/objections': { url: '/api/public/objections', payload: lodged },
    'POST /api/public/objections/state': {
      url: '/api/public/objections/state',
      payload: { number: 'PA-2026-00000000', secret: 'ABCDEFGHJK' },
    },
    'GET /api/public/places': { url: '/api/public/places' },
    // What they tell is server/back-checks.pg.test.ts.
    'GET /api/public/back-checks': { url: '/api/public/back-checks' },
    'POST /api/public/requests': { url: '/api/public/requests', payload: { ...asked, requestId: none, hamletId } },
    'POST /api/public/requests/state': {
      url: '/api/public/requests/state',
      payload: { number: 'RS-2026-00000000', secret: 'ABCDEFGHJK' },
    },
    'POST /de-nghi': { url: '/de-nghi', payload: {} },
    'POST /quyen-du-lieu': { url: '/quyen-du-lieu', payload: {} },
    'POST /de-nghi/tra-cuu': { url: '/de-nghi/tra-cuu', payload: {} },
    'POST /phan-anh': { url: '/phan-anh', payload: {} },
    'POST /phan-anh/tra-cuu': { url: '/phan-anh/tra-cuu', payload: {} },
  };
  return Object.fromEntries(Object.entries(asks).map(([route, one]) => [route, { asks: () => [one], shows: 'answers' as const }]));
}
