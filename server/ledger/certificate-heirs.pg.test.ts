/**
 * Certificates after their household moved or its commune merged (giấy khi hộ chuyển xã, khi xã sáp nhập): the commune where the household
 * lives on that day withdraws, corrects and issues anew what another gave out, and gives one out on that other's decision; the former
 * does no more, at the door and in the database.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CommandBody } from '../../core/kinds.ts';
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
  ROUND,
  take,
} from '../../tools/test/small-province.ts';
import { setScope } from '../db/scope.ts';
import { certificateSealFrom } from './certificate-seal.ts';
import { makeDoor, TOOLS } from './door.ts';
import { rebuild } from './rebuild.ts';
import { sqlOfKysely } from './sql.ts';

const { app, owner, ownerPool } = await withDatabase();
const { seal } = certificateSealFrom(Buffer.from('a key of this test'.padEnd(32, '.')));
const door = makeDoor({ ...TOOLS, seal });
await found(app);
const [FORMER, HEIR] = COMMUNES;
/** The day after the decision: somebody moves on it, a hamlet's commune merges on it. */
const { today: TODAY } = CLOCK;
const DECIDED = '2026-09-30';
const NAMES = ['An', 'Bình', 'Cúc', 'Dũng', 'Em', 'Giang'] as const;
type Name = (typeof NAMES)[number];
const household = (name: Name) => id(`household ${name}`);
const former = person('chair of the former', 'commune-chair', FORMER);
const heirPost = person('chair of the heir', 'commune-chair', HEIR);
/** After the reform the first hamlet is the heir's too. */
const merged = { ...heirPost, scope: { ...heirPost.scope, reach: { hamlets: [HAMLETS[0], HAMLETS[2], HAMLETS[3]], communes: [HEIR] } } };
const decisionId = id('decision of the former');

for (const name of NAMES)
  await take(app, [register(name, HAMLETS[name === 'Giang' ? 1 : 0], 4, 'on-list'), interview(name, { answers: answersOf(name, 'poor') })]);
await take(app, [
  command('decide-list', {
    ...{ decisionId, roundId: ROUND.roundId, rulebook: '2022-2026', communeId: FORMER, number: '9/QĐ-UBND', decidedOn: DECIDED },
  }),
]);

const of = (name: Name, communeId: string) => ({ householdId: household(name), communeId });
const issue = (name: Name, communeId: string, more: Partial<CommandBody<'issue-certificate'>> = {}) =>
  command('issue-certificate', {
    ...{ ...of(name, communeId), rowId: id(`row ${name}`), decisionId, issuedOn: TODAY, sheet: 'new', ...more },
  });
const correct = (name: Name, communeId: string, more: Partial<CommandBody<'correct-certificate'>> = {}) =>
  command('correct-certificate', {
    ...{ ...of(name, communeId), sheetId: id(`corrected ${name}`), replaces: id(`row ${name}`), issuedOn: TODAY, why: 'Sai tên chủ hộ' },
    ...more,
  });
const reissue = (name: Name, communeId: string) =>
  command('reissue-certificate', {
    ...{ ...of(name, communeId), sheetId: id(`anew ${name}`), replaces: id(`row ${name}`), issuedOn: TODAY, reason: 'lost' },
  });
const withdraw = (name: Name, communeId: string) =>
  command('withdraw-certificate', { ...of(name, communeId), rowId: id(`row ${name}`), on: TODAY, why: 'Công nhận nhầm' });
const code = async (sent: unknown, who: Parameters<typeof door>[1]) => {
  const [answer] = await door(app, who, [sent], CLOCK);
  return answer?.problem?.code ?? answer?.answer;
};

interface Row {
  readonly [column: string]: unknown;
}
const rowsOf = async (name: Name): Promise<unknown[][]> => {
  const { rows } = await ownerPool.query<Row>(
    `select number, commune_id, signed_by, ended_how, ended_why, split_part(statement, '~', 2) as sealed from certificate
      where household_id = $1 order by ended_on nulls last, at`,
    [household(name)],
  );
  return rows.map((row) => [row['number'], row['commune_id'], row['signed_by'], row['ended_how'], row['ended_why'], row['sealed']]);
};

await take(
  app,
  (['An', 'Bình', 'Cúc', 'Dũng', 'Giang'] as const).map((name) => issue(name, FORMER, { issuedOn: DECIDED })),
  former,
  door,
);

