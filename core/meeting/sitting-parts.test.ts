/** Minutes taken apart: every word once, each part within a request, and together they come to what the whole comes to. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { agreementOn, leftOutOf, type MeetingRecord, meetingsOf } from './agreement.ts';
import { MOST_AFTER } from './meeting-codes.ts';
import { type HoldMeeting, holdMeeting, minutesFault } from './minutes.ts';
import { partsOfSitting } from './sitting-parts.ts';

const idOf = (n: number): string => `0199f000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const weigh = (minutes: HoldMeeting): number => Buffer.byteLength(JSON.stringify(minutes));

const pointArbitrary = fc.record({
  yes: fc.nat(20),
  said: fc.option(fc.string({ maxLength: 400, unit: fc.constantFrom('ă', 'x', 'ệ') })),
});
const minutesArbitrary = fc
  .record({ points: fc.array(pointArbitrary, { maxLength: 40 }), came: fc.nat(20), seen: fc.nat(MOST_AFTER) })
  .map(({ points, came, seen }): HoldMeeting => {
    const households = Array.from({ length: came }, (_, n) => idOf(n));
    return {
      ...{
        recordId: idOf(900),
        roundId: idOf(901),
        hamletId: idOf(902),
        heldOn: '2026-10-01',
        place: 'home',
        chair: 'Thành',
        secretary: 'Minh',
      },
      ...{ called: households, came: households.map((householdId) => ({ householdId, as: 'head' as const })), others: 20 },
      ...{ closedAt: '2026-10-01T12:00:00.000Z', after: Array.from({ length: seen }, (_, n) => idOf(2_000 + n)) },
      points: points.map(({ yes, said }, n) => ({
        ...{ householdId: idOf(100 + n), class: 'poor', present: 20, yes, said: said === '' ? null : said },
        corrections: [],
      })),
    };
  });

test('nothing is lost or told twice, each part is light enough and by itself what the door takes; together they agree as the whole does', () => {
  fc.assert(
    fc.property(minutesArbitrary, fc.integer({ min: 8_000, max: 30_000 }), fc.nat(), (minutes, most, turn) => {
      let ids = 1_000;
      const parts = partsOfSitting(minutes, { weigh, most, newId: () => idOf((ids += 1)) });
      assert.deepEqual(
        parts.flatMap(({ points }) => points),
        minutes.points,
      );
      assert.ok(parts.every((part) => weigh(part) <= most));
      assert.deepEqual({ ...parts[0], points: [] }, { ...minutes, points: [] }, 'the first is the record that was begun');
      assert.equal(new Set(parts.map(({ recordId }) => recordId)).size, parts.length);
      assert.ok(
        parts
          .slice(1)
          .every(
            ({ points, called, came, after }) => points.length > 0 && called.length + came.length === 0 && after.includes(minutes.recordId),
          ),
      );
      for (const part of parts) {
        assert.ok(holdMeeting.schema.safeParse(part).success);
        assert.equal(minutesFault(part), null);
      }
      const records = parts.map((part) => ({ ...part, by: 'Minh' }));
      const turned = [...records.slice(turn % records.length), ...records.slice(0, turn % records.length)];
      for (const { householdId } of minutes.points) {
        const [whole, apart] = [[{ ...minutes, by: 'Minh' }], turned].map(
          (all) => agreementOn(meetingsOf(all), householdId, 'poor').agreement,
        );
        assert.equal(apart, whole);
      }
    }),
  );
});

test('minutes of a whole hamlet with all that may be said go in parts of a request; light ones stay whole', () => {
  const one = { class: 'poor', present: 20, yes: 20, said: 'ệ'.repeat(500), corrections: [] } as const;
  const minutes: HoldMeeting = {
    ...{
      recordId: idOf(900),
      roundId: idOf(901),
      hamletId: idOf(902),
      heldOn: '2026-10-01',
      place: 'home',
      chair: 'Thành',
      secretary: 'Minh',
    },
    ...{ called: [], came: [], others: 20, closedAt: '2026-10-01T12:00:00.000Z', after: [] },
    points: Array.from({ length: 3_000 }, (_, n) => ({ ...one, householdId: idOf(n), corrections: [] })),
  };
  let ids = 5_000;
  const split = (whole: HoldMeeting) => partsOfSitting(whole, { weigh, most: 400_000, newId: () => idOf((ids += 1)) });
  assert.ok(weigh(minutes) > 4_000_000);
  const parts = split(minutes);
  assert.ok(parts.length > 10 && parts.every((part) => weigh(part) <= 400_000));
  assert.deepEqual(split({ ...minutes, points: minutes.points.slice(0, 100) }).length, 1);
});

test('forgotten households of the parts of one writing are told together, those of two writers not twice', () => {
  const some = fc.record({ minutes: minutesArbitrary, most: fc.integer({ min: 1_200, max: 3_000 }), gone: fc.func(fc.boolean()) });
  fc.assert(
    fc.property(some, some, fc.infiniteStream(fc.nat()), (mine, theirs, order) => {
      const writers = [mine, theirs].map(({ minutes, most, gone }, writer) => {
        const whole = { ...minutes, recordId: idOf(900 + 50 * writer), closedAt: `2026-10-01T12:00:0${writer}.000Z` };
        // The second was not there to count who came.
        const nobody = writer === 0 ? {} : { called: [], came: [], others: 0 };
        const after = writer === 0 ? whole.after : [...whole.after, idOf(900)].slice(-MOST_AFTER);
        let ids = 3_000 + 1_000 * writer;
        const parts = partsOfSitting({ ...whole, ...nobody, after }, { weigh, most, newId: () => idOf((ids += 1)) });
        const records = parts.map((part): MeetingRecord => {
          const kept = part.points.filter(({ householdId }) => !gone(householdId));
          const leftOut = part.points.length - kept.length;
          return { ...part, points: kept, by: `Người ${writer}`, ...(leftOut === 0 ? {} : { leftOut }) };
        });
        return { records, forgotten: whole.points.filter(({ householdId }) => gone(householdId)).length };
      });
      const records = writers.flatMap((writer) => writer.records);
      const shuffled = records.map((record) => ({ record, at: order.next().value ?? 0 })).sort((a, b) => a.at - b.at);
      const told = leftOutOf({ records: shuffled.map(({ record }) => record) });
      assert.equal(told, Math.max(...writers.map(({ forgotten }) => forgotten)));
    }),
    { numRuns: 100 },
  );
});
