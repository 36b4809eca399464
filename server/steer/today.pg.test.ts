/**
 * The office's day against the pages that it opens (Hôm nay so với các trang): each number is the one of its list, before anything happened
 * and after everything that can wait was made to wait; the province sees the same rolled up, a department no more than how far the work is.
 */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { USUAL_PROCEDURE } from '../../core/meeting/procedure.ts';
import type { CertificatesView } from '../../core/meeting/certificate-views.ts';
import type { ObjectionsView, PostingsView } from '../../core/meeting/posting-views.ts';
import type { RequestsView } from '../../core/meeting/request-views.ts';
import type { CommuneMeetings } from '../../core/meeting/views.ts';
import type { AccountsView } from '../../core/access/views.ts';
import type { DuplicatesView } from '../../core/register/duplicates/views.ts';
import { type Matter, MATTERS, type TodayView } from '../../core/steer/today.ts';
import type { DirectiveRow } from '../../core/steer/views.ts';
import type { CommandsAnswer, DecisionDraft, HouseholdPage, InterviewView, OpenCount, SessionView } from '../../core/views.ts';
import { type Ask, openApi } from '../../tools/test/api.ts';
import { withDatabase } from '../../tools/test/database.ts';
import { setPassword } from '../access/sign-in.ts';
import { TEST_PASSWORD } from '../../tools/village/load.ts';
import { instant } from '../../tools/test/crawl-cases.ts';
import { date } from '../../core/kernel/dates.ts';
import { POSTING_GATES } from '../../tools/village/office.ts';
import { submit } from '../ledger/door.ts';

const TODAY = date('2026-10-20');
const NOW = `${TODAY}T02:00:00.000Z`;
const database = await withDatabase<unknown>({ max: 4 });
const ways = { gates: [...POSTING_GATES], procedure: USUAL_PROCEDURE };
const api = await openApi(database.app, { now: NOW, ways, visited: (key) => key !== 'khmer' && key !== 'rich' });
after(() => api.close());
const { communeId, hamlets, households } = api.mini.village;
const provinceId = api.mini.accounts['canbotinh']?.grants[0]?.areaId ?? '';
const roundId = api.mini.rounds.now;
const hamletId = hamlets[0]?.areaId ?? '';
const [officer, chair, head, secretary] = [await api.as('canbo'), await api.as('chutich'), await api.as('truongap'), await api.as('bithu')];
const [province, enumerator, stranger] = [await api.as('canbotinh'), await api.as('rasoat'), await api.as('khong.co.ai')];

let ids = 0;
const newId = () => `0199f550-0000-7000-8000-${String((ids += 1)).padStart(12, '0')}`;
async function tell(ask: Ask, kind: string, payload: object): Promise<void> {
  const { answers } = await ask<CommandsAnswer>('/api/commands', { commands: [{ commandId: newId(), kind, v: 1, at: NOW, payload }] });
  assert.equal(answers[0]?.problem?.code ?? answers[0]?.answer, 'taken', kind);
}
const today = (ask: Ask, areaId: string = communeId) => ask<TodayView>(`/api/areas/${areaId}/today`);

/** What each page says of itself, asked one by one. */
async function byPages(ask: Ask): Promise<Readonly<Partial<Record<Matter, number>>>> {
  const of = <T>(path: string) => ask<T>(`/api/areas/${communeId}/${path}`);
  const { view } = await of<{ view: PostingsView }>('postings');
  const meetings = (await of<CommuneMeetings>('meetings')).hamlets;
  const total = async (filter: string) => (await of<HouseholdPage>(`households?filter=${filter}`)).total;
  const accounts = async (state: string) => (await ask<AccountsView>(`/api/accounts?state=${state}`)).total;
  const asked = await of<readonly DirectiveRow[]>('directives');
  const visiting = view.gate === 'interview' || view.gate === 'meeting';
  const sum = (key: 'again' | 'differs') => meetings.reduce((all, one) => all + one[key], 0);
  return {
    objections: (await of<ObjectionsView>('objections')).counts.open,
    requests: (await of<RequestsView>('requests')).counts.open,
    handovers: (await of<OpenCount>('handovers?only=count')).open,
    clashes: (await of<OpenCount>('clashes?only=count')).open,
    'take-down': view.hamlets.flatMap(({ postings }) => postings).filter(({ state }) => state === 'overdue').length,
    'put-up': view.gate === 'posting' ? view.hamlets.filter(({ missing }) => missing.length > 0).length : 0,
    differs: visiting ? sum('differs') : 0,
    again: visiting ? sum('again') : 0,
    unmet: visiting ? meetings.filter(({ toDecide, heldOn }) => toDecide > 0 && heldOn.length === 0).length : 0,
    undetermined: visiting ? await total('undetermined') : 0,
    unvisited: visiting ? await total('not-interviewed') : 0,
    'my-doubts': (await of<OpenCount>('fairness?only=mine')).open,
    directives: asked.reduce((all, { counts, withdrawn }) => all + (withdrawn === null ? counts.sent - counts.done : 0), 0),
    certificates: (await of<CertificatesView>('certificates')).left,
    duplicates: (await of<DuplicatesView>('duplicates')).found,
    'no-code': await accounts('no-code'),
    'code-unused': await accounts('code-unused'),
  };
}

