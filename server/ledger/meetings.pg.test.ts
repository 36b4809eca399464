/**
 * Hamlets' meetings at the door (họp dân qua cửa): minutes by several people, twice and late; a list that its round sends through the
 * meetings goes on only when every household was agreed to; what is forgotten is forgotten in minutes as well.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CommandBody } from '../../core/kinds.ts';
import { agreementOn, meetingsOf } from '../../core/meeting/agreement.ts';
import type { Gate } from '../../core/meeting/round.ts';
import type { GateState } from '../../core/meeting/views.ts';
import { withDatabase } from '../../tools/test/database.ts';
import { eraseOf } from '../../tools/test/lively-province.ts';
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
  register,
  ROUND,
  take,
} from '../../tools/test/small-province.ts';
import { MEETING_GATES } from '../../tools/village/office.ts';
import { submit } from './door.ts';
import { readMeetings } from './meetings.ts';
import { rebuild } from './rebuild.ts';
import { sqlOfKysely } from './sql.ts';
import { setScope } from '../db/scope.ts';

const { app, owner, ownerPool } = await withDatabase();
await found(app, { round: { ...ROUND, gates: [...MEETING_GATES] } });
const officer = person('officer', 'commune-officer', COMMUNES[0]);
const chair = person('chair', 'commune-chair', COMMUNES[0]);
const secretary = person('secretary', 'hamlet-secretary', HAMLETS[0]);
const head = person('head', 'hamlet-head', HAMLETS[0]);
const household = (name: string) => id(`household ${name}`);

async function tell(sent: unknown, who: Parameters<typeof submit>[1] = secretary, clock = CLOCK) {
  const [answer] = await submit(app, who, [sent], clock);
  return answer?.problem ?? answer?.answer;
}
const go = (from: GateState, to: Gate) => command('gate-passed', { roundId: ROUND.roundId, communeId: COMMUNES[0], from, to });
const visit = (name: string, more: Partial<CommandBody<'interview-finished'>> = {}) =>
  interview(name, { answers: answersOf(name, 'poor'), ...more });

async function records(hamlets: readonly string[] = HAMLETS) {
  return app.transaction().execute(async (tx) => {
    const sql = sqlOfKysely(tx);
    await setScope(sql, { accountId: id('officer'), reach: 'all', today: CLOCK.today });
    return readMeetings(sql, ROUND.roundId, hamlets);
  });
}
const agreed = async (name: string) => agreementOn(meetingsOf(await records()), household(name), 'poor');

await take(app, [...['An', 'Bình'].map((name) => register(name, HAMLETS[0], 4, 'on-list')), register('Cúc', HAMLETS[1], 4, 'on-list')]);
await take(app, [visit('An'), visit('Bình'), visit('Cúc')]);

test('minutes are written by the posts of the hamlet for their own hamlet, of a day of the round', async () => {
  assert.deepEqual(await tell(minutesOf('An'), person('neighbour', 'hamlet-head', HAMLETS[1])), { code: 'not-your-area' });
  assert.deepEqual(await tell(minutesOf('An'), person('auditor', 'auditor', COMMUNES[0])), { code: 'not-your-role' });
  assert.deepEqual(await tell(minutesOf('An'), chair), { code: 'not-your-role' });
  const late = { code: 'meeting-day-out-of-round', day: '2026-10-02', from: ROUND.opensOn, to: CLOCK.today };
  assert.deepEqual(await tell(minutesOf('An', { heldOn: '2026-10-02' })), late);
  assert.deepEqual(await tell(minutesOf('An', { roundId: id('another round') })), { code: 'round-unknown' });
  const unknown = { code: 'meeting-household-unknown', total: 1, households: [household('Ai đó')] };
  assert.deepEqual(await tell(minutesOf('An', { called: [household('Ai đó')] })), unknown);
  const elsewhere = { code: 'meeting-household-unknown', total: 1, households: [household('Cúc')] };
  assert.deepEqual(await tell(minutesOf('Cúc')), elsewhere, 'of another hamlet its own village speaks');
  assert.deepEqual(await tell(minutesOf('An', {}, { yes: 21 })), {
    ...{ code: 'meeting-count-impossible', householdId: household('An'), yes: 21, present: 20 },
  });
  assert.deepEqual(await tell(minutesOf('An', {}, { said: 'số 086 203 001 234' })), { code: 'meeting-names-citizen' });
  assert.deepEqual(await records(), []);
});

test('sent twice it is known; another record of that id, or a later word under it, is refused', async () => {
  const first = minutesOf('An', { recordId: id('minutes') });
  await take(app, [first], secretary);
  const [again] = await submit(app, secretary, [first], CLOCK);
  assert.equal(again?.answer, 'known');
  assert.deepEqual(await tell(minutesOf('An', { recordId: id('minutes') })), { code: 'meeting-record-exists' });
  assert.equal((await records()).length, 1);
  assert.equal((await agreed('An')).agreement, 'agreed');
});

test('two who write of one meeting without each other are both kept, and the list waits until somebody who saw both has spoken', async () => {
  await take(app, [minutesOf('An', { recordId: id('minutes of the head') }, { yes: 8 })], head);
  const differs = await agreed('An');
  assert.equal(differs.agreement, 'differs');
  assert.deepEqual(
    differs.said.map(({ point }) => point.yes).sort((a, b) => a - b),
    [8, 18],
  );
  assert.deepEqual(await tell(go('interview', 'meeting'), person('visitor', 'enumerator', COMMUNES[0])), { code: 'not-your-role' });
  await take(app, [go('interview', 'meeting')], officer);
  assert.deepEqual(await tell(go('meeting', 'decision'), officer), {
    ...{ code: 'meeting-differs', total: 1, households: [household('An')] },
  });
  const after = [id('minutes'), id('minutes of the head')];
  await take(app, [minutesOf('An', { recordId: id('settled'), after }, { yes: 16 })], officer);
  assert.equal((await agreed('An')).agreement, 'agreed');
  assert.equal((await records()).length, 3, 'nothing that was written is gone');
});

test('below half it is reviewed again while the others wait, and discussed again before the list goes on', async () => {
  await take(app, [minutesOf('Bình', {}, { yes: 9 })], secretary);
  const atCuc = { hamletId: HAMLETS[1] };
  const refused = await tell(go('meeting', 'decision'), officer);
  assert.deepEqual(refused, { code: 'not-agreed', total: 1, households: [household('Bình')] });
  const { rows } = await ownerPool.query<{ version: number }>('select version from interview where household_id = $1', [household('Bình')]);
  await take(app, [visit('Bình', { interviewedOn: '2026-09-29', seen: rows[0]?.version ?? null })]);
  await take(app, [minutesOf('Bình', { heldOn: '2026-09-30' }, { yes: 10 })], secretary);
  assert.deepEqual(await tell(go('meeting', 'decision'), officer), {
    ...{ code: 'not-discussed', total: 1, households: [household('Cúc')] },
  });
  await take(app, [minutesOf('Cúc', atCuc, { class: 'near-poor' })], officer);
  assert.deepEqual(
    await tell(go('meeting', 'decision'), officer),
    { code: 'not-discussed', total: 1, households: [household('Cúc')] },
    'agreed to as something else',
  );
  await take(app, [minutesOf('Cúc', { ...atCuc, heldOn: '2026-09-30' })], officer);
  await take(app, [go('meeting', 'decision')], officer);
});

test('after the meetings nothing more is taken, before the decision it may go back; the decision follows', async () => {
  assert.deepEqual(await tell(minutesOf('An')), { code: 'meetings-ended', gate: 'decision' });
  await take(app, [go('decision', 'meeting')], chair);
  assert.equal(await tell(minutesOf('An', { heldOn: '2026-09-30' })), 'taken');
  await take(app, [go('meeting', 'decision')], officer);
  const decision = { decisionId: id('decision'), roundId: ROUND.roundId, rulebook: '2022-2026', communeId: COMMUNES[0] } as const;
  await take(app, [command('decide-list', { ...decision, number: '1/QĐ-UBND', decidedOn: CLOCK.today })], chair);
  assert.deepEqual(await tell(minutesOf('An')), { code: 'list-already-decided' });
});

test('a table that decides right after the meetings asks for them at the decision itself', async () => {
  const other = await withDatabase();
  const [, toDecision] = MEETING_GATES;
  assert.ok(toDecision !== undefined);
  const gates = [...MEETING_GATES.slice(0, 1), { ...toDecision, to: 'closed', action: 'decide-list' } as const];
  await found(other.app, { round: { ...ROUND, gates } });
  await take(other.app, [register('An', HAMLETS[0], 4, 'on-list')]);
  await take(other.app, [visit('An'), go('interview', 'meeting')]);
  const decision = { decisionId: id('decision'), roundId: ROUND.roundId, rulebook: '2022-2026', communeId: COMMUNES[0] } as const;
  const decide = () => command('decide-list', { ...decision, number: '1/QĐ-UBND', decidedOn: CLOCK.today });
  const [refused] = await submit(other.app, chair, [decide()], CLOCK);
  assert.deepEqual(refused?.problem, { code: 'not-discussed', total: 1, households: [household('An')] });
  await take(other.app, [minutesOf('An')]);
  await take(other.app, [decide()], chair);
});

test('who moved away since is still in the minutes; who is forgotten is in none, also when all is made again', async () => {
  await take(app, [
    register('Em', HAMLETS[2], 4),
    command('household-left', { householdId: household('Em'), to: 'Đồng Nai', on: '2026-09-30' }),
  ]);
  const there = { hamletId: HAMLETS[2], roundId: ROUND.roundId };
  assert.equal(await tell(minutesOf('Em', there), 'system'), 'taken');
  const gone = { code: 'meeting-household-unknown', total: 1, households: [household('Em')] };
  assert.deepEqual(
    await tell(minutesOf('Em', { ...there, heldOn: '2026-09-30' }), 'system'),
    gone,
    'of whom has left the village says nothing more',
  );
  const before = await records();
  await rebuild(owner);
  assert.deepEqual(await records(), before);
  const told = (all: typeof before) => all.flatMap(({ points }) => points.filter((one) => one.householdId === household('Bình')));
  assert.ok(told(before).length > 1);
  await take(app, [eraseOf('Bình')]);
  assert.deepEqual(told(await records()), []);
});

test('minutes that come in after a household was forgotten are let in without what was said of it, as if it were forgotten now', async () => {
  const { app: db, ownerPool: own } = await withDatabase();
  await found(db, { round: { ...ROUND, gates: [...MEETING_GATES] } });
  await take(
    db,
    ['An', 'Bình', 'Cúc'].map((name) => register(name, HAMLETS[0], 4, 'on-list')),
  );
  const [one, two] = ['An', 'Bình'].map((name) => minutesOf(name).payload.points[0]);
  assert.ok(one !== undefined && two !== undefined);
  const came = ['An', 'Bình'].map((name) => ({ householdId: household(name), as: 'head' as const }));
  const both = { points: [one, { ...two, said: 'Ông Bình còn nợ' }], came, called: came.map(({ householdId }) => householdId) };
  const [early, late] = [minutesOf('An', { ...both, recordId: id('early') }), minutesOf('An', { ...both, recordId: id('late') })];
  const stored = async () => {
    const { rows } = await own.query<{ body: string }>(
      "select p.body from event e join payload p using (event_id) where e.kind in ('meeting-held', 'household-discussed') order by e.seq",
    );
    return rows.map(({ body }) => body);
  };
  await take(db, [early, eraseOf('Bình'), late]);
  const [first, said, second, saidToo] = (await stored()).map((body) => JSON.parse(body));
  assert.deepEqual({ ...second, recordId: 0 }, { ...first, recordId: 0, leftOut: 1 }, 'who was in the room stands in both');
  assert.deepEqual({ ...saidToo, recordId: 0 }, { ...said, recordId: 0 });
  assert.ok(
    (await stored()).every((body) => !body.includes('còn nợ')),
    'what was said of it is nowhere',
  );
  const other = minutesOf('An', { ...both, recordId: id('other'), called: [id('household nobody')] });
  const [answer] = await submit(db, 'system', [other], CLOCK);
  assert.deepEqual(answer?.problem, { code: 'meeting-household-unknown', total: 1, households: [id('household nobody')] });
});

test('an id of one hamlet is another record in another hamlet', async () => {
  const other = await withDatabase();
  await found(other.app, { round: { ...ROUND, gates: [...MEETING_GATES] } });
  await take(other.app, [register('An', HAMLETS[0], 4, 'on-list'), register('Cúc', HAMLETS[1], 4, 'on-list')]);
  const recordId = id('one id');
  await take(other.app, [minutesOf('An', { recordId }, { yes: 2 }), minutesOf('Cúc', { recordId, hamletId: HAMLETS[1] })]);
  const all = await other.app.transaction().execute(async (tx) => {
    const sql = sqlOfKysely(tx);
    await setScope(sql, { accountId: id('officer'), reach: 'all', today: CLOCK.today });
    return readMeetings(sql, ROUND.roundId, HAMLETS);
  });
  assert.deepEqual(
    ['An', 'Cúc'].map((name) => agreementOn(meetingsOf(all), household(name), 'poor').agreement),
    ['again', 'agreed'],
  );
});

test('a hamlet that is cut leaves its minutes with those that have its households, and to each only what was said of its own', async () => {
  const other = await withDatabase();
  await found(other.app, { round: { ...ROUND, gates: [...MEETING_GATES] } });
  const names = ['An', 'Bình'];
  await take(other.app, [...names.map((name) => register(name, HAMLETS[0], 4, 'on-list')), minutesOf('Cả hai', bothOf(names))]);
  const part = (i: number, name: string) => ({
    hamlet: {
      ...{ areaId: id(`part ${i}`), bookId: id(`book of part ${i}`), name: `Ấp 1.${i}`, kind: 'ap' },
      ...{ communeId: COMMUNES[i] ?? '', from: '2026-09-29', synthetic: true },
    },
    householdIds: [household(name)],
  });
  const into = names.map((name, i) => part(i, name));
  await take(other.app, [command('cut-hamlet', { hamletId: HAMLETS[0], on: '2026-09-29', into })]);
  const seenFrom = (i: number, asked: number) =>
    other.app.transaction().execute(async (tx) => {
      const sql = sqlOfKysely(tx);
      await setScope(sql, { accountId: id('officer'), reach: { hamlets: [id(`part ${i}`)], communes: [] }, today: CLOCK.today });
      return readMeetings(sql, ROUND.roundId, [id(`part ${asked}`)]);
    });
  for (const [i, name] of names.entries()) {
    const kept = await seenFrom(i, i);
    assert.deepEqual(
      kept.map(({ points }) => points.map(({ householdId }) => householdId)),
      [[household(name)]],
    );
    assert.deepEqual(
      names.map((each) => agreementOn(meetingsOf(kept), household(each), 'poor').agreement),
      names.map((each) => (each === name ? 'agreed' : 'none')),
    );
    assert.deepEqual(await seenFrom(i, 1 - i), [], 'of another commune');
  }
});

/** Minutes about several households. */
function bothOf(names: readonly string[]): Partial<CommandBody<'hold-meeting'>> {
  const all = names.map((name) => minutesOf(name).payload);
  return {
    called: all.flatMap(({ called }) => called),
    came: all.flatMap(({ came }) => came),
    points: all.flatMap(({ points }) => points),
  };
}

