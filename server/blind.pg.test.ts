/**
 * Whoever is to ask a household once more learns nothing of what was found before. Every route that the server names is asked, by an account
 * with every post of the commune, in two worlds in which only that household's first form, points, class and what followed differ: where
 * another account with the same posts is told otherwise in each, this one is told the very same, or nothing.
 */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { addDays, date, instantOf } from '../core/kernel/dates.ts';
import { USUAL_PROCEDURE } from '../core/meeting/procedure.ts';
import type { UsualRoundView } from '../core/meeting/round-views.ts';
import type { PullAnswer } from '../core/sync/protocol.ts';
import type { AuditView } from '../core/access/views.ts';
import { type AreaView, type CommandsAnswer, HOUSEHOLD_FILTERS, type InterviewView, type PulledHouseholdView } from '../core/views.ts';
import { type Ask, openApi } from '../tools/test/api.ts';
import { withDatabase } from '../tools/test/database.ts';
import { plantDoubts } from '../tools/test/doubtful-commune.ts';
import { steady, TELLING, TELLING_DECIDED, type Told, whereOtherwise } from '../tools/test/told-alike.ts';
import { TEST_PASSWORD } from '../tools/village/load.ts';
import { POSTING_GATES } from '../tools/village/office.ts';
import { setPassword } from './access/sign-in.ts';

const NOW = '2026-11-20T02:00:00.000Z';
const TODAY = date('2026-11-20');
const NEXT = `${addDays(TODAY, 1)}T02:00:00.000Z`;
const database = await withDatabase<unknown>({ max: 6 });
const { ownerPool } = database;
let api = await openApi(database.app, { now: NOW, meetings: true, ways: { gates: [...POSTING_GATES], procedure: USUAL_PROCEDURE } });
after(() => api.close());
const planted = await plantDoubts(database.app, api.mini, instantOf(Date.parse(NOW)));
const at = { now: instantOf(Date.parse(NOW)), today: TODAY };
await setPassword(database.app, at, { accountId: planted.second.accountId, password: TEST_PASSWORD });
const { village, rounds, accounts } = api.mini;
const { communeId } = village;
const provinceId = accounts['canbotinh']?.grants[0]?.areaId ?? assert.fail();
/** Who held the first interview, and who asks once more. */
const [first, checker] = [accounts['rasoat']?.accountId ?? '', planted.second.accountId];

async function tell(ask: Ask, kind: string, payload: object, moment: string): Promise<void> {
  const { answers } = await ask<CommandsAnswer>('/api/commands', {
    commands: [{ commandId: crypto.randomUUID(), kind, v: 1, at: moment, payload }],
  });
  assert.equal(answers[0]?.answer, 'taken', `${kind} ${JSON.stringify(answers)}`);
}

async function row<R extends object>(text: string, values: readonly unknown[]): Promise<R> {
  const { rows } = await ownerPool.query<R>(text, [...values]);
  return rows[0] ?? assert.fail(`nothing: ${text}`);
}

// ---- what there is to tell ------------------------------------------------------------------------------------------

const drawId = crypto.randomUUID();
await tell(
  await api.as('canbo'),
  'announce-back-check',
  { drawId, communeId, roundId: rounds.now, size: 30, source: 'Giải đặc biệt xổ số Vĩnh Long', seedOn: addDays(TODAY, 1) },
  NOW,
);
api.setNow(NEXT);
await tell(await api.as('canbo'), 'draw-back-check', { drawId, communeId, seed: '48213' }, NEXT);
const { householdId, hamletId, headName } = await row<{ householdId: string; hamletId: string; headName: string }>(
  `select h.household_id as "householdId", h.hamlet_id as "hamletId", h.head_name as "headName"
     from back_check_draw d cross join lateral jsonb_to_recordset(d.households) as one ("householdId" uuid)
     join household h on h.household_id = one."householdId" join interview i on i.household_id = h.household_id and i.round_id = d.round_id
    where i.account_id = $1 and (select count(*) from household o where o.head_name = h.head_name) = 1
      and exists (select from review_list l where l.household_id = h.household_id and l.round_id = d.round_id)
    order by h.household_id limit 1`,
  [first],
);
const POSTS = ['enumerator', 'commune-officer', 'commune-chair', 'hamlet-head', 'hamlet-secretary', 'auditor', 'province-officer'] as const;
const areaOf = (role: (typeof POSTS)[number]): string =>
  role === 'province-officer' ? provinceId : role.startsWith('hamlet') ? hamletId : communeId;
