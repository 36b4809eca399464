/**
 * A form of a phone that had not seen what the desk corrected, what an act told, or what a list brought meanwhile: what only one of the
 * two changed is taken, what both say otherwise stays and is a clash, nobody who joined is forgotten; and who settles one thing writes
 * over nothing that was told since.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Answers } from '../../core/interview/answers.ts';
import { withDatabase } from '../../tools/test/database.ts';
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
  take,
} from '../../tools/test/small-province.ts';
import { submit } from './door.ts';
import { rebuild } from './rebuild.ts';
import { verify } from './verify.ts';

const { app, owner, ownerPool } = await withDatabase();
await found(app);
const enumerator = person('enumerator', 'enumerator', COMMUNES[0]);
const officer = person('officer', 'commune-officer', COMMUNES[0]);
const household = (name: string) => id(`household ${name}`);

type Told = Partial<Answers['members'][number]>;
/** As the phone sends it: the people it saw, with what the household said otherwise; `more` as in the command. */
function form(name: string, seenFile: number | undefined, told: Readonly<Record<string, Told>> = {}, more: object = {}) {
  const { household: answers, members } = answersOf(name, 'poor');
  const people = members.map((one) => ({ ...one, ...told[one.fullName] }));
  const saw = seenFile === undefined ? {} : { seenFile };
  return interview(name, { answers: { household: answers, members: people }, gone: [], overlap: 'merge', ...saw, ...more });
}
const say = async (sent: unknown, who: Parameters<typeof submit>[1] = enumerator) => {
  const [answer] = await submit(app, who, [sent], CLOCK);
  return answer?.problem?.code ?? answer?.answer;
};
const kin = (name: string, count: number) =>
  Array.from({ length: count }, (_, i) => member(`${name} con ${i + 1}`, 'child', String(2000 + i)));
const correct = (name: string, told: Readonly<Record<string, Told>>, newcomers: readonly string[] = []) =>
  command('household-corrected', {
    householdId: household(name),
    members: [
      ...[member(name), ...kin(name, 3)].map((one) => ({
        ...one,
        ...told[one.fullName],
      })),
      ...newcomers.map((each) => member(each, 'parent', '1940')),
    ],
  });

async function versionOf(name: string): Promise<number> {
  const { rows } = await ownerPool.query('select version from household where household_id = $1', [household(name)]);
  return rows[0].version;
}
async function peopleOf(name: string): Promise<Readonly<Record<string, { birth: string; state: string; fullName: string }>>> {
  const { rows } = await ownerPool.query('select full_name, member_id, birth, state from member where household_id = $1', [
    household(name),
  ]);
  return Object.fromEntries(rows.map((row) => [row.member_id, { birth: row.birth, state: row.state, fullName: row.full_name }]));
}
const birthOf = async (name: string, who: string) => (await peopleOf(name))[id(`member ${who}`)]?.birth;
async function clashesOf(name: string) {
  const { rows } = await ownerPool.query(
    `select p.body from event e join payload p using (event_id) where e.household_id = $1 and e.kind = 'clash-found' order by e.seq`,
    [household(name)],
  );
  return rows.map(({ body }) => JSON.parse(body));
}
async function registered(name: string): Promise<number> {
  await take(app, [register(name, HAMLETS[0], 4)]);
  return versionOf(name);
}
const settle = (name: string, clashId: string, choices: { memberId: string | null; field: string; take: 'stands' | 'other' }[]) =>
  command('clash-settled', { clashId, householdId: household(name), roundId: interview(name).payload.roundId, choices });

test('what the desk corrected stays where the form only repeats what it saw, and what the form changed is taken', async () => {
  const seen = await registered('Hoa');
  assert.equal(await say(correct('Hoa', { Hoa: { birth: '1950' } }), officer), 'taken');
  const late = form('Hoa', seen, { 'Hoa con 1': { birth: '2001-05' } });
  assert.equal(await say(late), 'taken');
  assert.equal(await say(late), 'known');
  assert.deepEqual([await birthOf('Hoa', 'Hoa'), await birthOf('Hoa', 'Hoa con 1')], ['1950', '2001-05']);
  assert.deepEqual(await clashesOf('Hoa'), []);
});

