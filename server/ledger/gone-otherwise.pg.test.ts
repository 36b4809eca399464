/** One person, dead as the one says and gone as the other: both words are kept, the first stands, and a named person settles it by an event. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ClashField } from '../../core/sync/clash.ts';
import { withDatabase } from '../../tools/test/database.ts';
import { CLOCK, command, COMMUNES, found, HAMLETS, id, person, register, take } from '../../tools/test/small-province.ts';
import { clashText } from '../../words/clash.ts';
import { submit } from './door.ts';
import { rebuild } from './rebuild.ts';
import { verify } from './verify.ts';

const { app, owner, ownerPool } = await withDatabase();
await found(app);
const enumerator = person('enumerator', 'enumerator', COMMUNES[0]);
const officer = person('officer', 'commune-officer', COMMUNES[0]);
const household = (name: string) => id(`household ${name}`);
const child = (name: string) => id(`member ${name} con 1`);
const say = async (sent: unknown, who: Parameters<typeof submit>[1]) => {
  const [answer] = await submit(app, who, [sent], CLOCK);
  return answer?.problem?.code ?? answer?.answer;
};
const tell = (kind: 'member-died' | 'member-left', name: string, on: string) =>
  command(kind, { householdId: household(name), memberId: child(name), on });
const settle = (name: string, clashId: string, side: 'stands' | 'other') =>
  command('clash-settled', {
    ...{ clashId, householdId: household(name), roundId: null },
    choices: [{ memberId: child(name), field: 'gone', take: side }],
  });
async function stateOf(name: string): Promise<string> {
  const { rows } = await ownerPool.query('select state from member where household_id = $1 and member_id = $2', [
    household(name),
    child(name),
  ]);
  return rows[0].state;
}
async function staysOf(name: string): Promise<string[]> {
  const { rows } = await ownerPool.query('select people, valid_from, valid_to from residence where household_id = $1 order by valid_from', [
    household(name),
  ]);
  return rows.map((row) => `${row.people} ${row.valid_from} ${row.valid_to}`);
}
async function clashesOf(name: string) {
  const { rows } = await ownerPool.query(
    `select p.body from event e join payload p using (event_id) where e.household_id = $1 and e.kind = 'clash-found' order by e.seq`,
    [household(name)],
  );
  return rows.map(({ body }) => JSON.parse(body));
}

for (const [name, first, second] of [
  ['An', 'member-died', 'member-left'],
  ['Bình', 'member-left', 'member-died'],
] as const)
  test(`${first} against ${second}: neither is refused nor written over; settled once, the days count as the chosen word says`, async () => {
    await take(app, [register(name, HAMLETS[0], 3)]);
    assert.equal(await say(tell(first, name, '2026-06-01'), officer), 'taken');
    const standing = await staysOf(name);
    const late = tell(second, name, '2026-08-01');
    assert.equal(await say(late, enumerator), 'taken');
    assert.equal(await say(late, enumerator), 'known');
    const how = (kind: string) => (kind === 'member-died' ? 'dead' : 'left');
    const [clash, ...more] = await clashesOf(name);
    assert.deepEqual(
      [clash.fields, clash.stoodBy, clash.otherBy, clash.stoodOn, clash.otherOn, more.length],
      [
        [{ memberId: child(name), field: 'gone', stands: [how(first), '2026-06-01'], other: [how(second), '2026-08-01'] }],
        ...[id('officer'), id('enumerator'), CLOCK.today, CLOCK.today, 0],
      ],
    );
    assert.deepEqual([await stateOf(name), await staysOf(name)], [how(first), standing]);
    assert.equal(await say(settle(name, clash.clashId, 'other'), person('far', 'commune-officer', COMMUNES[1])), 'not-your-area');
    assert.equal(await say(settle(name, clash.clashId, 'other'), officer), 'taken');
    assert.deepEqual([await stateOf(name), await staysOf(name)], [how(second), ['3 2024-01-01 2026-08-01', '2 2026-08-01 null']]);
    assert.equal(await say(settle(name, clash.clashId, 'stands'), enumerator), 'clash-not-open');
  });

test('the first word may be chosen; once it stands no more the other is not written over what came since', async () => {
  for (const name of ['Cúc', 'Dũng']) {
    await take(app, [register(name, HAMLETS[0], 3)]);
    assert.equal(await say(tell('member-died', name, '2026-06-01'), officer), 'taken');
    assert.equal(await say(tell('member-left', name, '2026-08-01'), enumerator), 'taken');
  }
  const [[one], [two]] = [await clashesOf('Cúc'), await clashesOf('Dũng')];
  assert.equal(await say(settle('Cúc', one.clashId, 'stands'), officer), 'taken');
  assert.equal(await stateOf('Cúc'), 'dead');
  const back = command('withdraw-death', { householdId: household('Dũng'), memberId: child('Dũng'), why: 'ghi nhầm người' });
  assert.equal(await say(back, officer), 'taken');
  assert.equal(await say(settle('Dũng', two.clashId, 'other'), officer), 'clash-overtaken');
  assert.equal(await say(settle('Dũng', two.clashId, 'stands'), officer), 'taken');
  assert.equal(await stateOf('Dũng'), 'present');
});

test('several who tell the same against a first word, or one who tells it twice, make one clash; settled it is settled for all', async () => {
  const third = person('third', 'enumerator', COMMUNES[0]);
  for (const [name, side] of [
    ['Oanh', 'other'],
    ['Phú', 'stands'],
  ] as const) {
    await take(app, [register(name, HAMLETS[0], 3)]);
    assert.equal(await say(tell('member-died', name, '2026-06-01'), officer), 'taken');
    const told = tell('member-left', name, '2026-08-01');
    assert.equal(await say(told, enumerator), 'taken');
    assert.equal(await say(tell('member-left', name, '2026-08-01'), enumerator), 'known');
    const again = tell('member-left', name, '2026-08-03');
    assert.equal(await say(again, third), 'known');
    assert.equal(await say(again, third), 'known');
    const [clash, ...more] = await clashesOf(name);
    assert.deepEqual([clash.otherBy, more.length], [id('enumerator'), 0]);
    assert.equal(await say(settle(name, clash.clashId, side), officer), 'taken');
    assert.equal(await stateOf(name), side === 'other' ? 'left' : 'dead');
    // Of another person of the household it says nothing.
    const other = id(`member ${name} con 2`);
    const about = { householdId: household(name), memberId: other };
    assert.equal(await say(command('member-died', { ...about, on: '2026-06-01' }), officer), 'taken');
    assert.equal(await say(command('member-left', { ...about, on: '2026-08-01' }), third), 'taken');
    assert.equal((await clashesOf(name)).length, 2);
  }
});

test('against one’s own word, or once more in the same way, it is refused as ever; a day that cannot be is no word at all', async () => {
  await take(app, [register('Em', HAMLETS[0], 3)]);
  assert.equal(await say(tell('member-died', 'Em', '2026-06-01'), officer), 'taken');
  assert.equal(await say(tell('member-left', 'Em', '2026-06-02'), officer), 'member-not-present');
  assert.equal(await say(tell('member-died', 'Em', '2026-06-02'), enumerator), 'member-not-present');
  assert.equal(await say(tell('member-left', 'Em', '2027-06-02'), enumerator), 'day-in-future');
  assert.deepEqual(await clashesOf('Em'), []);
});

test('who headed it is dead as its head, of whom somebody else said that they had left; what was taken back says why in words', async () => {
  for (const name of ['Gấm', 'Hạ']) await take(app, [register(name, HAMLETS[0], 3)]);
  const of = (name: string) => ({ householdId: household(name), memberId: id(`member ${name}`), on: '2026-06-01' });
  assert.equal(await say(command('member-left', of('Gấm')), officer), 'taken');
  assert.equal(await say(command('member-died', { ...of('Gấm'), on: '2026-08-01' }), enumerator), 'taken');
  assert.equal(await say(command('member-died', of('Hạ')), officer), 'taken');
  assert.equal(await say(command('member-left', { ...of('Hạ'), on: '2026-08-01' }), enumerator), 'taken');
  for (const name of ['Gấm', 'Hạ']) {
    const [clash] = await clashesOf(name);
    const choices = clash.fields.map(({ memberId, field }: ClashField) => ({ memberId, field, take: 'other' as const }));
    const chosen = command('clash-settled', { clashId: clash.clashId, householdId: household(name), roundId: null, choices });
    assert.equal(await say(chosen, officer), 'taken');
  }
  const { rows } = await ownerPool.query(
    `select m.state, m.relation, h.head_name = m.full_name as "named" from member m join household h using (household_id)
      where m.member_id = any ($1) order by m.state`,
    [['Gấm', 'Hạ'].map((name) => id(`member ${name}`))],
  );
  assert.deepEqual(
    rows.map(({ state, relation, named }) => [state, relation, named]),
    [
      ['dead', 'head', false],
      ['left', 'head', false],
    ],
  );
  const { rows: back } = await ownerPool.query(
    `select p.body from event join payload p using (event_id) where kind = 'death-withdrawn' and household_id = $1`,
    [household('Hạ')],
  );
  assert.deepEqual(
    back.map(({ body }) => JSON.parse(body).why),
    [clashText('vi', 'why-withdrawn')],
  );
});

test('nobody is dead here who lives elsewhere by now; of a household that ended with its last member nothing more is told', async () => {
  await take(app, [register('Ích', HAMLETS[0], 3), register('Kha', HAMLETS[1], 2), register('Lài', HAMLETS[0], 2)]);
  assert.equal(await say(tell('member-left', 'Ích', '2026-06-01'), officer), 'taken');
  assert.equal(await say(tell('member-died', 'Ích', '2026-08-01'), enumerator), 'taken');
  const [clash] = await clashesOf('Ích');
  const member = { memberId: child('Ích'), fullName: 'Ích con', relation: 'other-kin', sex: 'female', birth: '2001' } as const;
  const came = command('member-arrived', { householdId: household('Kha'), member, from: null, on: '2026-09-01' });
  assert.equal(await say(came, officer), 'taken');
  assert.equal(await say(settle('Ích', clash.clashId, 'other'), officer), 'member-elsewhere');
  assert.equal(await say(settle('Ích', clash.clashId, 'stands'), officer), 'taken');
  assert.equal(await stateOf('Ích'), 'left');

  const last = { householdId: household('Lài'), memberId: id('member Lài'), on: '2026-07-01' };
  assert.equal(await say(tell('member-died', 'Lài', '2026-06-01'), officer), 'taken');
  assert.equal(await say(command('member-died', last), officer), 'taken');
  assert.equal(await say(tell('member-left', 'Lài', '2026-08-01'), enumerator), 'household-not-present');
  assert.deepEqual(await clashesOf('Lài'), []);
});

test('joined into another household the word on somebody who did not come along may stand, and no other is chosen without effect', async () => {
  await take(app, [register('Mơ', HAMLETS[0], 3), register('Nga', HAMLETS[0], 2)]);
  assert.equal(await say(tell('member-died', 'Mơ', '2026-06-01'), officer), 'taken');
  assert.equal(await say(tell('member-left', 'Mơ', '2026-08-01'), enumerator), 'taken');
  const [clash] = await clashesOf('Mơ');
  const merged = { householdId: household('Mơ'), intoHouseholdId: household('Nga'), on: '2026-09-01' };
  assert.equal(await say(command('merge-households', merged), officer), 'taken');
  const there = (take: 'stands' | 'other') =>
    command('clash-settled', {
      ...{ clashId: clash.clashId, householdId: household('Nga'), roundId: null },
      choices: [{ memberId: child('Mơ'), field: 'gone', take }],
    });
  assert.equal(await say(there('other'), officer), 'clash-overtaken');
  assert.equal(await say(there('stands'), officer), 'taken');
  assert.equal(await stateOf('Mơ'), 'dead');
});

test('the ledger verifies, and a rebuilt register is the same', async () => {
  assert.deepEqual((await verify(app, { rootsFile: null })).faults, []);
  const rowsOf = async () => [await stateOf('An'), await stateOf('Bình'), await staysOf('An'), await staysOf('Bình')];
  const before = await rowsOf();
  await rebuild(owner);
  assert.deepEqual(await rowsOf(), before);
});