for (const accountId of [first, checker])
  for (const role of POSTS)
    await ownerPool.query(
      `insert into role_grant (account_id, role, area_id, valid_from) values ($1, $2, $3, '2026-01-01') on conflict do nothing`,
      [accountId, role, areaOf(role)],
    );

// A review of requests beside the yearly one, with a form of the same household.
const beside = await (await api.as('canbotinh'))<UsualRoundView>(
  `/api/areas/${provinceId}/rounds/usual?kind=regular&from=2026-11-16&steps=`,
);
await tell(await api.as('canbotinh'), 'round-opened', { round: beside.round, communes: [communeId] }, NEXT);
const besideId = beside.round.roundId;
await tell(await api.as('canbo'), 'review-listed', { householdId, roundId: besideId, why: 'request' }, NEXT);
const said = JSON.parse(
  (
    await row<{ body: string }>(
      'select p.body from interview i join payload p on p.event_id = i.event_id where i.round_id = $1 and i.household_id = $2',
      [rounds.now, householdId],
    )
  ).body,
);

/** What a form of the round beside says, by whoever held the first. */
async function visitBeside(): Promise<void> {
  const ask = await api.as('rasoat');
  const { version } = await ask<InterviewView>(`/api/households/${householdId}/interview?round=${besideId}`);
  const day = addDays(TODAY, 1);
  const times = { interviewedOn: day, startedAt: `${day}T00:10:00.000Z`, endedAt: `${day}T00:40:00.000Z` };
  await tell(ask, 'interview-finished', { ...said, ...times, roundId: besideId, seen: version, enumeratorId: first }, NEXT);
}
await visitBeside();

// Minutes of the hamlet that name the class.
await ownerPool.query(`update round_commune set gate = 'meeting' where round_id = $1 and commune_id = $2`, [rounds.now, communeId]);
const heldOn = addDays(TODAY, 1);
await tell(
  await api.as('truongap'),
  'hold-meeting',
  {
    ...{
      recordId: crypto.randomUUID(),
      roundId: rounds.now,
      hamletId,
      heldOn,
      place: 'culture-house',
      chair: 'Ông Trưởng',
      secretary: 'Bà Thư',
    },
    ...{ called: [householdId], came: [{ householdId, as: 'head' }], others: 9, closedAt: NEXT, after: [] },
    points: [{ householdId, class: 'poor', present: 10, yes: 8, said: 'Nhà có ti vi màu', corrections: [] }],
  },
  NEXT,
);
// Its own request, and what somebody says against the list on which it stands.
const [requestId, objectionId] = [crypto.randomUUID(), crypto.randomUUID()];
const asked = { requestId, communeId, hamletId };
const lodged = { form: 'review', name: headName, address: null, contact: null, text: 'Xin xét', via: 'desk', dossier: null };
const [secret, on] = ['ABCDEFGHJK', { lodgedOn: TODAY }];
await tell(await api.as('canbo'), 'lodge-request', { ...asked, ...lodged, ...on, secret }, NEXT);
const put = { outcome: 'listed', refusal: null, roundId: besideId, quick: { has: [], despite: null }, householdId, text: 'Đã ghi' };
await tell(await api.as('canbo'), 'answer-request', { ...asked, ...put }, NEXT);
await ownerPool.query('update request set round_id = $2 where request_id = $1', [requestId, rounds.now]);
const against = { kind: 'feedback', matter: 'wrongly-listed', against: null, about: householdId, text: 'Hộ có ti vi', name: null };
const where = { objectionId, roundId: rounds.now, communeId, hamletId, via: 'desk', contact: null };
await tell(await api.as('canbo'), 'lodge-objection', { ...where, ...against, ...on, secret }, NEXT);
const decisionId = crypto.randomUUID();
/** As if the list had been decided already. */
async function decide(): Promise<void> {
  await ownerPool.query(
    `insert into decision (decision_id, round_id, rulebook, commune_id, number, decided_on, account_id, poor, near_poor, escaped_poverty, escaped_near)
     values ($1, $2, '2022-2026', $3, '77/QĐ-UBND', $4, $5, 1, 0, 0, 0)`,
    [decisionId, rounds.now, communeId, heldOn, first],
  );
  await ownerPool.query(`update status set valid_to = $2 where household_id = $1 and valid_to is null`, [householdId, heldOn]);
  await ownerPool.query(
    `insert into status (event_id, household_id, round_id, year, rulebook, hamlet_id, decision_id, class, list, origin, people, valid_from, cannot_escape, source)
     select gen_random_uuid(), household_id, $2, 2026, '2022-2026', hamlet_id, $3, 'poor', 'poor', 'new', members, $4, 'no', 'decision'
       from household where household_id = $1`,
    [householdId, rounds.now, decisionId, heldOn],
  );
}

