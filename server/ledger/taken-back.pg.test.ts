/** A death taken back when the world has gone on: the person lives elsewhere, the code is another's, a visit counted without them, days passed. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withDatabase } from '../../tools/test/database.ts';
import { lifeOf } from '../../tools/test/life-of.ts';
import {
  answersOf,
  CLOCK,
  command,
  COMMUNES,
  found,
  HAMLETS,
  id,
  interview,
  member,
  person,
  register,
  ROUND,
  take,
} from '../../tools/test/small-province.ts';
import { submit } from './door.ts';
import { rebuild } from './rebuild.ts';

const { app, owner, ownerPool } = await withDatabase();
await found(app);
const officer = person('officer', 'commune-officer', COMMUNES[0]);
const chair = person('chair', 'commune-chair', COMMUNES[0]);
const household = (name: string) => id(`household ${name}`);
const { codeOf, rows, peopleOf, staysOf } = lifeOf(app, ownerPool, officer);
const died = (name: string, who: string, on: string) =>
  command('member-died', { householdId: household(name), memberId: id(`member ${who}`), on });
const back = (name: string, who: string) =>
  command('withdraw-death', { householdId: household(name), memberId: id(`member ${who}`), why: 'ghi nhầm người' });
const listing = (name: string, more: object) => {
  const sent = register(name, HAMLETS[1], 1);
  return { ...sent, payload: { ...sent.payload, ...more } };
};

test('who lives in another household by now is not brought back into this one, by member or by number, nor within one batch', async () => {
  const numbered = { ...member('Đôi'), citizenId: '086080001234' };
  await take(app, [listing('Đôi', { members: [numbered] }), register('Kép', HAMLETS[0], 2)]);
  await take(app, [died('Đôi', 'Đôi', '2026-05-01'), died('Kép', 'Kép con 1', '2026-05-01')], officer);
  const moved = { ...member('Đôi nơi khác'), citizenId: numbered.citizenId };
  await take(app, [listing('Đôi nơi khác', { members: [moved] })]);
  assert.equal(await codeOf(back('Đôi', 'Đôi')), 'citizen-id-taken');
  const newly = listing('Kép mới', { headName: 'Kép con 1', members: [member('Kép con 1')] });
  const answers = await submit(app, officer, [back('Kép', 'Kép con 1'), newly], CLOCK);
  assert.deepEqual(
    answers.map(({ answer, problem }) => problem?.code ?? answer),
    ['taken', 'member-elsewhere'],
  );
  await take(app, [died('Kép', 'Kép con 1', '2026-05-02'), newly], officer);
  assert.equal(await codeOf(back('Kép', 'Kép con 1')), 'member-elsewhere');
  assert.deepEqual(await peopleOf('Kép'), ['Kép: present', 'Kép con 1: dead']);
});

test('a number that another of the household bears by now is theirs', async () => {
  const citizenId = '086080004321';
  await take(app, [register('Trùng', HAMLETS[0], 1)]);
  await take(app, [
    command('household-corrected', { householdId: household('Trùng'), members: [{ ...member('Trùng'), citizenId }] }),
    command('member-arrived', { householdId: household('Trùng'), member: member('Trùng bạn', 'other-kin'), from: null, on: '2026-04-01' }),
    died('Trùng', 'Trùng', '2026-05-01'),
  ]);
  const heir = { ...member('Trùng bạn'), citizenId };
  await take(app, [command('household-corrected', { householdId: household('Trùng'), members: [heir] })]);
  assert.equal(await codeOf(back('Trùng', 'Trùng')), 'citizen-id-taken');
});

test('a household that had died out does not come back under a code that is another’s by now', async () => {
  await take(app, [register('Cũ', HAMLETS[0], 1)]);
  await take(app, [died('Cũ', 'Cũ', '2026-05-01')], officer);
  await take(app, [listing('Mới', { code: 'h-cũ' })]);
  assert.equal(await codeOf(back('Cũ', 'Cũ')), 'household-code-taken');
  await take(app, [command('household-corrected', { householdId: household('Mới'), code: 'H-Mới' })]);
  assert.equal(await codeOf(back('Cũ', 'Cũ')), 'taken');
});

test('taken back after others died and the household moved, every day counts and is counted where it lived', async () => {
  await take(app, [register('Muộn', HAMLETS[0], 2), register('Sớm', HAMLETS[0], 2), register('Dời', HAMLETS[0], 2)]);
  await take(app, [died('Muộn', 'Muộn', '2026-09-01'), died('Muộn', 'Muộn con 1', '2026-03-01')], officer);
  assert.deepEqual(
    await staysOf('Muộn'),
    ['0: 2 from 2024-01-01 to 2026-03-01', '0: 1 from 2026-03-01 to 2026-09-01'],
    'it ended with who died last, not with whose death was told last',
  );
  await take(app, [back('Muộn', 'Muộn')], officer);
  assert.deepEqual(await staysOf('Muộn'), ['0: 2 from 2024-01-01 to 2026-03-01', '0: 1 from 2026-03-01 to null']);
  await take(app, [died('Sớm', 'Sớm', '2026-03-01'), died('Sớm', 'Sớm con 1', '2026-09-01'), back('Sớm', 'Sớm')], officer);
  assert.deepEqual(await staysOf('Sớm'), ['0: 2 from 2024-01-01 to 2026-09-01', '0: 1 from 2026-09-01 to null']);
  await take(
    app,
    [
      died('Dời', 'Dời', '2026-03-01'),
      command('move-household', { householdId: household('Dời'), toHamletId: HAMLETS[1], address: null, on: '2026-05-01' }),
      died('Dời', 'Dời con 1', '2026-09-01'),
      back('Dời', 'Dời'),
    ],
    officer,
  );
  assert.deepEqual(await staysOf('Dời'), [
    '0: 2 from 2024-01-01 to 2026-05-01',
    '1: 2 from 2026-05-01 to 2026-09-01',
    '1: 1 from 2026-09-01 to null',
  ]);
});

test('a visit that found somebody dead who lives decides nothing: the household is to be interviewed again', async () => {
  const name = 'Sót';
  const householdId = household(name);
  const asked = answersOf(name, 'poor');
  const left = { household: asked.household, members: asked.members.filter(({ memberId }) => memberId !== id(`member ${name} con 3`)) };
  const decide = command('decide-list', {
    ...{ decisionId: id('decision'), roundId: ROUND.roundId, rulebook: '2022-2026', communeId: COMMUNES[0] },
    ...{ number: '15/QĐ-UBND', decidedOn: '2026-10-01' },
  });
  const seen = async () => Number((await rows('select version from interview where household_id = $1', householdId))[0]?.version);
  await take(app, [
    register(name, HAMLETS[0], 4),
    command('review-listed', { householdId, roundId: ROUND.roundId, why: 'request' }),
    interview(name, { answers: asked }),
    died(name, `${name} con 3`, '2026-09-21'),
    back(name, `${name} con 3`),
    died(name, `${name} con 3`, '2026-09-10'),
  ]);
  await take(app, [interview(name, { answers: left, seen: await seen() })]);
  await take(app, [back(name, `${name} con 3`)], officer);
  const [answer] = await submit(app, chair, [decide], CLOCK);
  assert.deepEqual(answer?.problem, { code: 'interview-outdated', total: 1, households: [householdId] });
  await rebuild(owner);
  assert.equal(await codeOf(decide, chair), 'interview-outdated', 'after a rebuild too');
  await take(app, [interview(name, { answers: asked, seen: await seen() })]);
  assert.equal(await codeOf(decide, chair), 'taken');
});
