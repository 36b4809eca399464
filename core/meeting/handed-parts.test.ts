/** Minutes taken apart to be handed over say together what the whole said, each household's with its own, and who was in the room once. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { meetingsOf, presentAt } from './agreement.ts';
import { handedParts } from './handed-parts.ts';
import { type HoldMeeting, minutesFault } from './minutes.ts';

const households = fc.uniqueArray(fc.uuid(), { maxLength: 8 });
const minutesFrom = fc
  .record({
    called: households,
    came: households,
    discussed: households,
    others: fc.nat(30),
    recordId: fc.uuid(),
    after: fc.array(fc.uuid(), { maxLength: 2 }),
  })
  .map(({ called, came, discussed, others, recordId, after }): HoldMeeting => {
    const present = came.length + others;
    const points =
      present === 0
        ? []
        : discussed.map((householdId) => ({ householdId, class: null, present, yes: present, said: null, corrections: [] }));
    const who = came.map((householdId) => ({ householdId, as: 'head' as const }));
    return {
      ...{ recordId, roundId: recordId, hamletId: '29845-01', heldOn: '2026-10-12', place: 'home', chair: 'Thành', secretary: 'Minh' },
      ...{ called, came: who, others, closedAt: '2026-10-12T10:00:00.000Z', after, points },
    };
  });

test('together they say what the whole said', () => {
  fc.assert(
    fc.property(minutesFrom, fc.func(fc.boolean()), (minutes, luck) => {
      const livesThere = (householdId: string): boolean => luck(householdId);
      let n = 0;
      const newId = (): string => `0199f600-0000-7000-8000-${String((n += 1)).padStart(12, '0')}`;
      const parts = handedParts(minutes, { newId, livesThere });
      assert.equal(new Set(parts.map((part) => part.minutes.recordId)).size, parts.length);
      const of = <T>(what: (one: HoldMeeting) => readonly T[]): readonly T[] => parts.flatMap((part) => what(part.minutes));
      assert.deepEqual(
        [of((one) => one.called), of((one) => one.came), of((one) => one.points)],
        [minutes.called, minutes.came, minutes.points],
      );
      for (const part of parts) {
        assert.ok(part.minutes.points.length <= 1);
        for (const { householdId } of part.minutes.points) assert.equal(part.householdId, householdId);
        const named = [
          ...part.minutes.called,
          ...part.minutes.came.map((one) => one.householdId),
          ...part.minutes.points.map((one) => one.householdId),
        ];
        assert.ok(named.includes(part.householdId));
        const attended = part.minutes.points.length === 0;
        if (attended && named.some(livesThere)) assert.ok(livesThere(part.householdId), 'with somebody who lives there, where one does');
        assert.equal(minutesFault(part.minutes), null);
      }
      if (parts.length > 0) {
        const [meeting] = meetingsOf(parts.map((part) => ({ ...part.minutes, by: '' })));
        assert.ok(meeting !== undefined);
        assert.equal(presentAt(meeting), presentAt(minutes));
      }
    }),
  );
});
