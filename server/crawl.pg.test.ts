/**
 * The crawl (dò mọi đường dẫn): the server names its own routes, every post asks every route for every area and household,
 * inside and outside. Nothing marked with an area outside may come back, in JSON, in sheets or in PDFs; and each route must
 * have shown what it may, so that a route which answers nothing cannot pass as safe. A route without a plan here fails.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { READER_OF_ROLE } from '../core/access/role.ts';
import { HOUSEHOLD_FILTERS } from '../core/views.ts';
import { COMMUNES, type CanaryHousehold, DISTRICTS, hamletOf, NOW, PROVINCE, ROUND } from '../tools/test/canary-province.ts';
import { CASES, type Case, checkLeak, type Crawl, instant, readable, startCrawl } from '../tools/test/crawl-cases.ts';
import { publicWallPlans, UNDER_AREA, WALL } from '../tools/test/crawl-walls.ts';
import { paperPlans } from '../tools/test/crawl-papers.ts';
import { withDatabase } from '../tools/test/database.ts';
import { route } from './http/route.ts';
import { enterScope } from './http/transaction.ts';
import { createApp } from './main.ts';

const [P, [D1, D2], [C1, C2, C3]] = [PROVINCE, DISTRICTS, COMMUNES];
const database = await withDatabase({ max: 4 });
let crawl: Crawl;
before(async () => {
  crawl = await startCrawl(database.app);
});
after(() => crawl.close());

// ---- what is asked of each route -----------------------------------------------------------------------------------

/** `marks`: every household that the post sees must show up, and none to those for whom `who` does not hold; `some`: at least one. */
interface Plan {
  readonly asks: () => readonly { readonly url: string; readonly payload?: unknown }[];
  readonly shows: 'marks' | 'some' | 'answers';
  readonly who?: (one: Case) => boolean;
}

const areas = () => [P, D1, D2, ...COMMUNES, ...crawl.province.hamlets.map((hamlet) => hamlet.areaId)];
const perArea =
  (path: (areaId: string) => string[]): Plan['asks'] =>
  () =>
    areas().flatMap((areaId) => path(areaId).map((url) => ({ url })));
const perHousehold =
  (path: (household: CanaryHousehold) => string[]): Plan['asks'] =>
  () =>
    crawl.province.households.flatMap((household) => path(household).map((url) => ({ url })));
const answering = (asks: Plan['asks']): Plan => ({ asks, shows: 'answers' });
const reaches =
  (...communes: string[]) =>
  (one: Case) =>
    one.posts.some(({ role, areaId }) => READER_OF_ROLE[role] !== null && communes.includes(areaId));
const report = (table: string, area: string, format: string) => `/api/reports/${table}?area=${area}&format=${format}`;
const text = (value: string) => encodeURIComponent(value);

/** An id that nothing has. */
const NONE = '00000000-0000-4000-8000-00000000ffff';
const NOBODY = { username: 'khong.co', password: 'sai mật khẩu' };
const NO_PHONE = { accountId: NONE, word: 'a', commands: [] };
const NO_BOX = { to: 'a', from: 'b', iv: 'c', data: 'd' };
const photoOf = ({ householdId }: CanaryHousehold) => `/api/households/${householdId}/photos/${NONE}`;
const ALIKE = { fullName: 'Chủ Hộ', birth: '1970', sex: 'male', citizenId: null };
const draftOf = (areaId: string) => `/api/areas/${areaId}/imports/drafts/${NONE}`;

/** Under an area there may be nothing of it: only that everybody asks. */
const underArea = (part: string): [string, Plan] => [
  `GET /api/areas/:areaId/${part.replace(/\?.*/, '')}`,
  { asks: perArea((id) => [`/api/areas/${id}/${part.replace(/:\w+Id/, NONE).replace(':heldOn', '2026-10-05')}`]), shows: 'answers' },
];