test('what only a tied person wrote is shown and agrees to nothing, until somebody else says that it holds', async () => {
  const other = await withDatabase();
  await found(other.app, { round: { ...ROUND, gates: [...MEETING_GATES] } });
  const grants = [{ role: 'hamlet-secretary' as const, areaId: HAMLETS[0], from: '2020-01-01', to: null }];
  await take(other.app, [
    command('account-created', { accountId: id('secretary'), username: 'thu.ky', displayName: 'Thư ký', grants }),
    ...['An', 'Bình'].map((name) => register(name, HAMLETS[0], 4, 'on-list')),
    command('tie-declared', { householdId: household('An'), accountId: id('secretary'), tie: 'relative' }),
  ]);
  const seen = () =>
    other.app.transaction().execute(async (tx) => {
      const sql = sqlOfKysely(tx);
      await setScope(sql, { accountId: id('officer'), reach: { hamlets: [HAMLETS[0]], communes: [COMMUNES[0]] }, today: CLOCK.today });
      const all = await readMeetings(sql, ROUND.roundId, [HAMLETS[0]]);
      return ['An', 'Bình'].map((name) => agreementOn(meetingsOf(all), household(name), 'poor').agreement);
    });
  const recordId = id('minutes of the tied');
  await take(other.app, [minutesOf('Cả hai', { ...bothOf(['An', 'Bình']), recordId })], secretary);
  assert.deepEqual(await seen(), ['tied', 'agreed']);
  await take(other.app, [minutesOf('An', { after: [recordId] })], officer);
  assert.deepEqual(await seen(), ['agreed', 'agreed']);
});

