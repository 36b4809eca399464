/**
 * The meeting as the phone makes it of what it keeps, against what the server shows the commune of the same: who is to be discussed, with
 * which class, and how each stands; before and after minutes that the server has not heard of.
 */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { answersSchema } from '../../core/interview/answers.ts';
import { emptyInbox, receive } from '../../core/sync/inbox.ts';
import type { MeetingRecord } from '../../core/meeting/agreement.ts';
import type { PullAnswer } from '../../core/sync/protocol.ts';
import type { HamletMinutes } from '../../core/minutes-view.ts';
import type { CommandsAnswer, DeviceView, PulledHouseholdView } from '../../core/views.ts';
import { openApi } from '../../tools/test/api.ts';
import { withDatabase } from '../../tools/test/database.ts';
import { judgeHere } from '../meeting/judge-here.ts';
import type { Holding } from './holding.ts';
import { type FormsHere, meetingOf, withMinutes } from './meeting.ts';
import { placeOf } from './place.ts';

const TODAY = '2026-10-12';
const database = await withDatabase<unknown>({ max: 4 });
const api = await openApi(database.app, { now: `${TODAY}T02:00:00.000Z`, meetings: true, visited: (key) => key !== 'khmer' });
after(() => api.close());
const { hamlets } = api.mini.village;
const [enumerator, officer] = [await api.as('rasoat'), await api.as('canbo')];

async function holding(): Promise<Holding> {
  const device = await enumerator<DeviceView>('/api/device');
  const answer = await enumerator<PullAnswer<PulledHouseholdView>>('/api/pull');
  return { device, inbox: receive(emptyInbox(), answer), skew: 0 };
}

const placeIn = (kept: Holding, hamletId: string, forms: FormsHere = new Map()) =>
  meetingOf(kept, hamletId, { today: TODAY, forms, judge: judgeHere(kept, hamletId) }) ?? assert.fail();
const minutesOf = (hamletId: string) => officer<HamletMinutes>(`/api/areas/${hamletId}/minutes`);

/** Of each household on which the commune will decide: its class, and how it stands with its hamlet. */
const here = (kept: Holding, hamletId: string) =>
  new Map(placeIn(kept, hamletId).toDiscuss.map((one) => [one.householdId, { class: one.class, agreement: one.discussed.agreement }]));
async function there(hamletId: string) {
  const { households, agreements } = await minutesOf(hamletId);
  const classOf = new Map(households.map((row) => [row.householdId, row.verdicts[0]?.outcome ?? null]));
  return new Map(Object.entries(agreements).map(([id, agreement]) => [id, { class: classOf.get(id) ?? null, agreement }]));
}
async function assertSame(kept: Holding): Promise<number> {
  let count = 0;
  for (const { areaId } of hamlets) {
    const shown = here(kept, areaId);
    assert.deepEqual(shown, await there(areaId), areaId);
    count += shown.size;
  }
  return count;
}

test('who is to be discussed, with which class, is what the commune will decide on', async () => {
  assert.ok((await assertSame(await holding())) > 5);
});

test('minutes count on the phone as they count once the server has them, and bring back who was not agreed to', async () => {
  const before = await holding();
  const [first] = hamlets;
  assert.ok(first !== undefined);
  const { toDiscuss, round, whyNot } = placeIn(before, first.areaId);
  assert.equal(whyNot, null);
  const points = toDiscuss.map(({ householdId, class: found }, i) => ({
    ...{ householdId, class: found, present: 10, yes: i % 2 === 0 ? 10 : 4, said: `Ý kiến ${i}`, corrections: [] },
  }));
  const record: MeetingRecord = {
    ...{ recordId: '0199f600-0000-7000-8000-000000000001', roundId: round.roundId, hamletId: first.areaId, heldOn: TODAY, place: 'home' },
    ...{ chair: 'Thành', secretary: 'Minh', called: [], came: [], others: 10, closedAt: `${TODAY}T01:00:00.000Z`, after: [], points },
    by: api.mini.accounts['rasoat']?.displayName ?? '',
  };
  const waiting = withMinutes(before, [record]);
  const { by: _by, ...payload } = record;
  const commands = [{ commandId: '0199f600-0000-7000-8000-000000000002', kind: 'hold-meeting', v: 1, at: record.closedAt, payload }];
  const { answers } = await enumerator<CommandsAnswer>('/api/commands', { commands });
  assert.deepEqual(
    answers.map(({ answer, problem }) => problem?.code ?? answer),
    ['taken'],
  );
  await assertSame(waiting);
  const heard = await holding();
  await assertSame(heard);
  assert.deepEqual(withMinutes(heard, [record]), heard, 'what the server tells of is not counted twice');
  const back = new Map(placeOf(heard, first.areaId)?.rows?.flatMap((row) => (row.again ? [[row.householdId, row.again.said]] : [])));
  assert.deepEqual(back, new Map(points.flatMap((point) => (point.yes < 5 ? [[point.householdId, point.said]] : []))));
});

test('a form that waits on this phone is judged before the server knows it', async () => {
  const kept = await holding();
  const [first] = hamlets;
  assert.ok(first !== undefined);
  const agreed = placeIn(kept, first.areaId).toDiscuss.find(
    ({ discussed, class: found }) => discussed.agreement === 'agreed' && found !== 'not-poor',
  );
  const rich = api.mini.village.households.find(({ key }) => key === 'rich');
  assert.ok(agreed !== undefined && rich !== undefined);
  const form = { answers: answersSchema.parse(rich.answers), interviewedOn: TODAY };
  const after = placeIn(kept, first.areaId, new Map([[agreed.householdId, form]])).toDiscuss.find(
    (one) => one.householdId === agreed.householdId,
  );
  assert.deepEqual([after?.class, after?.discussed.agreement], ['not-poor', 'otherwise']);
});

test('a round that asks for no meeting has none on the phone, and no post of the office writes one', async () => {
  const kept = await holding();
  const { round } = kept.device;
  assert.ok(round !== null && hamlets[0] !== undefined);
  const without = { ...kept, device: { ...kept.device, round: { ...round, asksMeeting: false } } };
  assert.equal(meetingOf(without, hamlets[0].areaId, { today: TODAY, forms: new Map(), judge: () => null }), null);
  const { session } = kept.device;
  const chair = session.roles.map((role) => ({ ...role, role: 'commune-chair' as const }));
  const chairs = { ...kept, device: { ...kept.device, session: { ...session, roles: chair } } };
  assert.equal(placeIn(chairs, hamlets[0].areaId).whyNot, 'not-your-role');
});
