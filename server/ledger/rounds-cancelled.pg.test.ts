/**
 * Rounds that are taken back (đợt đã hủy): by whoever opened them, or by a commune for its own list of requests, only while nothing was decided;
 * requests wait again, interviews stay, and another round is opened. Nobody comes onto a list whose last day is over, and an empty round of
 * requests is not decided.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type RoundWish, usualRound } from '../../core/meeting/usual-round.ts';
import { withDatabase } from '../../tools/test/database.ts';
import * as small from '../../tools/test/small-province.ts';
import { setScope } from '../db/scope.ts';
import { submit } from './door.ts';
import { readOverTime } from './retention.ts';
import { sqlOfKysely } from './sql.ts';

const { answersOf, CLOCK, command, COMMUNES, found, HAMLETS, id, interview, person, PROVINCE, register, take } = small;
const { app, ownerPool } = await withDatabase();
const usual = (wish: Omit<RoundWish, 'roundId'>, nth = '') => {
  const made = usualRound({ roundId: id(`round ${wish.kind} ${wish.opensOn}${nth}`), ...wish });
  return made.ok ? made.value : assert.fail(JSON.stringify(made.error));
};
const monthly = usual({ kind: 'regular', opensOn: '2026-09-15', steps: [] });
const leaving = usual({ kind: 'exit', opensOn: '2026-09-15', steps: [] });
await found(app, { round: monthly });

const [commune, other] = COMMUNES;
const officer = person('officer', 'commune-officer', commune);
const neighbour = person('neighbour', 'commune-officer', other);
const chair = person('chair', 'commune-chair', commune);
const province = person('province', 'province-officer', PROVINCE);
const household = (name: string) => id(`household ${name}`);
type Who = Parameters<typeof submit>[1];

/** Written down on the day on which it is sent, unless it says otherwise. */
async function tell(sent: { readonly at: string }, who: Who = officer, today = CLOCK.today) {
  const told = sent.at === small.AT ? { ...sent, at: `${today}T01:59:00.000Z` } : sent;
  const [answer] = await submit(app, who, [told], { now: `${today}T02:00:00.000Z`, today });
  return answer?.problem?.code ?? answer?.answer;
}
const one = async <T extends Record<string, unknown>>(query: string, values: unknown[] = []) =>
  (await ownerPool.query<T>(query, values)).rows;
const open = (round: typeof monthly) => command('round-opened', { round, communes: [...COMMUNES] });
const cancel = (roundId: string, communeId: string | null, reason = 'Không có hộ nào còn đơn') =>
  command('round-cancelled', { roundId, communeId, reason });
const decide = (roundId: string, number: string) =>
  command('decide-list', {
    ...{ decisionId: id(`decision ${number}`), roundId, rulebook: '2022-2026', communeId: commune, number, decidedOn: CLOCK.today },
  });
const gate = (roundId: string) => command('gate-passed', { roundId, communeId: commune, from: 'interview', to: 'decision' });
const lodge = (name: string) =>
  command('lodge-request', {
    ...{ requestId: id(`request ${name}`), communeId: commune, hamletId: HAMLETS[0], form: 'review', via: 'desk', dossier: null },
    ...{ lodgedOn: CLOCK.today, name, address: null, contact: null, text: 'Xin xét', secret: 'ABCDEFGHJK' },
  });
const listed = (name: string, roundId: string) =>
  command('answer-request', {
    ...{
      requestId: id(`request ${name}`),
      communeId: commune,
      hamletId: HAMLETS[0],
      outcome: 'listed',
      householdId: household(name),
      roundId,
    },
    ...{ refusal: null, quick: { has: [], despite: null }, text: 'Đã nhận' },
  });
const roundsOf = (name: string) =>
  one<{ round_id: string }>('select round_id from review_list where household_id = $1', [household(name)]).then((rows) =>
    rows.map(({ round_id }) => round_id),
  );

await take(
  app,
  ['An', 'Bình', 'Cúc'].map((name) => register(name, HAMLETS[0], 4)),
);

test('a round of requests in which nobody is on the list is cancelled, not decided', async () => {
  assert.equal(await tell(open(leaving), province), 'taken');
  assert.equal(await tell(gate(leaving.roundId)), 'taken');
  assert.equal(await tell(decide(leaving.roundId, '1/QĐ-UBND'), chair), 'round-empty');
  assert.equal(await tell(cancel(leaving.roundId, null)), 'not-your-role', 'the whole round is the province’s');
  assert.equal(await tell(cancel(leaving.roundId, commune), neighbour), 'not-your-area');
  assert.equal(await tell(cancel(leaving.roundId, commune, 'Theo đơn của 086123456789')), 'request-names-citizen');
  assert.equal(await tell(cancel(leaving.roundId, commune), chair), 'taken');
  assert.equal(await tell(cancel(leaving.roundId, commune), chair), 'round-cancelled', 'twice');
  assert.equal(await tell(decide(leaving.roundId, '1/QĐ-UBND'), chair), 'round-cancelled');
  assert.deepEqual(await one('select state, cancelled from round where round_id = $1', [leaving.roundId]), [
    { state: 'open', cancelled: false },
  ]);
  assert.equal(await tell(cancel(leaving.roundId, other), neighbour), 'taken', 'the other list goes on until it is taken back too');
  assert.deepEqual(await one('select state, cancelled from round where round_id = $1', [leaving.roundId]), [
    { state: 'closed', cancelled: true },
  ]);
});