test('minutes, the step and the decision in one batch leave nobody out', async () => {
  const whole = await withDatabase();
  await found(whole.app, { round: { ...ROUND, gates: [...MEETING_GATES] } });
  const names = ['An', 'Bình'];
  await take(whole.app, [...names.map((name) => register(name, HAMLETS[0], 4, 'on-list')), ...names.map((name) => visit(name))]);
  await take(whole.app, [go('interview', 'meeting'), minutesOf('An'), minutesOf('Bình')]);
  const decision = { decisionId: id('decision'), roundId: ROUND.roundId, rulebook: '2022-2026', communeId: COMMUNES[0] } as const;
  const batch = [
    minutesOf('An', { heldOn: '2026-09-30' }),
    go('meeting', 'decision'),
    command('decide-list', { ...decision, number: '1/QĐ-UBND', decidedOn: CLOCK.today }),
  ];
  const answers = await submit(whole.app, 'system', batch, CLOCK);
  assert.deepEqual(
    answers.map(({ answer, problem }) => problem ?? answer),
    ['taken', 'taken', 'taken'],
  );
  const { rows } = await whole.ownerPool.query<{ household_id: string }>('select household_id from status order by 1');
  assert.deepEqual(
    rows.map((row) => row.household_id),
    names.map(household).sort(),
  );
});
