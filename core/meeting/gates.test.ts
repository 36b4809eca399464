/** The gate table of a short and of a long round, walked step by step. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  endsInterviews,
  endsMeetings,
  firstGate,
  interviewDayFits,
  interviewsTaken,
  meetingDayFits,
  meetingsTaken,
  pass,
  roundThatTakes,
  rowBetween,
  rowsFrom,
} from './gates.ts';
import type { RequestForm } from './request-codes.ts';
import { asksMeeting, type Round, roundSchema } from './round.ts';
import { roundFault } from './round-fault.ts';

const round = (gates: Round['gates']): Round =>
  roundSchema.parse({
    roundId: '0192f0c1-2345-7abc-8def-0123456789ab',
    kind: 'yearly',
    year: 2026,
    opensOn: '2026-09-01',
    closesOn: '2026-12-14',
    rulebooks: ['2022-2026', '2027-2030'],
    questionnaire: 'b-2026',
    gates,
  });
const short = round([{ from: 'interview', to: 'closed', action: 'decide-list', clause: 'x' }]);
const long = round([
  { from: 'interview', to: 'decision', action: 'open-decision', clause: 'x' },
  { from: 'decision', to: 'closed', action: 'decide-list', clause: 'y' },
]);
const open = (of: Round) => ({ round: of, state: 'open' as const });

test('a short round goes from interview to closed by the decision alone', () => {
  assert.equal(firstGate(short), 'interview');
  assert.deepEqual(pass(open(short), 'interview', 'decide-list'), { ok: true, value: 'closed' });
  assert.deepEqual(pass(open(short), 'interview', 'open-decision'), { ok: false, error: { code: 'gate-not-reached', gate: 'interview' } });
});

test('a long round cannot skip a gate, and nothing follows the decision', () => {
  assert.deepEqual(pass(open(long), 'interview', 'decide-list'), { ok: false, error: { code: 'gate-not-reached', gate: 'interview' } });
  assert.deepEqual(pass(open(long), 'interview', 'open-decision'), { ok: true, value: 'decision' });
  assert.deepEqual(pass(open(long), 'decision', 'decide-list'), { ok: true, value: 'closed' });
  assert.deepEqual(pass(open(long), 'closed', 'decide-list'), { ok: false, error: { code: 'list-already-decided' } });
  assert.deepEqual(rowsFrom(long, 'closed'), []);
});

test('a closed round passes no gate and takes no interview', () => {
  const closed = { round: long, state: 'closed' as const };
  assert.deepEqual(pass(closed, 'decision', 'decide-list'), { ok: false, error: { code: 'round-closed' } });
  assert.deepEqual(interviewsTaken(closed, 'interview', '2026-10-01'), { ok: false, error: { code: 'round-closed' } });
});

test('who asks is put on the yearly list before a regular one, the latest first, and never on one that opens a year', () => {
  const of = (kind: Round['kind'], opensOn = '2026-09-01') => ({ ...long, kind, opensOn, roundId: `${kind} ${opensOn}` });
  const found = (rounds: readonly Round[], today = '2026-10-01', form: RequestForm = 'review') =>
    roundThatTakes(
      rounds.map((one) => ({ standing: open(one), gate: 'interview' as const })),
      { form, today },
    )?.round.roundId;
  const all = [of('opening', '2026-09-20'), of('regular', '2026-09-10'), of('yearly'), of('regular')];
  for (const rounds of [all, all.toReversed()]) {
    assert.equal(found(rounds), 'yearly 2026-09-01');
    assert.equal(found(rounds.filter(({ kind }) => kind !== 'yearly')), 'regular 2026-09-10');
    assert.equal(found(rounds.filter(({ kind }) => kind === 'opening')), undefined);
    assert.equal(found(rounds, '2026-08-31'), undefined);
  }
});

test('interviews are taken from the first day, while the list stands at the interview', () => {
  const taken = (gate: Parameters<typeof interviewsTaken>[1], today: string) => {
    const answer = interviewsTaken(open(long), gate, today);
    return answer.ok ? 'ok' : answer.error.code;
  };
  assert.equal(taken('interview', '2026-08-31'), 'round-not-open-yet');
  assert.equal(taken('interview', '2026-09-01'), 'ok');
  assert.equal(taken('interview', '2026-12-20'), 'ok', 'late work is taken until the round is closed');
  assert.equal(taken('decision', '2026-10-01'), 'interviews-ended');
  assert.equal(taken('closed', '2026-10-01'), 'list-already-decided');
});

test('while the list hangs only whoever an objection sent is let in, and no longer than that', () => {
  const posted = open(long);
  const taken = (gate: Parameters<typeof interviewsTaken>[1], sent: boolean) => interviewsTaken(posted, gate, '2026-10-01', sent).ok;
  assert.deepEqual([taken('posting', true), taken('posting', false)], [true, false]);
  assert.deepEqual([taken('decision', true), taken('closed', true)], [false, false]);
});

test('an interview lies in the round and not after today', () => {
  const fits = (day: string, today: string) => interviewDayFits(long, day, today).ok;
  assert.deepEqual(interviewDayFits(long, '2025-07-02', '2026-10-01'), {
    ok: false,
    error: { code: 'interview-day-out-of-round', day: '2025-07-02', from: '2026-09-01', to: '2026-10-01' },
  });
  assert.deepEqual(
    ['2026-08-31', '2026-09-01', '2026-10-01', '2026-10-02'].map((day) => fits(day, '2026-10-01')),
    [false, true, true, false],
  );
  assert.deepEqual(
    ['2026-12-14', '2026-12-15'].map((day) => fits(day, '2026-12-20')),
    [true, false],
  );
});

test('a list of requests is visited and met about after its last day too, never before it opens or after today', () => {
  for (const kind of ['regular', 'exit'] as const)
    for (const asked of [interviewDayFits, meetingDayFits])
      assert.deepEqual(
        ['2026-08-31', '2026-12-15', '2026-12-20', '2026-12-21'].map((day) => asked({ ...long, kind }, day, '2026-12-20').ok),
        [false, true, true, false],
      );
});

test('a table may lead back from the decision to the interviews; the decision itself is no such row', () => {
  const back = { from: 'decision', to: 'interview', action: 'reopen-interviews', clause: 'x' } as const;
  const both = round([...long.gates, back]);
  assert.deepEqual(rowBetween(both, 'decision', 'interview'), back);
  assert.deepEqual(pass(open(both), 'decision', 'reopen-interviews'), { ok: true, value: 'interview' });
  assert.equal(rowBetween(long, 'decision', 'interview'), null);
  assert.equal(rowBetween(both, 'decision', 'closed'), null);
  assert.deepEqual(both.gates.map(endsInterviews), [true, false, false]);
});

test('a table may ask for the meetings of hamlets: visits go on meanwhile, and only what leaves them needs everybody agreed', () => {
  const meeting = round([
    { from: 'interview', to: 'meeting', action: 'open-meetings', clause: 'x' },
    { from: 'meeting', to: 'decision', action: 'open-decision', clause: 'x' },
    { from: 'decision', to: 'meeting', action: 'reopen-interviews', clause: 'x' },
    { from: 'decision', to: 'closed', action: 'decide-list', clause: 'y' },
  ]);
  assert.equal(roundFault({ ...meeting, questionnaire: 'phieu-b-2026' }), null);
  assert.deepEqual([short, long, meeting].map(asksMeeting), [false, false, true]);
  assert.deepEqual(meeting.gates.map(endsInterviews), [true, true, false, false]);
  assert.deepEqual(meeting.gates.map(endsMeetings), [false, true, false, false]);
  assert.deepEqual(pass(open(meeting), 'interview', 'open-decision'), {
    ok: false,
    error: { code: 'gate-not-reached', gate: 'interview' },
  });
  const codes = (gate: Parameters<typeof interviewsTaken>[1]) =>
    [interviewsTaken, meetingsTaken].map((taken) => {
      const answer = taken(open(meeting), gate, '2026-10-01');
      return answer.ok ? 'ok' : answer.error.code;
    });
  assert.deepEqual(codes('interview'), ['ok', 'ok']);
  assert.deepEqual(codes('meeting'), ['ok', 'ok']);
  assert.deepEqual(codes('decision'), ['interviews-ended', 'meetings-ended']);
  assert.deepEqual(codes('closed'), ['list-already-decided', 'list-already-decided']);
  assert.deepEqual(meetingDayFits(meeting, '2026-10-02', '2026-10-01'), {
    ok: false,
    error: { code: 'meeting-day-out-of-round', day: '2026-10-02', from: '2026-09-01', to: '2026-10-01' },
  });
});