const counted = ({ waits }: TodayView): Partial<Record<Matter, number>> =>
  Object.fromEntries(
    MATTERS.map((matter) => [matter, waits.filter((row) => row.matter === matter).reduce((sum, { count }) => sum + count, 0)]),
  );

async function agrees(ask: Ask): Promise<TodayView> {
  const view = await today(ask);
  const told = counted(view);
  for (const [matter, count] of Object.entries(await byPages(ask))) assert.equal(told[matter as Matter], count, matter);
  return view;
}

test('of a quiet commune every number is the one of its page, and last year’s certificates wait', async () => {
  const view = await agrees(officer);
  assert.deepEqual([view.area.level, view.gate, view.communes], ['commune', 'interview', []]);
  assert.ok((counted(view).certificates ?? 0) > 0);
  assert.ok((counted(view).unvisited ?? 0) > 0);
  const unvisited = view.waits.find(({ matter }) => matter === 'unvisited') ?? assert.fail();
  assert.equal(
    unvisited.places.reduce((sum, { count }) => sum + count, 0),
    unvisited.count,
  );
  for (const { areaId, count } of unvisited.places) {
    const page = await officer<HouseholdPage>(`/api/areas/${areaId}/households?filter=not-interviewed`);
    assert.equal(page.total, count);
  }
});

const WORDS = { kind: 'feedback', matter: 'not-interviewed', against: null, name: 'Người Gửi Thử', contact: '0900 000 002' };

test('whatever is made to wait is counted at once, as its page counts it', async () => {
  await stranger('/api/public/objections', { ...WORDS, objectionId: newId(), hamletId, text: 'Nhà tôi chưa ai đến hỏi' });
  const secret = { ...WORDS, kind: 'denunciation', matter: 'wrongly-listed' };
  await stranger('/api/public/objections', {
    ...secret,
    against: 'commune-staff',
    objectionId: newId(),
    hamletId,
    text: 'Cán bộ xã nhận quà',
  });
  const asking = {
    requestId: newId(),
    hamletId,
    form: 'review',
    name: 'Người Xin Thử',
    address: 'Tổ 3',
    contact: '0900 000 002',
    text: 'Mới mất việc',
  };
  await stranger('/api/public/requests', asking);
  const { registered, answers } = households.find(({ key }) => key === 'rich') ?? assert.fail();
  const handed = { handoverId: newId(), householdId: registered.householdId, hamletId: registered.hamletId, headName: registered.headName };
  await tell(registered.hamletId === hamletId ? head : enumerator, 'handed-over', {
    ...{ ...handed, refusedBecause: 'not-your-role', form: '{"envelope":{"kind":"member-died"}}', word: null },
  });
  await clash(registered.householdId, answers);
  await meet();
  await tell(officer, 'send-directive', {
    directiveId: newId(),
    areaId: communeId,
    text: 'Họp dân trong tuần.',
    dueOn: '2026-10-21',
    rule: 'all',
  });
  const about = { roundId, communeId, matter: 'hasty', aboutHousehold: null, aboutHamlet: null, aboutAccount: accountOf('rasoat') };
  await tell(chair, 'raise-flag', { ...about, flagId: newId(), reviewerId: accountOf('canbo') });
  await setCode('bithu');
  const view = await agrees(officer);
  const told = counted(view);
  for (const matter of [
    'objections',
    'requests',
    'handovers',
    'clashes',
    'again',
    'unmet',
    'unvisited',
    'my-doubts',
    'directives',
    'code-unused',
  ] as const)
    assert.ok((told[matter] ?? 0) > 0, matter);
  assert.equal(told.objections, 1, 'who denounces the commune’s own people is not counted before them');
  assert.equal(counted(await today(chair)).doubts, 1, 'of the chair it is another’s');
  const asked = view.waits.filter(({ matter }) => matter === 'directives');
  assert.deepEqual(
    asked.map(({ count, dueOn, late, of }) => [count, dueOn, late, of?.label]),
    [[hamlets.length, '2026-10-21', 0, 'Họp dân trong tuần.']],
  );
});

const accountOf = (username: string): string => api.mini.accounts[username]?.accountId ?? assert.fail(username);

/** Two forms of the same morning that say otherwise how many televisions there are. */
async function clash(householdId: string, answers: (typeof households)[number]['answers']): Promise<void> {
  const view = await enumerator<InterviewView>(`/api/households/${householdId}/interview`);
  const { accountId } = await enumerator<SessionView>('/api/session');
  for (const televisions of [41, 42])
    await tell(enumerator, 'interview-finished', {
      ...{ householdId, roundId, questionnaire: view.questionnaire, gone: [], interviewedOn: '2026-10-12', overlap: 'merge' },
      ...{ answers: { ...answers, household: { ...answers.household, televisions } }, startedAt: NOW, endedAt: NOW },
      ...{ seen: view.version, seenFile: view.seenFile, enumeratorId: accountId },
    });
}