/** Two worlds: in one the household was found poor, in the other not. */
async function be(world: 'poor' | 'not-poor'): Promise<void> {
  const poor = world === 'poor';
  const { rowCount } = await ownerPool.query(
    `update verdict set outcome = $2, possible = array[$2], b1_min = $3, b1_max = $3, b2_min = $4, b2_max = $4, deprived = $4
      where household_id = $1 and round_id = any ($5::uuid[])`,
    [householdId, world, poor ? 95 : 310, poor ? 5 : 0, [rounds.now, besideId]],
  );
  assert.ok((rowCount ?? 0) >= 2, 'verdicts of both rounds');
  const sets = poor ? 1 : 8;
  await ownerPool.query(
    `update interview set answers = jsonb_set(answers, '{household,televisions}', to_jsonb($2::int)) where household_id = $1 and round_id = any ($3::uuid[])`,
    [householdId, sets, [rounds.now, besideId]],
  );
  await ownerPool.query(
    `update payload p set body = jsonb_set(p.body::jsonb, '{answers,household,televisions}', to_jsonb($2::int))::text
       from event e where e.event_id = p.event_id and e.household_id = $1 and e.kind = 'interview-finished'`,
    [householdId, sets],
  );
  await ownerPool.query(
    `update payload p set body = jsonb_set(p.body::jsonb, '{class}', to_jsonb($2::text))::text
       from event e where e.event_id = p.event_id and e.household_id = $1 and e.kind = 'household-discussed'`,
    [householdId, world],
  );
  await ownerPool.query('update status set class = $2, list = $3, cannot_escape = $4 where household_id = $1 and round_id = $5', [
    ...[householdId, world, poor ? 'poor' : 'escaped-poverty', poor ? 'yes' : 'no', rounds.now],
  ]);
  // What is counted is kept while the books stay.
  api = await api.restart();
}

// ---- what is asked --------------------------------------------------------------------------------------------------

