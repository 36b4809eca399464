/**
 * Nobody acts for their own household or a relative's: every command about a household, sent by somebody with the post for it who is
 * tied to it, is refused by the name of the tie, and taken from somebody with the same post who is not.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Role } from '../../core/access/role.ts';
import type { Tie } from '../../core/access/duties.ts';
import { COMMANDS } from '../../core/kinds.ts';
import { withDatabase } from '../../tools/test/database.ts';
import { lifeOf } from '../../tools/test/life-of.ts';
import {
  type AnyCommand,
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
  PROVINCE,
  register,
  ROUND,
  take,
} from '../../tools/test/small-province.ts';
import { submit, type Who } from './door.ts';
import { rebuild } from './rebuild.ts';

const { app, owner, ownerPool } = await withDatabase();
await found(app);
const PEOPLE: readonly (readonly [name: string, role: Role, areaId: string])[] = [
  ['enumerator', 'enumerator', COMMUNES[0]],
  ['enumerator 2', 'enumerator', COMMUNES[0]],
  ['officer', 'commune-officer', COMMUNES[0]],
  ['officer 2', 'commune-officer', COMMUNES[0]],
  ['chair', 'commune-chair', COMMUNES[0]],
  ['chair 2', 'commune-chair', COMMUNES[0]],
  ['province', 'province-officer', PROVINCE],
];
const who = new Map(PEOPLE.map(([name, role, areaId]) => [name, person(name, role, areaId)]));
await take(
  app,
  PEOPLE.map(([name, role, areaId]) =>
    command('account-created', {
      ...{ accountId: id(name), username: name.replace(' ', '.'), displayName: name },
      grants: [{ role, areaId, from: '2020-01-01', to: null }],
    }),
  ),
);
const { rows } = lifeOf(app, ownerPool, 'system');
const household = (name: string) => id(`household ${name}`);
const as = (name: string): Who => who.get(name) ?? 'system';
const tell = async (sent: AnyCommand, name: string) => {
  const [answer] = await submit(app, as(name), [sent], CLOCK);
  return answer?.problem?.code ?? answer?.answer;
};
const declare = (about: string, account: string, tie: Tie) =>
  command('tie-declared', { householdId: household(about), accountId: id(account), tie });
const end = (about: string, account: string) =>
  command('tie-ended', { householdId: household(about), accountId: id(account), why: 'khai nhầm' });
const tiesOf = async (about: string) =>
  (
    await rows(
      `select a.display_name as who, t.tie, t.hamlet_id from tie t join account a using (account_id)
                where t.household_id = $1 order by 1`,
      household(about),
    )
  ).map((row) => `${row.who}: ${row.tie}, ${HAMLETS.indexOf(row.hamlet_id)}`);
const REFUSED = { own: 'own-household', relative: 'relatives-household' } as const;

/** Each act about the household of this name: what is there before, and the command. */
interface Act {
  readonly kind: keyof typeof COMMANDS;
  readonly by: string;
  readonly before?: (name: string) => readonly AnyCommand[];
  readonly sent: (name: string, by: string) => AnyCommand;
}

const on = '2026-09-10';
const about = (name: string) => ({ householdId: household(name) });
const clashIdOf = (name: string) => id(`clash of ${name}`);
const twoForms = (name: string) => {
  const told = answersOf(name, 'poor');
  const other = { ...told, household: { ...told.household, televisions: 9 } };
  const second = interview(name, { answers: other, overlap: 'merge' });
  return [interview(name, { answers: told }), { ...second, commandId: clashIdOf(name) }];
};
const settle = (name: string) =>
  command('clash-settled', {
    ...{ clashId: clashIdOf(name), householdId: household(name), roundId: ROUND.roundId },
    choices: [{ memberId: null, field: 'televisions', take: 'stands' }],
  });
