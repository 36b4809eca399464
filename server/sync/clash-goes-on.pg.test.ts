/**
 * What two people told otherwise goes on with the household: moved to another commune, joined into another household, cut off with its hamlet.
 * It is settled where the household is now, by an event, once; the places of before read only that it was handed on.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CommandKindName } from '../../core/kinds.ts';
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
import { setScope } from '../db/scope.ts';
import { countClashed, readClashed, readClashes, readHandedOn } from './store.ts';
import { submit, type Who } from '../ledger/door.ts';
import { rebuild } from '../ledger/rebuild.ts';
import { sqlOfKysely } from '../ledger/sql.ts';
import { verify } from '../ledger/verify.ts';

const { app, owner, ownerPool } = await withDatabase();
await found(app);
const [BEFORE, NOW] = COMMUNES;
const enumerator = person('enumerator', 'enumerator', BEFORE);
const officer = person('officer', 'commune-officer', BEFORE);
const officerThere = person('officer there', 'commune-officer', NOW);
const enumeratorThere = person('enumerator there', 'enumerator', NOW);
const household = (name: string) => id(`household ${name}`);
const say = async (sent: unknown, who: Who) => {
  const [answer] = await submit(app, who, [sent], CLOCK);
  return answer?.problem?.code ?? answer?.answer;
};
type Choice = { memberId: string | null; field: string; take: 'stands' | 'other' };
const settle = (name: string, clashId: string, { roundId, choices }: { roundId: string | null; choices: Choice[] }) =>
  command('clash-settled', { clashId, householdId: household(name), roundId, choices });
const move = (name: string, toHamletId: string, on = '2026-09-25') =>
  command('move-household', { householdId: household(name), toHamletId, address: null, on });

/** As whoever this is reads the store. */
function asSeen<T>(who: Extract<Who, object>, read: (sql: ReturnType<typeof sqlOfKysely>) => Promise<T>): Promise<T> {
  return app.transaction().execute(async (tx) => {
    const sql = sqlOfKysely(tx);
    await setScope(sql, who.scope);
    return read(sql);
  });
}
const hamletsOf = (commune: string) => (commune === BEFORE ? HAMLETS.slice(0, 2) : HAMLETS.slice(2));
const openTo = async (who: Extract<Who, object>, name: string) =>
  (await asSeen(who, (sql) => readClashes(sql, [household(name)]))).get(household(name)) ?? [];
const listedTo = (who: Extract<Who, object>, commune: string) =>
  asSeen(who, async (sql) => (await readClashed(sql, hamletsOf(commune))).map(({ headName }) => headName));
async function kinds(name: string): Promise<CommandKindName[]> {
  const { rows } = await ownerPool.query(`select kind from event where household_id = $1 and kind like 'clash%' order by seq`, [
    household(name),
  ]);
  return rows.map(({ kind }) => kind);
}
async function birthOf(who: string): Promise<string[]> {
  const { rows } = await ownerPool.query(
    `select m.birth from member m join household h using (household_id) where m.member_id = $1 and h.state = 'present'`,
    [id(`member ${who}`)],
  );
  return rows.map(({ birth }) => birth);
}

/** Two forms that had not seen each other; `televisions` 1 stands, 5 is the other word. */
async function twoForms(name: string): Promise<string> {
  await take(app, [register(name, HAMLETS[0], 4)]);
  const told = answersOf(name, 'poor');
  const form = (televisions: number) =>
    interview(name, { answers: { ...told, household: { ...told.household, televisions } }, gone: [], overlap: 'merge' });
  const second = form(5);
  assert.equal(await say(form(1), enumerator), 'taken');
  assert.equal(await say(second, enumerator), 'taken');
  return second.commandId;
}
const televisions = (take: 'stands' | 'other') => ({ roundId: ROUND.roundId, choices: [{ memberId: null, field: 'televisions', take }] });
async function standing(name: string) {
  const { rows } = await ownerPool.query('select answers, hamlet_id as hamlet from interview where household_id = $1', [household(name)]);
  return [rows[0]?.answers.household.televisions, rows[0]?.hamlet];
}