test('the same question of the same person is a clash: the register stays, both values are kept, a named person settles it', async () => {
  const seen = await registered('Lan');
  assert.equal(await say(correct('Lan', { Lan: { birth: '1950' } }), officer), 'taken');
  assert.equal(await say(form('Lan', seen, { Lan: { birth: '1955-02' } })), 'taken');
  assert.equal(await birthOf('Lan', 'Lan'), '1950');
  const [clash, ...more] = await clashesOf('Lan');
  const field = { memberId: id('member Lan'), field: 'birth' };
  assert.deepEqual(
    [clash.fields, clash.stoodBy, clash.otherBy, more.length],
    [[{ ...field, stands: '1950', other: '1955-02' }], id('officer'), id('enumerator'), 0],
  );
  assert.equal(await say(settle('Lan', clash.clashId, [{ ...field, take: 'other' }]), officer), 'taken');
  assert.equal(await birthOf('Lan', 'Lan'), '1955-02');
});

test('who settles it late writes over nothing that was corrected since', async () => {
  const seen = await registered('Mai');
  await say(correct('Mai', { Mai: { birth: '1950' } }), officer);
  await say(form('Mai', seen, { Mai: { birth: '1955' } }));
  const [clash] = await clashesOf('Mai');
  await say(correct('Mai', { Mai: { birth: '1951' }, 'Mai con 2': { birth: '2003' } }, ['Mai cậu']), officer);
  const field = { memberId: id('member Mai'), field: 'birth' };
  assert.equal(await say(settle('Mai', clash.clashId, [{ ...field, take: 'other' }]), officer), 'clash-overtaken');
  assert.equal(await say(settle('Mai', clash.clashId, [{ ...field, take: 'stands' }]), officer), 'taken');
  assert.deepEqual(
    [await birthOf('Mai', 'Mai'), await birthOf('Mai', 'Mai con 2'), await birthOf('Mai', 'Mai cậu')],
    ['1951', '2003', '1940'],
  );
});

test('another question settled for the form leaves a later correction as it is', async () => {
  const seen = await registered('Nga');
  await say(correct('Nga', { Nga: { birth: '1950' } }), officer);
  await say(form('Nga', seen, { Nga: { birth: '1955' } }));
  const [clash] = await clashesOf('Nga');
  await say(correct('Nga', { Nga: { birth: '1950' }, 'Nga con 2': { birth: '2003' } }, ['Nga cậu']), officer);
  assert.equal(await say(settle('Nga', clash.clashId, [{ memberId: id('member Nga'), field: 'birth', take: 'other' }]), officer), 'taken');
  assert.deepEqual(
    [await birthOf('Nga', 'Nga'), await birthOf('Nga', 'Nga con 2'), await birthOf('Nga', 'Nga cậu')],
    ['1955', '2003', '1940'],
  );
});

test('who joined meanwhile stays although the form knows nothing of them; whom the form knew and leaves out without a word is asked for', async () => {
  const seen = await registered('Oanh');
  await say(correct('Oanh', {}, ['Oanh bà']), officer);
  const short = form('Oanh', seen);
  const { answers } = short.payload;
  assert.equal(
    await say({ ...short, payload: { ...short.payload, answers: { ...answers, members: answers.members.slice(0, 3) } } }),
    'members-missing',
  );
  assert.equal(await say(form('Oanh', seen)), 'taken');
  assert.equal((await peopleOf('Oanh'))[id('member Oanh bà')]?.state, 'present');
  assert.equal(Object.keys(await peopleOf('Oanh')).length, 5);
});

test('somebody whom another person wrote down as dead does not live again by a form that had not heard of it: that is a clash', async () => {
  const seen = await registered('Phượng');
  const dead = id('member Phượng con 3');
  await say(command('member-died', { householdId: household('Phượng'), memberId: dead, on: '2026-09-01' }), officer);
  assert.equal(await say(form('Phượng', seen)), 'taken');
  assert.equal((await peopleOf('Phượng'))[dead]?.state, 'dead');
  const [clash] = await clashesOf('Phượng');
  assert.deepEqual(clash.fields, [{ memberId: dead, field: 'present', stands: false, other: true }]);
  assert.equal(await say(settle('Phượng', clash.clashId, [{ memberId: dead, field: 'present', take: 'other' }])), 'taken');
  assert.equal((await peopleOf('Phượng'))[dead]?.state, 'present');
});