const handed = (name: string) =>
  command('handed-over', {
    ...{ handoverId: id(`refused ${name}`), householdId: household(name), hamletId: HAMLETS[0], headName: name },
    ...{ refusedBecause: 'own-household', form: '{}', word: null },
  });

const joinOf = ([from, into]: readonly [string, string]) =>
  command('join-duplicates', {
    ...{ householdId: household(from), intoHouseholdId: household(into), why: 'ghi hai lần' },
    same: [{ memberId: id(`member ${from}`), asMemberId: id(`member ${into}`) }],
  });

const photoTaken = (name: string) => {
  const photo = { photoId: id(`photo of ${name}`), of: 'dwelling', takenAt: CLOCK.now, bytes: 1_000, hash: 'b'.repeat(64) } as const;
  return command('photo-taken', { ...about(name), ...photo });
};

const ACTS: readonly Act[] = [
  {
    ...{ kind: 'interview-finished', by: 'enumerator' },
    sent: (name, by) => interview(name, { answers: answersOf(name, 'poor'), enumeratorId: id(by) }),
  },
  {
    ...{ kind: 'interview-finished', by: 'officer' },
    sent: (name, by) => interview(name, { answers: answersOf(name, 'poor'), enumeratorId: id(by), paper: { interviewer: 'Người khác' } }),
  },
  {
    ...{ kind: 'not-visited', by: 'officer' },
    before: (name) => [command('review-listed', { ...about(name), roundId: ROUND.roundId, why: 'request' })],
    sent: (name) => command('not-visited', { ...about(name), roundId: ROUND.roundId, why: 'refused', on: '2026-09-20' }),
  },
  { kind: 'clash-settled', by: 'enumerator', before: twoForms, sent: settle },
  { kind: 'clash-settled', by: 'officer', before: twoForms, sent: settle },
  { kind: 'household-corrected', by: 'officer', sent: (name) => command('household-corrected', { ...about(name), address: 'Số 9' }) },
  {
    ...{ kind: 'review-listed', by: 'officer' },
    sent: (name) => command('review-listed', { ...about(name), roundId: ROUND.roundId, why: 'sample' }),
  },
  {
    ...{ kind: 'status-recorded', by: 'officer' },
    sent: (name) =>
      command('status-recorded', {
        ...{ ...about(name), year: 2025, class: 'not-poor', origin: null, b1: null, b2: null },
        ...{ reviewedOn: null, reviewer: null, formA: null, source: 'danh sách' },
      }),
  },
  {
    ...{ kind: 'member-born', by: 'enumerator' },
    sent: (name) => command('member-born', { ...about(name), member: member(`${name} con út`, 'child', on), on }),
  },
  {
    ...{ kind: 'member-arrived', by: 'officer' },
    sent: (name) => command('member-arrived', { ...about(name), member: member(`${name} em`, 'sibling', '1990'), from: null, on }),
  },
  {
    ...{ kind: 'member-died', by: 'officer' },
    sent: (name) => command('member-died', { ...about(name), memberId: id(`member ${name} con 1`), on }),
  },
  {
    ...{ kind: 'member-left', by: 'enumerator' },
    sent: (name) => command('member-left', { ...about(name), memberId: id(`member ${name} con 1`), on }),
  },
  {
    ...{ kind: 'correct-member', by: 'enumerator' },
    sent: (name) => {
      const { fullName, sex, birth } = member(name);
      const was = { fullName, sex, birth };
      return command('correct-member', { ...about(name), memberId: id(`member ${name}`), was, now: { ...was, birth: '1951-01-02' } });
    },
  },
  {
    ...{ kind: 'withdraw-joining', by: 'officer' },
    before: (name) => [command('member-born', { ...about(name), member: member(`${name} nhầm`, 'child', on), on })],
    sent: (name) => {
      const { memberId, fullName, sex, birth } = member(`${name} nhầm`, 'child', on);
      return command('withdraw-joining', { ...about(name), memberId, was: { fullName, sex, birth }, why: 'ghi nhầm' });
    },
  },
  {
    ...{ kind: 'withdraw-death', by: 'officer' },
    before: (name) => [command('member-died', { ...about(name), memberId: id(`member ${name} con 1`), on })],
    sent: (name) => command('withdraw-death', { ...about(name), memberId: id(`member ${name} con 1`), why: 'ghi nhầm' }),
  },
  { kind: 'household-left', by: 'officer', sent: (name) => command('household-left', { ...about(name), to: null, on }) },
  {
    ...{ kind: 'move-household', by: 'officer' },
    sent: (name) => command('move-household', { ...about(name), toHamletId: HAMLETS[1], address: null, on }),
  },
  {
    ...{ kind: 'split-household', by: 'officer' },
    sent: (name) =>
      command('split-household', {
        ...{ ...about(name), newHouseholdId: household(`${name} mới`), memberIds: [id(`member ${name} con 1`)] },
        ...{ headId: id(`member ${name} con 1`), code: null, address: null, on },
      }),
  },
  {
    ...{ kind: 'merge-households', by: 'officer' },
    before: (name) => [register(`${name} kia`, HAMLETS[0], 2)],
    sent: (name) => command('merge-households', { ...about(name), intoHouseholdId: household(`${name} kia`), on }),
  },
  {
    ...{ kind: 'merge-households', by: 'officer' },
    before: (name) => [register(`${name} kia`, HAMLETS[0], 2)],
    sent: (name) => command('merge-households', { householdId: household(`${name} kia`), intoHouseholdId: household(name), on }),
  },
  ...([true, false] as const).map(
    (first): Act => ({
      ...{ kind: 'join-duplicates', by: 'officer' },
      before: (name) => [register(`${name} kia`, HAMLETS[0], 2)],
      sent: (name) => joinOf(first ? [name, `${name} kia`] : [`${name} kia`, name]),
    }),
  ),
  {
    ...{ kind: 'part-duplicates', by: 'officer' },
    before: (name) => [register(`${name} kia`, HAMLETS[0], 2), joinOf([`${name} kia`, name])],
    sent: (name) =>
      command('part-duplicates', { householdId: household(`${name} kia`), intoHouseholdId: household(name), why: 'không phải một hộ' }),
  },
  {
    ...{ kind: 'told-apart', by: 'officer' },
    before: (name) => [register(`${name} kia`, HAMLETS[0], 2)],
    sent: (name) => {
      const pairs = [{ memberId: id(`member ${name}`), asMemberId: id(`member ${name} kia`) }];
      return command('told-apart', { ...about(name), otherHouseholdId: household(`${name} kia`), pairs, why: null });
    },
  },
  {
    ...{ kind: 'handover-settled', by: 'officer' },
    before: (name) => [handed(name)],
    sent: (name) => {
      const handover = { handoverId: id(`refused ${name}`), ...about(name), hamletId: HAMLETS[0] };
      return command('handover-settled', { ...handover, how: 'settled', word: null });
    },
  },
  { kind: 'photo-taken', by: 'enumerator', sent: photoTaken },
  {
    ...{ kind: 'photo-removed', by: 'officer' },
    before: (name) => [photoTaken(name)],
    sent: (name) => command('photo-removed', { ...about(name), photoId: id(`photo of ${name}`), why: 'chụp nhầm' }),
  },
  { kind: 'erase', by: 'chair', sent: (name) => command('erase', { ...about(name), ground: 'theo yêu cầu', office: 'UBND xã' }) },
  { kind: 'tie-ended', by: 'chair', before: (name) => [declare(name, 'officer', 'own')], sent: (name) => end(name, 'officer') },
];