/** Two who set one child of it right otherwise. */
async function twoRightings(name: string): Promise<string> {
  await take(app, [register(name, HAMLETS[0], 3)]);
  const { memberId, fullName, sex, birth } = member(`${name} con 1`, 'child', '2000');
  const correct = (year: string) =>
    command('correct-member', {
      ...{ householdId: household(name), memberId, was: { fullName, sex, birth } },
      now: { fullName, sex, birth: year },
    });
  assert.equal(await say(correct('2001'), officer), 'taken');
  assert.equal(await say(correct('2002'), enumerator), 'taken');
  const [clash] = await openTo(officer, name);
  assert.ok(clash);
  return clash.clashId;
}
const birth = (name: string, take: 'stands' | 'other') => ({
  roundId: null,
  choices: [{ memberId: id(`member ${name} con 1`), field: 'birth', take }],
});

test('moved to another commune: seen and settled there alone, once; the commune of before reads only that it was handed on', async () => {
  const clashId = await twoForms('An');
  await take(app, [move('An', HAMLETS[2])]);
  assert.deepEqual([await openTo(officer, 'An'), await listedTo(officer, BEFORE)], [[], []]);
  assert.deepEqual(await listedTo(officerThere, NOW), ['An']);
  const [clash] = await openTo(enumeratorThere, 'An');
  assert.deepEqual(clash?.fields, [{ memberId: null, field: 'televisions', stands: 1, other: 5 }]);
  const handed = await asSeen(officer, (sql) => readHandedOn(sql, hamletsOf(BEFORE), 9));
  assert.deepEqual(
    handed.map(({ hamletId, toHamletId, count }) => [hamletId, toHamletId, count]),
    [[HAMLETS[0], HAMLETS[2], 1]],
  );
  assert.deepEqual(await asSeen(officerThere, (sql) => readHandedOn(sql, hamletsOf(NOW), 9)), []);

  // Late, from the places of before: a phone that had not heard of the move, and its commune.
  assert.equal(await say(settle('An', clashId, televisions('other')), enumerator), 'not-your-area');
  assert.equal(await say(settle('An', clashId, televisions('other')), officer), 'not-your-area');
  const chosen = settle('An', clashId, televisions('other'));
  assert.equal(await say(chosen, officerThere), 'taken');
  assert.equal(await say(chosen, officerThere), 'known');
  assert.equal(await say(settle('An', clashId, televisions('stands')), enumeratorThere), 'clash-not-open');
  assert.deepEqual(await standing('An'), [5, HAMLETS[2]]);
  const { rows } = await ownerPool.query(
    `select body::jsonb ->> 'startedAt' as "from", body::jsonb ->> 'enumeratorId' as by from payload p join event e using (event_id)
      where e.household_id = $1 and e.kind = 'interview-finished' order by e.seq desc limit 1`,
    [household('An')],
  );
  assert.deepEqual(rows, [{ from: '2026-09-20T02:00:00.000Z', by: id('officer there') }]);
});

test('moved twice and back: it is open where the household is, and nowhere once it was settled', async () => {
  const clashId = await twoForms('Bình');
  await take(app, [move('Bình', HAMLETS[2], '2026-09-24')]);
  await take(app, [move('Bình', HAMLETS[3], '2026-09-25')]);
  assert.equal((await openTo(officerThere, 'Bình')).length, 1, 'once');
  await take(app, [move('Bình', HAMLETS[1], '2026-09-26')]);
  assert.deepEqual([(await openTo(officer, 'Bình')).length, (await openTo(officerThere, 'Bình')).length], [1, 0]);
  await take(app, [move('Bình', HAMLETS[0], '2026-09-27'), move('Bình', HAMLETS[2], '2026-09-28')]);
  assert.equal(await say(settle('Bình', clashId, televisions('other')), officerThere), 'taken');
  await take(app, [move('Bình', HAMLETS[0], '2026-09-29')]);
  assert.deepEqual([await openTo(officer, 'Bình'), (await standing('Bình'))[0]], [[], 5]);
  assert.equal(await say(settle('Bình', clashId, televisions('stands')), officer), 'clash-not-open');
});