test('what was told in it stays, its requests wait again, and another round takes them', async () => {
  const { roundId, questionnaire } = monthly;
  for (const sent of [lodge('An'), listed('An', roundId)]) assert.equal(await tell(sent), 'taken');
  const form = (name: string, of: string) => interview(name, { roundId: of, questionnaire, answers: answersOf(name, 'poor') });
  await take(app, [register('Xin', HAMLETS[0], 2)]);
  for (const sent of [lodge('Xin'), listed('Xin', roundId)]) assert.equal(await tell(sent), 'taken');
  await take(app, [form('An', roundId)]);
  assert.equal(await tell(cancel(roundId, null, 'Mở nhầm'), province), 'taken');
  assert.equal(await tell(form('An', roundId), 'system'), 'round-cancelled');
  assert.equal(await tell(command('round-closed', { roundId }), province), 'round-cancelled');
  assert.equal((await one('select 1 from interview where round_id = $1', [roundId])).length, 1);
  assert.deepEqual(await one('select outcome, answered_on from request where request_id = $1', [id('request An')]), [
    { outcome: null, answered_on: null },
  ]);
  const again = usual({ kind: 'regular', opensOn: '2026-09-15', steps: [] }, ' again');
  assert.equal(await tell(open(again), province), 'taken');
  assert.equal(await tell(listed('An', again.roundId)), 'taken');
  await take(app, [form('An', again.roundId)]);
  assert.equal(await tell(gate(again.roundId)), 'taken');
  assert.equal(await tell(decide(again.roundId, '2/QĐ-UBND'), chair), 'taken');
  assert.equal(await tell(cancel(again.roundId, null), province), 'round-decided-in');
  assert.equal(await tell(cancel(again.roundId, commune), chair), 'round-decided-in');
});

test('a request that was first answered in it and refused later goes whole when its time is over', async () => {
  const { payload } = listed('Xin', '');
  const no = {
    ...payload,
    outcome: 'refused',
    householdId: null,
    roundId: null,
    refusal: 'other',
    quick: null,
    text: 'Không nhận',
  } as const;
  assert.equal(await tell(command('answer-request', no)), 'taken');
  const { ids, sets } = await app.transaction().execute(async (tx) => {
    const today = '2028-01-01';
    const sql = sqlOfKysely(tx);
    await setScope(sql, { accountId: 'system', reach: 'all', today });
    return (await readOverTime(sql, 'refused-requests', { hamletId: HAMLETS[0], today })) ?? assert.fail('no rule');
  });
  assert.deepEqual([ids.length, sets.length], [3, 1], 'what was asked, and both answers');
});

