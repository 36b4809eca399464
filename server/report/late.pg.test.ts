/** What is written down after a closed round's day: counted on its tables and in its year, listed, and nothing else is. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { yearOf, date } from '../../core/kernel/dates.ts';
import { isAreaId } from '../../core/kernel/ids.ts';
import { withDatabase } from '../../tools/test/database.ts';
import { command, COMMUNES, found, HAMLETS, id, member, person, register, ROUND } from '../../tools/test/small-province.ts';
import { keepAreaTree } from '../access/areas.ts';
import { asActor } from '../http/transaction.ts';
import { submit } from '../ledger/door.ts';
import { rebuild } from '../ledger/rebuild.ts';
import { figuresOfYear } from './figures.ts';
import { pageOfLate } from './late.ts';
import { findRound } from './store.ts';
import { dayOf, tableView } from './table.ts';
import { territoryOf } from './territory.ts';

const { app, owner, ownerPool } = await withDatabase();
await found(app);
const officer = person('officer', 'commune-officer', COMMUNES[0]);
const household = (name: string) => id(`household ${name}`);
/** The round's last day is 31/12/2026; it is closed in the year after. */
const CLOSED = '2027-01-20T03:00:00.000Z';

async function take(commands: Parameters<typeof submit>[2], now: string): Promise<void> {
  for (const answer of await submit(app, 'system', commands, { now, today: now.slice(0, 10) }))
    assert.equal(answer.answer, 'taken', JSON.stringify(answer));
}

const born = (name: string, on: string) =>
  command('member-born', { householdId: household(name), member: member(`${name} bé ${on}`, 'child', on), on });

async function told(areaId: string, today: string) {
  return asActor(app, officer.scope, async (tx) => {
    const tree = await keepAreaTree()(tx);
    const round = await findRound(tx, ROUND.roundId);
    assert.ok(round !== null && isAreaId(areaId));
    const end = dayOf(round, date(today));
    const territory = territoryOf(tree, areaId, end);
    assert.ok(territory !== null);
    const common = { tree, territory, round, today: date(today), language: 'vi' as const, rulebook: null, readers: ['commune' as const] };
    const table = await tableView(tx, { table: 1, ...common });
    const year = await figuresOfYear(tx, { tree, territory, asked: { year: yearOf(end), today: date(today) } });
    const list = await pageOfLate(tx, { roundId: round.roundId, end, hamletIds: territory.hamletIds }, { after: 0, limit: 100 });
    return { table, year, list };
  });
}

test('only what is written after the close about days up to it is told, with the list behind the number', async () => {
  await take([register('An', HAMLETS[0], 3), register('Ba', HAMLETS[1], 2), register('Xa', HAMLETS[2], 2)], '2026-10-01T02:00:00.000Z');
  // In time: before the year ended, and before the round was closed.
  await take([born('An', '2026-12-20')], '2026-12-21T02:00:00.000Z');
  await take([born('Ba', '2026-12-30')], '2027-01-15T02:00:00.000Z');
  await take([command('round-closed', { roundId: ROUND.roundId })], CLOSED);
  const before = await told(COMMUNES[0], '2027-01-21');
  assert.deepEqual(before.table.late, { acts: 0, households: 0 });
  assert.deepEqual(before.list, []);
  // After the close: of the new year, of the old, a correction of what was said all along and one of a household that is new.
  await take(
    [
      born('An', '2027-01-22'),
      born('Ba', '2026-11-11'),
      command('member-died', { householdId: household('Ba'), memberId: id('member Ba con 1'), on: '2026-12-31' }),
      command('move-household', { householdId: household('An'), toHamletId: HAMLETS[1], address: null, on: '2026-12-25' }),
      command('household-corrected', { householdId: household('An'), address: 'số 3' }),
      command('household-corrected', { householdId: household('Xa'), people: 5 }),
      register('Mới', HAMLETS[0], 2),
    ],
    '2027-02-01T02:00:00.000Z',
  );
  const after = await told(COMMUNES[0], '2027-02-02');
  assert.deepEqual(after.table.late, { acts: 4, households: 3 });
  assert.deepEqual(after.year.late, { roundId: ROUND.roundId, acts: 4, households: 3 });
  assert.ok(
    after.table.marks.some((mark) => mark.includes('4 việc của 3 hộ') && mark.includes('31/12/2026')),
    after.table.marks.join('\n'),
  );
  const acts = Object.fromEntries(after.list.map((each) => [each.householdId, each.acts.map(({ kind, day }) => `${kind} ${day}`)]));
  assert.deepEqual(acts, {
    [household('Ba')]: ['member-died 2026-12-31', 'member-born 2026-11-11'],
    [household('An')]: ['moved-out 2026-12-25'],
    [household('Mới')]: ['household-registered 2024-01-01'],
  });
  const other = await asActor(app, { ...officer.scope, reach: 'all' }, async (tx) => {
    const round = await findRound(tx, ROUND.roundId);
    assert.ok(round !== null);
    return pageOfLate(
      tx,
      { roundId: ROUND.roundId, end: dayOf(round, date('2027-02-02')), hamletIds: [HAMLETS[2]] },
      { after: 0, limit: 9 },
    );
  });
  assert.deepEqual(
    other.map(({ householdId, acts: [act] }) => [householdId, act?.kind, act?.day]),
    [[household('Xa'), 'household-corrected', null]],
  );
});

test('a rebuilt register knows when the round was closed', async () => {
  const closed = async () => (await ownerPool.query('select closed_at from round')).rows;
  const before = await closed();
  assert.deepEqual(before, [{ closed_at: CLOSED }]);
  await rebuild(owner);
  assert.deepEqual(await closed(), before);
});
