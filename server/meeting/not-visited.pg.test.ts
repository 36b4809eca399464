/**
 * A household of the list that nobody could visit (hộ không rà soát được): after the last day of the review its commune says why, the list is
 * decided without it and it keeps its class; so is the list that opens the next year. A visit says more than the word.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { date } from '../../core/kernel/dates.ts';
import type { Unvisited } from '../../core/meeting/round-codes.ts';
import type { Round } from '../../core/meeting/round.ts';
import type { AreaView } from '../../core/views.ts';
import { withDatabase } from '../../tools/test/database.ts';
import {
  type AnyCommand,
  answersOf,
  command,
  COMMUNES,
  found,
  HAMLETS,
  id,
  interview,
  minutesOf,
  person,
  register,
  ROUND,
} from '../../tools/test/small-province.ts';
import { MEETING_GATES } from '../../tools/village/office.ts';
import { keepAreaTree } from '../access/areas.ts';
import { asActor } from '../http/transaction.ts';
import { viewDraft } from './draft.ts';
import { viewArea } from '../register/areas.ts';
import { submit, type Who } from '../ledger/door.ts';
import { viewRound } from '../interview/rounds.ts';
import { viewWorkload } from '../interview/workload.ts';
import { readHamletFacts } from '../ledger/directives.ts';
import { judgeByRulebooks } from '../ledger/judge.ts';
import { rebuild } from '../ledger/rebuild.ts';
import { sqlOfKysely } from '../ledger/sql.ts';
import { countWaiting, findPage, keepWaiting } from '../register/list-store.ts';

const { app, owner, ownerPool } = await withDatabase();
const REVIEW: Round = { ...ROUND, gates: [...MEETING_GATES] };
const OPENING: Round = {
  ...{ roundId: id('opening'), kind: 'opening', year: 2027, opensOn: '2026-12-01', closesOn: '2027-01-31', rulebooks: ['2027-2030'] },
  ...{ questionnaire: ROUND.questionnaire, interviewsOf: ROUND.roundId, gates: [...ROUND.gates] },
};
await found(app, { round: REVIEW });
const [communeId] = COMMUNES;
const officer = person('officer', 'commune-officer', communeId);
const chair = person('chair', 'commune-chair', communeId);
const household = (name: string) => id(`household ${name}`);
const [LAST, LATE] = ['2026-12-14', '2026-12-18'];

async function tell(sent: AnyCommand, day: string, who: Who = officer): Promise<string> {
  const [answer] = await submit(app, who, [{ ...sent, at: `${day}T01:59:00.000Z` }], { now: `${day}T02:00:00.000Z`, today: day });
  return answer?.problem?.code ?? answer?.answer ?? 'nothing';
}
async function take(day: string, ...sent: readonly AnyCommand[]): Promise<void> {
  for (const one of sent) assert.equal(await tell(one, day, 'system'), 'taken', `${one.kind} on ${day}`);
}
const missed = (name: string, why: Unvisited | null = 'refused', more: { roundId?: string; on?: string } = {}) =>
  command('not-visited', { householdId: household(name), roundId: ROUND.roundId, why, on: LAST, ...more });
const go = (from: 'interview' | 'meeting', to: 'meeting' | 'decision') =>
  command('gate-passed', { roundId: ROUND.roundId, communeId, from, to });
const decide = (round: Round, number: string, decidedOn: string) =>
  command('decide-list', {
    ...{ decisionId: id(`decision ${number}`), roundId: round.roundId, communeId, number, decidedOn },
    rulebook: round.rulebooks[0] ?? assert.fail(),
  });
const earlier = (name: string) =>
  command('status-recorded', {
    ...{ householdId: household(name), year: 2025, class: 'poor', origin: null, b1: null, b2: null },
    ...{ reviewedOn: '2025-11-20', reviewer: null, formA: null, source: 'thử' },
  });
const classOf = async (name: string) =>
  (await ownerPool.query('select class, year from status where household_id = $1 and valid_to is null', [household(name)])).rows;

async function seen(round: Round, on: string, who = chair, communeId: string = COMMUNES[0]) {
  return asActor(app, who.scope, async (tx) => {
    const context = { tx, actor: who.actor, tree: await keepAreaTree()(tx), today: date(on) };
    const standing = { round, state: 'open' as const };
    const draft = await viewDraft(context, standing, { communeId, rulebook: undefined, judge: judgeByRulebooks });
    const area: AreaView = await viewArea(context, communeId, standing);
    return { draft, area };
  });
}

/** How many households of the first hamlet whatever says what waits still asks for: today's board, the list, a directive, the plan to catch up. */
async function asked(): Promise<readonly number[]> {
  const [hamletId] = HAMLETS;
  return asActor(app, chair.scope, async (tx) => {
    const context = { tx, actor: chair.actor, tree: await keepAreaTree()(tx), today: date(LATE) };
    const { roundId, rulebooks } = ROUND;
    const page = {
      hamlets: [hamletId],
      filter: 'not-interviewed' as const,
      round: { roundId, rulebooks },
      waiting: keepWaiting(),
      everywhere: false,
    };
    const listed = await findPage(tx, { ...page, limit: 50, after: null });
    const facts = (await readHamletFacts(sqlOfKysely(tx), hamletId, LATE)).find((one) => one.hamletId === hamletId);
    const load = await viewWorkload(context, communeId, viewRound({ round: ROUND, state: 'open' }));
    const row = load.of === 'hamlets' ? load.rows.find(({ areaId }) => areaId === hamletId) : undefined;
    const waiting = (await countWaiting(tx, roundId, [hamletId])).get(hamletId) ?? 0;
    return [waiting, listed.length, facts?.unvisited ?? -1, row?.left ?? -1];
  });
}