test('one’s own acts are known to one’s own form, in one batch or in two', async () => {
  for (const [name, batch] of [
    ['Quế', true],
    ['Quyên', false],
  ] as const) {
    const seen = await registered(name);
    const baby = member(`${name} bé`, 'child', '2026-09-01');
    const born = command('member-born', { householdId: household(name), member: baby, on: '2026-09-01' });
    const told = form(name, seen);
    const { answers } = told.payload;
    // Born on the first, they now say, of another month.
    const later = {
      ...told,
      payload: { ...told.payload, answers: { ...answers, members: [...answers.members, { ...baby, birth: '2026-08-31' }] } },
    };
    const sent = batch
      ? await submit(app, enumerator, [born, later], CLOCK)
      : [...(await submit(app, enumerator, [born], CLOCK)), ...(await submit(app, enumerator, [later], CLOCK))];
    assert.deepEqual(
      sent.map(({ answer, problem }) => problem?.code ?? answer),
      ['taken', 'taken'],
    );
    assert.equal(await birthOf(name, `${name} bé`), '2026-08-31');
    assert.deepEqual(await clashesOf(name), []);
  }
});

test('a second form, late for both the first one and a correction, overrules neither', async () => {
  const seen = await registered('Sương');
  assert.equal(await say(form('Sương', seen)), 'taken');
  await say(correct('Sương', { Sương: { birth: '1950' }, 'Sương con 1': { birth: '2004' } }), officer);
  const other = person('other enumerator', 'enumerator', COMMUNES[0]);
  const told = { Sương: { birth: '1957' } };
  assert.equal(await say(form('Sương', seen, told, { enumeratorId: id('other enumerator') }), other), 'taken');
  assert.deepEqual([await birthOf('Sương', 'Sương'), await birthOf('Sương', 'Sương con 1')], ['1950', '2004']);
  const fields = (await clashesOf('Sương')).flatMap((clash) => clash.fields);
  assert.deepEqual(fields, [{ memberId: id('member Sương'), field: 'birth', stands: '1950', other: '1957' }]);
});

const dies = (name: string, who: string) =>
  command('member-died', { householdId: household(name), memberId: id(`member ${who}`), on: '2026-09-01' });
const SIGNED = { how: 'drawn', strokes: '1,1 900,900', witness: null } as const;
/** Of the form that stands. */
async function standsOf(name: string) {
  const { rows } = await ownerPool.query(
    `select e.version, p.body from event e join payload p using (event_id)
      where e.household_id = $1 and e.kind = 'interview-finished' order by e.seq desc limit 1`,
    [household(name)],
  );
  return { version: Number(rows[0].version), ...JSON.parse(rows[0].body) };
}

test('a form that says what it saw undoes no correction, also where it says nothing of another form; ahead of the household none is', async () => {
  const seen = await registered('Thu');
  await say(correct('Thu', { Thu: { birth: '1950' }, 'Thu con 1': { birth: '2004' } }), officer);
  const told = { 'Thu con 1': { birth: '2003' } };
  assert.equal(await say(form('Thu', (await versionOf('Thu')) + 1, told)), 'seen-unknown');
  assert.equal(await say(form('Thu', seen, told, { overlap: undefined })), 'taken');
  assert.deepEqual([await birthOf('Thu', 'Thu'), await birthOf('Thu', 'Thu con 1')], ['1950', '2004']);
  assert.deepEqual(
    (await clashesOf('Thu')).flatMap(({ fields }) => fields),
    [{ memberId: id('member Thu con 1'), field: 'birth', stands: '2004', other: '2003' }],
  );
});

test('an app that gives the version of the answer in which a household was told again has seen it; ahead of the whole book nothing was', async () => {
  const seen = await registered('Tâm');
  await registered('Tâm bên cạnh');
  const head = await versionOf('Tâm bên cạnh');
  const { rows } = await ownerPool.query('select epoch from installation');
  const history = rows[0]?.epoch ?? id('history');
  assert.ok(head > seen);
  assert.equal(await say(form('Tâm', head + 1, {}, { history })), 'seen-unknown');
  assert.equal(await say(form('Tâm', head)), 'seen-unknown');
  assert.equal(await say(form('Tâm', head, {}, { history })), 'taken');
});

