/**
 * The crawl of writes (dò quyền ghi): every post sends commands about every household, inside and outside its areas. What
 * it may not send is refused for want of a right and leaves no event; what it may is not.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type CanaryHousehold, command, interview, NOW, type Post, PROVINCE, TODAY } from '../tools/test/canary-province.ts';
import { CASES, type Case, checkLeak, type Crawl, startCrawl } from '../tools/test/crawl-cases.ts';
import { withDatabase } from '../tools/test/database.ts';
import { submit } from './ledger/door.ts';

const database = await withDatabase({ max: 4 });
let crawl: Crawl;
before(async () => {
  crawl = await startCrawl(database.app);
});
after(() => crawl.close());

/** Who may send what, written out: the oracle of the door's rights. */
const SENDERS: Readonly<Record<string, readonly string[]>> = {
  'household-corrected': ['enumerator', 'commune-officer'],
  'interview-finished': ['enumerator'],
  'photo-taken': ['enumerator'],
  'photo-removed': ['commune-officer', 'commune-chair'],
  'status-recorded': ['commune-officer'],
  'split-household': ['enumerator', 'commune-officer'],
  'member-left': ['enumerator', 'commune-officer'],
  'correct-member': ['enumerator', 'commune-officer'],
  'handover-settled': ['commune-officer', 'commune-chair'],
  erase: ['commune-chair'],
};

test('a write about a household of another area, or by another post, is refused and leaves no event', async () => {
  const taken = new Map<string, number>();
  const about = { refusedBecause: 'not-your-role', form: '{}', word: null };
  for (const { householdId, hamletId, headName } of crawl.province.households) {
    const handed = command('handed-over', { handoverId: householdId, householdId, hamletId, headName, ...about });
    const pictured = command('photo-taken', pictureOf(householdId, householdId));
    for (const answer of await submit(database.app, 'system', [handed, pictured], { now: NOW, today: TODAY }))
      assert.equal(answer.answer, 'taken', JSON.stringify(answer));
  }
  for (const one of CASES.filter(({ posts, at }) => posts.length > 0 && at === 'now')) {
    const cookies = await crawl.signIn(one);
    for (const household of crawl.province.households) {
      const commands = Object.keys(SENDERS).map((kind) => command(kind, payloadOf(kind, household, crawl.accountIdOf(one))));
      const payload = { commands };
      const answer = await crawl.appOf(one).inject({ method: 'POST', url: '/api/commands', headers: { 'x-vuon': '1' }, cookies, payload });
      assert.equal(answer.statusCode, 200, answer.body);
      checkLeak(crawl.province, one, { url: '/api/commands', shown: answer.body.replaceAll(household.householdId, '') });
      const answers: readonly { answer: string; problem?: { code: string } }[] = answer.json().answers;
      commands.forEach(({ kind }, i) => {
        const may = one.posts.some((post) => SENDERS[kind]?.includes(post.role) === true && covers(post, household));
        const got = answers[i];
        assert.ok(got);
        const refusal = ['not-your-area', 'not-your-role', 'household-unknown', 'grant-not-in-force'].includes(got.problem?.code ?? '');
        if (!may) assert.ok(got.answer === 'refused' && refusal, `${one.name} ${kind} ${household.mark}: ${JSON.stringify(got)}`);
        // What the rules of a round or a file refuse is refused for its own reason, never for want of a right.
        else assert.ok(!refusal, `${one.name} ${kind} ${household.mark}: ${JSON.stringify(got)}`);
        if (got.answer === 'taken') taken.set(kind, (taken.get(kind) ?? 0) + 1);
      });
    }
    await checkEvents(one);
  }
  for (const kind of Object.keys(SENDERS)) assert.ok((taken.get(kind) ?? 0) > 0, `${kind} was never taken`);
});

const covers = (post: Post, { hamletId, communeId }: CanaryHousehold) => [hamletId, communeId, PROVINCE].includes(post.areaId);

/** No event of this account lies in a hamlet's book that it does not reach. */
async function checkEvents(one: Case): Promise<void> {
  const { rows } = await database.ownerPool.query<{ hamlet_id: string }>(
    'select distinct hamlet_id from event where account_id = $1 and hamlet_id is not null',
    [crawl.accountIdOf(one)],
  );
  for (const { hamlet_id } of rows) {
    const mark = crawl.province.hamlets.find((hamlet) => hamlet.areaId === hamlet_id)?.mark ?? '';
    assert.ok(mark in one.sees, `${one.name} wrote in the book of ${mark}`);
  }
}

const pictureOf = (householdId: string, photoId: string) => ({
  photoId,
  householdId,
  of: 'dwelling',
  takenAt: NOW,
  bytes: 1_000,
  hash: 'a'.repeat(64),
});

let fresh = 0;
function payloadOf(kind: string, household: CanaryHousehold, enumeratorId: string): unknown {
  const { householdId, mark } = household;
  const lastMember = household.memberIds.at(-1);
  switch (kind) {
    case 'household-corrected':
      return { householdId, address: `Số 2, Aq${mark}w` };
    case 'correct-member': {
      const was = { fullName: household.headName, sex: 'male', birth: '1980' } as const;
      return { householdId, memberId: household.memberIds[0], was, now: { ...was, fullName: `${was.fullName} Q` } };
    }
    case 'member-left':
      return { householdId, memberId: lastMember, on: TODAY };
    case 'handover-settled':
      return { handoverId: householdId, householdId, hamletId: household.hamletId, how: 'settled', word: null };
    case 'interview-finished':
      return interview(household, null, enumeratorId);
    case 'status-recorded':
      return {
        householdId,
        year: 2023,
        class: 'poor',
        origin: null,
        b1: null,
        b2: null,
        reviewedOn: null,
        reviewer: null,
        formA: null,
        source: 'danh sách 2023',
      };
    case 'photo-taken':
      return pictureOf(householdId, `f1000000-0000-4000-8000-${String(++fresh).padStart(12, '0')}`);
    case 'photo-removed':
      return { photoId: householdId, householdId, why: 'chụp nhầm căn cước' };
    case 'split-household': {
      const newHouseholdId = `c0000000-0000-4000-8000-${mark.slice(0, 1).padStart(2, '0')}${mark.slice(1, 2).padStart(2, '0')}f${String(++fresh).padStart(7, '0')}`;
      const memberId = household.memberIds[1];
      return { householdId, newHouseholdId, memberIds: [memberId], headId: memberId, code: null, address: null, on: TODAY };
    }
    default:
      return { householdId, ground: 'yêu cầu của hộ', office: 'Ủy ban nhân dân xã' };
  }
}

test('signing out ends the session for every route', async () => {
  const [one] = CASES;
  assert.ok(one);
  const cookies = await crawl.signIn(one);
  const headers = { 'x-vuon': '1' };
  assert.equal((await crawl.appOf(one).inject({ url: '/api/session', cookies })).statusCode, 200);
  assert.equal((await crawl.appOf(one).inject({ method: 'POST', url: '/api/sign-out', headers, cookies })).statusCode, 200);
  for (const [method, url] of [
    ['GET', '/api/session'],
    ['GET', '/api/search?q=zq'],
    ['POST', '/api/commands'],
  ] as const) {
    const payload = method === 'POST' ? { payload: { commands: [] } } : {};
    const { statusCode }: { statusCode: number } = await crawl.appOf(one).inject({ method, url, headers, cookies, ...payload });
    assert.equal(statusCode, 401, url);
  }
});