const NONE = '00000000-0000-4000-8000-00000000fffe';
const AREAS = [provinceId, communeId, hamletId];
const PARAMS: Readonly<Record<string, readonly string[]>> = {
  ...{ areaId: AREAS, householdId: [householdId], roundId: [rounds.now, besideId], communeId: [communeId], heldOn: [heldOn] },
  ...{ decisionId: [decisionId], rulebook: ['2022-2026'], table: ['1', '15'], accountId: [checker] },
  ...{ requestId: [requestId], objectionId: [objectionId] },
  id: ['households', 'poorHouseholds', 'poorNew', 'nearPoorHouseholds', 'poorRisen', 'cannotEscape'],
  // Of these there is none about the household; what they tell is asked below where there is one.
  ...Object.fromEntries(['photoId', 'pictureId', 'directiveId', 'jobId', 'draftId', 'importId', 'token'].map((key) => [key, [NONE]])),
};
const every = (keys: readonly string[], values: readonly string[]) => keys.flatMap((key) => values.map((value) => `${key}${value}`));
const QUERIES: Readonly<Record<string, readonly string[]>> = {
  '/api/areas/:areaId/households': [
    ...HOUSEHOLD_FILTERS.flatMap((filter) =>
      ['', '&format=xlsx', '&match=a', '&order=2022-2026'].map((more) => `filter=${filter}&limit=500${more}`),
    ),
    `round=${besideId}&limit=500`,
  ],
  '/api/areas/:areaId/standards': ['', 'format=xlsx'],
  '/api/areas/:areaId/standards/households': [
    ...['', '&state=undetermined', '&move=stays', '&move=gains', '&move=loses', '&from=poor', '&to=not-poor', '&difference=b1-line'].map(
      (filter) => `limit=500${filter}`,
    ),
    'format=xlsx',
  ],
  '/api/search': [`q=${encodeURIComponent(headName)}`],
  '/api/households/:householdId/interview': ['', `round=${rounds.now}`, `round=${besideId}`],
  '/api/households/:householdId/typed-form': [`round=${rounds.now}`],
  '/api/rounds/:roundId/communes/:communeId/decision': ['', 'rulebook=2027-2030'],
  '/api/rounds/:roundId/communes/:communeId/decision/paper': ['format=pdf', 'format=xlsx'],
  '/api/areas/:areaId/decisions/:decisionId/paper': ['format=pdf', 'format=xlsx'],
  '/api/areas/:areaId/certificates': ['', `decision=${decisionId}&hamlet=${hamletId}`],
  '/api/areas/:areaId/rounds/usual': ['kind=regular&from=2026-12-16&steps='],
  '/api/figures/:id/households': every(
    AREAS.map((area) => `area=${area}&year=2026`),
    ['&limit=500', '&format=xlsx'],
  ),
  '/api/figures/:id/units': AREAS.map((area) => `area=${area}&year=2026`),
  '/api/figures': AREAS.map((area) => `area=${area}&year=2026`),
  '/api/changes': AREAS.map((area) => `area=${area}&year=2026`),
  '/api/changes/households': every(
    AREAS.map((area) => `area=${area}&year=2026&limit=500`),
    ['&list=poor', '&list=near-poor'],
  ),
  '/api/late': AREAS.map((area) => `area=${area}&round=${rounds.now}`),
  '/api/reports': AREAS.map((area) => `area=${area}`),
  '/api/reports/:table': every(
    AREAS.map((area) => `area=${area}&round=${rounds.now}`),
    ['&format=json', '&format=xlsx'],
  ),
  '/api/series': AREAS.map((area) => `area=${area}`),
  '/api/lists': AREAS.map((area) => `area=${area}`),
  '/api/seals': AREAS.map((area) => `area=${area}&round=${rounds.now}`),
  '/api/pull': ['cursors=', `cursors=${NONE}:0`],
  '/api/log': ['part=events', 'part=reads', `part=events&household=${householdId}`],
  '/api/read-log': ['', `household=${householdId}`],
  '/api/accounts': [`area=${communeId}`],
  '/api/accounts/area': ['commune=&hamlet='],
  '/api/hamlets': [''],
};

/** Faces and what is asked without signing in: they know nobody. */
const OPEN = /^\/(desk|field|healthz|metrics|\*|giay-chung-nhan|$|api\/\*|api\/public)/;
/** They tell who looked, and grow with every asking. */
const GROWING = new Set(['/api/log', '/api/read-log', '/api/areas/:areaId/imports/template']);