for (const [i, { kind, by, before, sent }] of ACTS.entries())
  for (const tie of ['own', 'relative'] as const)
    test(`${kind} by the ${by} (${i}): refused for ${tie}, taken from another`, async () => {
      const name = `Hộ ${i} ${tie}`;
      await take(app, [register(name, HAMLETS[0], 4)]);
      await take(app, before?.(name) ?? []);
      assert.equal(await tell(declare(name, by, tie), by), 'taken');
      const act = sent(name, by);
      assert.equal(await tell(act, by), REFUSED[tie]);
      assert.deepEqual(await rows('select 1 from event where command_id = $1', act.commandId), [], 'nothing is written');
      assert.equal(await tell(sent(name, `${by} 2`), `${by} 2`), 'taken');
    });

/** Sending somebody because of an objection is tried in postings.pg.test.ts, giving an interview to ask again in back-checks.pg.test.ts, answering a flag in flags.pg.test.ts, answering a request in requests.pg.test.ts, what is found by income in income.pg.test.ts, certificates are in certificates.pg.test.ts. */
test('every command that names one household is tried here, but its registering, handing over and declaring', () => {
  const named = Object.entries(COMMANDS).flatMap(([kind, { schema }]) => ('householdId' in schema.shape ? [kind] : []));
  const certificates = ['issue', 'correct', 'reissue', 'withdraw'].map((act) => `${act}-certificate`);
  const elsewhere = [
    'household-registered',
    'handed-over',
    'tie-declared',
    'assign-revisit',
    'assign-back-check',
    'answer-flag',
    'answer-request',
    'finish-request',
    'lift-restriction',
    'check-income',
    'post-income',
    'decide-income',
    'take-down-income',
    'withdraw-income',
    'reissue-income',
    ...certificates,
  ];
  const tried = new Set<string>([...ACTS.map(({ kind }) => kind), ...elsewhere]);
  assert.deepEqual(
    named.filter((kind) => !tried.has(kind)),
    [],
  );
});