const PLANS: Readonly<Record<string, Plan>> = {
  ...Object.fromEntries(
    ['/api/session', '/api/me', '/api/ties', '/healthz', '/metrics', '/api/health', '/api/public/progress'].map((url) => [
      `GET ${url}`,
      { asks: () => [{ url }], shows: 'answers' as const },
    ]),
  ),
  'POST /api/sign-in': { asks: () => [{ url: '/api/sign-in', payload: NOBODY }], shows: 'answers' },
  ...Object.fromEntries(
    ['password', 'second-factor', 'set-up', 'set-up/confirm'].map((step) => [
      `POST /api/sign-in/${step}`,
      {
        asks: () => [
          { url: `/api/sign-in/${step}`, payload: step === 'password' ? { password: 'một mật khẩu khác' } : { number: '123456' } },
        ],
        shows: 'answers' as const,
      },
    ]),
  ),
  'GET /api/accounts': { asks: () => [{ url: '/api/accounts?limit=1000' }, { url: `/api/accounts?area=${C1}` }], shows: 'answers' },
  'GET /api/accounts/area': { asks: () => [{ url: `/api/accounts/area?commune=${text('Xã 1')}&hamlet=` }], shows: 'answers' },
  'GET /api/accounts/:accountId': answering(() => crawl.accountIds().map((accountId) => ({ url: `/api/accounts/${accountId}` }))),
  'GET /api/areas/:areaId': answering(perArea((areaId) => [`/api/areas/${areaId}`, `/api/areas/${areaId}?round=${ROUND}`])),
  'GET /api/areas/:areaId/households': {
    asks: () => [
      ...perArea((id) => ['', '?format=xlsx', '?match=a', '?order=-head&format=xlsx'].map((q) => `/api/areas/${id}/households${q}`))(),
      ...[P, C1, C2, C3, hamletOf(1, 1), hamletOf(2, 1)].flatMap((areaId) =>
        HOUSEHOLD_FILTERS.map((filter) => ({ url: `/api/areas/${areaId}/households?filter=${filter}` })),
      ),
      ...perArea((areaId) =>
        [0, 7, 14].map((at) => `/api/areas/${areaId}/households?limit=1&after=${crawl.province.households[at]?.householdId}`),
      )(),
    ],
    shows: 'marks',
  },
  'GET /api/changes': { asks: perArea((areaId) => [`/api/changes?area=${areaId}&year=2026`]), shows: 'answers' },
  'GET /api/changes/households': {
    asks: perArea((areaId) => ['poor', 'near-poor'].map((list) => `/api/changes/households?area=${areaId}&year=2026&list=${list}`)),
    shows: 'answers',
  },
  'GET /api/series': answering(perArea((id) => ['json', 'xlsx'].map((as) => `/api/series?area=${id}&format=${as}`))),
  'GET /api/late': { asks: perArea((areaId) => [`/api/late?area=${areaId}&round=${ROUND}`]), shows: 'answers' },
  'GET /api/areas/:areaId/standards': answering(perArea((id) => ['json', 'xlsx'].map((as) => `/api/areas/${id}/standards?format=${as}`))),
  'GET /api/areas/:areaId/standards/households': {
    asks: () => [
      ...perArea((areaId) => [
        `/api/areas/${areaId}/standards/households`,
        `/api/areas/${areaId}/standards/households?format=xlsx`,
        `/api/areas/${areaId}/standards/households?state=waiting`,
      ])(),
      ...[P, C1, C2].flatMap((areaId) =>
        ['state=waiting', 'state=undetermined', 'move=stays', 'difference=b1-line'].map((filter) => ({
          url: `/api/areas/${areaId}/standards/households?${filter}`,
        })),
      ),
    ],
    shows: 'marks',
  },
  'GET /api/areas/:areaId/imports/drafts/:draftId': { asks: perArea((areaId) => [draftOf(areaId)]), shows: 'answers' },
  ...Object.fromEntries(
    ['GET reading', 'GET returned', 'GET rows ?kind=new', 'GET returned-rows', 'POST plan', 'POST run'].map((one) => {
      const [method, path, query = ''] = one.split(' ');
      const asks = perArea((areaId) => [`${draftOf(areaId)}/${path}${query}`]);
      return [`${method} /api/areas/:areaId/imports/drafts/:draftId/${path}`, { asks, shows: 'answers' as const }];
    }),
  ),
  'GET /api/areas/:areaId/imports/:importId/undo': {
    asks: perArea((areaId) => [`/api/areas/${areaId}/imports/${NONE}/undo`]),
    shows: 'answers',
  },
  // What these do with a draft or an import of one's own is server/register/import-routes.pg.test.ts.
  'POST /api/areas/:areaId/imports/files': {
    asks: perArea((areaId) => [`/api/areas/${areaId}/imports/files?name=a.csv`]),
    shows: 'answers',
  },
  'POST /api/areas/:areaId/imports/:importId/undo': {
    asks: perArea((areaId) => [`/api/areas/${areaId}/imports/${NONE}/undo`]),
    shows: 'answers',
  },
  // What these do for whoever may set a table is server/score-tables.pg.test.ts.
  'GET /api/score-tables': { asks: () => [{ url: '/api/score-tables' }], shows: 'answers' },
  'GET /api/accounts/sheet/template': { asks: () => [{ url: '/api/accounts/sheet/template' }], shows: 'answers' },
  'GET /api/score-tables/:rulebook/sheet': answering(() => [{ url: '/api/score-tables/2022-2026/sheet' }]),
  'POST /api/score-tables': {
    asks: () =>
      ['look', 'refused'].map((want) => ({
        url: '/api/score-tables',
        payload: {
          ...{ rulebook: '2022-2026', name: 'a.csv', base64: Buffer.from('Vùng,Khu vực,Nội dung,Mức,Điểm').toString('base64'), want },
          given: { version: null, status: null, source: null, approver: null, approvedOn: null },
        },
      })),
    shows: 'answers',
  },
  // What these do with a list of one's own is server/lists.pg.test.ts.
  'GET /api/lists': { asks: perArea((areaId) => [`/api/lists?area=${areaId}`]), shows: 'answers' },
  'POST /api/lists': {
    asks: () => areas().map((area) => ({ url: '/api/lists', payload: { area, round: null, rulebook: null, format: 'xlsx' } })),
    shows: 'answers',
  },
  'POST /api/lists/:jobId/stop': { asks: () => [{ url: `/api/lists/${NONE}/stop`, payload: {} }], shows: 'answers' },
  'GET /api/lists/:jobId/file': { asks: () => [{ url: `/api/lists/${NONE}/file` }], shows: 'answers' },
  'GET /api/households/:householdId': { asks: perHousehold(({ householdId }) => [`/api/households/${householdId}`]), shows: 'marks' },
  'GET /api/households/:householdId/interview': {
    asks: perHousehold(({ householdId }) => [`/api/households/${householdId}/interview`]),
    shows: 'marks',
  },
  // The paper of each household is server/forms.pg.test.ts; setting one takes a while.
  'GET /api/households/:householdId/form': {
    asks: () =>
      crawl.province.households
        .filter(({ mark }) => mark === '111')
        .map(({ householdId }) => ({ url: `/api/households/${householdId}/form` })),
    shows: 'some',
    who: (one) => '11' in one.sees,
  },
  'GET /api/areas/:areaId/form': answering(() => [P, hamletOf(1, 1)].map((areaId) => ({ url: `/api/areas/${areaId}/form` }))),
  // What comes of it is server/forms.pg.test.ts.
  'POST /api/areas/:areaId/forms': answering(() => [P, C1].map((id) => ({ url: `/api/areas/${id}/forms`, payload: { of: 'all' } }))),
  // What is kept of one is server/meeting/wall-pictures.pg.test.ts.
  'POST /api/areas/:areaId/wall-pictures': answering(() =>
    [P, C1, hamletOf(1, 1)].map((id) => ({ url: `/api/areas/${id}/wall-pictures`, payload: { picture: 'AAAA' } })),
  ),
  // What comes of a piece, and who sees a picture, is field/sync/photos.pg.test.ts.
  'GET /api/households/:householdId/photos/:photoId': answering(perHousehold((one) => [photoOf(one)])),
  'POST /api/households/:householdId/photos/:photoId/pieces': answering(() =>
    crawl.province.households.map((one) => ({ url: `${photoOf(one)}/pieces`, payload: { n: 0, box: NO_BOX } })),
  ),
  // What these keep is server/typed-forms.pg.test.ts.
  'GET /api/households/:householdId/typed-form': {
    asks: perHousehold(({ householdId }) => [`/api/households/${householdId}/typed-form`]),
    shows: 'answers',
  },
  ...Object.fromEntries(
    Object.entries({ 'typed-form': { roundId: ROUND, draft: null }, alike: ALIKE }).map(([path, payload]) => [
      `POST /api/households/:householdId/${path}`,
      {
        asks: () => crawl.province.households.map(({ householdId }) => ({ url: `/api/households/${householdId}/${path}`, payload })),
        shows: 'answers' as const,
      },
    ]),
  ),
  'GET /api/search': {
    asks: () => [
      { url: '/api/search?q=zq' },
      { url: `/api/search?q=${text('Zq1')}` },
      ...perHousehold(({ headName, citizenId, code }) =>
        [headName, citizenId, code, headName.slice(0, 6)].map((q) => `/api/search?q=${text(q)}`),
      )(),
    ],
    shows: 'marks',
  },
  'GET /api/rounds/:roundId/communes/:communeId/decision': {
    asks: perArea((areaId) => [`/api/rounds/${ROUND}/communes/${areaId}/decision`]),
    shows: 'some',
    who: reaches(P, D1, D2, ...COMMUNES),
  },
  'GET /api/figures': answering(perArea((areaId) => [`/api/figures?area=${areaId}`])),
  'GET /api/figures/:id/units': {
    asks: () => [
      ...perArea((areaId) => [`/api/figures/poorHouseholds/units?area=${areaId}&level=hamlet`])(),
      ...[P, C1].flatMap((areaId) => ['hamletsWithPoor', 'no-such'].map((id) => ({ url: `/api/figures/${id}/units?area=${areaId}` }))),
    ],
    shows: 'answers',
  },
  'GET /api/figures/:id/households': {
    asks: () => [
      ...perArea((areaId) => [
        `/api/figures/households/households?area=${areaId}`,
        `/api/figures/households/households?area=${areaId}&format=xlsx`,
      ])(),
      ...[P, C1].flatMap((areaId) => ['poorStart', 'communes'].map((id) => ({ url: `/api/figures/${id}/households?area=${areaId}` }))),
    ],
    shows: 'marks',
  },
  'GET /api/reports': { asks: perArea((areaId) => [`/api/reports?area=${areaId}`]), shows: 'answers' },
  'GET /api/reports/:table': {
    asks: () => [
      ...perArea((area) => ['1', '15'].flatMap((table) => ['json', 'xlsx'].map((format) => report(table, area, format))))(),
      ...[P, C1].flatMap((area) => ['2', '8', '12'].map((table) => ({ url: report(table, area, 'json') }))),
      ...[P, C1, C2, hamletOf(1, 1)].flatMap((area) => ['1', '15'].map((table) => ({ url: report(table, area, 'pdf') }))),
    ],
    shows: 'some',
    who: (one) => one.at === 'now' && reaches(P, C1, hamletOf(1, 1), hamletOf(1, 2))(one),
  },
  'GET /api/log': {
    asks: () => [
      ...['reads', 'events', 'unusual'].map((part) => ({ url: `/api/log?part=${part}` })),
      ...perHousehold(({ householdId }) => [`/api/log?part=events&household=${householdId}`])(),
    ],
    shows: 'answers',
  },
  'GET /api/read-log': {
    asks: () => [{ url: '/api/read-log' }, ...perHousehold(({ householdId }) => [`/api/read-log?household=${householdId}`])()],
    shows: 'answers',
  },
  'GET /api/hamlets': { asks: () => [{ url: '/api/hamlets' }], shows: 'answers' },
  ...Object.fromEntries([...UNDER_AREA, ...WALL].map(underArea)),
  ...publicWallPlans(hamletOf(1, 1), NONE),
  ...paperPlans(areas, ROUND),
  'GET /api/device': { asks: () => [{ url: '/api/device' }], shows: 'answers' },
  // What comes of one that opens is field/sync/sealed.pg.test.ts.
  'POST /api/sealed': {
    asks: () => [{ url: '/api/sealed', payload: { commands: [{ commandId: NONE, box: NO_BOX }] } }],
    shows: 'answers',
  },
  'POST /api/quarantine': { asks: () => [{ url: '/api/quarantine', payload: NO_PHONE }], shows: 'answers' },
  'GET /api/pull': {
    asks: () => [{ url: '/api/pull' }, { url: `/api/pull?cursors=${crawl.province.hamlets.map(({ bookId }) => `${bookId}:0`).join(',')}` }],
    shows: 'marks',
    who: (one) => one.posts.every(({ role }) => !['district-officer', 'province-officer', 'administrator', 'auditor'].includes(role)),
  },
  'GET /desk': { asks: () => [{ url: '/desk' }], shows: 'answers' },
  'GET /desk/*': { asks: () => [{ url: '/desk/ho' }], shows: 'answers' },
  'GET /field': { asks: () => [{ url: '/field' }], shows: 'answers' },
  'GET /field/*': { asks: () => [{ url: '/field/ho' }], shows: 'answers' },
  'GET /': { asks: () => [{ url: '/' }], shows: 'answers' },
  'GET /*': { asks: () => [{ url: '/tin-tuc' }], shows: 'answers' },
  'GET /giay-chung-nhan/*': { asks: () => [{ url: '/giay-chung-nhan/x' }], shows: 'answers' },
};
/** Asked in tests of their own below, since they change things. */
const OTHERWISE = [
  'POST /api/commands',
  'POST /api/sign-out',
  'POST /api/accounts/codes',
  ...['POST /api/accounts/sheet', 'POST /api/accounts/sheet/returned'],
  ...['POST /api/hamlets/sheet', 'POST /api/hamlets/sheet/returned'],
  'POST /api/accounts/:accountId/sessions/end',
  'POST /api/accounts/:accountId/phones/withdraw',
  'POST /api/accounts/:accountId/second-factor/remove',
  'POST /api/me/password',
  'POST /api/me/sessions/end',
  'POST /api/me/second-factor/set-up',
  'POST /api/me/second-factor/confirm',
  'POST /api/me/second-factor/remove',
];

