/**
 * Paper forms typed in, on PostgreSQL: who may hand one in that somebody else filled in by hand, whose half-typed form is whose, and that
 * nothing of one is left when the household is forgotten.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { CommandsAnswer, HouseholdView } from '../core/views.ts';
import {
  type CanaryHousehold,
  COMMUNES,
  hamletOf,
  interview,
  makeCanaryProvince,
  NOW,
  PASSWORD,
  ROUND,
} from '../tools/test/canary-province.ts';
import { instant } from '../tools/test/crawl-cases.ts';
import { withDatabase } from '../tools/test/database.ts';
import type { App } from './http/app.ts';
import { createApp } from './main.ts';

const database = await withDatabase({ max: 6 });
let app: App;
const accountIds = new Map<string, string>();
/** Of commune 2, whose list is not decided; not visited in this round. */
let household: CanaryHousehold;
before(async () => {
  const province = await makeCanaryProvince(database.app);
  household = province.households.find(({ mark }) => mark === '212') ?? assert.fail();
  const posts = [
    ['cong.chuc', { role: 'commune-officer', areaId: COMMUNES[1] }],
    ['dong.nghiep', { role: 'commune-officer', areaId: COMMUNES[1] }],
    ['chu.tich', { role: 'commune-chair', areaId: COMMUNES[1] }],
    ['ra.soat', { role: 'enumerator', areaId: hamletOf(1, 1) }],
  ] as const;
  for (const [name, post] of posts) accountIds.set(name, await province.addAccount(name, [post]));
  app = await createApp({ db: database.app, now: () => instant(NOW), perMinute: 1e6, signInsPerMinute: 1e6, facesDir: '/nowhere' });
});
after(() => app.close());

async function enter(username: string) {
  const headers = { 'x-vuon': '1' };
  const signedIn = await app.inject({ method: 'POST', url: '/api/sign-in', headers, payload: { username, password: PASSWORD } });
  assert.equal(signedIn.statusCode, 200, signedIn.body);
  const cookies = { vuon: signedIn.cookies[0]?.value ?? '' };
  return {
    get: (url: string) => app.inject({ url, cookies }),
    raw: (url: string, payload: string) =>
      app.inject({ method: 'POST', url, cookies, headers: { ...headers, 'content-type': 'application/json' }, payload }),
    post: (url: string, payload: object) => app.inject({ method: 'POST', url, cookies, headers, payload }),
  };
}

let sent = 0;
async function handIn(username: string, more: object): Promise<string> {
  const payload = { ...interview(household, null, accountIds.get(username)), ...more };
  const commandId = `0f000000-0000-4000-8000-${String(++sent).padStart(12, '0')}`;
  const command = { commandId, kind: 'interview-finished', v: 1, at: NOW, payload };
  const answer = (await (await enter(username)).post('/api/commands', { commands: [command] })).json<CommandsAnswer>().answers[0];
  return answer?.answer === 'taken' ? 'taken' : (answer?.problem?.code ?? 'no answer');
}

const paper = { paper: { interviewer: 'Trần Thị Mai' } };
const draftOf = () => `/api/households/${household.householdId}/typed-form`;

test('a half-typed form is kept for the one who types it, and for nobody else', async () => {
  const [own, colleague, elsewhere, chair] = await Promise.all(['cong.chuc', 'dong.nghiep', 'ra.soat', 'chu.tich'].map(enter));
  assert.ok(own && colleague && elsewhere && chair);
  const draft = { state: { household: { tenure: 'owned' } }, head: { interviewer: 'Trần Thị Mai' } };
  assert.deepEqual((await own.post(draftOf(), { roundId: ROUND, draft })).json(), { kept: true });
  assert.deepEqual((await own.get(`${draftOf()}?round=${ROUND}`)).json(), { draft });
  assert.deepEqual((await colleague.get(`${draftOf()}?round=${ROUND}`)).json(), { draft: null });
  assert.equal((await elsewhere.get(`${draftOf()}?round=${ROUND}`)).statusCode, 404);
  assert.equal((await chair.get(`${draftOf()}?round=${ROUND}`)).statusCode, 403, 'who decides types nothing in');
});

test('a half-typed form of no round, or with what no database keeps, is refused and not kept', async () => {
  const own = await enter('cong.chuc');
  const post = async (body: object) => {
    const answer = await own.post(draftOf(), body);
    return [answer.statusCode, answer.json<{ problem?: { code: string } }>().problem?.code];
  };
  const [before] = (await database.ownerPool.query('select draft from typed_form')).rows;
  const draft = { state: { said: 'a' } };
  assert.deepEqual(await post({ roundId: '0f000000-0000-4000-8000-00000000ffff', draft }), [404, 'round-unknown']);
  for (const bad of ['\u0000', 'a\ud800', '\udc00b']) {
    assert.deepEqual(await post({ roundId: ROUND, draft: { state: [{ said: bad }] } }), [400, 'bad-request'], JSON.stringify(bad));
    assert.deepEqual(await post({ roundId: ROUND, draft: { state: { [bad]: 1 } } }), [400, 'bad-request'], JSON.stringify(bad));
    assert.deepEqual(await post({ roundId: ROUND, draft: { [bad]: 1 } }), [400, 'bad-request'], JSON.stringify(bad));
  }
  const depth = await own.raw(draftOf(), `{"roundId":"${ROUND}","draft":{"state":${'['.repeat(20_000)}${']'.repeat(20_000)}}}`);
  assert.equal(depth.statusCode, 400, depth.body);
  assert.deepEqual((await database.ownerPool.query('select draft from typed_form')).rows, [before]);
  assert.deepEqual(await post({ roundId: ROUND, draft: { state: { said: 'đ 𐍈 \\u0000' } } }), [200, undefined]);
});

test('an officer hands in a form that somebody else filled in by hand, and no interview of their own', async () => {
  assert.equal(await handIn('cong.chuc', {}), 'not-your-role');
  assert.equal(await handIn('chu.tich', paper), 'not-your-role');
  assert.equal(await handIn('cong.chuc', { ...paper, enumeratorId: accountIds.get('ra.soat') }), 'enumerator-differs');
  const at = { startedAt: '2026-10-19T05:00:00.000Z', endedAt: '2026-10-19T05:00:00.000Z' };
  assert.equal(await handIn('cong.chuc', { ...paper, ...at }), 'taken');
  const view = (await (await enter('cong.chuc')).get(`/api/households/${household.householdId}`)).json<HouseholdView>();
  const [visit] = view.interviews;
  assert.deepEqual([visit?.interviewer, visit?.by, visit?.seconds, visit?.signed], ['Trần Thị Mai', 'cong.chuc', null, null]);
});

test('nothing of a half-typed form is left when the household is forgotten', async () => {
  const left = async () => (await database.ownerPool.query('select from typed_form')).rows.length;
  assert.equal(await left(), 1);
  await database.ownerPool.query(`update household set state = 'erased' where household_id = $1`, [household.householdId]);
  assert.equal(await left(), 0);
});