test('what was refused may be handed to the commune by the very person', async () => {
  await take(app, [register('Chuyển', HAMLETS[0], 2), declare('Chuyển', 'enumerator', 'own')]);
  assert.equal(await tell(handed('Chuyển'), 'enumerator'), 'taken');
});

test('a list with a relative of the chair is decided by who stands in; the households are named', async () => {
  const inSecond = { communeId: COMMUNES[1], roundId: ROUND.roundId };
  const chairs = ['chair 3', 'chair 4'].map((name) => [name, person(name, 'commune-chair', COMMUNES[1])] as const);
  for (const [name, one] of chairs) {
    who.set(name, one);
    const grants = [{ role: 'commune-chair', areaId: COMMUNES[1], from: '2020-01-01', to: null } as const];
    await take(app, [command('account-created', { accountId: id(name), username: name.replace(' ', '.'), displayName: name, grants })]);
  }
  const names = ['Quyết', 'Định', 'Khác'];
  await take(
    app,
    names.map((name) => register(name, HAMLETS[2], 4, 'on-list')),
  );
  await take(
    app,
    names.map((name) => interview(name, { answers: answersOf(name, 'poor') })),
  );
  await take(app, [declare('Quyết', 'chair 3', 'relative'), declare('Khác', 'chair 3', 'own')]);
  const decide = () =>
    command('decide-list', {
      ...inSecond,
      ...{ decisionId: id('decision'), rulebook: '2022-2026', number: '1/QĐ-UBND', decidedOn: CLOCK.today },
    });
  const [answer] = await submit(app, as('chair 3'), [decide()], CLOCK);
  const refused = [answer?.problem?.code, answer?.problem?.['total'], answer?.problem?.['households']];
  assert.ok(
    [JSON.stringify(['relatives-household', 1, [household('Quyết')]]), JSON.stringify(['own-household', 1, [household('Khác')]])].includes(
      JSON.stringify(refused),
    ),
    JSON.stringify(refused),
  );
  assert.equal(await tell(decide(), 'chair 4'), 'taken');
});