test('as long as nothing has changed the former acts and the other does not', async () => {
  for (const sent of [withdraw('An', HEIR), correct('An', HEIR), reissue('An', HEIR)])
    assert.equal(await code(sent, heirPost), 'not-your-area', sent.kind);
  // Whoever is chair of both acts as the one where the household lives.
  const both = { actor: { ...former.actor, grants: [...former.actor.grants, ...heirPost.actor.grants] }, scope: { ...former.scope } };
  const all = { ...both, scope: { ...both.scope, reach: { hamlets: [...HAMLETS], communes: [...COMMUNES] } } };
  for (const sent of [withdraw('An', HEIR), correct('An', HEIR), reissue('An', HEIR), issue('Em', HEIR)])
    assert.equal(await code(sent, all), 'certificate-of-another-commune', sent.kind);
});

test('moved to another commune the household’s papers are that one’s to withdraw, correct and issue anew', async () => {
  await take(app, [
    ...(['An', 'Bình', 'Cúc', 'Em'] as const).map((name) =>
      command('move-household', { householdId: household(name), toHamletId: HAMLETS[2], address: null, on: TODAY }),
    ),
  ]);
  for (const sent of [withdraw('An', FORMER), correct('Bình', FORMER), reissue('Cúc', FORMER), issue('Em', FORMER)])
    assert.equal(await code(sent, former), 'not-your-area', sent.kind);
  assert.equal(await code(issue('Em', HEIR, { issuedOn: DECIDED }), heirPost), 'certificate-day-out-of-range');
  assert.equal(await code(correct('Bình', HEIR, { issuedOn: DECIDED }), heirPost), 'certificate-day-out-of-range');
  for (const sent of [withdraw('An', HEIR), correct('Bình', HEIR), reissue('Cúc', HEIR), issue('Em', HEIR)])
    assert.equal(await code(sent, heirPost), 'taken', sent.kind);
  assert.deepEqual(await rowsOf('An'), [['1/GCN-HN.HCN', FORMER, FORMER, 'withdrawn', 'Công nhận nhầm', FORMER]]);
  // Corrected it keeps the number of the old sheet, which is the former commune's.
  assert.deepEqual(await rowsOf('Bình'), [
    ['2/GCN-HN.HCN', FORMER, FORMER, 'corrected', 'Sai tên chủ hộ', FORMER],
    ['2/GCN-HN.HCN', FORMER, HEIR, null, null, FORMER],
  ]);
  assert.deepEqual(await rowsOf('Cúc'), [
    ['3/GCN-HN.HCN', FORMER, FORMER, 'reissued', 'lost', FORMER],
    ['1/GCN-HN.HCN', HEIR, HEIR, null, null, HEIR],
  ]);
  assert.deepEqual(await rowsOf('Em'), [['2/GCN-HN.HCN', HEIR, HEIR, null, null, HEIR]]);
});

test('the database shows them to the commune of today alone, and lets it sign in its own name alone', async () => {
  const as = <T>(who: typeof former, work: (query: ReturnType<typeof sqlOfKysely>) => Promise<T>): Promise<T> =>
    app.transaction().execute(async (tx) => {
      const query = sqlOfKysely(tx);
      await setScope(query, who.scope);
      return work(query);
    });
  const seen = (who: typeof former) =>
    as(who, async (query) =>
      (await query.query<{ id: string }>('select distinct household_id::text as id from certificate')).map((row) => row.id).sort(),
    );
  assert.deepEqual(await seen(former), [household('Dũng'), household('Giang')].sort());
  assert.deepEqual(await seen(heirPost), (['An', 'Bình', 'Cúc', 'Em'] as const).map(household).sort());
  const touched = await as(former, (query) =>
    query.query(`update certificate set ended_on = $1, ended_how = 'withdrawn' where household_id = $2 returning row_id`, [
      TODAY,
      household('Em'),
    ]),
  );
  assert.deepEqual(touched, []);
  await assert.rejects(
    as(heirPost, (query) =>
      query.query(
        `insert into certificate select (json_populate_record(c, json_build_object('row_id', gen_random_uuid(), 'token_print', 'another',
                'ended_how', 'withdrawn', 'ended_on', $2::date, 'opens_sheet', false, 'signed_by', $1::text))).* from certificate c
          where c.household_id = $3 and c.ended_how is null`,
        [FORMER, TODAY, household('Em')],
      ),
    ),
    /row-level security/,
  );
});

