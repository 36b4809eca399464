/**
 * The list that opens a year, as the phone makes it of what it keeps, against what the server shows the commune of the same: who is to be
 * counted for it, with which class, and how each stands; and minutes of both lists from one sitting, each taken and refused on its own.
 */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Round } from '../../core/meeting/round.ts';
import { emptyInbox, receive } from '../../core/sync/inbox.ts';
import type { PullAnswer } from '../../core/sync/protocol.ts';
import type { HamletMinutes } from '../../core/minutes-view.ts';
import type { CommandsAnswer, DeviceView, PulledHouseholdView } from '../../core/views.ts';
import { openApi } from '../../tools/test/api.ts';
import { withDatabase } from '../../tools/test/database.ts';
import { MEETING_GATES, roundFor } from '../../tools/village/office.ts';
import { judgeHere } from '../meeting/judge-here.ts';
import type { Holding } from './holding.ts';
import { isOpen, meetingOf, withMinutes } from './meeting.ts';
import { closedAt, countsOf, type Written } from './two-counts.ts';

const TODAY = '2026-10-12';
const NOW = `${TODAY}T02:00:00.000Z`;
const database = await withDatabase<unknown>({ max: 4 });
const api = await openApi(database.app, { now: NOW, meetings: true });
after(() => api.close());
const { communeId, hamlets } = api.mini.village;
const [enumerator, officer] = [await api.as('rasoat'), await api.as('canbo')];
const hamletId = hamlets[0]?.areaId ?? assert.fail();
const opening: Round = {
  ...{ roundId: crypto.randomUUID(), kind: 'opening', year: 2027, opensOn: '2026-10-01', closesOn: '2027-01-31', rulebooks: ['2027-2030'] },
  ...{ questionnaire: roundFor('mini', 2026).questionnaire, interviewsOf: api.mini.rounds.now, gates: [...MEETING_GATES] },
};

async function holding(): Promise<Holding> {
  const device = await enumerator<DeviceView>('/api/device');
  const answer = await enumerator<PullAnswer<PulledHouseholdView>>('/api/pull');
  return { device, inbox: receive(emptyInbox(), answer), skew: 0 };
}
const placeIn = (kept: Holding, today = TODAY) =>
  meetingOf(kept, hamletId, { today, forms: new Map(), judge: judgeHere(kept, hamletId) }) ?? assert.fail();

/** Of each household on which the commune will decide by that list: its class, and how it stands with its hamlet. */
const here = (kept: Holding) =>
  new Map(
    placeIn(kept).toDiscuss.map(({ householdId, opening: one }) => [
      householdId,
      { class: one?.class, agreement: one?.discussed.agreement },
    ]),
  );
async function there(roundId = opening.roundId) {
  const { households, agreements } = await officer<HamletMinutes>(`/api/areas/${hamletId}/minutes?round=${roundId}`);
  const classOf = new Map(households.map((row) => [row.householdId, row.verdicts[0]?.outcome ?? null]));
  return new Map(Object.entries(agreements).map(([id, agreement]) => [id, { class: classOf.get(id) ?? null, agreement }]));
}
const province = await api.as('canbotinh');
const tell = async (kind: string, payload: object): Promise<string | undefined> => {
  const commands = [{ commandId: crypto.randomUUID(), kind, v: 1, at: NOW, payload }];
  const { answers } = await province<CommandsAnswer>('/api/commands', { commands });
  return answers[0]?.problem?.code ?? answers[0]?.answer;
};