test('an app that says nothing of what it saw brings nobody back who is noted dead, and no birth back that was corrected after its form', async () => {
  await registered('Uyên');
  const dead = id('member Uyên con 3');
  await say(dies('Uyên', 'Uyên con 3'), officer);
  const silent = { overlap: undefined };
  assert.equal(await say(form('Uyên', undefined, { 'Uyên con 2': { birth: '2003' } }, silent)), 'taken');
  assert.deepEqual([(await peopleOf('Uyên'))[dead]?.state, await birthOf('Uyên', 'Uyên con 2')], ['dead', '2003']);
  const back = { memberId: dead, field: 'present', stands: false, other: true };
  assert.deepEqual(
    (await clashesOf('Uyên')).map(({ fields, stoodBy }) => [fields, stoodBy]),
    [[[back], id('officer')]],
  );
  await registered('Vân');
  await say(form('Vân', undefined, {}, silent));
  const { version } = await standsOf('Vân');
  await say(dies('Vân', 'Vân con 3'), officer);
  await say(
    command('household-corrected', { householdId: household('Vân'), members: [{ ...member('Vân'), birth: '1950' }, ...kin('Vân', 2)] }),
    officer,
  );
  const people = async () => [(await peopleOf('Vân'))[id('member Vân con 3')]?.state, await birthOf('Vân', 'Vân')];
  assert.equal(await say(form('Vân', undefined, {}, { ...silent, seen: version })), 'taken');
  assert.deepEqual(await people(), ['dead', '1950']);
  // Late for its own form as well.
  assert.equal(await say(form('Vân', undefined, {}, { seen: version })), 'taken');
  assert.deepEqual(await people(), ['dead', '1950']);
});

test('a signature stays with the answers that were signed, and with no others', async () => {
  const seen = await registered('Xuân');
  await say(correct('Xuân', { Xuân: { birth: '1950' } }), officer);
  await say(form('Xuân', seen, {}, { signed: SIGNED }));
  assert.equal((await standsOf('Xuân')).signed, undefined, 'another birth was signed');
  const { signed: _none, ...unsigned } = form('Xuân', await versionOf('Xuân'), { Xuân: { birth: '1950' } }).payload;
  const again = (more: object) => command('interview-finished', { ...unsigned, ...more });
  await say(again({ seen: (await standsOf('Xuân')).version, signed: SIGNED }));
  assert.deepEqual((await standsOf('Xuân')).signed, SIGNED);
  // Typed from paper by somebody who had not seen it: the same answers but one, which is a clash; what stands is what was signed.
  const { household: told, members } = unsigned.answers;
  const televisions = Number(told.televisions) + 1;
  const typed = { ...unsigned, answers: { household: { ...told, televisions }, members }, paper: { interviewer: 'Mai' } };
  const mark = { ...SIGNED, how: 'mark', witness: 'Lan' } as const;
  const sent = command('interview-finished', { ...typed, enumeratorId: id('officer'), signed: mark });
  assert.equal(await say(sent, officer), 'taken');
  const stands = await standsOf('Xuân');
  assert.deepEqual([stands.answers.household.televisions, stands.signed, stands.paper], [told.televisions, SIGNED, undefined]);
  const [clash] = await clashesOf('Xuân');
  const field = { memberId: null, field: 'televisions', take: 'other' } as const;
  assert.equal(await say(settle('Xuân', clash.clashId, [field])), 'taken');
  assert.deepEqual([(await standsOf('Xuân')).answers.household.televisions, (await standsOf('Xuân')).signed], [televisions, undefined]);
});

test('a death that the second form told is one when the clash is settled for it', async () => {
  const seen = await registered('Yến');
  await say(form('Yến', seen));
  const dead = id('member Yến con 3');
  const late = form('Yến', seen);
  const { household: told, members } = late.payload.answers;
  const without = { household: told, members: members.filter(({ memberId }) => memberId !== dead) };
  const gone = [{ memberId: dead, how: 'dead' as const }];
  assert.equal(await say(command('interview-finished', { ...late.payload, answers: without, gone })), 'taken');
  const [clash] = await clashesOf('Yến');
  assert.equal((await peopleOf('Yến'))[dead]?.state, 'present');
  assert.equal(await say(settle('Yến', clash.clashId, [{ memberId: dead, field: 'present', take: 'other' }])), 'taken');
  assert.equal((await peopleOf('Yến'))[dead]?.state, 'dead');
});

test('a rebuilt register is the same, and the chain holds', async () => {
  const all = async () => (await ownerPool.query('select household_id, member_id, birth, state, version from member order by 1, 2')).rows;
  const before = await all();
  await rebuild(owner);
  assert.deepEqual(await all(), before);
  assert.deepEqual((await verify(app, { rootsFile: null })).faults, []);
});