/** Said, taken back, said otherwise: as long as the list waits for it. */
async function changeOf(name: string): Promise<void> {
  assert.equal(await tell(missed(name, 'refused', { roundId: id('nothing') }), LATE), 'round-unknown');
  assert.equal(await tell(missed(name, null, { on: LATE }), LATE), 'nothing-noted');
  assert.equal(await tell(missed(name, 'gone'), LATE), 'taken');
  assert.equal(await tell(missed(name, null, { on: '2026-12-19' }), LATE), 'day-in-future');
  assert.equal(await tell(missed(name, null, { on: LATE }), LATE), 'taken', 'taken back');
  assert.equal(await tell(go('interview', 'meeting'), LATE), 'not-interviewed', 'waited for again');
  for (const why of ['died', 'gone'] as const) assert.equal(await tell(missed(name, why), LATE), 'taken', 'said otherwise');
}

test('the review is decided after its last day although two could not be visited, and these keep their class', async () => {
  await take(
    '2026-09-20',
    ...['An', 'Bình', 'Cúc', 'Dũng'].map((name) => register(name, HAMLETS[0], 4, name === 'Cúc' ? null : 'on-list')),
  );
  await take(
    '2026-09-20',
    earlier('Bình'),
    earlier('Cúc'),
    interview('An', { answers: answersOf('An', 'poor'), interviewedOn: '2026-09-20' }),
  );
  await take(
    '2026-09-28',
    minutesOf('An', {
      ...{ roundId: ROUND.roundId, heldOn: '2026-09-27', closedAt: '2026-09-27T13:00:00.000Z', called: [], others: 20, came: [] },
      points: [{ householdId: household('An'), class: 'poor', present: 20, yes: 18, said: null, corrections: [] }],
    }),
  );
  assert.equal(
    await tell(interview('Bình', { answers: answersOf('Bình', 'poor'), interviewedOn: LATE }), LATE, 'system'),
    'interview-day-out-of-round',
    'nobody is visited any more',
  );
  assert.equal(await tell(go('interview', 'meeting'), LATE), 'not-interviewed');
  assert.equal((await seen(REVIEW, LATE)).area.left, 3, 'whom the door waits for: Cúc too, who stands on it by the class alone');

  assert.equal(await tell(missed('An'), LATE), 'visited-already');
  assert.equal(await tell(missed('Bình', 'refused', { on: LATE }), LATE), 'tried-day-out-of-round');
  assert.equal(await tell(missed('Bình'), LATE, person('enumerator', 'enumerator', communeId)), 'not-your-role');
  assert.deepEqual(await asked(), [2, 2, 2, 2], 'those on the list by name: Bình and Dũng');
  await take(LATE, register('Em', HAMLETS[0], 2));
  assert.equal(await tell(missed('Em'), LATE), 'not-on-list');
  for (const [name, why] of [
    ['Bình', 'refused'],
    ['Cúc', 'not-found'],
  ] as const)
    assert.equal(await tell(missed(name, why), LATE), 'taken', name);
  assert.equal(await tell(go('interview', 'meeting'), LATE), 'not-interviewed', 'of Dũng nobody said why');
  await changeOf('Dũng');
  for (const step of [go('interview', 'meeting'), go('meeting', 'decision')]) assert.equal(await tell(step, LATE), 'taken');

  for (const why of ['gone', null] as const) assert.equal(await tell(missed('Dũng', why), LATE), 'noted-after-interviews');

  assert.deepEqual(await asked(), [0, 0, 0, 0], 'nothing asks for them any more');
  const { draft } = await seen(REVIEW, LATE);
  assert.deepEqual([draft.blockers, draft.allowed], [[], true]);
  assert.deepEqual(
    draft.unvisited.map(({ household: { headName }, said }) => [headName, said?.why, said?.on]),
    [
      ['Bình', 'refused', LAST],
      ['Cúc', 'not-found', LAST],
      ['Dũng', 'gone', LAST],
    ],
  );
  assert.equal(await tell(decide(REVIEW, '1/QĐ-UBND', LATE), LATE, chair), 'taken');
  assert.deepEqual(await classOf('Bình'), [{ class: 'poor', year: 2025 }]);
  assert.deepEqual(await classOf('An'), [{ class: 'poor', year: 2026 }]);
  assert.equal((await seen(REVIEW, LATE)).draft.unvisited.length, 3, 'seen afterwards too');
  for (const why of ['gone', null] as const) assert.equal(await tell(missed('Bình', why), LATE), 'noted-after-decision');
});