test('nobody comes onto a list whose last day is over: the next round takes them, or they wait for it', async () => {
  const late = '2026-12-10';
  const past = usual({ kind: 'regular', opensOn: '2026-11-02', steps: [] });
  const next = usual({ kind: 'regular', opensOn: '2026-12-01', steps: [] });
  const exit = usual({ kind: 'exit', opensOn: '2026-12-01', steps: [] });
  assert.ok(past.closesOn < late && late <= next.closesOn);
  assert.equal(await tell(open(past), province, '2026-11-02'), 'taken');
  const at = `${late}T01:00:00.000Z`;
  const suggest = (name: string) => ({
    ...command('review-listed', { householdId: household(name), roundId: past.roundId, why: 'suggested' }),
    at,
  });
  assert.equal(await tell(suggest('Bình'), 'system', late), 'listed-after-round');
  const clock = { ...suggest('Bình'), at: '1999-11-10T01:00:00.000Z' };
  assert.equal(await tell(clock, officer, late), 'listed-after-round', 'a device that tells an earlier day');
  await submit(app, 'system', [{ ...register('Dung', HAMLETS[0], 3, 'on-list'), at }], { now: `${late}T02:00:00.000Z`, today: late });
  assert.deepEqual(await roundsOf('Dung'), [], 'registered, and on no list that is over');
  for (const round of [next, exit]) assert.equal(await tell(open(round), province, '2026-12-01'), 'taken');
  assert.equal(await tell(suggest('Bình'), 'system', late), 'taken');
  assert.deepEqual(await roundsOf('Bình'), [next.roundId]);
  assert.equal(await tell(suggest('Bình'), 'system', late), 'already-listed');
  for (const day of ['1999-11-10', '2026-11-10']) {
    const sent = { ...register(`Dần ${day}`, HAMLETS[0], 3, 'on-list'), at: `${day}T01:00:00.000Z` };
    await submit(app, officer, [sent], { now: `${late}T02:00:00.000Z`, today: late });
    assert.deepEqual(await roundsOf(`Dần ${day}`), [next.roundId], 'a device that tells an earlier day');
  }
  await take(app, [register('Hợi', HAMLETS[0], 2)]);
  const setBack = { ...suggest('Hợi'), at: '1999-11-10T01:00:00.000Z' };
  assert.equal(await tell(setBack, officer, late), 'taken');
  assert.deepEqual(await roundsOf('Hợi'), [next.roundId], 'the server’s day counts, not one that a device tells');
  const before = { ...suggest('Cúc'), at: '2026-11-10T01:00:00.000Z' };
  assert.equal(await tell(before, 'system', late), 'taken', 'what the program takes over counts on its own day');
  assert.deepEqual(await roundsOf('Cúc'), [past.roundId]);
  const form = (interviewedOn: string) =>
    interview('Cúc', { roundId: past.roundId, questionnaire: past.questionnaire, answers: answersOf('Cúc', 'poor'), interviewedOn });
  const send = (sent: ReturnType<typeof form>) => tell({ ...sent, at }, 'system', late);
  assert.equal(await send(form('2026-12-11')), 'interview-day-out-of-round', 'not after today');
  assert.equal(await send(form(late)), 'taken', 'visited late rather than never: no list is decided without who is on it');
  assert.equal(await tell(gate(past.roundId), 'system', late), 'taken');
  const decided = { ...decide(past.roundId, '3/QĐ-UBND').payload, decidedOn: late };
  assert.equal(await tell(command('decide-list', decided), 'system', late), 'taken');
});

test('a review of the whole commune is the province’s to take back', async () => {
  const yearly = usual({ kind: 'yearly', opensOn: '2026-09-01', steps: [] });
  assert.equal(await tell(open(yearly), province), 'taken');
  assert.equal(await tell(cancel(yearly.roundId, commune), chair), 'round-of-province');
  const list = usualRound({ roundId: id('opening'), kind: 'opening', opensOn: '2026-09-20', steps: [], source: yearly });
  assert.ok(list.ok);
  assert.equal(await tell(open(list.value), province), 'taken');
  assert.equal(await tell(cancel(yearly.roundId, null), province), 'round-stood-on');
  assert.equal(await tell(cancel(list.value.roundId, null), province), 'taken');
  assert.equal(await tell(cancel(yearly.roundId, null), province), 'taken');
  const none = { ...list.value, roundId: id('opening of none') };
  assert.equal(await tell(open(none), province), 'round-cancelled', 'it stands in no interviews of what was taken back');
  assert.equal(await tell(open({ ...yearly, roundId: id('yearly again') }), province), 'taken', 'the year is free again');
});

test('what could not be held is not opened by hand, and says what to do', async () => {
  const round = (opensOn: string, nth: string) => usual({ kind: 'regular', opensOn, steps: [] }, nth);
  const late = round('2027-02-01', ' guarded');
  const day = '2027-03-15';
  assert.ok(late.closesOn < day);
  assert.equal(await tell(open(late), province, day), 'round-over');
  assert.equal(await tell({ ...open(late), at: '2027-02-02T01:00:00.000Z' }, province, day), 'round-over', 'by a clock set back');
  assert.equal(await tell(open(late), province, late.closesOn), 'taken', 'as long as somebody can be visited');
  const two = { ...round('2027-03-01', ' of two'), rulebooks: ['2022-2026' as const, '2027-2030' as const] };
  assert.equal(await tell(open(two), province, day), 'round-two-standards');
  const ended = {
    areaId: other,
    from: '2020-01-01',
    to: '2027-06-01',
    code: '9102',
    name: 'Đơn vị',
    kind: 'phuong',
    areaType: 'urban' as const,
  };
  await take(app, [
    command('areas-loaded', {
      areas: [{ areaId: other, level: 'commune' }],
      periods: [{ ...ended, parentId: PROVINCE, synthetic: false }],
      lineage: [],
    }),
  ]);
  const next = round('2027-06-01', ' next');
  assert.equal(await tell(open(next), province, '2027-05-20'), 'commune-not-then');
  assert.equal(await tell(command('round-opened', { round: next, communes: [commune] }), province, '2027-05-20'), 'taken');
});
