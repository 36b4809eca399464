/** Minutes begin with the names that the phone knows: of the hamlet's last ones, whatever their order and list, and of whoever writes. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type MeetingRecord, meetingsOf } from '../../core/meeting/agreement.ts';
import { signersOf } from './signers.ts';

const hamlet = { areaId: 'h1', name: 'Ấp 1' };
const record = (n: number, chair: string, secretary: string, hamletId = 'h1'): MeetingRecord => ({
  ...{
    recordId: `r${n}`,
    roundId: 'r',
    hamletId,
    heldOn: `2026-10-0${n}`,
    place: 'home',
    chair,
    secretary,
    called: [],
    came: [],
    others: 9,
  },
  ...{ closedAt: `2026-10-0${n}T02:00:00.000Z`, after: [], points: [], by: secretary },
});
const place = (first: readonly MeetingRecord[], second: readonly MeetingRecord[] = []) => ({
  ...{ hamlet, meetings: meetingsOf(first) },
  opening: {
    ...{ meetings: meetingsOf(second), whyNot: null },
    round: { roundId: 'o', opensOn: '2026-12-01', closesOn: '2027-01-31', year: 2027, rulebook: '2027-2030' as const },
  },
});
const roleAt = (role: 'hamlet-head' | 'hamlet-secretary', areaId = 'h1') => ({ role, areaId, areaName: '' });
const secretary = { displayName: 'Minh', roles: [roleAt('hamlet-secretary')] };
const head = { displayName: 'Thành', roles: [roleAt('hamlet-head')] };

test('the last minutes of the hamlet name its chair, those of the other list too, those of another hamlet never', () => {
  const [older, newer] = [record(1, 'Bình', 'Minh'), record(3, 'An', 'Minh')];
  assert.deepEqual(signersOf(place([newer, older]), secretary), { chair: 'An', secretary: 'Minh' });
  assert.deepEqual(signersOf(place([older], [newer]), secretary), { chair: 'An', secretary: 'Minh' });
  assert.deepEqual(signersOf(place([record(5, 'Xa', 'Lạ', 'h2')]), secretary), { chair: '', secretary: 'Minh' });
});

test('the head of this hamlet chairs, with the secretary of before; nobody does both by themselves', () => {
  assert.deepEqual(signersOf(place([record(1, 'Bình', 'Minh')]), head), { chair: 'Thành', secretary: 'Minh' });
  assert.deepEqual(signersOf(place([record(1, 'Bình', 'Thành')]), head), { chair: 'Thành', secretary: '' });
  assert.deepEqual(signersOf(place([]), head), { chair: 'Thành', secretary: '' });
  const elsewhere = { ...head, roles: [roleAt('hamlet-head', 'h2')] };
  assert.deepEqual(signersOf(place([]), elsewhere), { chair: '', secretary: 'Thành' });
});