function addressesOf(route: string): readonly string[] {
  let found: readonly string[] = [route];
  for (const [, key = ''] of route.matchAll(/:(\w+)/g)) {
    const values = PARAMS[key] ?? assert.fail(`${route}: say what to ask for ${key}`);
    found = found.flatMap((url) => values.map((value) => url.replace(`:${key}`, encodeURIComponent(value))));
  }
  return found.flatMap((url) => (QUERIES[route] ?? ['']).map((query) => (query === '' ? url : `${url}?${query}`)));
}

async function hear(username: string, asks: (url: string) => boolean): Promise<readonly Told[]> {
  const ask = await api.text(username);
  const routes = [...api.routes].filter((route) => route.startsWith('GET ')).map((route) => route.slice('GET '.length));
  const heard: Told[] = [];
  for (const route of routes.filter((one) => !OPEN.test(one) && !GROWING.has(one)))
    for (const url of addressesOf(route).filter(asks)) heard.push({ route, url, text: steady(await ask(url)) });
  return heard;
}

/** In both worlds: what whoever asks once more is told otherwise, and where another is. */
async function compare(asks: (url: string) => boolean = () => true) {
  const heard = [];
  for (const world of ['poor', 'not-poor'] as const) {
    await be(world);
    heard.push(await Promise.all([hear('rasoathai', asks), hear('rasoat', asks)]));
  }
  const [[blind, seeing] = assert.fail(), [blindThen, seeingThen] = assert.fail()] = heard;
  const tells = (of: readonly Told[]) => [...new Set(of.map(({ route }) => route))].sort();
  const told = differing(blind, blindThen).map(
    ({ url, text }) => `${url}: ${whereOtherwise(text, blindThen.find((one) => one.url === url)?.text ?? '')}`,
  );
  return { told, tells: tells(differing(seeing, seeingThen)) };
}

const names = (text: string): boolean => text.includes(householdId) || text.replace(/\s+/g, '').includes(headName.replace(/\s+/g, ''));

/** Counts name nobody: by subtraction they tell of one all the same. */
const COUNTS = /^\/api\/areas\/[^/]+(\/standards)?(\?|$)/;

/** Of two hearings, the addresses that name the household in either and tell otherwise. */
const differing = (one: readonly Told[], other: readonly Told[]): readonly Told[] =>
  one.filter(({ url, text }, i) => text !== other[i]?.text && (COUNTS.test(url) || names(text) || names(other[i]?.text ?? '')));

const lacks = (tells: readonly string[], wanted: readonly string[]) => wanted.filter((route) => !tells.includes(route));

await tell(await api.as('canbo'), 'assign-back-check', { drawId, communeId, householdId, accountId: checker }, NEXT);

test('in two worlds whoever asks once more is told the same of the household by every route, others are told otherwise', async () => {
  const { told, tells } = await compare();
  assert.deepEqual(told, []);
  assert.deepEqual(lacks(tells, TELLING), []);
});

test('nor once its list was decided', async () => {
  await decide();
  const { told, tells } = await compare((url) => !/pdf|today|fairness|minutes|postings|\/form$/.test(url) || url.includes('/decisions/'));
  assert.deepEqual(told, []);
  assert.deepEqual(lacks(tells, TELLING_DECIDED), []);
});

const refusal = async (username: string, kind: string, payload: object, when = NEXT): Promise<string> => {
  const commands = [{ commandId: crypto.randomUUID(), kind, v: 1, at: when, payload }];
  const { answers } = await (await api.as(username))<CommandsAnswer>('/api/commands', { commands });
  return answers[0]?.problem?.code ?? answers[0]?.answer ?? '';
};

