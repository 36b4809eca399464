/**
 * A household written twice, joined and parted: figures of any day count it once while it is joined and as before once it is parted; the
 * phone is told; a rebuild finds the same; what has gone on since is not undone; and what cannot be is refused by name.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withDatabase } from '../../tools/test/database.ts';
import { lifeOf } from '../../tools/test/life-of.ts';
import { CLOCK, command, COMMUNES, found, HAMLETS, id, member, person, register, ROUND, take } from '../../tools/test/small-province.ts';
import { submit } from './door.ts';
import { rebuild } from './rebuild.ts';
import { verify } from './verify.ts';

const { app, owner, ownerPool } = await withDatabase();
await found(app);
const officer = person('officer', 'commune-officer', COMMUNES[0]);
const household = (name: string) => id(`household ${name}`);
const { codeOf, rows, peopleOf, staysOf } = lifeOf(app, ownerPool, officer);
const pair = (a: string, b: string) => ({ memberId: id(`member ${a}`), asMemberId: id(`member ${b}`) });
const join = (from: string, into: string, same = [pair(from, into)]) =>
  command('join-duplicates', { householdId: household(from), intoHouseholdId: household(into), same, why: 'ghi hai lần' });
const part = (from: string, into: string) =>
  command('part-duplicates', { householdId: household(from), intoHouseholdId: household(into), why: 'nhầm hộ' });
const stateOf = async (name: string) => (await rows('select state from household where household_id = $1', household(name)))[0]?.state;
const stones = async (name: string) =>
  (await rows('select reason from tombstone where household_id = $1', household(name))).map(({ reason }) => reason);
/** People of the first hamlet on a day, counted from where people lived, as the tables do. */
const countOn = async (day: string) =>
  Number(
    (
      await rows(
        `select coalesce(sum(people), 0) as people from residence
          where hamlet_id = $1 and valid_from <= $2::date and (valid_to is null or $2::date < valid_to)`,
        HAMLETS[0],
        day,
      )
    )[0]?.people,
  );
const keptCount = async () => (await rows('select households, people from hamlet_count where hamlet_id = $1', HAMLETS[0]))[0];
const DAYS = ['2024-06-01', '2025-06-01', CLOCK.today];
const figures = async () => ({ on: await Promise.all(DAYS.map(countOn)), now: await keptCount() });

test('joined it counts once on every day, parted it counts as before, and each is so after a rebuild', async () => {
  await take(app, [register('Gốc', HAMLETS[0], 3), register('Lại', HAMLETS[0], 2)]);
  const before = await figures();
  assert.deepEqual(before.on, [5, 5, 5]);
  await take(app, [join('Lại', 'Gốc')], officer);
  const joined = async () => {
    assert.deepEqual(await figures(), { on: [4, 4, 4], now: { households: 1, people: 4 } });
    assert.deepEqual(await peopleOf('Gốc'), ['Gốc: present', 'Gốc con 1: present', 'Gốc con 2: present', 'Lại con 1: present']);
    assert.deepEqual([await stateOf('Lại'), await stones('Lại'), await staysOf('Lại')], ['merged', ['merged'], []]);
  };
  await joined();
  await rebuild(owner);
  await joined();
  assert.equal(await codeOf(join('Lại', 'Gốc')), 'household-not-present');
  await take(app, [part('Lại', 'Gốc')], officer);
  const parted = async () => {
    assert.deepEqual(await figures(), before);
    assert.deepEqual(await peopleOf('Lại'), ['Lại: present', 'Lại con 1: present']);
    assert.deepEqual([await stateOf('Lại'), await stones('Lại')], ['present', []]);
  };
  await parted();
  await rebuild(owner);
  await parted();
  assert.equal(await codeOf(part('Lại', 'Gốc')), 'not-joined');
  await take(app, [join('Lại', 'Gốc')], officer);
  assert.deepEqual((await figures()).on, [4, 4, 4], 'and joined once more');
  await take(app, [part('Lại', 'Gốc')], officer);
  assert.deepEqual((await verify(app, { rootsFile: null })).faults, []);
});