// ---- asking --------------------------------------------------------------------------------------------------------

const inside = (one: Case) =>
  crawl.province.households
    .filter(({ mark }) => mark.slice(0, 2) in one.sees)
    .map(({ mark }) => mark)
    .sort();

test('every route of the server has a plan', () => {
  // HEAD is its GET without the body.
  const planned = (route: string): boolean => route.replace(/^HEAD /, 'GET ') in PLANS || OTHERWISE.includes(route);
  const unplanned = [...crawl.routes].filter((route) => !planned(route) && !route.endsWith(' /api/*'));
  assert.deepEqual(unplanned, []);
  const gone = [...Object.keys(PLANS), ...OTHERWISE].filter((route) => !crawl.routes.has(route));
  assert.deepEqual(gone, []);
});

test('no route shows anybody anything of an area outside, and each shows what it may', async () => {
  const failures: string[] = [];
  // One time after the other: who signs in today clears away the sessions of last year.
  for (const time of ['before', 'now'] as const) {
    const left = CASES.filter(({ at }) => at === time);
    const lane = async (): Promise<void> => {
      for (let one = left.shift(); one !== undefined; one = left.shift()) failures.push(...(await crawlAs(one)));
    };
    await Promise.all(Array.from({ length: LANES }, lane));
  }
  assert.deepEqual(failures, []);
});

