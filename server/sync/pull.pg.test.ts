/**
 * Random writers, moves, rights given and taken away, and devices that pull meanwhile, lose answers and get them twice: in the end
 * every device holds exactly what the server shows it. The seed of a failure is in its message.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cursorsOf, emptyInbox, hasMore, type Inbox, receive } from '../../core/sync/inbox.ts';
import { submit } from '../ledger/door.ts';
import { chance } from '../../tools/village/chance.ts';
import { withDatabase } from '../../tools/test/database.ts';
import { eraseOf } from '../../tools/test/lively-province.ts';
import {
  type AnyCommand,
  answersOf,
  BOOKS,
  CLOCK,
  command,
  found,
  HAMLETS,
  id,
  interview,
  member,
  register,
  ROUND,
  take,
} from '../../tools/test/small-province.ts';
import { pull } from './pull.ts';
import type { PulledHousehold } from './store.ts';

const { app, ownerPool } = await withDatabase({ max: 12 });
await found(app);

type Luck = (upTo: number) => number;
const luckOf = (seed: string, ...labels: (string | number)[]): Luck => {
  const draws = chance(seed, ...labels);
  return (upTo) => draws.between(0, upTo - 1);
};

const post = () => ({ communeId: null, interviews: true, meets: true });
const scopeOf = (hamlets: readonly string[]) => ({ accountId: id('device'), reach: { hamlets, communes: [] }, today: CLOCK.today });

// ---- writers ---------------------------------------------------------------------------------------------------------

/** A writer owns its names, so that what it does next does not depend on how the writers interleave. */
async function write(seed: string, writer: number): Promise<void> {
  const luck = luckOf(seed, 'writer', writer);
  const names: string[] = [];
  const born: number[] = [];
  for (let round = 0; round < 12; round++) {
    const batch: AnyCommand[] = [];
    for (let i = 0; i < 1 + luck(4); i++) batch.push(oneCommand(luck, { names, born, owner: `${seed} ${writer}` }));
    const answers = await submit(app, 'system', batch, CLOCK);
    for (const answer of answers) assert.ok(answer.answer === 'taken' || typeof answer.problem?.code === 'string');
  }
}

interface Owned {
  readonly names: string[];
  readonly born: number[];
  readonly owner: string;
}

function oneCommand(luck: Luck, { names, born, owner }: Owned): AnyCommand {
  const name = names.length === 0 ? undefined : names[luck(names.length)];
  const kind = luck(10);
  if (name === undefined || kind <= 2) {
    const fresh = `${owner}.${names.length}`;
    names.push(fresh);
    return register(fresh, HAMLETS[luck(4)] ?? '', 1 + luck(4));
  }
  const householdId = id(`household ${name}`);
  const on = `2026-0${1 + luck(9)}-0${1 + luck(9)}`;
  if (kind <= 5) return command('move-household', { householdId, toHamletId: HAMLETS[luck(4)] ?? '', address: null, on: '2026-09-30' });
  if (kind === 6) return command('household-corrected', { householdId, address: `Số ${luck(1000)}` });
  if (kind === 7) {
    born.push(0);
    return command('member-born', { householdId, member: member(`${name} bé ${born.length}`, 'child', '2026'), on });
  }
  if (luck(3) === 0) return eraseOf(name);
  return luck(2) === 0
    ? interview(name, { answers: answersOf(name, 'poor') })
    : command('merge-households', { householdId, intoHouseholdId: id(`household ${names[luck(names.length)]}`), on });
}

// ---- devices ---------------------------------------------------------------------------------------------------------

interface Device {
  inbox: Inbox<PulledHousehold>;
  hamlets: readonly string[];
}

async function pullOnce(device: Device, limit: number) {
  return pull(app, scopeOf(device.hamlets), { cursors: cursorsOf(device.inbox), limit, post, show: (row) => row });
}

/** Pulls, loses answers, hears them twice, until the writers are done. The first keeps its rights, the others lose and get some. */
async function carry(seed: string, number: number, done: { yet: boolean }): Promise<Device> {
  const luck = luckOf(seed, 'device', number);
  const device: Device = { inbox: emptyInbox(), hamlets: HAMLETS.slice(0, 2) };
  let old = await pullOnce(device, 3);
  while (!done.yet) {
    if (number !== 1 && luck(15) === 0) device.hamlets = HAMLETS.filter(() => luck(2) === 0);
    const answer = await pullOnce(device, 1 + luck(5));
    if (luck(4) !== 0) device.inbox = receive(device.inbox, answer);
    if (luck(4) === 0) device.inbox = receive(device.inbox, old);
    if (luck(3) === 0) old = answer;
  }
  if (device.hamlets.length === 0) device.hamlets = HAMLETS.slice(1, 3);
  for (let more = true; more; ) {
    const answer = await pullOnce(device, 4);
    device.inbox = receive(device.inbox, answer);
    more = hasMore(answer) || answer.books.length > 0;
  }
  return device;
}

// ---- what must be ----------------------------------------------------------------------------------------------------

