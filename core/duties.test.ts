/** Who is tied to a household does nothing that its class rests on; whoever is not is kept from nothing. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { COMMANDS } from './kinds.ts';
import { inheritedTies, tieOf, withoutTie, withTie } from './register/tie.ts';
import { ACTIONS } from './access/action.ts';
import { APART, isApart, keptApart, TIES } from './access/duties.ts';

/** Written out, as the work is shared in a commune; the oracle of the list. */
const BY_OTHERS = [
  ...['interview', 'type-form', 'register-household', 'import-list', 'settle-handover'],
  ...[
    'decide-list',
    'give-opinion',
    'move-household',
    'join-duplicates',
    'erase',
    'end-tie',
    'assign-revisit',
    'answer-objection',
    'answer-request',
    'check-income',
    'post-income',
    'decide-income',
    'issue-certificate',
    'make-evidence',
    'raise-flag',
    'answer-flag',
    'back-check',
  ],
];

test('what another must do is refused by its name, the rest is not', () => {
  for (const action of ACTIONS) {
    const kept = BY_OTHERS.includes(action);
    assert.equal(keptApart(action, 'own'), kept ? 'own-household' : null, action);
    assert.equal(keptApart(action, 'relative'), kept ? 'relatives-household' : null, action);
    assert.equal(keptApart(action, null), null, action);
  }
  for (const name of APART) assert.ok(isApart(name));
  assert.equal(isApart('not-your-role'), false);
});

test('no command about one household asks for an action that a tied person may do, but to hand over and to declare', () => {
  const open = Object.entries(COMMANDS).filter(
    ([, { schema, action }]) => 'householdId' in schema.shape && keptApart(action, 'own') === null,
  );
  assert.deepEqual(open.map(([kind]) => kind).sort(), ['handed-over', 'tie-declared']);
});

test('a later word takes the place of an earlier one, and what was passed on is no less than what was known', () => {
  const at = { declaredAt: '2026-10-01T02:00:00.000Z', declaredBy: 'x' };
  const ties = withTie(withTie([], { ...at, accountId: 'a', tie: 'own' }), { ...at, accountId: 'b', tie: 'relative' });
  assert.equal(tieOf(withTie(ties, { ...at, accountId: 'a', tie: 'relative' }), 'a'), 'relative');
  assert.equal(tieOf(withoutTie(ties, 'a'), 'a'), null);
  assert.equal(tieOf(withoutTie(ties, 'a'), 'b'), 'relative');
  assert.deepEqual(inheritedTies(ties, 'split'), [
    { accountId: 'a', tie: 'relative' },
    { accountId: 'b', tie: 'relative' },
  ]);
  assert.deepEqual(inheritedTies(ties, 'merged'), [
    { accountId: 'a', tie: 'own' },
    { accountId: 'b', tie: 'relative' },
  ]);
  for (const tie of TIES) {
    const known = [{ ...at, accountId: 'a', tie }];
    assert.deepEqual(inheritedTies(ties, 'merged', known).length, tie === 'own' ? 1 : 2, tie);
  }
});