/** So many posts ask at the same time: while the database answers one, the pages and sheets of another are made. */
const LANES = 3;

async function crawlAs(one: Case): Promise<string[]> {
  const failures: string[] = [];
  const cookies = one.posts.length === 0 ? {} : await crawl.signIn(one);
  for (const [route, plan] of Object.entries(PLANS)) {
    const [method] = route.split(' ');
    const seen = new Set<string>();
    let answered = 0;
    for (const { url, payload } of plan.asks()) {
      const options = { url, cookies, headers: { 'x-vuon': '1' } };
      const answer = await crawl
        .appOf(one)
        .inject(method === 'POST' ? { ...options, method: 'POST', payload: payload as object } : options);
      if (answer.statusCode === 500) failures.push(`${one.name} ${url} answers 500`);
      if (answer.body !== '') answered += 1;
      for (const mark of checkLeak(crawl.province, one, { url, shown: readable(answer) })) if (answer.statusCode === 200) seen.add(mark);
    }
    if (answered === 0) failures.push(`${route} never answered ${one.name}`);
    const all = plan.who?.(one) === false ? [] : inside(one);
    if (plan.shows === 'marks' && [...seen].sort().join() !== all.join())
      failures.push(`${route} showed ${one.name} only ${[...seen].join()}`);
    if (plan.shows === 'some' && seen.size === 0 && plan.who?.(one) === true) failures.push(`${route} showed ${one.name} nothing`);
  }
  return failures;
}

