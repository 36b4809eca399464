/** The case file against a plain tally of people: whatever happens to a household, nobody is lost or counted twice. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type CaseFile, type FileEvent, peopleOf, step } from './case-file.ts';
import type { RosterMember } from './roster.ts';
import { mayAdd, mayTakeAway, notBeforeStay, presentFile } from './rules.ts';

const HOUSEHOLD = '0190a000-0000-7000-8000-00000000000a';
const memberId = (n: number) => `0190a000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const member = (n: number): RosterMember => ({
  memberId: memberId(n),
  fullName: `Người ${n}`,
  relation: n === 0 ? 'head' : 'child',
  sex: 'female',
  birth: '1980',
});
const written = (version: number, hamletId = 'hamlet') => ({
  ...{ householdId: HOUSEHOLD, bookId: `book of ${hamletId}`, hamletId, version, recordedAt: '2026-01-01T00:00:00.000Z' },
});

function registered(size: number): CaseFile {
  const members = Array.from({ length: size }, (_, n) => member(n));
  const body = { householdId: HOUSEHOLD, hamletId: 'hamlet', code: null, address: null, headName: 'Người 0', members };
  const more = { since: '2020-01-01', source: 'import', weight: 1, listed: null } as const;
  const file = step(null, { kind: 'household-registered', body: { ...body, ...more } }, written(1));
  assert.ok(file !== null);
  return file;
}

type Act = { readonly kind: 'born' | 'died' | 'left' | 'came' | 'corrected' | 'visited'; readonly who: number };
const acts = fc.array(
  fc.record({ kind: fc.constantFrom('born', 'died', 'left', 'came', 'corrected', 'visited'), who: fc.nat(6) }) as fc.Arbitrary<Act>,
  { maxLength: 25 },
);

/** The event, and what a tally on paper would note; null where the rules refuse. */
function happen(file: CaseFile, { kind, who }: Act, tally: Map<string, string>): FileEvent | null {
  const id = memberId(who);
  const on = '2026-05-01';
  if (kind === 'born' || kind === 'came') {
    if (!mayAdd(file, [id]).ok) return null;
    tally.set(id, 'present');
    return kind === 'born'
      ? { kind: 'member-born', body: { householdId: HOUSEHOLD, member: member(who), on } }
      : { kind: 'members-joined', body: { householdId: HOUSEHOLD, fromHouseholdId: HOUSEHOLD, members: [member(who)], on } };
  }
  if (kind === 'died' || kind === 'left') {
    if (!mayTakeAway(file, [id], true).ok) return null;
    tally.set(id, kind === 'died' ? 'dead' : 'left');
    return { kind: kind === 'died' ? 'member-died' : 'member-left', body: { householdId: HOUSEHOLD, memberId: id, on } };
  }
  const named = Array.from({ length: who + 1 }, (_, n) => member(n));
  for (const [each, state] of tally) if (state === 'present') tally.set(each, 'left');
  for (const each of named) tally.set(each.memberId, 'present');
  if (kind === 'corrected') return { kind: 'household-corrected', body: { householdId: HOUSEHOLD, members: named } };
  const visit = { householdId: HOUSEHOLD, roundId: HOUSEHOLD, questionnaire: 'x', answers: { household: {}, members: named }, seen: null };
  const times = { interviewedOn: on, startedAt: '', endedAt: '', enumeratorId: HOUSEHOLD };
  return { kind: 'interview-finished', body: { ...visit, ...times } };
}

test('whatever happens, everybody is present, dead or left exactly as the tally says', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 6 }), acts, (size, all) => {
      let file = registered(size);
      const tally = new Map(file.members.map((each) => [each.memberId, 'present']));
      let version = 1;
      for (const act of all) {
        const event = happen(file, act, tally);
        if (event === null) continue;
        const next = step(file, event, written(++version));
        assert.ok(next !== null);
        file = next;
        assert.deepEqual(new Map(file.members.map((each) => [each.memberId, each.state])), tally);
        assert.equal(peopleOf(file), [...tally.values()].filter((state) => state === 'present').length);
        assert.equal(file.version, version);
        assert.equal(file.stays.at(-1)?.people, peopleOf(file), 'the last stay counts who is there');
        assert.ok(
          file.members.some((each) => each.state === 'present' && each.fullName === file.headName),
          'the head is one of them',
        );
      }
    }),
  );
});

test('out and in again: the same file in another book, its past stays', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5 }), acts, (size, all) => {
      let file = registered(size);
      let version = 1;
      for (const act of all) {
        const event = happen(file, act, new Map());
        if (event !== null) file = step(file, event, written(++version)) ?? file;
      }
      const on = '2026-06-01';
      assert.ok(notBeforeStay(file, on).ok);
      const to = { householdId: HOUSEHOLD, toBookId: 'other', toHamletId: 'other', on };
      const out = step(file, { kind: 'moved-out', body: to }, written(++version));
      assert.equal(out?.state, 'moved');
      assert.equal(presentFile(out).ok, false);
      const { code, headName, weight, registeredAt, declared: people } = file;
      const members = file.members.map(({ version: _, ...each }) => each);
      const from = { householdId: HOUSEHOLD, fromBookId: 'b', fromHamletId: 'hamlet', fromHead: '', hamletId: 'other', address: 'mới', on };
      const body = { ...from, file: { code, headName, weight, registeredAt, people, members } };
      const there = step(out, { kind: 'moved-in', body }, written(7, 'other'));
      assert.ok(there !== null);
      assert.deepEqual(
        there.members.map(({ version: _, ...each }) => each),
        members,
      );
      assert.deepEqual(
        [there.hamletId, there.bookId, there.address, there.version, peopleOf(there)],
        ['other', 'book of other', 'mới', 7, peopleOf(file)],
      );
      assert.deepEqual(there.stays.at(-1), { hamletId: 'other', people: peopleOf(file), minority: null, from: on, to: null });
      assert.equal(there.stays.at(-2)?.to, on);
    }),
  );
});

test('erased: nothing of anybody is left, and without a body nothing comes back', () => {
  const gone = step(registered(4), { kind: 'erased' }, written(9));
  const text = JSON.stringify(gone);
  assert.ok(!text.includes('Người') && !text.includes(memberId(0)), text);
  assert.deepEqual([gone?.state, gone?.members, gone?.stays, gone?.headName, gone?.version], ['erased', [], [], '', 9]);
  assert.equal(step(null, { kind: 'noted' }, written(2)), null);
});

test('with its last member a household ends, on that day; as long as one is left it stands', () => {
  const died = (who: number, on: string): FileEvent => ({
    kind: 'member-died',
    body: { householdId: HOUSEHOLD, memberId: memberId(who), on },
  });
  const one = step(registered(2), died(0, '2026-03-01'), written(2));
  assert.equal(one?.state, 'present');
  const none = one === null ? null : step(one, died(1, '2026-04-01'), written(3));
  assert.equal(none?.state, 'dissolved');
  assert.equal(presentFile(none ?? null).ok, false);
  assert.deepEqual(
    none?.stays.map((stay) => [stay.people, stay.to]),
    [
      [2, '2026-03-01'],
      [1, '2026-04-01'],
    ],
  );
});