test('in one batch and across two books; everybody the same leaves nobody to join', async () => {
  await take(app, [register('Xa', HAMLETS[1], 2), register('Gần', HAMLETS[0], 2)]);
  const whole = [pair('Xa', 'Gần'), pair('Xa con 1', 'Gần con 1')];
  const answers = await submit(app, officer, [join('Xa', 'Gần', whole), part('Xa', 'Gần'), join('Xa', 'Gần', whole)], CLOCK);
  assert.deepEqual(
    answers.map(({ answer, problem }) => problem?.code ?? answer),
    ['taken', 'not-joined', 'household-not-present'],
    'what this batch wrote is not read back in it',
  );
  assert.deepEqual(await peopleOf('Gần'), ['Gần: present', 'Gần con 1: present']);
  await take(app, [part('Xa', 'Gần')], officer);
  assert.deepEqual(await staysOf('Xa'), ['1: 2 from 2024-01-01 to null']);
});

test('who died, left or came meanwhile in the household that stays is not undone', async () => {
  await take(app, [register('Đông', HAMLETS[0], 2), register('Đông lại', HAMLETS[0], 4)]);
  await take(app, [join('Đông lại', 'Đông')], officer);
  await take(app, [
    command('member-died', { householdId: household('Đông'), memberId: id('member Đông lại con 1'), on: '2026-09-01' }),
    command('member-left', { householdId: household('Đông'), memberId: id('member Đông lại con 2'), on: '2026-09-02' }),
    command('member-born', { householdId: household('Đông'), member: member('Đông con út', 'child', '2026-09-03'), on: '2026-09-03' }),
  ]);
  await take(app, [part('Đông lại', 'Đông')], officer);
  assert.deepEqual(await peopleOf('Đông lại'), [
    'Đông lại: present',
    'Đông lại con 1: dead',
    'Đông lại con 2: left',
    'Đông lại con 3: present',
  ]);
  const here = (await peopleOf('Đông')).filter((line) => line.endsWith('present'));
  assert.deepEqual(here, ['Đông: present', 'Đông con 1: present', 'Đông con út: present']);
  const counted = await rows('select members from household where household_id = any ($1::uuid[]) order by members', [
    household('Đông'),
    household('Đông lại'),
  ]);
  assert.deepEqual(counted, [{ members: 2 }, { members: 3 }]);
});

test('what cannot be joined or parted is refused by name', async () => {
  await take(app, [register('Một', HAMLETS[0], 2), register('Hai', HAMLETS[0], 2), register('Ngoài', HAMLETS[2], 2)]);
  assert.equal(await codeOf(join('Một', 'Một')), 'same-household');
  assert.equal(await codeOf(join('Một', 'Ngoài')), 'not-your-area');
  assert.equal(await codeOf(join('Một', 'Hai', [pair('Ai', 'Hai')])), 'pair-not-present');
  assert.equal(await codeOf(join('Một', 'Hai', [pair('Một', 'Ai')])), 'pair-not-present');
  assert.equal(await codeOf(join('Một', 'Hai'), person('enumerator', 'enumerator', COMMUNES[0])), 'not-your-role');
  assert.equal(await codeOf(part('Một', 'Hai')), 'not-joined');
  const listed = command('review-listed', { householdId: household('Một'), roundId: ROUND.roundId, why: 'request' });
  await take(app, [listed]);
  assert.equal(await codeOf(join('Một', 'Hai')), 'to-be-decided-first');
  assert.equal(await codeOf(join('Hai', 'Một')), 'taken', 'the one to be decided stays');
  await take(app, [register('Ba', HAMLETS[0], 2)]);
  await take(app, [command('household-corrected', { householdId: household('Ba'), code: 'H-Hai' })]);
  assert.equal(await codeOf(part('Hai', 'Một')), 'household-code-taken');
  const apart = { householdId: household('Một'), otherHouseholdId: household('Ba'), why: null };
  assert.equal(await codeOf(command('told-apart', { ...apart, pairs: [pair('Một', 'Ai')] })), 'pair-not-present');
  assert.equal(await codeOf(command('told-apart', { ...apart, pairs: [pair('Một', 'Ba')] })), 'taken');
});