/** By plain statements that share nothing with the pull's own. */
async function expected(hamlets: readonly string[]) {
  const { rows: households } = await ownerPool.query(
    `select household_id, version, book_id, head_name, address, members from household where state = 'present' and hamlet_id = any ($1)`,
    [hamlets],
  );
  const { rows: members } = await ownerPool.query('select household_id, member_id, state from member');
  const { rows: visits } = await ownerPool.query('select household_id, version from interview');
  return new Map(
    households.map((row) => [
      `${row.book_id} ${row.household_id}`,
      {
        ...{ version: row.version, headName: row.head_name, address: row.address, people: row.members },
        members: members
          .filter((each) => each.household_id === row.household_id)
          .map((each) => `${each.member_id} ${each.state}`)
          .sort(),
        interviews: visits.filter((each) => each.household_id === row.household_id).map((each) => each.version),
      },
    ]),
  );
}

function held(inbox: Inbox<PulledHousehold>) {
  const all = [...inbox.books].flatMap(([bookId, { rows }]) => [...rows.values()].map((row) => ({ bookId, row })));
  return new Map(
    all.map(({ bookId, row }) => [
      `${bookId} ${row.householdId}`,
      {
        ...{ version: row.version, headName: row.headName, address: row.address, people: row.people },
        members: row.members.map((each) => `${each.memberId} ${each.state}`).sort(),
        interviews: row.interviews.map((each) => each.version),
      },
    ]),
  );
}

const sorted = <V>(map: Map<string, V>) => [...map].sort(([a], [b]) => (a < b ? -1 : 1));

for (const seed of ['xuân', 'hạ', 'thu'])
  test(`every device ends equal to the server (seed ${seed})`, async () => {
    const done = { yet: false };
    const devices = [1, 2, 3].map((number) => carry(`pull ${seed}`, number, done));
    await Promise.all([1, 2, 3, 4].map((writer) => write(`pull ${seed}`, writer))).finally(() => {
      done.yet = true;
    });
    for (const [i, device] of (await Promise.all(devices)).entries()) {
      const wanted = sorted(await expected(device.hamlets));
      assert.deepEqual(sorted(held(device.inbox)), wanted, `seed ${seed}, device ${i + 1}`);
      const { rows } = await ownerPool.query('select book_id, version from head where hamlet_id = any ($1) order by 1', [device.hamlets]);
      assert.deepEqual(
        Object.entries(cursorsOf(device.inbox)).sort(),
        rows.map((row) => [row.book_id, row.version]),
        `seed ${seed}`,
      );
    }
    const { rows } = await ownerPool.query(
      `select count(*) filter (where reason = 'moved') as moved, count(*) filter (where reason = 'merged') as merged,
              count(*) filter (where reason = 'erased') as erased from tombstone`,
    );
    for (const [reason, count] of Object.entries(rows[0])) assert.ok(Number(count) > 0, `nobody was ${reason}`);
  });

test('versions of every book run without a gap, whoever wrote', async () => {
  const { rows } = await ownerPool.query(
    `select h.book_id from head h left join event e on e.book_id = h.book_id group by h.book_id, h.version
     having h.version <> count(e.version) or h.version <> max(e.version)`,
  );
  assert.deepEqual(rows, []);
});

test('the limit holds for the whole answer; books that found no room come with the next pull', async () => {
  const all = await pullOnce({ inbox: emptyInbox(), hamlets: HAMLETS }, 10_000);
  const rowsOf = (answer: typeof all) => answer.books.reduce((sum, book) => sum + ('rows' in book ? book.rows.length : 0), 0);
  assert.ok(rowsOf(all) > 12);
  const device: Device = { inbox: emptyInbox(), hamlets: HAMLETS };
  for (let more = true, pulls = 0; more; pulls += 1) {
    const answer = await pullOnce(device, 5);
    assert.ok(rowsOf(answer) <= 5 && pulls < 1_000);
    device.inbox = receive(device.inbox, answer);
    more = hasMore(answer);
  }
  assert.deepEqual(sorted(held(device.inbox)), sorted(held(receive(emptyInbox(), all))));
});

test('a new book starts at 0, a withdrawn one is forgotten, nothing new is nothing', async () => {
  const show = (row: PulledHousehold) => row;
  await take(app, [
    register('Một', HAMLETS[0]),
    command('review-listed', { householdId: id('household Một'), roundId: ROUND.roundId, why: 'request' }),
  ]);
  const [first = '', second = ''] = BOOKS;
  const whole = await pull(app, scopeOf([HAMLETS[0]]), { cursors: {}, post, show });
  const [news] = whole.books;
  assert.ok(news !== undefined && !('forget' in news) && news.bookId === first && news.from === 0);
  assert.deepEqual(news.rows.at(-1)?.listed, [{ roundId: ROUND.roundId, why: 'request' }]);
  const nothing = await pull(app, scopeOf([HAMLETS[0]]), { cursors: { [first]: news.version }, post, show });
  assert.deepEqual(nothing.books, []);
  const other = await pull(app, scopeOf([HAMLETS[1]]), { cursors: { [first]: news.version, [second]: 10_000 }, post, show });
  assert.deepEqual(
    other.books.map((book) => ('forget' in book ? [book.bookId, 'forget'] : [book.bookId, book.from])),
    [
      [second, 0],
      [first, 'forget'],
    ],
  );
});