/** The first hamlet meets: one household is agreed to, one is not. */
async function meet(): Promise<void> {
  const draft = await officer<DecisionDraft>(`/api/rounds/${roundId}/communes/${communeId}/decision`);
  const due = (draft.blockers.find(({ code }) => code === 'not-discussed')?.households ?? []).filter((one) => one.hamletId === hamletId);
  const points = due.slice(0, 2).map(({ householdId, verdicts }, i) => ({
    ...{ householdId, class: verdicts[0]?.outcome ?? null, present: 20, yes: i === 0 ? 18 : 3, said: null, corrections: [] },
  }));
  assert.equal(points.length, 2);
  await tell(secretary, 'hold-meeting', {
    ...{ recordId: newId(), roundId, hamletId, heldOn: '2026-10-19', place: 'culture-house', chair: 'Nguyễn Văn Thành', points },
    ...{ secretary: 'Lê Hoàng Minh', called: [], came: [], others: 20, closedAt: '2026-10-19T13:00:00.000Z', after: [] },
  });
}

/** As if an office had given a first code that nobody has used. */
async function setCode(username: string): Promise<void> {
  await setPassword(database.app, { now: instant(NOW), today: TODAY }, { accountId: accountOf(username), password: TEST_PASSWORD });
  const until = '2026-10-27T00:00:00.000Z';
  await database.ownerPool.query('update credential set first_code_until = $2 where account_id = $1', [accountOf(username), until]);
}

test('what hangs too long comes first, and a list on its way to the wall is counted by hamlet', async () => {
  await database.ownerPool.query(`update round_commune set gate = 'posting' where round_id = $1 and commune_id = $2`, [roundId, communeId]);
  const put = { postingId: newId(), roundId, hamletId, place: 'hamlet', where: 'Nhà văn hóa', startsOn: '2026-10-12', photo: null };
  const command = { commandId: newId(), kind: 'post-list', v: 1, at: NOW, payload: put };
  const [posted] = await submit(database.app, 'system', [command], { now: instant('2026-10-12T02:00:00.000Z'), today: date('2026-10-12') });
  assert.equal(posted?.answer, 'taken', JSON.stringify(posted));
  const view = await agrees(officer);
  const [first] = view.waits;
  assert.deepEqual([first?.matter, first?.count, first?.late, first?.opens], ['take-down', 1, 1, true]);
  assert.ok((counted(view)['put-up'] ?? 0) > 0);
  assert.equal(counted(view).unvisited, 0, 'no more interviews at this step');
  await tell(head, 'take-down-list', { postingId: put.postingId, hamletId, on: '2026-10-20', photo: null });
  assert.equal(counted(await agrees(officer))['take-down'], 0);
});

test('the province sees the same by commune, its own objections besides, and a department only how far the work is', async () => {
  const [own, above] = [await today(officer), await today(province, provinceId)];
  const commune = above.communes.find(({ areaId }) => areaId === communeId) ?? assert.fail();
  for (const [matter, count] of Object.entries(commune.counts))
    if (matter !== 'objections') assert.equal(count, counted(own)[matter as Matter], matter);
  assert.equal(commune.counts.objections, 2, 'with the one that is the province’s to answer');
  assert.ok(above.communes.length > 100);
  assert.deepEqual(
    above.waits
      .filter(({ opens }) => opens)
      .map(({ matter }) => matter)
      .sort(),
    ['directives', 'objections', 'requests'],
  );
  const department = await asDepartment();
  const seen = await today(department, provinceId);
  const matters = new Set([...seen.waits.map(({ matter }) => matter), ...seen.communes.flatMap(({ counts }) => Object.keys(counts))]);
  assert.deepEqual([...matters].sort(), ['certificates', 'directives', 'put-up']);
  assert.ok(seen.waits.every(({ opens }) => !opens));
  const said = (view: TodayView) => view.waits.filter(({ matter }) => matter === 'directives').map(({ of }) => of?.label);
  assert.deepEqual([said(above), said(seen)], [['Họp dân trong tuần.'], ['']], 'what it says is for those who may open it');
  await assert.rejects(today(head), /403/);
  await assert.rejects(today(head, hamletId), /404/);
  await assert.rejects(today(stranger), /401/);
});

async function asDepartment(): Promise<Ask> {
  const accountId = newId();
  const grants = [{ role: 'department-officer', areaId: provinceId, from: '2025-07-01', to: null }];
  const payload = { accountId, username: 'so.nong.nghiep', displayName: 'Sở Thử', grants };
  const command = { commandId: newId(), kind: 'account-created', v: 1, at: NOW, payload };
  const [made] = await submit(database.app, 'system', [command], { now: instant(NOW), today: TODAY });
  assert.equal(made?.answer, 'taken');
  await setPassword(database.app, { now: instant(NOW), today: TODAY }, { accountId, password: TEST_PASSWORD });
  return api.as('so.nong.nghiep');
}