test('a paper of a household that has dissolved is withdrawn where it lived last', async () => {
  const merge = command('merge-households', { householdId: household('Giang'), intoHouseholdId: household('Dũng'), on: TODAY });
  await take(app, [command('round-closed', { roundId: ROUND.roundId }), merge]);
  assert.equal(await code(correct('Giang', FORMER), former), 'household-not-present');
  assert.equal(await code(withdraw('Giang', FORMER), former), 'taken');
});

test('after a merger of communes the heir does it, on the former’s decision too', async () => {
  const moved = { areaId: HAMLETS[0], communeId: HEIR, name: 'Ấp 1', kind: 'ap' };
  await take(app, [command('areas-reformed', { on: TODAY, document: 'Nghị quyết 2/NQ-HĐND', hamlets: [moved] })]);
  assert.equal(await code(correct('Dũng', FORMER), former), 'not-your-area');
  assert.equal(await code(correct('Dũng', HEIR, { issuedOn: DECIDED }), merged), 'certificate-day-out-of-range');
  assert.equal(await code(correct('Dũng', HEIR), merged), 'taken');
  assert.deepEqual(
    (await rowsOf('Dũng')).map((row) => row.slice(0, 4)),
    [
      ['4/GCN-HN.HCN', FORMER, FORMER, 'corrected'],
      ['4/GCN-HN.HCN', FORMER, HEIR, null],
    ],
  );
});

test('the public check tells what the sheet says, whoever is head today, and that a household is no more', async () => {
  const kin = [
    member('Cúc con 1', 'head', '2000'),
    member('Cúc', 'parent'),
    ...[2, 3].map((i) => member(`Cúc con ${i}`, 'sibling', '2001')),
  ];
  await take(app, [command('household-corrected', { householdId: household('Cúc'), members: kin })]);
  const { rows: heads } = await ownerPool.query<Row>('select head_name from household where household_id = $1', [household('Cúc')]);
  assert.deepEqual(heads, [{ head_name: 'Cúc con 1' }]);
  const told = async (name: Name): Promise<unknown[][]> => {
    const { rows } = await ownerPool.query<Row>(
      `select p.* from certificate c, public_certificate(c.token_print) p where c.household_id = $1 order by c.ended_on nulls last, c.at`,
      [household(name)],
    );
    return rows.map((row) => ['initials', 'gone', 'commune_name', 'numbered_by', 'ended_how'].map((column) => row[column]));
  };
  const [old, heir] = [`Đơn vị ${FORMER}`, `Đơn vị ${HEIR}`];
  assert.deepEqual(await told('Cúc'), [
    ['C.', false, old, null, 'reissued'],
    ['C.', false, heir, null, null],
  ]);
  assert.deepEqual(await told('Bình'), [
    ['B.', false, old, null, 'corrected'],
    ['B.', false, heir, old, null],
  ]);
  assert.deepEqual(await told('Giang'), [['G.', true, old, null, 'withdrawn']]);
  // Given out before letters were kept: nothing is told, least of all the head of today.
  await ownerPool.query('update certificate set initials = null where household_id = $1', [household('Giang')]);
  assert.equal((await told('Giang'))[0]?.[0], null);
  await ownerPool.query(`update certificate set initials = 'G.' where household_id = $1`, [household('Giang')]);
});

test('never one’s own household’s or a relative’s, wherever it has moved', async () => {
  await take(app, [
    command('account-created', { accountId: heirPost.actor.accountId, username: 'ke.nhiem', displayName: 'Người Kế Nhiệm', grants: [] }),
    command('tie-declared', { accountId: heirPost.actor.accountId, householdId: household('Dũng'), tie: 'relative' }),
  ]);
  const again = { ...withdraw('Dũng', HEIR), payload: { ...withdraw('Dũng', HEIR).payload, rowId: id('no row') } };
  assert.equal(await code(again, merged), 'relatives-household');
});

test('rebuilt from the ledger it is the same, with the letters of the heads’ names, who ended what and why', async () => {
  const all = async () => (await ownerPool.query<Row>('select * from certificate order by row_id')).rows;
  const before = await all();
  assert.ok(before.every((row) => /^\p{Lu}\.$/u.test(String(row['initials']))));
  assert.ok(before.every((row) => (row['ended_how'] === null) === (row['ended_by'] === null)));
  await rebuild(owner);
  assert.deepEqual(await all(), before);
});