test('the list that opens the year goes on without them too, and says what it waits for before it is signed', async () => {
  await take('2026-12-05', command('round-opened', { round: OPENING, communes: [...COMMUNES] }));
  const early = await seen(OPENING, '2026-12-20');
  assert.equal(early.area.left, 0);
  const step = early.area.next.find(({ action }) => action === 'decide-list') ?? assert.fail();
  assert.deepEqual([step.allowed, step.why, early.draft.why], [false, 'opening-too-early', 'opening-too-early']);
  assert.equal(await tell(decide(OPENING, '2/QĐ-UBND', '2026-12-20'), '2026-12-20', chair), 'opening-too-early');
  const [day] = ['2027-01-04'];
  const now = await seen(OPENING, day);
  assert.equal(now.area.next.find(({ action }) => action === 'decide-list')?.allowed, true);
  assert.equal(now.draft.unvisited.length, 3);
  assert.equal(await tell(decide(OPENING, '2/QĐ-UBND', day), day, chair), 'taken');
  assert.deepEqual(await classOf('Bình'), [{ class: 'poor', year: 2025 }]);
});

test('a visit says more than the word, and the household is decided on like all the rest', async () => {
  const next: Round = {
    ...ROUND,
    roundId: id('regular'),
    kind: 'regular',
    scope: 'requested',
    opensOn: '2027-02-15',
    closesOn: '2027-03-05',
    year: 2027,
  };
  const round: Round = { ...next, rulebooks: ['2027-2030'] };
  await take('2027-02-15', command('round-opened', { round, communes: [...COMMUNES] }));
  const empty = (await seen(round, '2027-02-16')).area.next.find(({ action }) => action === 'decide-list') ?? assert.fail();
  assert.deepEqual([empty.allowed, empty.why], [false, 'round-empty'], 'nobody is on the list: nothing to press');
  await take('2027-02-16', command('review-listed', { householdId: household('Bình'), roundId: round.roundId, why: 'request' }));
  const word = missed('Bình', 'not-found', { roundId: round.roundId, on: '2027-02-17' });
  assert.equal(await tell(word, '2027-02-17'), 'taken');
  const answers = answersOf('Bình', 'poor');
  await take('2027-02-18', interview('Bình', { roundId: round.roundId, answers, interviewedOn: '2027-02-18' }));
  assert.equal((await seen(round, '2027-02-18')).draft.unvisited.length, 0);
  assert.equal(await tell(decide(round, '3/QĐ-UBND', '2027-02-18'), '2027-02-18', chair), 'taken');
  const rows = (await ownerPool.query('select 1 from decision d join status s using (decision_id) where d.number = $1', ['3/QĐ-UBND']))
    .rows;
  assert.equal(rows.length, 1);
});

