/** Days of what happens to a household, and what was noted by mistake: what is true is taken, what cannot be is refused. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { householdFacts2019 } from '../../core/kernel/real-units.ts';
import { withDatabase } from '../../tools/test/database.ts';
import { lifeOf } from '../../tools/test/life-of.ts';
import { CLOCK, command, COMMUNES, found, HAMLETS, id, member, person, register, take } from '../../tools/test/small-province.ts';
import { submit } from './door.ts';

const { app, ownerPool } = await withDatabase();
await found(app);
const officer = person('officer', 'commune-officer', COMMUNES[0]);
const household = (name: string) => id(`household ${name}`);
const { codeOf, rows, peopleOf, staysOf } = lifeOf(app, ownerPool, officer);

test('a count of heads that changed of late hides nothing that happened before it; what was before the household is refused', async () => {
  await take(app, [register('Lài', HAMLETS[0], 4)], officer);
  const householdId = household('Lài');
  const born = (name: string, birth: string, on = birth, of = householdId) =>
    command('member-born', { householdId: of, member: member(name, 'grandchild', birth), on });
  await take(app, [command('member-left', { householdId, memberId: id('member Lài con 3'), on: '2026-09-01' })], officer);
  await take(app, [born('Lài cháu', '2026-07-20')], officer);
  await take(
    app,
    [
      command('split-household', {
        ...{ householdId, newHouseholdId: household('Lài mới'), memberIds: [id('member Lài con 1')] },
        ...{ headId: id('member Lài con 1'), code: null, address: null, on: '2026-08-10' },
      }),
    ],
    officer,
  );
  assert.deepEqual(await staysOf('Lài'), [
    '0: 4 from 2024-01-01 to 2026-07-20',
    '0: 5 from 2026-07-20 to 2026-08-10',
    '0: 4 from 2026-08-10 to 2026-09-01',
    '0: 3 from 2026-09-01 to null',
  ]);
  assert.equal(await codeOf(born('Lài chắt', '2026-08-09', '2026-08-09', household('Lài mới'))), 'day-before-stay');
  assert.equal(
    await codeOf(command('member-died', { householdId: household('Lài mới'), memberId: id('member Lài con 1'), on: '2026-08-09' })),
    'day-before-stay',
  );
  await take(app, [born('Lài chắt', '2026-08-10', '2026-08-10', household('Lài mới'))], officer);
  await take(app, [command('move-household', { householdId, toHamletId: HAMLETS[1], address: null, on: '2026-08-20' })], officer);
  await take(app, [born('Lài út', '2026-08-11')], officer);
  assert.deepEqual((await staysOf('Lài')).at(-2), '0: 5 from 2026-08-11 to 2026-08-20', 'born where they lived then');
  assert.equal(await codeOf(command('household-left', { householdId, to: null, on: '2026-08-20' })), 'day-before-stay');
  await take(app, [command('household-left', { householdId, to: null, on: '2026-08-21' })], officer);
});

test('a death noted by mistake is taken back by the commune: the same person is there again, and so is a household that had ended with it', async () => {
  await take(app, [register('Nhầm', HAMLETS[0], 3), register('Lẻ', HAMLETS[0], 1)], officer);
  const chairOf = person('chair', 'commune-chair', COMMUNES[0]);
  const enumerator = person('enumerator', 'enumerator', HAMLETS[0]);
  const back = (name: string, memberId: string) =>
    command('withdraw-death', { householdId: household(name), memberId, why: 'ghi nhầm người' });
  const [child, head, alone] = ['Nhầm con 1', 'Nhầm', 'Lẻ'].map((name) => id(`member ${name}`));
  assert.ok(child !== undefined && head !== undefined && alone !== undefined);
  assert.equal(await codeOf(back('Nhầm', child)), 'member-not-dead');
  const died = (name: string, memberId: string, on: string) => command('member-died', { householdId: household(name), memberId, on });
  await take(app, [died('Nhầm', child, '2026-05-01'), died('Nhầm', head, '2026-06-01'), died('Lẻ', alone, '2026-07-01')], officer);
  assert.equal(await codeOf(back('Nhầm', child), enumerator), 'not-your-role');
  assert.equal(await codeOf(back('Nhầm', id('member nobody'))), 'member-unknown');
  await take(app, [back('Nhầm', child), back('Nhầm', head)], chairOf);
  await take(app, [back('Lẻ', alone)], officer);
  assert.equal(await codeOf(back('Nhầm', child)), 'member-not-dead', 'taken back once');
  assert.deepEqual(await peopleOf('Nhầm'), ['Nhầm: present', 'Nhầm con 1: present', 'Nhầm con 2: present']);
  assert.deepEqual(await peopleOf('Lẻ'), ['Lẻ: present']);
  assert.deepEqual(await staysOf('Nhầm'), ['0: 3 from 2024-01-01 to null']);
  const days = await rows(
    'select people, valid_from, valid_to from residence where household_id = $1 order by valid_from',
    household('Lẻ'),
  );
  assert.ok(days.every(({ people }) => people === 1) && days.at(-1)?.valid_to === null, JSON.stringify(days));
  const state = 'select state, head_name, members from household where household_id = $1';
  assert.deepEqual(await rows(state, household('Lẻ')), [{ state: 'present', head_name: 'Lẻ', members: 1 }]);
  assert.deepEqual(await rows(state, household('Nhầm')), [{ state: 'present', head_name: 'Nhầm', members: 3 }]);
  assert.deepEqual(await rows('select reason from tombstone where household_id = $1', household('Lẻ')), []);
});

test('a newborn is born on the day of the birth, and not years ago; what a list did not know yet is true all the same', async () => {
  await take(app, [register('Mận', HAMLETS[0], 2)], officer);
  const householdId = household('Mận');
  const born = (birth: string, on: string) =>
    command('member-born', { householdId, member: member(`Mận ${birth} ${on}`, 'child', birth), on });
  assert.equal(await codeOf(born('1950', '2026-09-01')), 'born-another-day');
  assert.equal(await codeOf(born('2026-08-31', '2026-09-01')), 'born-another-day');
  assert.equal(await codeOf(born('1950', '1950-02-03')), 'born-long-ago');
  assert.equal(await codeOf(born('2024-10-01', '2024-10-01')), 'born-long-ago');
  await take(app, [born('2024-10-02', '2024-10-02'), born('2026-09', '2026-09-01')], officer);
  await take(app, [command('member-died', { householdId, memberId: id('member Mận con 1'), on: '2023-12-01' })], officer);
});

test('one of a sample stands for no more households than a commune has', async () => {
  const most = Math.max(...householdFacts2019().map(({ households }) => households));
  const weighing = (name: string, weight: number) => {
    const sent = register(name, HAMLETS[0], 1);
    return { ...sent, payload: { ...sent.payload, weight } };
  };
  const [answer] = await submit(app, officer, [weighing('Nặng', most + 1)], CLOCK);
  assert.deepEqual(answer?.problem, { code: 'weight-too-high', weight: most + 1, most });
  await take(app, [weighing('Vừa', most)], officer);
});