/** As one sitting of the phone ends: every household counted for both lists, of each as said. */
function sitting(kept: Holding, yes: { readonly review: number; readonly opening: number }): Written {
  const place = placeIn(kept);
  const second = place.opening?.round ?? assert.fail();
  const point = { present: 20, said: null, corrections: [] };
  const head = { recordId: crypto.randomUUID(), roundId: place.round.roundId, hamletId, heldOn: TODAY, place: 'home' as const };
  return {
    ...{ ...head, chair: 'Thành', secretary: 'Minh', called: [], came: [], others: 20, closedAt: '', after: [] },
    points: place.toDiscuss.map(({ householdId, class: found }) => ({ ...point, householdId, class: found, yes: yes.review })),
    opening: {
      ...{ recordId: crypto.randomUUID(), roundId: second.roundId, year: second.year, after: [] },
      points: place.toDiscuss.map(({ householdId, opening: one }) => ({
        ...point,
        householdId,
        class: one?.class ?? null,
        yes: yes.opening,
      })),
    },
  };
}
const send = async (written: Written, kept: Holding): Promise<readonly string[]> => {
  const commands = countsOf(closedAt(written, placeIn(kept), `${TODAY}T01:00:00.000Z`)).map(({ minutes }) => ({
    ...{ commandId: crypto.randomUUID(), kind: 'hold-meeting', v: 1, at: `${TODAY}T01:00:00.000Z`, payload: minutes },
  }));
  const { answers } = await enumerator<CommandsAnswer>('/api/commands', { commands });
  return answers.map(({ answer, problem }) => problem?.code ?? answer);
};

test('before the list is open the phone says which standard waits for it, and counts for the review alone', async () => {
  const kept = await holding();
  const place = placeIn(kept);
  assert.deepEqual([place.opening, place.awaited, kept.device.openings], [null, '2027-2030', undefined]);
  assert.ok(place.toDiscuss.length > 1 && place.toDiscuss.every((one) => one.opening === null));
});

test('an open list comes with what the phone keeps: the same households, each with its class by the other standard', async () => {
  assert.equal(await tell('round-opened', { round: opening, communes: [communeId] }), 'taken');
  const kept = await holding();
  assert.deepEqual(here(kept), await there());
  const { toDiscuss, opening: told, awaited } = placeIn(kept);
  assert.deepEqual([told?.whyNot, told?.round.roundId, awaited], [null, opening.roundId, null]);
  assert.ok(
    toDiscuss.some((one) => one.class !== one.opening?.class),
    'the two standards do not say the same of everybody',
  );
  assert.deepEqual(kept.device.beside, undefined, 'nobody is visited for it');
  assert.equal(placeIn(kept, '2026-09-30').opening?.whyNot, 'round-not-open-yet');
});

test('both counts of one sitting are taken, each moves its own list, and the phone says what the server says', async () => {
  const before = await holding();
  const written = sitting(before, { review: 18, opening: 4 });
  const closed = closedAt(written, placeIn(before), `${TODAY}T01:00:00.000Z`);
  const own = countsOf(closed).map(({ minutes }) => ({ ...minutes, by: api.mini.accounts['rasoat']?.displayName ?? '' }));
  const waiting = withMinutes(before, own);
  assert.deepEqual(await send(written, before), ['taken', 'taken']);
  const [review, second] = [await there(api.mini.rounds.now), await there()];
  assert.deepEqual(new Set([...review.values()].map(({ agreement }) => agreement)), new Set(['agreed']));
  assert.deepEqual(new Set([...second.values()].map(({ agreement }) => agreement)), new Set(['again']));
  const heard = await holding();
  for (const kept of [waiting, heard]) assert.deepEqual(here(kept), second);
  assert.deepEqual(withMinutes(heard, own), heard, 'what the server tells of is not counted twice');
  const place = placeIn(heard);
  assert.ok(
    place.toDiscuss.every((one) => one.discussed.agreement === 'agreed' && isOpen(one, place)),
    'open for the other list alone',
  );
  assert.deepEqual([place.meetings.length, place.opening?.meetings.length], [1, 1]);
});

test('a list that takes no more minutes refuses its own; the other is taken all the same', async () => {
  const before = await holding();
  const written = sitting(before, { review: 15, opening: 16 });
  assert.equal(await tell('round-closed', { roundId: opening.roundId }), 'taken');
  const later = { ...written, after: before.device.meetings?.map(({ recordId }) => recordId) ?? [] };
  assert.deepEqual(await send(later, before), ['taken', 'round-closed']);
  const kept = await holding();
  assert.equal(placeIn(kept).opening, null);
  assert.deepEqual(new Set([...(await there()).values()].map(({ agreement }) => agreement)), new Set(['again']));
});
