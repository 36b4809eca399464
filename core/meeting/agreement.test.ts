/**
 * Minutes of several people put together (ghép biên bản): against a plain reading, whatever the order in which they come; and what a
 * village's count means for a household and for the list.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  agreementOn,
  countOf,
  isAgreed,
  isToReview,
  meetingBlockers,
  type MeetingRecord,
  meetingsOf,
  presentAt,
  standingIn,
} from './agreement.ts';
import { holdMeeting, isQuestion, type MeetingPoint, minutesFault } from './minutes.ts';

const seed = Number(process.env['VUON_SEED'] ?? 20261129);
const runs = { seed, numRuns: 400 };
const uuid = (kind: number, n: number): string => `0199f100-000${kind}-7000-8000-${String(n).padStart(12, '0')}`;
const [HAMLET, ROUND] = [uuid(1, 1), uuid(2, 1)];
const house = (n: number): string => uuid(3, n);
const recordId = (n: number): string => uuid(4, n);

const point = (of: number, more: Partial<MeetingPoint> = {}): MeetingPoint => ({
  ...{ householdId: house(of), class: 'poor', present: 20, yes: 15, said: null, corrections: [], ...more },
});
const minutes = (n: number, more: Partial<MeetingRecord> = {}): MeetingRecord => ({
  ...{ recordId: recordId(n), roundId: ROUND, hamletId: HAMLET, heldOn: '2026-10-05', place: 'culture-house', by: `Người ${n}` },
  ...{ chair: 'Thành', secretary: 'Minh', called: [], came: [], others: 20, closedAt: '2026-10-05T13:00:00.000Z', after: [], points: [] },
  ...more,
});

test('at least half of those present agree, by counting heads one by one', () => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { minLength: 1, maxLength: 60 }), (hands) => {
      const yes = hands.filter((hand) => hand).length;
      const against = hands.length - yes;
      assert.equal(isAgreed({ present: hands.length, yes }), yes >= against);
    }),
    runs,
  );
  assert.equal(isAgreed({ present: 0, yes: 0 }), false);
});

/** Records of one meeting about two households; each may have had some of the earlier ones before it. */
const together: fc.Arbitrary<readonly MeetingRecord[]> = fc
  .array(
    fc.record({
      says: fc.dictionary(fc.constantFrom('1', '2'), fc.integer({ min: 8, max: 11 })),
      saw: fc.array(fc.nat({ max: 5 }), { maxLength: 3 }),
      came: fc.uniqueArray(fc.record({ of: fc.integer({ min: 1, max: 4 }), head: fc.boolean() }), { selector: ({ of }) => of }),
      others: fc.integer({ min: 20, max: 25 }),
      tied: fc.subarray(['1', '2']),
    }),
    { minLength: 1, maxLength: 5 },
  )
  .map((all) =>
    all.map(({ says, saw, came, others, tied }, i) =>
      minutes(i, {
        others,
        tied: tied.map((of) => house(Number(of))),
        after: [...new Set(saw.filter((j) => j < i))].map(recordId),
        came: came.map(({ of, head }) => ({ householdId: house(of), as: head ? 'head' : 'member' })),
        points: Object.entries(says).map(([of, yes]) => point(Number(of), { yes })),
      }),
    ),
  );

/**
 * Said of the household, and by nobody who speaks of it later with that before them, unless that one is tied to it and the first is not:
 * told by following every chain. `apart`: somebody who is not tied says so.
 */
function plainly(records: readonly MeetingRecord[], householdId: string): { yes: number; apart: boolean }[] {
  const speaks = (record: MeetingRecord) => record.points.find((one) => one.householdId === householdId);
  const knows = (a: MeetingRecord, b: MeetingRecord): boolean =>
    a.after.some((id) => id === b.recordId || records.some((middle) => middle.recordId === id && knows(middle, b)));
  const isApart = (record: MeetingRecord) => !(record.tied ?? []).some((id) => id === householdId);
  const answers = (other: MeetingRecord, one: MeetingRecord) => knows(other, one) && !(isApart(one) && !isApart(other));
  const standing = records.filter((one) => speaks(one) && !records.some((other) => speaks(other) && answers(other, one)));
  const told = new Map<number, boolean>();
  for (const one of standing) {
    const yes = speaks(one)?.yes ?? -1;
    told.set(yes, (told.get(yes) ?? false) || isApart(one));
  }
  return [...told].map(([yes, apart]) => ({ yes, apart })).sort((a, b) => a.yes - b.yes);
}

