/** One meeting and two lists: what is counted beside each other is closed as minutes of its own list, loses nothing on the way, and comes together again when it came back. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { MeetingRecord } from '../../core/meeting/agreement.ts';
import { meetingsOf } from '../../core/meeting/agreement.ts';
import { type HoldMeeting, holdMeeting, type MeetingPoint, minutesFault } from '../../core/meeting/minutes.ts';
import { closedAt, countsOf, roomsOf, type Written, writtenAgain } from './two-counts.ts';

const idOf = (n: number): string => `0199f000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const [REVIEW, OPENING, HAMLET] = [idOf(901), idOf(902), idOf(903)];
const PRESENT = 20;
let ids = 5_000;
const newId = (): string => idOf((ids += 1));

const pointsArbitrary = fc
  .uniqueArray(fc.record({ n: fc.nat(12), yes: fc.nat(PRESENT), said: fc.constantFrom(null, 'Nhà dột', 'Đi làm xa') }), {
    selector: ({ n }) => n,
  })
  .map((all) =>
    all.map(
      ({ n, yes, said }): MeetingPoint => ({ householdId: idOf(100 + n), class: 'poor', present: PRESENT, yes, said, corrections: [] }),
    ),
  );
const writtenArbitrary = fc
  .record({ review: pointsArbitrary, opening: fc.option(pointsArbitrary, { nil: undefined }) })
  .map(({ review, opening }): Written => {
    const head = { recordId: idOf(1), roundId: REVIEW, hamletId: HAMLET, heldOn: '2026-12-05', place: 'home' as const };
    const people = { chair: 'Thành', secretary: 'Minh', called: [idOf(100)], came: [{ householdId: idOf(100), as: 'head' as const }] };
    const count = opening && { recordId: idOf(2), roundId: OPENING, year: 2027, after: [], points: opening };
    return {
      ...{ ...head, ...people, others: PRESENT - 1, closedAt: '2026-12-05T12:00:00.000Z', after: [], points: review },
      ...(count && { opening: count }),
    };
  });
const votes = (points: readonly MeetingPoint[]) => points.map(({ householdId, yes, present }) => `${householdId} ${yes}/${present}`).sort();

test('each list has its own count in minutes of its own, with the same people in the room, as the door takes them', () => {
  fc.assert(
    fc.property(writtenArbitrary, (written) => {
      const all = countsOf(written);
      const of = (roundId: string) =>
        votes(all.filter(({ minutes }) => minutes.roundId === roundId).flatMap(({ minutes }) => minutes.points));
      assert.deepEqual(of(REVIEW), votes(written.points));
      assert.deepEqual(of(OPENING), votes(written.opening?.points ?? []));
      assert.ok(all.length > 0 && new Set(all.map(({ minutes }) => minutes.recordId)).size === all.length);
      for (const { minutes, opening } of all) {
        assert.ok(holdMeeting.schema.safeParse(minutes).success, 'nothing that the door does not know');
        assert.equal(minutesFault(minutes), null);
        assert.deepEqual([minutes.came, minutes.others, minutes.called], [written.came, written.others, written.called]);
        assert.equal(opening?.beside, minutes.roundId === OPENING ? REVIEW : undefined);
      }
    }),
  );
});

test('what was said of a household is in both minutes, though it was written once', () => {
  const point = { householdId: idOf(100), class: 'poor' as const, present: PRESENT, yes: 12, corrections: [] };
  const [review, opening] = countsOf({
    ...written([{ ...point, said: 'Nhà dột' }]),
    opening: { recordId: idOf(2), roundId: OPENING, year: 2027, after: [], points: [{ ...point, yes: 3, said: null }] },
  });
  assert.deepEqual(
    [review, opening].map((one) => one?.minutes.points.map(({ yes, said }) => [yes, said])),
    [[[12, 'Nhà dột']], [[3, 'Nhà dột']]],
  );
});

test('both came back: opened again in whichever order they are one sitting again, and closed they say the same', () => {
  fc.assert(
    fc.property(
      writtenArbitrary.filter(({ points, opening }) => points.length > 0 && (opening?.points.length ?? 0) > 0),
      fc.boolean(),
      (whole, turned) => {
        const counts = countsOf(whole);
        const drafts = new Map<string, Written>();
        for (const one of turned ? [...counts].reverse() : counts) {
          const { written: again, instead } = writtenAgain(one, [...drafts.values()], newId);
          if (instead !== null) drafts.delete(instead);
          drafts.set(again.recordId, again);
        }
        const [only, ...more] = drafts.values();
        assert.ok(only !== undefined && more.length === 0, `${drafts.size} sittings`);
        const known = new Set(counts.map(({ minutes }) => minutes.recordId));
        const said = (all: typeof counts) => all.map(({ minutes }) => [minutes.roundId, votes(minutes.points)]);
        assert.deepEqual(said(countsOf(only)), said(counts));
        assert.ok(
          countsOf(only).every(({ minutes }) => !known.has(minutes.recordId)),
          'neither can be taken for the other',
        );
      },
    ),
  );
});

test('one alone is opened again alone; what is being written of another day, or of the same list, is left as it is', () => {
  const whole: Written = { ...written([]), opening: { recordId: idOf(2), roundId: OPENING, year: 2027, after: [], points: [] } };
  const back = { minutes: { ...written([]), roundId: OPENING }, opening: { year: 2027, beside: REVIEW } };
  for (const draft of [whole, { ...written([]), heldOn: '2026-12-06' }, { ...written([]), hamletId: idOf(904) }]) {
    const { written: again, instead } = writtenAgain(back, [draft], newId);
    assert.deepEqual([instead, again.roundId, again.points.length, again.opening?.roundId], [null, REVIEW, 0, OPENING]);
  }
});

test('each goes on from the minutes of its own list, and nobody is counted above those', () => {
  const before = (recordId: string, roundId: string, others: number): MeetingRecord => ({
    ...written([]),
    recordId,
    roundId,
    others,
    by: 'Hai',
  });
  const [first, second] = [before(idOf(11), REVIEW, 30), before(idOf(12), OPENING, 8)];
  const place = {
    meetings: meetingsOf([first]),
    opening: {
      round: { roundId: OPENING, opensOn: '2026-12-01', closesOn: '2027-01-31', year: 2027, rulebook: '2027-2030' as const },
      meetings: meetingsOf([second]),
      whyNot: null,
    },
  };
  const draft: Written = {
    ...{ ...written([]), others: 2, after: [first.recordId] },
    opening: { recordId: idOf(2), roundId: OPENING, year: 2027, after: [second.recordId], points: [] },
  };
  assert.deepEqual(roomsOf(place, draft), { review: 31, opening: 9 });
  const closed = closedAt(draft, place, '2026-12-05T13:00:00.000Z');
  assert.deepEqual([closed.after, closed.opening?.after], [[first.recordId], [second.recordId]]);
});

function written(points: MeetingPoint[]): HoldMeeting {
  const head = { recordId: idOf(1), roundId: REVIEW, hamletId: HAMLET, heldOn: '2026-12-05', place: 'home' as const };
  const people = { chair: 'Thành', secretary: 'Minh', called: [idOf(100)], came: [{ householdId: idOf(100), as: 'head' as const }] };
  return { ...head, ...people, others: PRESENT - 1, closedAt: '2026-12-05T12:00:00.000Z', after: [], points };
}
