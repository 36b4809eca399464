/** What happens to households: births, deaths, leaving, splitting, merging, moving, and that both sides always agree. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withDatabase } from '../../tools/test/database.ts';
import {
  answersOf,
  BOOKS,
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
import { lifeOf } from '../../tools/test/life-of.ts';
import { submit } from './door.ts';
import { rebuild } from './rebuild.ts';
import { verify } from './verify.ts';

const { app, owner, ownerPool } = await withDatabase();
await found(app);
const officer = person('officer', 'commune-officer', COMMUNES[0]);
const household = (name: string) => id(`household ${name}`);

const { codeOf, rows, peopleOf, staysOf } = lifeOf(app, ownerPool, officer);

test('who lived alone and died: the household ends that day, is on no list, and phones drop it', async () => {
  await take(app, [register('Một', HAMLETS[0], 1)], officer);
  const householdId = household('Một');
  await take(app, [command('member-died', { householdId, memberId: id('member Một'), on: '2026-03-01' })], officer);
  assert.deepEqual(await rows('select state from household where household_id = $1', householdId), [{ state: 'dissolved' }]);
  assert.deepEqual(await staysOf('Một'), ['0: 1 from 2024-01-01 to 2026-03-01']);
  assert.deepEqual(await rows('select reason from tombstone where household_id = $1', householdId), [{ reason: 'dissolved' }]);
  const listed = command('review-listed', { householdId, roundId: ROUND.roundId, why: 'request' });
  assert.equal(await codeOf(listed), 'household-not-present');
});

test('born, died, left', async () => {
  await take(app, [register('An', HAMLETS[0], 3)], officer);
  const householdId = household('An');
  const child = member('An út', 'child', '2026-02-03');
  await take(
    app,
    [
      command('member-born', { householdId, member: child, on: '2026-02-03' }),
      command('member-died', { householdId, memberId: id('member An con 1'), on: '2026-03-01' }),
      command('member-left', { householdId, memberId: id('member An con 2'), on: '2026-03-02' }),
    ],
    officer,
  );
  assert.deepEqual(await peopleOf('An'), ['An: present', 'An con 1: dead', 'An con 2: left', 'An út: present']);
  assert.deepEqual(await staysOf('An'), [
    '0: 3 from 2024-01-01 to 2026-02-03',
    '0: 4 from 2026-02-03 to 2026-03-01',
    '0: 3 from 2026-03-01 to 2026-03-02',
    '0: 2 from 2026-03-02 to null',
  ]);
  assert.equal(await codeOf(command('member-born', { householdId, member: child, on: '2026-02-03' })), 'member-exists');
  assert.equal(
    await codeOf(command('member-died', { householdId, memberId: id('member An con 1'), on: '2026-03-03' })),
    'member-not-present',
  );
  assert.equal(await codeOf(command('member-left', { householdId, memberId: id('nobody'), on: '2026-03-03' })), 'member-unknown');
  assert.equal(await codeOf(command('member-died', { householdId, memberId: child.memberId, on: '2026-10-02' })), 'day-in-future');
  await take(app, [command('member-died', { householdId, memberId: id('member An'), on: '2026-04-01' })], officer);
  assert.equal(await codeOf(command('member-left', { householdId, memberId: child.memberId, on: '2026-04-02' })), 'nobody-left');
  assert.deepEqual(await rows('select head_name, members from household where household_id = $1', householdId), [
    { head_name: 'An út', members: 1 },
  ]);
});

test('who comes to live there is no birth; nothing happens to anybody before they are born', async () => {
  await take(app, [register('Ngọc', HAMLETS[0], 2)], officer);
  const householdId = household('Ngọc');
  const cousin = member('Ngọc em họ', 'other-kin', '1988-05-20');
  const came = (on: string) => command('member-arrived', { householdId, member: cousin, from: 'Bình Dương', on });
  assert.equal(await codeOf(came('1988-05-19')), 'day-before-birth');
  assert.equal(await codeOf(command('member-born', { householdId, member: cousin, on: '1988-05-19' })), 'day-before-birth');
  assert.equal(await codeOf(came('2026-10-02')), 'day-in-future');
  await take(app, [came('2026-03-04')], officer);
  assert.equal(await codeOf(came('2026-03-05')), 'member-exists');
  assert.deepEqual(await peopleOf('Ngọc'), ['Ngọc: present', 'Ngọc con 1: present', 'Ngọc em họ: present']);
  for (const kind of ['member-died', 'member-left'] as const)
    assert.equal(await codeOf(command(kind, { householdId, memberId: cousin.memberId, on: '1988-05-19' })), 'day-before-birth');
  assert.deepEqual(await staysOf('Ngọc'), ['0: 2 from 2024-01-01 to 2026-03-04', '0: 3 from 2026-03-04 to null']);
});

test('a household that leaves for elsewhere is gone from that day, phones drop it, its past stays', async () => {
  await take(app, [register('Sen', HAMLETS[0], 3, 'on-list')], officer);
  const householdId = household('Sen');
  const left = (on: string) => command('household-left', { householdId, to: 'Đồng Nai', on });
  assert.equal(await codeOf(left('2023-12-31')), 'day-before-stay');
  await take(app, [left('2026-05-06')], officer);
  assert.equal(await codeOf(left('2026-05-07')), 'household-not-present');
  assert.deepEqual(await staysOf('Sen'), ['0: 3 from 2024-01-01 to 2026-05-06']);
  assert.deepEqual(await rows('select state from household where household_id = $1', householdId), [{ state: 'moved' }]);
  assert.deepEqual(await rows('select reason from tombstone where household_id = $1', householdId), [{ reason: 'moved' }]);
});

test('split: nobody is counted twice or lost', async () => {
  await take(app, [register('Bình', HAMLETS[0], 4)], officer);
  const split = (memberIds: string[], headId: string) =>
    command('split-household', {
      ...{ householdId: household('Bình'), newHouseholdId: household('Bình mới'), memberIds, headId },
      ...{ code: 'H-mới', address: null, on: '2026-05-01' },
    });
  const [one, two, head] = ['Bình con 1', 'Bình con 2', 'Bình'].map((name) => id(`member ${name}`));
  assert.equal(await codeOf(split([one ?? ''], two ?? '')), 'head-not-among-them');
  assert.equal(await codeOf(split([one ?? '', two ?? '', head ?? '', id('member Bình con 3')], one ?? '')), 'nobody-left');
  await take(app, [split([two ?? '', one ?? ''], one ?? '')], officer);
  assert.deepEqual(await peopleOf('Bình'), ['Bình: present', 'Bình con 1: left', 'Bình con 2: left', 'Bình con 3: present']);
  assert.deepEqual(await peopleOf('Bình mới'), ['Bình con 1: present', 'Bình con 2: present']);
  const relations = await rows('select relation from member where household_id = $1 order by ordinal', household('Bình mới'));
  assert.deepEqual(relations, [{ relation: 'head' }, { relation: 'child' }]);
  assert.deepEqual(await staysOf('Bình'), ['0: 4 from 2024-01-01 to 2026-05-01', '0: 2 from 2026-05-01 to null']);
  assert.deepEqual(await staysOf('Bình mới'), ['0: 2 from 2026-05-01 to null']);
  assert.equal(await codeOf(split([head ?? ''], head ?? '')), 'household-exists');
});

test('merged: the one ends, its people are in the other, also from another hamlet', async () => {
  await take(app, [register('Cúc', HAMLETS[0], 2), register('Dũng', HAMLETS[1], 3)], officer);
  const merge = command('merge-households', { householdId: household('Cúc'), intoHouseholdId: household('Dũng'), on: '2026-06-01' });
  const [answer] = await take(app, [merge], officer);
  assert.deepEqual(answer?.versions?.map((each) => each.bookId).sort(), BOOKS.slice(0, 2).sort());
  assert.deepEqual(await peopleOf('Dũng'), [
    'Dũng: present',
    'Dũng con 1: present',
    'Dũng con 2: present',
    'Cúc: present',
    'Cúc con 1: present',
  ]);
  assert.deepEqual(await staysOf('Cúc'), ['0: 2 from 2024-01-01 to 2026-06-01']);
  assert.deepEqual(await staysOf('Dũng'), ['1: 3 from 2024-01-01 to 2026-06-01', '1: 5 from 2026-06-01 to null']);
  assert.deepEqual(await rows('select reason from tombstone where household_id = $1', household('Cúc')), [{ reason: 'merged' }]);
  assert.equal(await codeOf(merge), 'known');
  const into = (name: string) =>
    command('merge-households', { householdId: household('Dũng'), intoHouseholdId: household(name), on: '2026-07-01' });
  assert.equal(await codeOf(into('Cúc')), 'household-not-present');
  assert.equal(await codeOf(into('Dũng')), 'same-household');
  assert.equal(await codeOf(command('household-corrected', { householdId: household('Cúc'), address: 'x' })), 'household-not-present');
});

test('moved: everything goes along, the old book keeps a tombstone, the past stays where it was', async () => {
  const householdId = household('Em');
  await take(app, [
    register('Em', HAMLETS[0], 4, 'on-list'),
    interview('Em', { answers: answersOf('Em', 'poor') }),
    command('status-recorded', {
      ...{ householdId, year: 2025, class: 'poor', origin: null, b1: null, b2: null, reviewedOn: '2025-11-20' },
      ...{ reviewer: null, formA: null, source: 'test' },
    }),
  ]);
  const move = (toHamletId: string, on: string) => command('move-household', { householdId, toHamletId, address: 'nhà mới', on });
  assert.equal(await codeOf(move(HAMLETS[2], '2026-09-25')), 'not-your-area');
  assert.equal(await codeOf(move(HAMLETS[0], '2026-09-25')), 'same-hamlet');
  assert.equal(await codeOf(move(HAMLETS[1], '2026-10-09')), 'day-in-future');
  assert.equal(await codeOf(move(HAMLETS[1], '2023-01-01')), 'day-before-stay');
  await take(app, [move(HAMLETS[1], '2026-09-25')], officer);
  for (const table of ['household', 'member', 'review_list', 'interview', 'verdict', 'status'])
    assert.deepEqual(
      await rows(`select distinct hamlet_id from ${table} where household_id = $1`, householdId),
      [{ hamlet_id: HAMLETS[1] }],
      table,
    );
  assert.deepEqual(await staysOf('Em'), ['0: 4 from 2024-01-01 to 2026-09-25', '1: 4 from 2026-09-25 to null']);
  assert.deepEqual(await rows('select book_id, reason from tombstone where household_id = $1', householdId), [
    { book_id: BOOKS[0], reason: 'moved' },
  ]);
  await take(app, [move(HAMLETS[0], '2026-09-26')], officer);
  assert.deepEqual(await rows('select book_id, reason from tombstone where household_id = $1', householdId), [
    { book_id: BOOKS[1], reason: 'moved' },
  ]);
  const [row] = await rows(
    'select h.version, d.version as head from household h join head d using (book_id) where household_id = $1',
    householdId,
  );
  assert.equal(row.version, row.head);
  const out = await rows(
    `select e.book_id, e.version, e.prev_hash from event e where e.kind = 'moved-out' and e.household_id = $1 order by seq`,
    householdId,
  );
  const into = await rows(
    `select p.body::jsonb ->> 'fromHead' as head from event e join payload p using (event_id)
      where e.kind = 'moved-in' and e.household_id = $1 order by seq`,
    householdId,
  );
  assert.deepEqual(
    into.map((each) => each.head),
    out.map((each) => each.prev_hash.toString('hex')),
    'moved-in names the head that moved-out followed',
  );
});

test('moved within one batch right after it was registered, and interviewed there', async () => {
  await take(app, [
    register('Phúc', HAMLETS[2], 4),
    command('move-household', { householdId: household('Phúc'), toHamletId: HAMLETS[0], address: null, on: '2026-08-01' }),
    command('review-listed', { householdId: household('Phúc'), roundId: ROUND.roundId, why: 'request' }),
    interview('Phúc', { answers: answersOf('Phúc', 'near-poor') }),
  ]);
  for (const table of ['household', 'member', 'review_list', 'interview', 'verdict'])
    assert.deepEqual(
      await rows(`select distinct hamlet_id from ${table} where household_id = $1`, household('Phúc')),
      [{ hamlet_id: HAMLETS[0] }],
      table,
    );
  assert.deepEqual(await rows('select area_type from interview where household_id = $1', household('Phúc')), [{ area_type: 'rural' }]);
});

test('two officers move two households across each other at once: both arrive', async () => {
  await take(app, [register('Giang', HAMLETS[0]), register('Hoa', HAMLETS[1])]);
  const move = (name: string, to: number) =>
    submit(
      app,
      officer,
      [command('move-household', { householdId: household(name), toHamletId: HAMLETS[to] ?? '', address: null, on: '2026-09-01' })],
      CLOCK,
    );
  const answers = await Promise.all([move('Giang', 1), move('Hoa', 0), move('Giang', 1), move('Hoa', 0)]);
  assert.deepEqual(
    answers
      .flat()
      .map((each) => each.problem?.code ?? each.answer)
      .sort(),
    ['same-hamlet', 'same-hamlet', 'taken', 'taken'],
  );
});

test('a list that counts more people than it names: born and gone are counted, a visit names them all', async () => {
  const sent = register('Khoa', HAMLETS[0], 1);
  await take(app, [{ ...sent, payload: { ...sent.payload, people: 5 } }]);
  const householdId = household('Khoa');
  const count = async () => (await rows('select members, people_declared from household where household_id = $1', householdId))[0];
  assert.deepEqual(await count(), { members: 5, people_declared: 5 });
  await take(app, [command('member-born', { householdId, member: member('Khoa bé', 'child', '2026'), on: '2026-01-01' })]);
  assert.deepEqual(await count(), { members: 6, people_declared: 6 });
  const gone = [{ memberId: id('member Khoa bé'), how: 'dead' as const }];
  await take(app, [interview('Khoa', { answers: answersOf('Khoa', 'poor'), gone })]);
  assert.ok((await peopleOf('Khoa')).includes('Khoa bé: dead'));
  assert.deepEqual(await count(), { members: 4, people_declared: null });
  assert.deepEqual(await staysOf('Khoa'), [
    '0: 5 from 2024-01-01 to 2026-01-01',
    '0: 6 from 2026-01-01 to 2026-09-20',
    '0: 4 from 2026-09-20 to null',
  ]);
});

test('a hamlet is cut: its book closes, the new ones cite its last head, everybody is in exactly one of them', async () => {
  const old = HAMLETS[3];
  await take(app, [
    register('Lan', old, 2),
    register('Mai', old, 3),
    register('Nga', old, 4),
    interview('Nga', { answers: answersOf('Nga', 'poor') }),
  ]);
  const part = (n: number, households: readonly string[]) => ({
    hamlet: {
      ...{ areaId: id(`hamlet 4.${n}`), bookId: id(`book 4.${n}`), name: `Ấp 4.${n}`, kind: 'ap', communeId: COMMUNES[1] },
      ...{ from: '2026-09-21', synthetic: true },
    },
    householdIds: households.map(household),
  });
  const cut = (first: readonly string[], second: readonly string[]) =>
    command('cut-hamlet', { hamletId: old, on: '2026-09-21', into: [part(1, first), part(2, second)] });
  const administrator = person('administrator', 'administrator', 'a9001');
  const admin = { ...administrator, scope: { ...administrator.scope, reach: { hamlets: [], communes: [] } } };
  const [short] = await submit(app, admin, [cut(['Lan'], ['Mai', 'Lan'])], CLOCK);
  assert.deepEqual(short?.problem, { code: 'households-not-settled', left: 1, wrong: 1 });
  assert.equal(await codeOf(cut(['Lan'], ['Mai', 'Nga'])), 'not-your-role');
  await take(app, [cut(['Lan'], ['Mai', 'Nga'])], admin);
  const [closing] = await rows(`select version, hash, kind from event where book_id = $1 order by version desc limit 1`, BOOKS[3]);
  assert.equal(closing.kind, 'book-closed');
  const cites = await rows(
    `select p.body::jsonb #> '{cites,0}' as cited from event e join payload p using (event_id) where e.kind = 'book-opened' and e.book_id = any ($1)`,
    [id('book 4.1'), id('book 4.2')],
  );
  const head = { bookId: BOOKS[3], version: closing.version, head: closing.hash.toString('hex') };
  assert.deepEqual(
    cites.map((row) => row.cited),
    [head, head],
  );
  const where = await rows('select head_name as name, hamlet_id, state from household where head_name = any ($1) order by 1', [
    'Lan',
    'Mai',
    'Nga',
  ]);
  assert.deepEqual(
    where.map((row) => [row.name, row.hamlet_id, row.state]),
    [
      ['Lan', id('hamlet 4.1'), 'present'],
      ['Mai', id('hamlet 4.2'), 'present'],
      ['Nga', id('hamlet 4.2'), 'present'],
    ],
  );
  assert.deepEqual(await rows('select distinct hamlet_id from verdict where household_id = $1', household('Nga')), [
    { hamlet_id: id('hamlet 4.2') },
  ]);
  assert.deepEqual(await rows('select valid_to from area_period where area_id = $1', old), [{ valid_to: '2026-09-21' }]);
  assert.deepEqual(await rows('select to_id, how from area_lineage where from_id = $1 order by 1', old), [
    ...[id('hamlet 4.1'), id('hamlet 4.2')].sort().map((to_id) => ({ to_id, how: 'part' })),
  ]);
  assert.equal(await codeOf(register('Quế', old), 'system'), 'book-closed');
  await take(app, [register('Quế', id('hamlet 4.1'))]);
});

test('rebuilt after all this: the same households, no fault', async () => {
  const before = await rows('select to_jsonb(h) as row from household h order by 1');
  await rebuild(owner);
  assert.deepEqual(await rows('select to_jsonb(h) as row from household h order by 1'), before);
  assert.deepEqual((await verify(app, { rootsFile: null })).faults, []);
});
