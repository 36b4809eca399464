/** A person noted wrongly set right: a birth or newcomer taken back, name, sex and birth corrected; nobody is written over, the past follows. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Identity } from '../../core/register/righting.ts';
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
import { verify } from './verify.ts';

const { app, owner, ownerPool } = await withDatabase();
await found(app);
const grants = [{ role: 'enumerator' as const, areaId: HAMLETS[0], from: '2026-01-01', to: null }];
await take(app, [command('account-created', { accountId: id('enumerator'), username: 'rasoat', displayName: 'Rà Soát', grants })]);
const officer = person('officer', 'commune-officer', COMMUNES[0]);
const enumerator = person('enumerator', 'enumerator', HAMLETS[0]);
const chair = person('chair', 'commune-chair', COMMUNES[0]);
const second = person('second', 'enumerator', HAMLETS[0]);
const household = (name: string) => id(`household ${name}`);
const { codeOf, rows, peopleOf, staysOf } = lifeOf(app, ownerPool, enumerator);
const identity = (name: string, birth = '1980'): Identity => ({ fullName: name, sex: 'female', birth });
const correct = (name: string, who: string, was: Identity, now: Partial<Identity>) =>
  command('correct-member', { householdId: household(name), memberId: id(`member ${who}`), was, now: { ...was, ...now } });
const takeOut = (name: string, who: string, was: Identity) =>
  command('withdraw-joining', { householdId: household(name), memberId: id(`member ${who}`), was, why: 'ghi nhầm nhà' });
const born = (name: string, who: string, on: string) =>
  command('member-born', { householdId: household(name), member: member(who, 'child', on), on });
interface Both {
  readonly clashId: string;
  readonly stoodBy: string;
  readonly otherBy: string;
  readonly fields: readonly { readonly field: string; readonly stands: string; readonly other: string }[];
}
const clashBodies = async (name: string): Promise<readonly Both[]> =>
  (
    await rows(
      "select p.body from event e join payload p using (event_id) where household_id = $1 and kind = 'clash-found' order by seq",
      household(name),
    )
  ).map(({ body }) => JSON.parse(String(body)) as Both);
const clashesOf = async (name: string) => (await clashBodies(name)).map(({ clashId: _clashId, ...told }) => told);
const clashIdsOf = async (name: string) => (await clashBodies(name)).map(({ clashId }) => clashId);
const factsOf = async (who: string) =>
  (await rows('select full_name, sex, birth from member where member_id = $1', id(`member ${who}`))).map(
    ({ full_name, sex, birth }) => `${full_name} ${sex} ${birth}`,
  );

test('a birth noted by mistake is taken back: the household is as it was, each day counts so, and the book keeps both', async () => {
  await take(app, [register('An', HAMLETS[0], 2)]);
  await take(app, [born('An', 'An bé', '2026-03-05'), born('An', 'An út', '2026-04-06')], enumerator);
  await take(app, [takeOut('An', 'An bé', identity('An bé', '2026-03-05'))], enumerator);
  assert.deepEqual(await staysOf('An'), ['0: 2 from 2024-01-01 to 2026-04-06', '0: 3 from 2026-04-06 to null']);
  assert.deepEqual(await peopleOf('An'), ['An: present', 'An con 1: present', 'An bé: left', 'An út: present']);
  assert.equal(await codeOf(takeOut('An', 'An bé', identity('An bé', '2026-03-05'))), 'member-not-present', 'taken back once');
  const kinds = await rows(
    "select kind from event where household_id = $1 and kind <> 'household-registered' order by seq",
    household('An'),
  );
  assert.deepEqual(
    kinds.map(({ kind }) => kind),
    ['member-born', 'member-born', 'joining-withdrawn'],
  );
  await take(app, [born('An', 'An bé', '2026-03-07')], enumerator);
  assert.deepEqual((await staysOf('An')).slice(0, 2), ['0: 2 from 2024-01-01 to 2026-03-07', '0: 3 from 2026-03-07 to 2026-04-06']);
});

test('a newcomer as well; who came in otherwise, or left and came back, or is the last, is not taken out so', async () => {
  await take(app, [register('Bình', HAMLETS[0], 2), register('Lẻ', HAMLETS[0], 1)]);
  const came = (who: string, on: string) =>
    command('member-arrived', { householdId: household('Bình'), member: member(who, 'sibling', '1990'), from: null, on });
  const left = (who: string, on: string) => command('member-left', { householdId: household('Bình'), memberId: id(`member ${who}`), on });
  await take(app, [came('Bình em', '2026-05-01'), came('Bình anh', '2026-05-02')], enumerator);
  assert.equal(await codeOf(takeOut('Bình', 'Bình em', identity('Bình em', '1990'))), 'taken');
  assert.deepEqual((await staysOf('Bình')).at(-1), '0: 3 from 2026-05-02 to null');
  assert.equal(await codeOf(takeOut('Bình', 'Bình con 1', identity('Bình con 1', '2000'))), 'member-not-noted');
  assert.equal(await codeOf(takeOut('Lẻ', 'Lẻ', identity('Lẻ'))), 'nobody-left');
  await take(app, [left('Bình anh', '2026-06-01')], enumerator);
  const visit = answersOf('Bình', 'poor');
  const [head] = visit.members;
  assert.ok(head !== undefined);
  const there = (who: string, birth: string) => ({ ...head, ...member(who, 'sibling', birth) });
  const members = [head, { ...head, ...member('Bình con 1', 'child', '2000') }, there('Bình anh', '1990')];
  const [row] = await rows('select version from household where household_id = $1', household('Bình'));
  await take(app, [interview('Bình', { answers: { household: visit.household, members }, seenFile: Number(row?.version) })]);
  assert.equal(await codeOf(takeOut('Bình', 'Bình anh', identity('Bình anh', '1990'))), 'member-not-noted', 'a visit found them there');
});

test('each fact by itself: what two set right of different facts is both there, of the same fact nobody writes over the other', async () => {
  await take(app, [register('Cúc', HAMLETS[0], 2)]);
  const seen = identity('Cúc con 1', '2000');
  await take(app, [correct('Cúc', 'Cúc con 1', seen, { birth: '2001-05-06' })], officer);
  await take(app, [correct('Cúc', 'Cúc con 1', seen, { fullName: 'Cúc Con Một', sex: 'male' })], enumerator);
  assert.deepEqual(await factsOf('Cúc con 1'), ['Cúc Con Một male 2001-05-06']);
  await take(app, [correct('Cúc', 'Cúc con 1', seen, { birth: '1999' })], enumerator);
  assert.deepEqual(await factsOf('Cúc con 1'), ['Cúc Con Một male 2001-05-06'], 'nothing is written over');
  const otherwise = { memberId: id('member Cúc con 1'), field: 'birth', stands: '2001-05-06', other: '1999' };
  const both = { householdId: household('Cúc'), roundId: null, fields: [otherwise], stoodBy: id('officer'), otherBy: id('enumerator') };
  assert.deepEqual(await clashesOf('Cúc'), [{ ...both, stoodOn: CLOCK.today, otherOn: CLOCK.today }]);
  assert.equal(await codeOf(correct('Cúc', 'Cúc con 1', seen, { birth: '2001-05-06' })), 'taken', 'both say the same');
  assert.equal(await codeOf(correct('Cúc', 'Cúc con 1', seen, {})), 'nothing-to-correct');
  const stands: Identity = { fullName: 'Cúc Con Một', sex: 'male', birth: '2001-05-06' };
  assert.equal(await codeOf(correct('Cúc', 'Cúc con 1', stands, { birth: '1999' })), 'taken', 'seen, it may be changed');
  assert.equal(
    await codeOf(correct('Cúc', 'Cúc con 1', stands, { birth: '2026-10-02' })),
    'birth-out-of-range',
    'what cannot be is no clash',
  );
  await take(app, [correct('Cúc', 'Cúc', identity('Cúc'), { fullName: 'Cúc Hoa' })], officer);
  assert.deepEqual(await rows('select head_name from household where household_id = $1', household('Cúc')), [{ head_name: 'Cúc Hoa' }]);
});

test('of one correction what only its writer says is taken, and each fact that others say otherwise is a clash with who said it', async () => {
  await take(app, [register('Kha', HAMLETS[0], 2)]);
  const seen = identity('Kha con 1', '2000');
  await take(app, [correct('Kha', 'Kha con 1', seen, { birth: '2001' })], officer);
  await take(app, [correct('Kha', 'Kha con 1', seen, { fullName: 'Kha Na' })], enumerator);
  await take(app, [correct('Kha', 'Kha con 1', seen, { fullName: 'Kha Nà', sex: 'male', birth: '2002' })], second);
  assert.deepEqual(await factsOf('Kha con 1'), ['Kha Na male 2001']);
  const told = (await clashesOf('Kha')).map(({ stoodBy, otherBy, fields }) => [
    stoodBy,
    otherBy,
    fields.map(({ field, stands, other }) => `${field}: ${stands}, ${other}`).join(),
  ]);
  assert.deepEqual(told, [
    [id('enumerator'), id('second'), 'fullName: Kha Na, Kha Nà'],
    [id('officer'), id('second'), 'birth: 2001, 2002'],
  ]);
});

test('such a clash is settled by name on field or desk, in the household’s book, whatever the round says', async () => {
  await take(app, [register('Lài', HAMLETS[0], 2)]);
  await take(app, [born('Lài', 'Lài bé', '2026-03-05')], enumerator);
  const seen = identity('Lài bé', '2026-03-05');
  await take(app, [correct('Lài', 'Lài bé', seen, { birth: '2026-04-06', fullName: 'Lài Na' })], officer);
  await take(app, [correct('Lài', 'Lài bé', seen, { birth: '2026-07-08', fullName: 'Lài Nà' })], enumerator);
  assert.equal((await staysOf('Lài')).at(-1), '0: 3 from 2026-04-06 to null');
  const [clashId = ''] = await clashIdsOf('Lài');
  const settle = (birth: 'stands' | 'other', fullName: 'stands' | 'other') =>
    command('clash-settled', {
      ...{ clashId, householdId: household('Lài'), roundId: null },
      choices: [
        { memberId: id('member Lài bé'), field: 'birth', take: birth },
        { memberId: id('member Lài bé'), field: 'fullName', take: fullName },
      ],
    });
  assert.equal(await codeOf(settle('other', 'stands'), person('province', 'province-officer', 'a9001')), 'not-your-role');
  assert.equal(
    await codeOf({ ...settle('other', 'stands'), payload: { ...settle('other', 'stands').payload, roundId: ROUND.roundId } }),
    'clash-not-open',
  );
  assert.equal(await codeOf(settle('other', 'stands'), chair), 'taken');
  assert.deepEqual(await factsOf('Lài bé'), ['Lài Na female 2026-07-08']);
  assert.equal((await staysOf('Lài')).at(-1), '0: 3 from 2026-07-08 to null', 'the day on which people count from moves along');
  assert.equal(await codeOf(settle('stands', 'stands')), 'clash-not-open', 'the first word stands');
  const [last] = await rows(
    "select account_id from event where household_id = $1 and kind = 'member-corrected' order by seq desc",
    household('Lài'),
  );
  assert.deepEqual(last, { account_id: id('chair') }, 'whoever settled it wrote it');
});

test('what stood may be corrected meanwhile, or its person be gone: then the other value is not written over it', async () => {
  await take(app, [register('Mận', HAMLETS[0], 3)]);
  for (const who of ['Mận con 1', 'Mận con 2']) {
    const seen = identity(who, '2000');
    await take(app, [correct('Mận', who, seen, { sex: 'male' }), correct('Mận', who, seen, { birth: '2003' })], officer);
    await take(app, [correct('Mận', who, seen, { birth: '2004' })], enumerator);
  }
  await take(app, [correct('Mận', 'Mận con 1', { ...identity('Mận con 1', '2003'), sex: 'male' }, { birth: '2005' })], officer);
  await take(app, [command('member-left', { householdId: household('Mận'), memberId: id('member Mận con 2'), on: '2026-06-01' })], officer);
  const ids = await clashIdsOf('Mận');
  const settle = (n: number, take: 'stands' | 'other') =>
    command('clash-settled', {
      ...{ clashId: ids[n - 1] ?? '', householdId: household('Mận'), roundId: null },
      choices: [{ memberId: id(`member Mận con ${n}`), field: 'birth', take }],
    });
  for (const n of [1, 2]) {
    assert.equal(await codeOf(settle(n, 'other')), 'clash-overtaken');
    assert.equal(await codeOf(settle(n, 'stands')), 'taken');
  }
  assert.deepEqual(await factsOf('Mận con 1'), ['Mận con 1 male 2005']);
});

test('nobody is taken out whom somebody else has set right since', async () => {
  await take(app, [register('Dũng', HAMLETS[0], 2)]);
  await take(app, [born('Dũng', 'Dũng bé', '2026-03-05')], enumerator);
  await take(app, [correct('Dũng', 'Dũng bé', identity('Dũng bé', '2026-03-05'), { fullName: 'Dũng Na' })], officer);
  assert.equal(await codeOf(takeOut('Dũng', 'Dũng bé', identity('Dũng bé', '2026-03-05'))), 'member-told-otherwise');
  assert.equal(await codeOf(takeOut('Dũng', 'Dũng bé', identity('Dũng Na', '2026-03-05'))), 'taken');
});

test('with the day of a birth the count of people moves; a day that cannot be is refused; all of it in one batch', async () => {
  await take(app, [register('Em', HAMLETS[0], 2)]);
  const [first, right] = [identity('Em bé', '2026-03-05'), identity('Em bé', '2026-07-08')];
  await take(app, [born('Em', 'Em bé', '2026-03-05'), correct('Em', 'Em bé', first, { birth: '2026-07-08' })], enumerator);
  assert.deepEqual(await staysOf('Em'), ['0: 2 from 2024-01-01 to 2026-07-08', '0: 3 from 2026-07-08 to null']);
  await take(app, [correct('Em', 'Em bé', right, { birth: '2026-07' })], enumerator);
  assert.deepEqual((await staysOf('Em')).at(-1), '0: 3 from 2026-07-08 to null', 'the month does not say another day');
  const month = identity('Em bé', '2026-07');
  assert.equal(await codeOf(correct('Em', 'Em bé', month, { birth: '2026-10-02' })), 'birth-out-of-range');
  assert.equal(await codeOf(correct('Em', 'Em bé', month, { birth: '2019-07-08' })), 'born-long-ago');
  const came = command('member-arrived', {
    householdId: household('Em'),
    member: member('Em em', 'sibling', '1990'),
    from: null,
    on: '2026-05-01',
  });
  await take(app, [came], enumerator);
  assert.equal(await codeOf(correct('Em', 'Em em', identity('Em em', '1990'), { birth: '2026-06' })), 'day-before-birth');
  await take(app, [takeOut('Em', 'Em bé', month)], enumerator);
  assert.deepEqual(await staysOf('Em'), ['0: 2 from 2024-01-01 to 2026-05-01', '0: 3 from 2026-05-01 to null']);
});

test('only where and by whom people may be noted', async () => {
  await take(app, [register('Xa', HAMLETS[2], 2), register('Phúc', HAMLETS[0], 2)]);
  assert.equal(await codeOf(correct('Xa', 'Xa con 1', identity('Xa con 1', '2000'), { birth: '2001' })), 'not-your-area');
  assert.equal(await codeOf(correct('Phúc', 'Phúc con 1', identity('Phúc con 1', '2000'), { birth: '2001' }), chair), 'not-your-role');
  assert.equal(await codeOf(correct('Phúc', 'nobody', identity('nobody'), { birth: '2001' })), 'member-unknown');
});

test('a form made without having seen it brings nobody back and no wrong birth: that is told', async () => {
  const householdId = household('Giang');
  await take(app, [register('Giang', HAMLETS[0], 4)]);
  await take(app, [born('Giang', 'Giang bé', '2026-03-05')], officer);
  const [row] = await rows('select version from household where household_id = $1', householdId);
  const seenFile = Number(row?.version);
  const asked = answersOf('Giang', 'poor');
  const [head] = asked.members;
  assert.ok(head !== undefined);
  const answers = { ...asked, members: [...asked.members, { ...head, ...member('Giang bé', 'child', '2026-03-05') }] };
  await take(
    app,
    [
      takeOut('Giang', 'Giang bé', identity('Giang bé', '2026-03-05')),
      correct('Giang', 'Giang con 1', identity('Giang con 1', '2000'), { birth: '2001-02-03' }),
    ],
    officer,
  );
  await take(app, [interview('Giang', { answers, seenFile, overlap: 'merge' })]);
  assert.deepEqual(await peopleOf('Giang'), [
    'Giang: present',
    'Giang con 1: present',
    'Giang con 2: present',
    'Giang con 3: present',
    'Giang bé: left',
  ]);
  assert.deepEqual(await factsOf('Giang con 1'), ['Giang con 1 female 2001-02-03']);
  const [clash] = await rows(
    "select p.body from event e join payload p using (event_id) where household_id = $1 and kind = 'clash-found'",
    householdId,
  );
  const { fields } = JSON.parse(String(clash?.body)) as { fields: { memberId: string; field: string }[] };
  assert.deepEqual(
    fields.map(({ memberId, field }) => `${memberId === id('member Giang bé')} ${field}`),
    ['true present'],
  );
});

test('a form that rests on what was set right decides nothing until the household is asked again; a name alone changes no class', async () => {
  const name = 'Hoa';
  const householdId = household(name);
  const decide = (n: number) =>
    command('decide-list', {
      ...{ decisionId: id(`decision ${n}`), roundId: ROUND.roundId, rulebook: '2022-2026', communeId: COMMUNES[0] },
      ...{ number: `${n}/QĐ-UBND`, decidedOn: '2026-10-01' },
    });
  const outdated = async (n: number) => {
    const [answer] = await submit(app, chair, [decide(n)], CLOCK);
    return answer?.problem?.code === 'interview-outdated' ? answer.problem['households'] : [];
  };
  const answers = answersOf(name, 'poor');
  await take(app, [
    register(name, HAMLETS[0], 4),
    command('review-listed', { householdId, roundId: ROUND.roundId, why: 'request' }),
    interview(name, { answers }),
  ]);
  const [, child] = answers.members;
  assert.ok(child !== undefined);
  const was: Identity = { fullName: child.fullName, sex: child.sex, birth: child.birth };
  await take(app, [correct(name, `${name} con 1`, was, { birth: '1950-01-02' })], enumerator);
  assert.deepEqual(await outdated(1), [householdId]);
  await rebuild(owner);
  assert.deepEqual(await outdated(2), [householdId], 'after a rebuild too');
  await take(app, [correct(name, `${name} con 1`, { ...was, birth: '1950-01-02' }, { birth: was.birth, fullName: 'Hoa Một' })], enumerator);
  assert.equal(await codeOf(decide(3), chair), 'taken');
  assert.deepEqual((await verify(app, { rootsFile: null })).faults, []);
});