test('an import is not taken back by who is tied to a household of it', async () => {
  const importId = id('an import');
  const counts = { rows: 1, registered: 1, updated: 0, unchanged: 0, refused: 0 };
  const noted = { importId, fileName: 'a.csv', fileHash: 'cd'.repeat(32), roundId: null, communeId: COMMUNES[0], ...counts };
  const { importCommandId } = await import('../../core/register/import/identity.ts');
  const { sha256 } = await import('./tools.ts');
  const brought = register('Nạp', HAMLETS[0], 2);
  const commandId = importCommandId(sha256, importId, { kind: 'household-registered', about: household('Nạp') });
  await take(app, [{ ...brought, commandId }, command('list-imported', noted)]);
  // Nothing has happened to the household since: whoever is tied to it was so before it was brought.
  const undo = () => command('undo-import', { importId, communeId: COMMUNES[0], householdIds: [household('Nạp')] });
  await ownerPool.query(`insert into tie values ($1, $2, $3, 'own', $4, $2)`, [household('Nạp'), id('officer'), HAMLETS[0], CLOCK.now]);
  assert.equal(await tell(undo(), 'officer'), 'own-household');
  assert.equal(await tell(undo(), 'officer 2'), 'taken');
});

test('one’s own is ended by another only, of others by chair and province; what is not there is named', async () => {
  await take(app, [register('Gỡ', HAMLETS[0], 2)]);
  assert.equal(await tell(declare('Gỡ', 'officer', 'own'), 'enumerator'), 'not-your-role', 'for another the chair declares');
  assert.equal(await tell(declare('Gỡ', 'officer', 'own'), 'chair'), 'taken');
  assert.equal(await tell(declare('Gỡ', 'officer', 'own'), 'officer'), 'tie-known');
  assert.equal(await tell(declare('Gỡ', 'nobody', 'own'), 'chair'), 'account-unknown');
  assert.equal(await tell(declare('Gỡ', 'chair', 'own'), 'chair'), 'taken');
  assert.equal(await tell(end('Gỡ', 'chair'), 'chair'), 'own-tie');
  assert.equal(await tell(end('Gỡ', 'officer'), 'officer 2'), 'not-your-role');
  assert.equal(await tell(end('Gỡ', 'chair 2'), 'province'), 'tie-unknown');
  assert.equal(await tell(end('Gỡ', 'chair'), 'province'), 'taken');
  assert.equal(await tell(end('Gỡ', 'officer'), 'chair'), 'taken');
  assert.equal(await tell(command('household-corrected', { householdId: household('Gỡ'), address: 'Số 1' }), 'officer'), 'taken');
});

test('a tie goes along when the household moves, splits or is merged, is forgotten with it, and a rebuild finds the same', async () => {
  await take(app, [register('Đi', HAMLETS[0], 4), register('Nhập', HAMLETS[0], 2)]);
  await take(app, [declare('Đi', 'officer', 'own'), declare('Nhập', 'officer', 'relative'), declare('Nhập', 'enumerator', 'relative')]);
  const split = ACTS.find(({ kind }) => kind === 'split-household');
  assert.ok(split);
  await take(app, [
    split.sent('Đi', 'officer 2'),
    command('move-household', { householdId: household('Đi'), toHamletId: HAMLETS[1], address: null, on }),
  ]);
  await take(app, [command('merge-households', { householdId: household('Nhập'), intoHouseholdId: household('Đi'), on })]);
  const told = async () => [await tiesOf('Đi'), await tiesOf('Đi mới')];
  const all = [['enumerator: relative, 1', 'officer: own, 1'], ['officer: relative, 0']];
  assert.deepEqual(await told(), all);
  await rebuild(owner);
  assert.deepEqual(await told(), all);
  assert.equal(
    await tell(command('household-corrected', { householdId: household('Đi mới'), address: 'Số 1' }), 'officer'),
    REFUSED.relative,
  );
  await take(app, [command('erase', { householdId: household('Đi'), ground: 'theo yêu cầu', office: 'UBND xã' })]);
  assert.deepEqual(await tiesOf('Đi'), []);
});