test('what stands of a household is the same in every order, sent twice or once, and is what a plain reading finds', () => {
  fc.assert(
    fc.property(together, fc.infiniteStream(fc.nat()), (records, luck) => {
      const shuffled = [...records, ...records].map((one) => ({ one, at: luck.next().value ?? 0 })).sort((a, b) => a.at - b.at);
      for (const which of [1, 2]) {
        const wanted = plainly(records, house(which));
        for (const order of [records, shuffled.map(({ one }) => one)]) {
          const meetings = meetingsOf(order);
          assert.equal(meetings.length, 1);
          const [meeting] = meetings;
          assert.ok(meeting !== undefined);
          const found = standingIn(meeting, house(which)).map((said) => said.point.yes);
          assert.deepEqual(
            [...found].sort((a, b) => a - b),
            wanted.map(({ yes }) => yes),
          );
          const { agreement } = agreementOn(meetings, house(which), 'poor');
          const [only] = wanted;
          const alone = only?.apart === false ? 'tied' : (only?.yes ?? 0) * 2 >= 20 ? 'agreed' : 'again';
          assert.equal(agreement, only === undefined ? 'none' : wanted.length > 1 ? 'differs' : alone);
        }
      }
    }),
    runs,
  );
});

test('who counts more people than all minutes of the meeting have as present agrees to nothing, by counting names one by one', () => {
  fc.assert(
    fc.property(together, fc.integer({ min: 1, max: 30 }), fc.nat(), (records, present, which) => {
      const [meeting] = meetingsOf(records);
      assert.ok(meeting !== undefined);
      const names = new Set(records.flatMap(({ came }) => came.map(({ householdId }) => householdId)));
      let room = names.size;
      for (const { others } of records) room = Math.max(room, names.size + others);
      const of = records[which % records.length];
      assert.ok(of !== undefined);
      const record = { ...of, tied: [] };
      assert.equal(countOf([{ record, point: point(1, { present, yes: present }) }], meeting), present > room ? 'overcounted' : 'agreed');
    }),
    runs,
  );
});

test('who writes without the minutes of others counts no more than they have as present; who had them is held against all of them', () => {
  const { by: _by, ...head } = minutes(1, { others: 3, came: [{ householdId: house(2), as: 'head' }] });
  const of = (present: number, after: readonly string[]) => ({ ...head, after: [...after], points: [point(1, { present, yes: present })] });
  assert.equal(minutesFault(of(4, [])), null);
  assert.deepEqual(minutesFault(of(5, [])), { code: 'meeting-count-above-present', householdId: house(1), present: 5, came: 4 });
  assert.equal(minutesFault(of(5, [recordId(9)])), null);
  const late = minutes(2, { others: 0, after: [recordId(1)], points: [point(1, { present: 5, yes: 5 })] });
  const first = { ...of(4, []), by: 'Người 1' };
  assert.equal(agreementOn(meetingsOf([late, first]), house(1), 'poor').agreement, 'overcounted');
  assert.deepEqual(
    meetingBlockers([late, first], [{ householdId: house(1), outcome: 'poor' }]).map(({ code }) => code),
    ['meeting-overcounted'],
  );
  const more = minutes(3, { others: 4, came: [{ householdId: house(2), as: 'member' }] });
  assert.equal(agreementOn(meetingsOf([late, first, more]), house(1), 'poor').agreement, 'agreed', 'one more came, as others wrote');
});

test('a village has agreed by no minutes that only the household’s own people wrote; nor do these take the place of another’s', () => {
  const tied = { tied: [house(1)] };
  const own = minutes(1, { ...tied, points: [point(1), point(2)] });
  const said = (...records: readonly MeetingRecord[]) => [1, 2].map((of) => agreementOn(meetingsOf(records), house(of), 'poor').agreement);
  assert.deepEqual(said(own), ['tied', 'agreed']);
  assert.deepEqual(said(own, minutes(2, { ...tied, points: [point(1)] })), ['tied', 'agreed'], 'two of them');
  assert.deepEqual(said(own, minutes(2, { points: [point(1)] })), ['agreed', 'agreed'], 'another counted the same');
  assert.deepEqual(said(own, minutes(2, { after: [recordId(1)], points: [point(1)] })), ['agreed', 'agreed'], 'another says that it holds');
  const other = minutes(2, { points: [point(1, { yes: 3 })] });
  assert.deepEqual(said(other, minutes(3, { ...tied, after: [recordId(2)], points: [point(1)] })), ['differs', 'none']);
  assert.deepEqual(
    meetingBlockers([own], [{ householdId: house(1), outcome: 'poor' }]).map(({ code }) => code),
    ['meeting-tied'],
  );
});