test('two corrections of one person go along, and the word of the new place is a correction of its own', async () => {
  const clashId = await twoRightings('Cúc');
  await take(app, [move('Cúc', HAMLETS[3])]);
  assert.equal(await say(settle('Cúc', clashId, birth('Cúc', 'other')), officer), 'not-your-area');
  assert.equal(await say(settle('Cúc', clashId, birth('Cúc', 'other')), officerThere), 'taken');
  assert.deepEqual(await birthOf('Cúc con 1'), ['2002']);
});

test('joined into another household: settled there; of people it is taken over, of the ended form it is kept and moves nothing', async () => {
  const ofForm = await twoForms('Dũng');
  const ofBirth = await twoRightings('Em');
  await take(app, [register('Giang', HAMLETS[1], 2)]);
  for (const name of ['Dũng', 'Em'])
    await take(app, [command('merge-households', { householdId: household(name), intoHouseholdId: household('Giang'), on: '2026-09-25' })]);
  assert.deepEqual([(await openTo(officer, 'Dũng')).length, (await openTo(officer, 'Em')).length], [0, 0]);
  assert.deepEqual(
    (await openTo(officer, 'Giang')).map((one) => [one.clashId, one.ended]),
    [
      [ofForm, []],
      [ofBirth, []],
    ],
  );
  assert.deepEqual(await listedTo(officer, BEFORE), ['Giang']);
  assert.equal((await asSeen(officer, (sql) => countClashed(sql, hamletsOf(BEFORE)))).get(HAMLETS[1]), 1);
  assert.equal(await say(settle('Dũng', ofForm, televisions('other')), officer), 'household-not-present');
  assert.equal(await say(settle('Giang', ofForm, televisions('other')), officerThere), 'not-your-area');
  assert.equal(await say(settle('Giang', ofForm, televisions('other')), officer), 'taken');
  assert.deepEqual(await standing('Giang'), [undefined, undefined]);
  assert.equal(await say(settle('Giang', ofBirth, birth('Em', 'other')), enumerator), 'taken');
  assert.deepEqual(await birthOf('Em con 1'), ['2002']);
  assert.deepEqual(await kinds('Giang'), ['clash-found', 'clash-found', 'clash-settled', 'clash-settled']);
});

/** A form says that somebody lives there of whom an officer had told the death. */
async function deadOrNot(name: string): Promise<{ clashId: string; dead: string }> {
  await take(app, [register(name, HAMLETS[0], 4)]);
  const { rows } = await ownerPool.query('select version from household where household_id = $1', [household(name)]);
  const dead = id(`member ${name} con 3`);
  assert.equal(await say(command('member-died', { householdId: household(name), memberId: dead, on: '2026-09-01' }), officer), 'taken');
  const form = interview(name, { answers: answersOf(name, 'poor'), gone: [], overlap: 'merge', seenFile: rows[0].version });
  assert.equal(await say(form, enumerator), 'taken');
  return { clashId: form.commandId, dead };
}
const lives = (memberId: string) => ({ roundId: ROUND.roundId, choices: [{ memberId, field: 'present', take: 'other' as const }] });

test('who lives, as was told of a household that ended, comes to the one that goes on', async () => {
  const { clashId, dead } = await deadOrNot('Hoa');
  await take(app, [register('Khoa', HAMLETS[0], 2)]);
  await take(app, [command('merge-households', { householdId: household('Hoa'), intoHouseholdId: household('Khoa'), on: '2026-09-25' })]);
  const [clash] = await openTo(officer, 'Khoa');
  assert.deepEqual(clash?.ended, [{ memberId: dead, fullName: 'Hoa con 3' }]);
  assert.equal(await say(settle('Khoa', clashId, lives(dead)), officer), 'taken');
  const { rows } = await ownerPool.query(`select full_name from member where member_id = $1 and household_id = $2 and state = 'present'`, [
    ...[dead, household('Khoa')],
  ]);
  assert.deepEqual(rows, [{ full_name: 'Hoa con 3' }]);
});