test('the crawl would notice a route that forgets the area, and one that forgets to mask', async () => {
  const rogue = await createApp({
    db: database.app,
    now: () => instant(NOW),
    perMinute: 1e6,
    facesDir: '/nowhere',
    moreRooms: [
      (server) =>
        route(server, {
          method: 'GET',
          url: '/api/rogue',
          handle: async ({ tx, scope }) => {
            await enterScope(tx, { ...scope, reach: 'all' });
            return (await sql`select full_name from member`.execute(tx)).rows;
          },
        }),
      (server) =>
        route(server, {
          method: 'GET',
          url: '/api/unmasked',
          handle: async ({ tx }) => (await sql`select * from member`.execute(tx)).rows,
        }),
    ],
  });
  const [one] = CASES;
  assert.ok(one);
  const cookies = await crawl.signIn(one);
  const ask = async (url: string) => readable(await rogue.inject({ url, cookies }));
  const [leaked, unmasked] = [await ask('/api/rogue'), await ask('/api/unmasked')];
  assert.throws(() => checkLeak(crawl.province, one, { url: '/api/rogue', shown: leaked }), /shows \d/);
  assert.throws(() => checkLeak(crawl.province, one, { url: '/api/unmasked', shown: unmasked }), /shows the citizen id/);
  await rogue.close();
});