const REGULAR: Round = {
  ...{ ...ROUND, roundId: id('spring'), kind: 'regular', scope: 'requested', year: 2027, rulebooks: ['2027-2030'] },
  ...{ opensOn: '2027-04-01', closesOn: '2027-04-20' },
};
const [SPRING, CUT_ON, HEIRS] = ['2027-04-05', '2027-04-06', [id('hamlet 2.1'), id('hamlet 2.2')] as const];
const words = async () =>
  (
    await ownerPool.query<{ told: string }>(
      `select h.head_name || ' ' || l.hamlet_id || coalesce(' ' || l.unvisited || ' ' || l.unvisited_on, '') as told
         from review_list l join household h using (household_id) where l.round_id = $1 order by 1`,
      [REGULAR.roundId],
    )
  ).rows.map(({ told }) => told);

async function requested(name: string, hamletId: string): Promise<void> {
  const { roundId } = REGULAR;
  await take(SPRING, register(name, hamletId, 2), command('review-listed', { householdId: household(name), roundId, why: 'request' }));
  await take(SPRING, missed(name, 'gone', { roundId, on: SPRING }));
}

test('the word stays in the commune that said it: kept where a household moves within it or its hamlet is cut, not where it turned up elsewhere', async () => {
  await take('2027-04-01', command('round-opened', { round: REGULAR, communes: [...COMMUNES] }));
  for (const [name, hamlet] of [
    ['Gấm', HAMLETS[0]],
    ['Hạnh', HAMLETS[0]],
    ['Inh', HAMLETS[1]],
  ] as const)
    await requested(name, hamlet);
  const move = (name: string, toHamletId: string) =>
    command('move-household', { householdId: household(name), toHamletId, address: null, on: SPRING });
  await take(SPRING, move('Gấm', HAMLETS[2]), move('Hạnh', HAMLETS[1]));
  const there = await seen(REGULAR, SPRING, person('other chair', 'commune-chair', COMMUNES[1]), COMMUNES[1]);
  assert.deepEqual([there.draft.unvisited, there.draft.blockers.map(({ code, total }) => [code, total])], [[], [['not-interviewed', 1]]]);
  const part = (areaId: string, i: number, names: readonly string[]) => ({
    hamlet: {
      ...{ areaId, bookId: id(`book 2.${i}`), name: `Ấp 2.${i}`, kind: 'ap' as const, communeId: COMMUNES[0] },
      ...{ from: CUT_ON, synthetic: true },
    },
    householdIds: names.map(household),
  });
  await take(
    CUT_ON,
    command('cut-hamlet', { hamletId: HAMLETS[1], on: CUT_ON, into: [part(HEIRS[0], 1, ['Inh']), part(HEIRS[1], 2, ['Hạnh'])] }),
  );
  const now = await words();
  assert.deepEqual(now, [`Gấm ${HAMLETS[2]}`, `Hạnh ${HEIRS[1]} gone ${SPRING}`, `Inh ${HEIRS[0]} gone ${SPRING}`]);
  await rebuild(owner);
  assert.deepEqual(await words(), now, 'a rebuild says the same');
});

test('to whom it is not told who a household is, it is not told why nobody met it', async () => {
  await requested('Khanh', HAMLETS[0]);
  const about = { requestId: id('request Khanh'), communeId, hamletId: HAMLETS[0] };
  const asked = { via: 'desk', dossier: null, lodgedOn: SPRING, address: null, contact: null, secret: 'ABCDEFGHJK' } as const;
  const accepted = { outcome: 'accepted', roundId: null, refusal: null, quick: null, householdId: household('Khanh') } as const;
  await take(
    SPRING,
    command('lodge-request', { ...about, ...asked, form: 'data-restrict', name: 'Lê Văn Xin', text: 'Chỉ khi luật cần' }),
    command('answer-request', { ...about, ...accepted, identity: 'two-of-hamlet', text: 'Xã làm' }),
    command('finish-request', { ...about, householdId: household('Khanh'), copies: 0, text: 'Đã hạn chế' }),
  );
  const told = async (who: typeof chair) =>
    (await seen(REGULAR, SPRING, who)).draft.unvisited
      .filter(({ household: { householdId } }) => householdId === household('Khanh'))
      .map(({ household: { headName }, said }) => [headName, said?.why ?? null]);
  assert.deepEqual(await told(chair), [['Khanh', 'gone']]);
  assert.deepEqual(await told(person('head', 'hamlet-head', HAMLETS[0])), [['', null]]);
});
