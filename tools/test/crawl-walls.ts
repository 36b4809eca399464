/** What the crawl asks of lists on the wall and of objections (dò niêm yết, phản ánh). */

/** Under an area; what they show of a list and of an objection is server/meeting/postings.pg.test.ts. */
export const WALL = ['postings', 'postings/paper', 'objections', 'objections/:objectionId'] as const;

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
  const asks: Readonly<Record<string, { readonly url: string; readonly payload?: object }>> = {
    'GET /api/public/postings': { url: '/api/public/postings' },
    'POST /api/public/objections': { url: '/api/public/objections', payload: lodged },
    'POST /api/public/objections/state': {
      url: '/api/public/objections/state',
      payload: { number: 'PA-2026-00000000', secret: 'ABCDEFGHJK' },
    },
    'POST /phan-anh': { url: '/phan-anh', payload: {} },
    'POST /phan-anh/tra-cuu': { url: '/phan-anh/tra-cuu', payload: {} },
  };
  return Object.fromEntries(Object.entries(asks).map(([route, one]) => [route, { asks: () => [one], shows: 'answers' as const }]));
}
