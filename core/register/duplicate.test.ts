/**
 * A second entry joined and parted, over random households: joined, everybody counts once on every day; parted, both files are as they
 * were, but for what befell the people meanwhile.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type CaseFile, type FileEvent, peopleOf, step, type Written } from './case-file.ts';
import { joiners, partingOf } from './duplicate.ts';
import type { RosterMember } from './roster.ts';
import { stayAt } from './stays.ts';

const seed = Number(process.env['VUON_SEED'] ?? 20261129);
const HAMLET = 'hamlet';
const at = (householdId: string, version: number): Written => ({
  householdId,
  bookId: 'book',
  hamletId: HAMLET,
  version,
  recordedAt: '2026-10-01T00:00:00.000Z',
});

const person = (memberId: string, i: number): RosterMember => ({
  ...{ memberId, fullName: memberId, sex: 'female', birth: '1980', ethnicity: i % 3 === 0 ? 'khmer' : 'kinh' },
  relation: i === 0 ? 'head' : 'child',
});

function registered(householdId: string, people: number): CaseFile {
  const members = Array.from({ length: people }, (_, i) => person(`${householdId}${i}`, i));
  const about = { householdId, hamletId: HAMLET, code: null, address: null, headName: members[0]?.fullName ?? '' };
  const event = {
    kind: 'household-registered',
    body: { ...about, members, since: '2024-01-01', source: 'import', weight: 1, listed: null },
  };
  const file = step(null, event as FileEvent, at(householdId, 1)); // cast: ids of a test are short
  assert.ok(file);
  return file;
}

const told = (file: CaseFile, event: unknown): CaseFile => {
  const next = step(file, event as FileEvent, at(file.householdId, file.version + 1)); // cast: as above
  assert.ok(next);
  return next;
};
const alive = (file: CaseFile) => file.members.filter(({ state }) => state === 'present').map(({ memberId }) => memberId);
const plain = ({ version: _version, members, ...file }: CaseFile) => ({
  ...file,
  members: members.map(({ version: _of, ...member }) => member),
});

test('joined, everybody counts once; parted, all is as it was', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 6 }), fc.nat(), fc.nat(), (own, theirs, shared, lost) => {
      const [kept, ending] = [registered('k', own), registered('e', theirs)];
      const pairs = Array.from({ length: 1 + (shared % Math.min(own, theirs)) }, (_, i) => ({ memberId: `e${i}`, asMemberId: `k${i}` }));
      const members = joiners({ ending, kept }, pairs);
      assert.ok(members.ok);
      const closed = told(ending, { kind: 'duplicate-closed', body: { householdId: 'e', intoHouseholdId: 'k', same: pairs, why: 'w' } });
      const joined = told(kept, { kind: 'duplicate-joined', body: { householdId: 'k', fromHouseholdId: 'e', members: members.value } });
      for (const day of ['2024-01-01', '2025-06-01', '2026-10-01'])
        assert.equal((stayAt(closed.stays, day)?.people ?? 0) + (stayAt(joined.stays, day)?.people ?? 0), own + theirs - pairs.length, day);
      assert.equal(peopleOf(joined), own + theirs - pairs.length);
      assert.equal(joined.headName, kept.headName);
      assert.equal(new Set(alive(joined)).size, alive(joined).length);

      const [gone] = lost % 2 === 0 ? [] : members.value;
      const later =
        gone === undefined
          ? joined
          : told(joined, { kind: 'member-died', body: { householdId: 'k', memberId: gone.memberId, on: '2026-09-01' } });
      const parting = partingOf({ ending: closed, kept: later });
      const body = { householdId: 'e', intoHouseholdId: 'k', stays: ending.stays, gone: parting.gone, why: 'w' };
      const reopened = told(closed, { kind: 'duplicate-reopened', body });
      const parted = told(later, {
        kind: 'duplicate-parted',
        body: { householdId: 'k', toHouseholdId: 'e', memberIds: parting.memberIds },
      });
      assert.deepEqual(alive(parted), alive(kept));
      assert.equal(peopleOf(parted) + peopleOf(reopened), own + theirs - (gone === undefined ? 0 : 1));
      if (gone !== undefined) {
        assert.equal(reopened.members.find(({ memberId }) => memberId === gone.memberId)?.state, 'dead');
        return;
      }
      assert.deepEqual(plain(reopened), plain(ending));
      assert.deepEqual(parted.stays, kept.stays);
    }),
    { seed, numRuns: 200 },
  );
});

test('whoever is not there cannot be the same, and nobody joins twice', () => {
  const [kept, ending] = [registered('k', 2), registered('e', 2)];
  const code = (pairs: { memberId: string; asMemberId: string }[], of = ending) => {
    const found = joiners({ ending: of, kept }, pairs);
    return found.ok ? 'ok' : found.error.code;
  };
  assert.equal(code([{ memberId: 'x', asMemberId: 'k0' }]), 'pair-not-present');
  assert.equal(code([{ memberId: 'e0', asMemberId: 'x' }]), 'pair-not-present');
  assert.equal(
    code([{ memberId: 'e0', asMemberId: 'k0' }], { ...ending, members: [...ending.members, ...kept.members.slice(1)] }),
    'member-exists',
  );
  assert.equal(code([{ memberId: 'e0', asMemberId: 'k0' }]), 'ok');
});
