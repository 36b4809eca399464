/** Minutes as large as may be written come apart into what may be handed over, and nothing of them is left out or told twice. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MOST_AFTER } from '../../core/meeting/meeting-codes.ts';
import { holdMeeting } from '../../core/meeting/minutes.ts';
import { MOST_HANDED } from '../../core/sync/handover.ts';
import { type Minutes, minutesIn, olderPartId, olderPartIn, partId, partsOfMinutes } from './minutes-parts.ts';

const idOf = (n: number): string => `00000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`;
const at = '2026-10-12T01:00:00.000Z';
const MINUTES: Minutes = {
  ...{
    recordId: idOf(1),
    roundId: idOf(2),
    hamletId: idOf(3),
    heldOn: '2026-10-11',
    place: 'hamlet-office',
    chair: 'Thành',
    secretary: 'Minh',
  },
  ...{ called: [], came: [], others: 19, closedAt: at, after: [], points: [] },
};
const point = (householdId: string): Minutes['points'][number] => ({
  ...{ householdId, class: 'poor', present: 20, yes: 18, said: 'Nhà dột', corrections: [] },
});
const sent = (payload: Minutes) => ({ commandId: idOf(9), kind: 'hold-meeting', v: 1, at, payload });
const nobody = { livesThere: () => false, older: [] };
const formOf = ({ envelope, of }: ReturnType<typeof partsOfMinutes>[number]): string => JSON.stringify({ envelope, about: null, of });

test('of the longest minutes that the door takes every part may be handed over, and all of it is in one of them', () => {
  // The largest that the schema lets through: twice as many are refused by it.
  const most = largest((count) => holdMeeting.schema.safeParse({ ...MINUTES, called: idsOf(count) }).success);
  const said = (length: number): string => `x${'\u0001'.repeat(length - 1)}`;
  const correction = { field: '\u0001'.repeat(60), memberId: idOf(8), said: said(300) };
  const full = { ...point(idOf(10)), said: said(500), corrections: Array.from({ length: 50 }, () => correction) };
  const minutes: Minutes = {
    ...{ ...MINUTES, called: idsOf(most), came: idsOf(most).map((householdId) => ({ householdId, as: 'member' })) },
    ...{ chair: said(100), secretary: said(100), after: idsOf(MOST_AFTER), points: [full, ...idsOf(most).slice(1).map(point)] },
  };
  assert.ok(holdMeeting.schema.safeParse(minutes).success);
  const parts = partsOfMinutes(sent(minutes), minutes, nobody);
  for (const part of parts) assert.ok(formOf(part).length <= MOST_HANDED, `${formOf(part).length}`);
  const read = parts.map(({ envelope }) => minutesIn(envelope) ?? assert.fail());
  const together = (what: 'called' | 'came' | 'points') => read.flatMap((one) => one[what] as readonly unknown[]);
  for (const what of ['called', 'came', 'points'] as const) assert.deepEqual(together(what), minutes[what], what);
  assert.equal(new Set(parts.map(({ envelope }) => envelope.commandId)).size, parts.length);
});

const idsOf = (count: number): string[] => Array.from({ length: count }, (_, n) => idOf(10 + n));

/** Greatest count for which it holds, of one that holds until some count and never after. */
function largest(holds: (count: number) => boolean): number {
  let [least, most] = [0, 1];
  while (holds(most)) [least, most] = [most, 2 * most];
  while (most - least > 1) {
    const middle = (least + most) >> 1;
    if (holds(middle)) least = middle;
    else most = middle;
  }
  return least;
}

test('who was in the room lies with somebody who lives there, also when the first that was named was forgotten', () => {
  const minutes = { ...MINUTES, called: idsOf(3), points: [point(idOf(10))] };
  const [attendance, said] = partsOfMinutes(sent(minutes), minutes, { ...nobody, livesThere: (id) => id === idOf(11) });
  assert.deepEqual([attendance?.householdId, said?.householdId], [idOf(11), idOf(10)]);
});

test('what goes on from minutes goes on from their part, whether or not they come with it', () => {
  const minutes = { ...MINUTES, recordId: idOf(5), after: [MINUTES.recordId], points: [point(idOf(10))] };
  const [part] = partsOfMinutes(sent(minutes), minutes, nobody);
  assert.deepEqual(minutesIn(part?.envelope ?? null)?.after, [MINUTES.recordId, partId(MINUTES.recordId, idOf(10))]);
  const [first] = partsOfMinutes(sent({ ...MINUTES, points: [point(idOf(10))] }), { ...MINUTES, points: [point(idOf(10))] }, nobody);
  assert.equal(first?.envelope.commandId, partId(MINUTES.recordId, idOf(10)));
});

test('what lies there under an older id is not handed in again, and is gone on from', () => {
  const minutes = { ...MINUTES, called: idsOf(2), points: idsOf(2).map(point) };
  const lying = (householdId: string) => {
    const recordId = olderPartId(sent(minutes).commandId, householdId);
    const payload = { ...minutes, recordId, points: minutes.points.filter((one) => one.householdId === householdId) };
    return olderPartIn(JSON.stringify({ envelope: { ...sent(payload), commandId: recordId }, about: null }), householdId) ?? assert.fail();
  };
  const older = [lying(idOf(10))];
  const left = partsOfMinutes(sent(minutes), minutes, { ...nobody, older });
  assert.deepEqual(
    left.map(({ envelope }) => minutesIn(envelope)?.points.map(({ householdId }) => householdId)),
    [[], [idOf(11)]],
  );
  assert.deepEqual(partsOfMinutes(sent(minutes), minutes, { ...nobody, older: idsOf(2).map(lying) }), []);
  const later = { ...minutes, recordId: idOf(5), closedAt: '2026-10-12T02:00:00.000Z', after: [minutes.recordId] };
  const after = partsOfMinutes({ ...sent(later), commandId: idOf(6) }, later, { ...nobody, older }).map(
    ({ envelope }) => minutesIn(envelope)?.after.includes(older[0]?.recordId ?? '') ?? false,
  );
  assert.deepEqual(after, [false, true, false], 'of that household alone');
  for (const part of left)
    assert.equal(olderPartIn(formOf(part), part.householdId), null, 'what says of which minutes it is is no older one');
});