test('nor by the door, the board, the log and what is said against the list', async () => {
  const sheet = () => ({ rowId: crypto.randomUUID(), householdId, communeId, decisionId, issuedOn: heldOn, sheet: 'new' });
  for (const world of ['poor', 'not-poor'] as const) {
    await be(world);
    assert.equal(await refusal('rasoathai', 'issue-certificate', sheet()), 'back-check-first', world);
  }
  assert.equal(await refusal('rasoat', 'issue-certificate', sheet()), 'certificate-for-nobody');
  await be('poor');
  assert.equal(await refusal('rasoat', 'issue-certificate', sheet()), 'taken');
  const written = async (username: string) =>
    (await (await api.as(username))<AuditView>(`/api/log?part=events&household=${householdId}`)).lines.map(({ kind }) => kind);
  assert.ok((await written('rasoat')).includes('certificate-issued'));
  assert.ok(!(await written('rasoathai')).some((kind) => /certificate|discussed|objection/.test(kind)));
  const objection = `/api/areas/${communeId}/objections/${objectionId}`;
  assert.match(await (await api.text('rasoathai'))(objection), /^409 .*back-check-first/);
  assert.match(await (await api.text('rasoat'))(objection), /^200 /);
  await ownerPool.query(`update round_commune set gate = 'decision' where round_id = $1 and commune_id = $2`, [rounds.now, communeId]);
  api = await api.restart();
  const list = {
    decisionId: crypto.randomUUID(),
    roundId: rounds.now,
    communeId,
    number: '9/QĐ',
    decidedOn: heldOn,
    rulebook: '2022-2026',
  };
  const offers = async (username: string) =>
    (await (await api.as(username))<AreaView>(`/api/areas/${communeId}`)).next.find(({ action }) => action === 'decide-list')?.why;
  assert.deepEqual([await refusal('rasoathai', 'decide-list', list), await offers('rasoathai')], ['back-check-first', 'back-check-first']);
  assert.notEqual(await refusal('rasoat', 'decide-list', list), 'back-check-first');
  assert.equal(await offers('rasoat'), null);
});

test('what is withheld ends with the last day on which anybody can ask', async () => {
  const { closesOn } = await row<{ closesOn: string }>('select closes_on as "closesOn" from round where round_id = $1', [rounds.now]);
  const heard = async (day: string) => {
    api.setNow(`${day}T02:00:00.000Z`);
    const said = await (await api.text('rasoathai'))(`/api/rounds/${rounds.now}/communes/${communeId}/decision/paper?format=xlsx`);
    return said.includes('back-check-first') ? 'withheld' : said.slice(0, 4);
  };
  const late = addDays(date(closesOn), 1);
  assert.deepEqual([await heard(closesOn), await heard(late)], ['withheld', '200 ']);
  const times = { interviewedOn: late, startedAt: `${late}T00:10:00.000Z`, endedAt: `${late}T00:40:00.000Z` };
  const sent = { ...said, ...times, seen: null, enumeratorId: checker };
  assert.equal(await refusal('rasoathai', 'interview-finished', sent, `${late}T02:00:00.000Z`), 'interview-day-out-of-round');
  api.setNow(NEXT);
});

test('once they have asked, the forms of both rounds come to the phone with what is new', async () => {
  const ask = await api.as('rasoathai');
  const news = (cursors: string) => ask<PullAnswer<PulledHouseholdView>>(`/api/pull?cursors=${cursors}`);
  const rowIn = ({ books }: PullAnswer<PulledHouseholdView>) =>
    books.flatMap((book) => ('rows' in book ? book.rows : [])).find((one) => one.householdId === householdId);
  const before = await news('');
  const cursors = before.books.flatMap((book) => ('version' in book ? [`${book.bookId}:${book.version}`] : [])).join(',');
  const hidden = new Set([rounds.now, besideId]);
  const told = (row: PulledHouseholdView | undefined) => (row?.interviews ?? []).filter(({ roundId }) => hidden.has(roundId)).length;
  assert.deepEqual([rowIn(before)?.backCheck, told(rowIn(before)), rowIn(await news(cursors))], [rounds.now, 0, undefined]);
  const day = addDays(TODAY, 1);
  const times = { interviewedOn: day, startedAt: `${day}T01:10:00.000Z`, endedAt: `${day}T01:40:00.000Z` };
  await tell(ask, 'interview-finished', { ...said, ...times, seen: null, enumeratorId: checker }, NEXT);
  const row = rowIn(await news(cursors));
  assert.deepEqual([row?.backCheck, told(row)], [undefined, 2]);
});