test('written twice and joined: told of the same person there; parted again, what is open goes back and what is settled stays', async () => {
  const clashId = await twoRightings('Lan');
  const other = await twoForms('Lan hai');
  await take(app, [register('Mai', HAMLETS[0], 3)]);
  const into = (name: string) => ({ householdId: household(name), intoHouseholdId: household('Mai'), why: 'ghi hai lần' });
  const pair = (one: string, as: string) => ({ memberId: id(`member ${one}`), asMemberId: id(`member ${as}`) });
  const same = [pair('Lan con 1', 'Mai con 1')];
  await take(app, [
    command('join-duplicates', { ...into('Lan'), same }),
    command('join-duplicates', { ...into('Lan hai'), same: [pair('Lan hai', 'Mai')] }),
  ]);
  assert.deepEqual(
    (await openTo(officer, 'Mai')).flatMap(({ fields }) => fields.map((field) => field.memberId)),
    [id('member Mai con 1'), null],
  );
  assert.equal(await say(settle('Mai', other, televisions('stands')), officer), 'taken');
  await take(app, [command('part-duplicates', into('Lan hai')), command('part-duplicates', into('Lan'))]);
  assert.deepEqual([await openTo(officer, 'Mai'), await openTo(officer, 'Lan hai')], [[], []]);
  assert.deepEqual(
    (await openTo(officer, 'Lan')).flatMap(({ fields }) => fields.map((field) => field.memberId)),
    [id('member Lan con 1')],
  );
  assert.equal(await say(settle('Lan', clashId, birth('Lan', 'other')), enumerator), 'taken');
  assert.deepEqual(await birthOf('Lan con 1'), ['2002']);
});

test('a joined household that is forgotten is forgotten in the book of the one that goes on as well', async () => {
  const { clashId, dead } = await deadOrNot('Phúc');
  const own = await twoRightings('Quân');
  await take(app, [register('Sơn', HAMLETS[2], 2), move('Phúc', HAMLETS[3])]);
  const merge = (name: string, into: string, on = '2026-09-28') =>
    command('merge-households', { householdId: household(name), intoHouseholdId: household(into), on });
  await take(app, [merge('Phúc', 'Sơn'), move('Sơn', HAMLETS[0], '2026-09-29'), merge('Sơn', 'Quân', '2026-09-30')]);
  const open = async () => (await openTo(officer, 'Quân')).map((one) => one.clashId).toSorted();
  assert.deepEqual(await open(), [clashId, own].toSorted());
  const named = async () => (await ownerPool.query(`select 1 from payload where body like '%' || $1 || '%'`, [dead])).rowCount ?? 0;
  assert.ok((await named()) > 0);
  // The household that goes on is written of last by what was handed on to it.
  const chair = person('chair there', 'commune-chair', NOW);
  const erase = command('erase', { householdId: household('Phúc'), ground: 'Theo yêu cầu', office: 'UBND xã' });
  assert.equal(await say(erase, chair), 'taken');
  const { rows } = await ownerPool.query(
    `select e.kind, p.body from payload p join event e using (event_id) where p.body like '%' || $1 || '%' or p.body like '%Phúc con 3%'`,
    [dead],
  );
  assert.deepEqual(rows, [], 'of whom did not come along nothing is left');
  assert.deepEqual(await open(), [own], 'their own stays');
  const version = async () => (await ownerPool.query('select version from household where household_id = $1', [household('Quân')])).rows;
  const before = await version();
  await rebuild(owner);
  assert.deepEqual(await version(), before, 'moved by what was told of the other, also where that is gone');
});