test('nobody who came is lost, whoever wrote it, and a head counts before a member', () => {
  fc.assert(
    fc.property(together, (records) => {
      const [meeting] = meetingsOf(records);
      assert.ok(meeting !== undefined);
      const wanted = new Map<string, string>();
      for (const { came } of records)
        for (const { householdId, as } of came) if (wanted.get(householdId) !== 'head') wanted.set(householdId, as);
      assert.deepEqual(new Map(meeting.came.map(({ householdId, as }) => [householdId, as])), wanted);
      assert.equal(presentAt(meeting), wanted.size + Math.max(...records.map(({ others }) => others)));
    }),
    runs,
  );
});

test('the last meeting that discussed a household counts; a class that changed since is to be discussed anew', () => {
  const first = minutes(1, { points: [point(1, { yes: 9 }), point(2)] });
  const second = minutes(2, { heldOn: '2026-10-19', points: [point(1, { yes: 10, class: 'near-poor' })] });
  const meetings = meetingsOf([second, first]);
  assert.deepEqual(
    meetings.map(({ heldOn }) => heldOn),
    ['2026-10-05', '2026-10-19'],
  );
  const [before] = meetings;
  assert.ok(before !== undefined);
  const again = agreementOn([before], house(1), 'poor');
  assert.equal(again.agreement, 'again');
  assert.deepEqual(
    [null, '2026-10-04', '2026-10-05', '2026-10-06'].map((day) => isToReview(again, day)),
    [true, true, true, false],
  );
  assert.equal(agreementOn(meetings, house(1), 'near-poor').agreement, 'agreed');
  assert.equal(agreementOn(meetings, house(1), 'poor').agreement, 'otherwise');
  assert.equal(agreementOn(meetings, house(2), 'poor').heldOn, '2026-10-05');
  assert.equal(agreementOn(meetings, house(3), 'poor').agreement, 'none');
});

test('what stands in the way of the list is told in the order in which it is put right', () => {
  const records = [minutes(1, { points: [point(1), point(2, { yes: 1 }), point(3)] }), minutes(2, { points: [point(3, { yes: 12 })] })];
  const candidates = [1, 2, 3, 4].map((n) => ({ householdId: house(n), outcome: 'poor' as const }));
  const told = meetingBlockers(records, candidates).map(({ code, households }) => [code, households.map((one) => one.householdId)]);
  assert.deepEqual(told, [
    ['meeting-differs', [house(3)]],
    ['not-agreed', [house(2)]],
    ['not-discussed', [house(4)]],
  ]);
  assert.deepEqual(meetingBlockers(records, candidates.slice(0, 1)), []);
});

test('minutes that cannot be are told by what is wrong with them', () => {
  const { by: _by, ...head } = minutes(1);
  const whole = { ...head, points: [point(1)] };
  assert.equal(minutesFault(whole), null);
  assert.ok(holdMeeting.schema.safeParse(whole).success);
  assert.equal(minutesFault({ ...whole, points: [point(1, { yes: 21 })] })?.code, 'meeting-count-impossible');
  assert.equal(minutesFault({ ...whole, points: [point(1), point(1)] })?.code, 'meeting-household-twice');
  assert.equal(minutesFault({ ...whole, called: [house(1), house(2), house(1)] })?.code, 'meeting-household-twice');
  const about = (field: string, memberId: string | null) => [{ field, memberId, said: 'Không có xe máy' }];
  assert.equal(minutesFault({ ...whole, points: [point(1, { corrections: about('toilet', null) })] }), null);
  assert.equal(minutesFault({ ...whole, points: [point(1, { corrections: about('voted', null) })] })?.code, 'meeting-question-unknown');
  assert.ok(isQuestion({ field: 'healthInsurance', memberId: house(9) }));
  assert.equal(isQuestion({ field: 'healthInsurance', memberId: null }), false);
});

test('nothing in minutes says who raised a hand', () => {
  const shape = holdMeeting.schema.shape.points.element.shape;
  assert.deepEqual(Object.keys(shape), ['householdId', 'class', 'present', 'yes', 'said', 'corrections']);
});

test('who claim to have had each other before them answer neither: both stand, and what neither had answered goes', () => {
  const no = minutes(1, { points: [point(1, { yes: 1 })] });
  const a = minutes(2, { after: [recordId(1), recordId(3)], points: [point(1, { yes: 1 })] });
  const b = minutes(3, { after: [recordId(2)], points: [point(1, { yes: 2 })] });
  const [meeting] = meetingsOf([no, a, b]);
  assert.ok(meeting !== undefined);
  assert.deepEqual(
    standingIn(meeting, house(1)).map(({ point: { yes } }) => yes),
    [1, 2],
  );
  assert.equal(agreementOn([meeting], house(1), 'poor').agreement, 'differs');
});
