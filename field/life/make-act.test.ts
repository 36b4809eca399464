/** What stands against an act before it is written down, and what does not. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RELATIONS, RELATIONS_OF_NEWBORN } from '../../core/interview/codes.ts';
import { type Around, NOBODY, NOTHING_TYPED, type Typed } from './doing.ts';
import { makeAct } from './make-act.ts';

const around: Around = {
  today: '2026-11-29',
  household: { householdId: '0199f000-0000-7000-8000-000000000001', headName: 'Lê Thị Ba', people: 2, members: [], visited: false },
  hamlet: { areaId: 'a1', name: 'Ấp Một' },
  hamlets: [],
  takesInterviews: true,
  ids: { member: (at) => `0199f000-0000-7000-8000-00000000010${at}`, household: () => '0199f000-0000-7000-8000-000000000002' },
};
const born = (typed: Partial<Typed['person']>) =>
  makeAct(
    'member-born',
    { ...NOTHING_TYPED, person: { ...NOBODY, name: 'Lê Gia Bảo', sex: 'male', birth: '5/11/2026', ...typed } },
    around,
  );
const faults = (made: ReturnType<typeof makeAct>) =>
  'faults' in made ? Object.fromEntries(Object.entries(made.faults).map(([at, { key }]) => [at, key])) : {};

test('a newborn is nobody’s spouse or parent', () => {
  for (const relation of RELATIONS)
    assert.deepEqual(
      faults(born({ relation })),
      RELATIONS_OF_NEWBORN.includes(relation) ? {} : { 'person.relation': 'need.relation' },
      relation,
    );
});

test('a day that no calendar has is told so, and what is missing otherwise', () => {
  const days = [
    ['31/4/2026', 'no-such-day'],
    ['29/2/2026', 'no-such-day'],
    ['4/2026', 'need.day'],
    ['', 'need.birth'],
    ['1/12/2026', 'birth-in-future'],
    ['29/11/2024', 'born-long-ago'],
  ] as const;
  for (const [birth, key] of days) assert.equal(faults(born({ birth, relation: 'child' }))['person.birth'], key, birth);
  const joining = { ...NOBODY, name: 'Lê Văn Tư', sex: 'male', relation: 'sibling', birth: '31/4/1988' } as const;
  assert.equal(
    faults(makeAct('member-arrived', { ...NOTHING_TYPED, person: joining, day: '30/2/2026' }, around))['person.birth'],
    'no-such-day',
  );
});

test('a person is set right with what this phone showed of them; nothing changed, nobody chosen or no reason given is told so', () => {
  const member = { memberId: 'b', fullName: 'Lê Văn Bé', sex: 'male', birth: '2010', relation: 'child', state: 'present' } as const;
  const head = { ...member, memberId: 'a', fullName: 'Lê Thị Ba', relation: 'head' };
  const householdId = around.household?.householdId ?? '';
  const household = { householdId, headName: head.fullName, people: 2, visited: true, members: [head, member] };
  const make = (deed: 'correct-member' | 'withdraw-joining', typed: Partial<Typed>, alone = false) =>
    makeAct(deed, { ...NOTHING_TYPED, ...typed }, { ...around, household: alone ? { ...household, members: [member] } : household });
  const same = { name: 'Lê  Văn Bé', sex: 'male', birth: '2010', relation: null } as const;
  assert.deepEqual(faults(make('correct-member', { who: ['b'], person: same })), { 'person.name': 'nothing-changed' });
  assert.deepEqual(faults(make('withdraw-joining', { why: ' ' })), { who: 'need.who', why: 'need.why' });
  assert.deepEqual(faults(make('withdraw-joining', { who: ['b'], why: 'nhà bên' }, true)), { who: 'somebody-stays' });
  const corrected = make('correct-member', { who: ['b'], person: { ...same, birth: '3/4/2011' } });
  assert.ok('made' in corrected);
  const was = { fullName: 'Lê Văn Bé', sex: 'male', birth: '2010' };
  assert.deepEqual(corrected.made.command.payload, { householdId, memberId: 'b', was, now: { ...was, birth: '2011-04-03' } });
  assert.deepEqual(
    corrected.made.effects.map(({ key }) => key),
    ['effect.birth', 'effect.form-again'],
  );
  const taken = make('withdraw-joining', { who: ['b'], why: 'nhà bên' });
  assert.ok('made' in taken);
  assert.deepEqual(taken.made.command.payload, { householdId, memberId: 'b', was, why: 'nhà bên' });
});