test('who was told to live here, but was written in another household since, does not come back by a choice: refused as a newcomer is', async () => {
  for (const joined of [false, true]) {
    const [name, other, kept] = [`Tư ${joined}`, `Tám ${joined}`, `Chín ${joined}`];
    await take(app, [register(name, HAMLETS[0], 4), register(other, HAMLETS[1], 2), register(kept, HAMLETS[0], 2)]);
    const { rows } = await ownerPool.query('select version from household where household_id = $1', [household(name)]);
    const gone = member(`${name} con 3`, 'child', '2002');
    const { memberId } = gone;
    assert.equal(await say(command('member-left', { householdId: household(name), memberId, on: '2026-09-01' }), officer), 'taken');
    const form = interview(name, { answers: answersOf(name, 'poor'), gone: [], overlap: 'merge', seenFile: rows[0]?.version });
    assert.equal(await say(form, enumerator), 'taken');
    const came = { householdId: household(other), member: gone, from: null, on: '2026-09-02' };
    assert.equal(await say(command('member-arrived', came), officer), 'taken');
    const merge = { householdId: household(name), intoHouseholdId: household(kept), on: '2026-09-25' };
    if (joined) await take(app, [command('merge-households', merge)]);
    const here = joined ? kept : name;
    const choose = (take: 'stands' | 'other') =>
      settle(here, form.commandId, { roundId: ROUND.roundId, choices: [{ memberId, field: 'present', take }] });
    assert.equal(await say(choose('other'), officer), 'member-elsewhere');
    assert.equal((await openTo(officer, here)).length, 1, 'still open');
    const homes = await ownerPool.query(
      `select h.head_name as name from member m join household h using (household_id) where m.member_id = $1 and m.state = 'present' and h.state = 'present'`,
      [memberId],
    );
    assert.deepEqual(homes.rows, [{ name: other }]);
    assert.equal(await say(choose('stands'), officer), 'taken');
  }
});

test('a number that somebody of another household bears is set by no choice', async () => {
  const taken = '086203001234';
  const bearer = register('Mười', HAMLETS[1], 2);
  const [head, ...rest] = bearer.payload.members;
  assert.ok(head);
  await take(app, [
    { ...bearer, payload: { ...bearer.payload, members: [{ ...head, citizenId: taken }, ...rest] } },
    register('Chín', HAMLETS[0], 4),
  ]);
  const told = answersOf('Chín', 'poor');
  const form = (citizenId: string) => {
    const members = told.members.map((one, i) => (i === 1 ? { ...one, citizenId } : one));
    return interview('Chín', { answers: { ...told, members }, gone: [], overlap: 'merge' });
  };
  const second = form(taken);
  for (const sent of [form('086203009999'), second]) assert.equal(await say(sent, enumerator), 'taken');
  const memberId = told.members[1]?.memberId ?? '';
  const choose = (take: 'stands' | 'other') =>
    settle('Chín', second.commandId, { roundId: ROUND.roundId, choices: [{ memberId, field: 'citizenId', take }] });
  assert.equal(await say(choose('other'), officer), 'citizen-id-taken');
  assert.equal((await openTo(officer, 'Chín')).length, 1, 'still open');
  const { rows } = await ownerPool.query('select member_id from member where citizen_id = $1', [taken]);
  assert.deepEqual(rows, [{ member_id: head.memberId }]);
  assert.equal(await say(choose('stands'), officer), 'taken');
});

test('its hamlet was cut: settled in the part to which it went', async () => {
  const clashId = await twoForms('Nga');
  const { rows } = await ownerPool.query(`select household_id as id from household where book_id = $1 and state = 'present'`, [BOOKS[0]]);
  const part = {
    areaId: id('part'),
    bookId: id('book of part'),
    name: 'Ấp mới',
    kind: 'ap',
    communeId: NOW,
    from: '2026-09-30',
    synthetic: true,
  };
  const into = [{ hamlet: part, householdIds: rows.map((row) => row.id) }];
  await take(app, [command('cut-hamlet', { hamletId: HAMLETS[0], on: '2026-09-30', into })]);
  const there: Extract<Who, object> = {
    ...officerThere,
    scope: { ...officerThere.scope, reach: { hamlets: [part.areaId], communes: [NOW] } },
  };
  assert.equal((await openTo(there, 'Nga')).length, 1);
  assert.equal(await say(settle('Nga', clashId, televisions('other')), there), 'taken');
  assert.deepEqual(await standing('Nga'), [5, part.areaId]);
});

test('the ledger verifies, and a rebuilt register is the same', async () => {
  assert.deepEqual((await verify(app, { rootsFile: null })).faults, []);
  const rowsOf = async () => [
    (await ownerPool.query('select * from interview order by household_id, round_id')).rows,
    (await ownerPool.query('select * from household order by household_id')).rows,
  ];
  const before = await rowsOf();
  await rebuild(owner);
  assert.deepEqual(await rowsOf(), before);
});
