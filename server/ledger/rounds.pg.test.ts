/**
 * Rounds of requests at the door (đợt rà soát theo đơn): a month's review and the requests to leave go their own steps to their end, decide on
 * those who asked and on nobody else; the district's opinion is a step of rounds before July 2025 alone; wrong order, twice, another office,
 * another area and relatives are refused by name.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CommandBody } from '../../core/kinds.ts';
import type { GateState } from '../../core/meeting/views.ts';
import { type RoundWish, usualRound } from '../../core/meeting/usual-round.ts';
import { withDatabase } from '../../tools/test/database.ts';
import {
  answersOf,
  CLOCK,
  command,
  COMMUNES,
  found,
  HAMLETS,
  id,
  interview,
  minutesOf,
  person,
  PROVINCE,
  register,
  take,
} from '../../tools/test/small-province.ts';
import { submit } from './door.ts';

const { app, ownerPool } = await withDatabase();
const usual = (wish: Omit<RoundWish, 'roundId'>) => {
  const made = usualRound({ roundId: id(`round ${wish.kind} ${wish.opensOn}`), ...wish });
  return made.ok ? made.value : assert.fail(JSON.stringify(made.error));
};
const monthly = usual({ kind: 'regular', opensOn: '2026-09-15', steps: ['meeting', 'posting'] });
const leaving = usual({ kind: 'exit', opensOn: '2026-09-15', steps: [] });
await found(app, { round: monthly });

const [commune] = COMMUNES;
const officer = person('officer', 'commune-officer', commune);
const chair = person('chair', 'commune-chair', commune);
const province = person('province', 'province-officer', PROVINCE);
const household = (name: string) => id(`household ${name}`);
const clockOf = (today: string) => ({ now: `${today}T02:00:00.000Z`, today });
type Who = Parameters<typeof submit>[1];

async function tell(sent: unknown, who: Who = officer, today = CLOCK.today) {
  const [answer] = await submit(app, who, [sent], clockOf(today));
  return answer?.problem?.code ?? answer?.answer;
}
const rows = async <T extends Record<string, unknown>>(query: string, values: unknown[] = []) =>
  (await ownerPool.query<T>(query, values)).rows;
const gate = (roundId: string, from: GateState, to: GateState) => command('gate-passed', { roundId, communeId: commune, from, to });
const decide = (roundId: string, number: string, decidedOn = CLOCK.today) =>
  command('decide-list', { decisionId: id(`decision ${number}`), roundId, rulebook: '2022-2026', communeId: commune, number, decidedOn });
const lodge = (name: string, form: CommandBody<'lodge-request'>['form']) =>
  command('lodge-request', {
    ...{ requestId: id(`${form} ${name}`), communeId: commune, hamletId: HAMLETS[0], form, via: 'desk', dossier: null },
    ...{ lodgedOn: CLOCK.today, name, address: null, contact: null, text: 'Xin xét', secret: 'ABCDEFGHJK' },
  });
const listed = (name: string, form: CommandBody<'lodge-request'>['form'], roundId: string) =>
  command('answer-request', {
    ...{
      requestId: id(`${form} ${name}`),
      communeId: commune,
      hamletId: HAMLETS[0],
      outcome: 'listed',
      householdId: household(name),
      roundId,
    },
    ...{ refusal: null, quick: form === 'review' ? { has: [], despite: null } : null, text: 'Đã nhận' },
  });
const was = (name: string, of: 'poor' | 'near-poor') =>
  command('status-recorded', {
    ...{ householdId: household(name), year: 2025, class: of, origin: null, b1: null, b2: null },
    ...{ reviewedOn: '2025-11-20', reviewer: null, formA: null, source: 'test' },
  });

const account = (who: typeof officer, username: string) =>
  command('account-created', { accountId: who.actor.accountId, username, displayName: username, grants: [...who.actor.grants] });
await take(app, [account(chair, 'chu.tich')]);
await take(app, [...['An', 'Bình', 'Cúc'].map((name) => register(name, HAMLETS[0], 4)), was('Bình', 'poor'), was('Cúc', 'near-poor')]);

test('a round of the requests to leave is opened by the province, for whole steps and nothing more', async () => {
  const open = (round: typeof leaving) => command('round-opened', { round, communes: [...COMMUNES] });
  assert.equal(await tell(open(leaving), chair), 'not-your-role');
  assert.equal(await tell(open({ ...leaving, scope: 'whole' }), province), 'round-malformed');
  assert.equal(await tell(open({ ...leaving, takes: ['review'] }), province), 'round-malformed');
  const byOfficer = leaving.gates.map((row) => (row.action === 'decide-list' ? { ...row, by: ['commune-officer' as const] } : row));
  assert.equal(await tell(open({ ...leaving, gates: byOfficer }), province), 'round-malformed', 'the chair alone decides');
  const late = usual({ kind: 'regular', opensOn: '2026-10-15', steps: ['district'] });
  assert.equal(await tell(open(late), province), 'round-malformed', 'there are no districts any more');
  assert.equal(await tell(open(leaving), province), 'taken');
  assert.equal(await tell(open(leaving), province), 'round-exists');
});

test('each request goes on the list of the round that takes its form', async () => {
  for (const command of [lodge('An', 'review'), lodge('Cúc', 'exit')]) assert.equal(await tell(command), 'taken');
  assert.equal(await tell(listed('An', 'review', leaving.roundId)), 'request-not-of-round');
  assert.equal(await tell(listed('An', 'review', monthly.roundId)), 'taken');
  assert.equal(await tell(listed('Cúc', 'exit', leaving.roundId)), 'taken');
  assert.equal(await tell(listed('Cúc', 'exit', leaving.roundId)), 'request-answered');
});

test('who asked to leave is visited, decided on alone, and stands on the list of those who escaped', async () => {
  const { roundId } = leaving;
  assert.equal(await tell(decide(roundId, '1/QĐ-UBND'), chair), 'gate-not-reached');
  assert.equal(await tell(gate(roundId, 'interview', 'decision')), 'not-interviewed');
  await take(app, [interview('Cúc', { roundId, questionnaire: leaving.questionnaire, answers: answersOf('Cúc', 'not-poor') })]);
  assert.equal(await tell(gate(roundId, 'interview', 'decision'), person('other', 'commune-officer', COMMUNES[1])), 'not-your-area');
  assert.equal(await tell(gate(roundId, 'interview', 'decision')), 'taken');
  assert.equal(await tell(gate(roundId, 'interview', 'decision')), 'gate-not-reached');
  assert.equal(await tell(decide(roundId, '1/QĐ-UBND')), 'not-your-role');
  await take(app, [command('tie-declared', { householdId: household('Cúc'), accountId: chair.actor.accountId, tie: 'relative' })]);
  assert.equal(await tell(decide(roundId, '1/QĐ-UBND'), chair), 'relatives-household');
  const deputy = person('deputy', 'commune-chair', commune);
  assert.equal(await tell(decide(roundId, '1/QĐ-UBND'), deputy), 'taken');
  assert.equal(await tell(decide(roundId, '2/QĐ-UBND'), deputy), 'list-already-decided');
  assert.deepEqual(await rows('select poor, near_poor, escaped_poverty, escaped_near from decision where round_id = $1', [roundId]), [
    { poor: 0, near_poor: 0, escaped_poverty: 0, escaped_near: 1 },
  ]);
  const now = await rows(
    `select h.head_name as name, s.class from status s join household h using (household_id) where s.valid_to is null order by 1`,
  );
  assert.deepEqual(now, [
    { name: 'Bình', class: 'poor' },
    { name: 'Cúc', class: 'not-poor' },
  ]);
});

test('the requests of the month go through visit, meeting and posting; who did not ask keeps what holds', async () => {
  const { roundId } = monthly;
  await take(app, [interview('An', { roundId, questionnaire: monthly.questionnaire, answers: answersOf('An', 'poor') })]);
  assert.equal(await tell(gate(roundId, 'interview', 'posting')), 'gate-not-reached');
  assert.equal(await tell(gate(roundId, 'interview', 'meeting')), 'taken');
  assert.equal(await tell(gate(roundId, 'meeting', 'posting')), 'not-discussed');
  await take(app, [minutesOf('An', { roundId })]);
  assert.equal(await tell(gate(roundId, 'meeting', 'posting')), 'taken');
  const places = monthly.procedure?.places ?? [];
  for (const place of places) {
    const on = {
      postingId: id(`posting ${place}`),
      roundId,
      hamletId: HAMLETS[0],
      place,
      where: 'Bảng tin',
      startsOn: CLOCK.today,
      photo: null,
    };
    assert.equal(await tell(command('post-list', on)), 'taken');
  }
  const [, LAST] = [CLOCK.today, '2026-10-06'];
  assert.equal(await tell(gate(roundId, 'posting', 'decision'), officer, LAST), 'posting-hangs');
  for (const place of places) {
    const off = { postingId: id(`posting ${place}`), hamletId: HAMLETS[0], on: LAST, photo: null };
    assert.equal(await tell(command('take-down-list', off), officer, LAST), 'taken');
  }
  assert.equal(await tell(gate(roundId, 'posting', 'decision'), officer, '2026-10-07'), 'taken');
  assert.equal(await tell(decide(roundId, '3/QĐ-UBND', '2026-10-07'), chair, '2026-10-07'), 'taken');
  assert.deepEqual(await rows('select poor, near_poor, escaped_poverty, escaped_near from decision where round_id = $1', [roundId]), [
    { poor: 1, near_poor: 0, escaped_poverty: 0, escaped_near: 0 },
  ]);
  const issue = { rowId: id('row'), decisionId: id('decision 3/QĐ-UBND'), issuedOn: '2026-10-07', sheet: 'new' as const };
  assert.equal(
    await tell(command('issue-certificate', { householdId: household('An'), communeId: commune, ...issue }), chair, '2026-10-07'),
    'certificate-elsewhere',
  );
});

test('while there were districts, their chair’s opinion came between the posting and the decision', async () => {
  const district = 'a9050';
  const unit = (areaId: string, parentId: string, from: string, to: string | null) => ({
    ...{ areaId, from, to, code: areaId.slice(1), name: `Đơn vị ${areaId}`, parentId, synthetic: false },
    ...(areaId === district ? { kind: 'huyen', areaType: null } : { kind: 'xa', areaType: 'rural' as const }),
  });
  const periods = [
    unit(district, PROVINCE, '2020-01-01', '2025-07-01'),
    unit(commune, district, '2020-01-01', '2025-07-01'),
    unit(commune, PROVINCE, '2025-07-01', null),
  ];
  await take(app, [command('areas-loaded', { areas: [{ areaId: district, level: 'district' }], periods, lineage: [] })]);
  const then = '2025-03-27';
  const round = usual({ kind: 'regular', opensOn: '2025-03-17', steps: ['district'] });
  assert.deepEqual(
    round.gates.map(({ from, to, action }) => `${from} ${to} ${action}`),
    [
      ...['interview district ask-district', 'district decision give-opinion'],
      ...['district interview reopen-interviews', 'decision interview reopen-interviews', 'decision closed decide-list'],
    ],
  );
  const { roundId, questionnaire } = round;
  assert.equal(await tell(command('round-opened', { round, communes: [commune] }), province, then), 'taken');
  await take(app, [register('Dung', HAMLETS[0], 4)]);
  const asked = [command('review-listed', { householdId: household('Dung'), roundId, why: 'request' })];
  const days = { interviewedOn: '2025-03-20', startedAt: '2025-03-20T02:00:00.000Z', endedAt: '2025-03-20T02:40:00.000Z' };
  asked.push(interview('Dung', { roundId, questionnaire, answers: answersOf('Dung', 'near-poor'), ...days }) as never);
  for (const one of asked) assert.equal(await tell(one, 'system', then), 'taken');
  const above = person('district', 'district-officer', district);
  const reach = { ...above, scope: { ...above.scope, reach: { hamlets: HAMLETS.slice(0, 2), communes: [commune, district] } } };
  assert.equal(await tell(gate(roundId, 'interview', 'decision'), officer, then), 'gate-not-reached', 'not past the district');
  assert.equal(await tell(gate(roundId, 'interview', 'district'), officer, then), 'taken');
  assert.equal(await tell(decide(roundId, '9/QĐ-UBND', then), chair, then), 'gate-not-reached');
  for (const who of [officer, chair, province]) assert.equal(await tell(gate(roundId, 'district', 'decision'), who, then), 'not-your-role');
  await take(app, [account(above, 'chu.tich.huyen')]);
  const tied = { householdId: household('Dung'), accountId: above.actor.accountId };
  await take(app, [command('tie-declared', { ...tied, tie: 'relative' })]);
  assert.equal(await tell(gate(roundId, 'district', 'decision'), reach, then), 'relatives-household');
  const deputy = { ...reach, actor: { ...reach.actor, accountId: id('deputy district') } };
  assert.equal(await tell(gate(roundId, 'district', 'decision'), deputy, '2025-07-01'), 'grant-not-in-force', 'the level has ended');
  assert.equal(await tell(gate(roundId, 'district', 'decision'), deputy, then), 'taken');
  assert.equal(await tell(decide(roundId, '9/QĐ-UBND', then), chair, then), 'taken');
});

test('a round leaves a step to one post of those that hold it', async () => {
  const own = usual({ kind: 'regular', opensOn: '2026-10-01', steps: [] });
  const gates = own.gates.map((row) => (row.action === 'open-decision' ? { ...row, by: ['commune-chair' as const] } : row));
  assert.equal(await tell(command('round-opened', { round: { ...own, gates }, communes: [commune] }), province), 'taken');
  assert.equal(await tell(gate(own.roundId, 'interview', 'decision')), 'step-of-another');
  assert.equal(await tell(gate(own.roundId, 'interview', 'decision'), chair), 'taken', 'nobody asked: the list is empty');
});
