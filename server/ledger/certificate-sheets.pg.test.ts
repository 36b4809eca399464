/**
 * Sheets kept apart (tờ của ai nấy giữ): no id of another household's sheet or row is taken, what is made anew ends nobody else's, and a
 * commune that got a hamlet by a reform of units gives numbers of its own, never the former commune's.
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
  person,
  register,
  ROUND,
  take,
} from '../../tools/test/small-province.ts';
import { certificateSealFrom } from './certificate-seal.ts';
import { makeDoor, TOOLS } from './door.ts';
import { projectCertificate } from './parts/project-certificate.ts';
import { sqlOfKysely } from './sql.ts';

const { app, owner, ownerPool } = await withDatabase();
const { seal } = certificateSealFrom(Buffer.from('a key of this test'.padEnd(32, '.')));
const door = makeDoor({ ...TOOLS, seal });
await found(app);
const HOMES = { An: 0, Bình: 1, Lan: 2 } as const;
type Name = keyof typeof HOMES;
const NAMES = ['An', 'Bình', 'Lan'] as const;
const communeOf = (name: Name) => COMMUNES[HOMES[name] < 2 ? 0 : 1];
const chairs = COMMUNES.map((communeId) => person(`chair ${communeId}`, 'commune-chair', communeId));
const household = (name: Name) => id(`household ${name}`);
const decisionOf = (communeId: string, year: string) => id(`decision ${communeId} ${year}`);

const decide = (communeId: string, year: string, more: Partial<CommandBody<'decide-list'>> = {}) =>
  command('decide-list', {
    ...{ decisionId: decisionOf(communeId, year), roundId: ROUND.roundId, rulebook: '2022-2026', communeId, number: `${year}/QĐ-UBND` },
    ...{ decidedOn: '2026-09-30', ...more },
  });
for (const name of NAMES)
  await take(app, [register(name, HAMLETS[HOMES[name]], 4, 'on-list'), interview(name, { answers: answersOf(name, 'poor') })]);
await take(
  app,
  COMMUNES.map((communeId) => decide(communeId, 'first')),
);

const issue = (name: Name, more: Partial<CommandBody<'issue-certificate'>> = {}) => {
  const communeId = communeOf(name);
  return command('issue-certificate', {
    ...{ householdId: household(name), communeId, rowId: id(`row ${name}`), decisionId: decisionOf(communeId, 'first') },
    ...{ issuedOn: CLOCK.today, sheet: 'new', ...more },
  });
};
const renewals = (name: Name, replaces: string, sheetId: string) => {
  const sent = { householdId: household(name), communeId: communeOf(name), replaces, sheetId, issuedOn: CLOCK.today };
  return [command('correct-certificate', { ...sent, why: 'Sai số căn cước' }), command('reissue-certificate', { ...sent, reason: 'lost' })];
};
const code = async (sent: unknown, who = chairs[0] ?? assert.fail()) => {
  const [answer] = await door(app, who, [sent], CLOCK);
  return answer?.problem?.code ?? answer?.answer;
};

interface Row {
  readonly sheet_id: string;
  readonly number: string;
  readonly commune_id: string;
  readonly ended_how: string | null;
}
const rowsOf = async (name: Name) =>
  (
    await ownerPool.query<Row>(
      'select sheet_id, number, commune_id, ended_how from certificate where household_id = $1 order by year, serial',
      [household(name)],
    )
  ).rows;

test('an id that another household’s sheet or row bears is refused, in the same commune and out of sight in another', async () => {
  await take(app, [issue('Bình')], chairs[0], door);
  await take(app, [issue('Lan')], chairs[1], door);
  for (const other of ['Bình', 'Lan'] as const)
    assert.equal(await code(issue('An', { rowId: id(`row ${other}`) })), 'certificate-exists', other);
  await take(app, [issue('An')], chairs[0], door);
  for (const other of ['Bình', 'Lan'] as const)
    for (const sent of renewals('An', id('row An'), id(`row ${other}`)))
      assert.equal(await code(sent), 'certificate-exists', `${sent.kind} ${other}`);
  for (const name of NAMES)
    assert.deepEqual(
      (await rowsOf(name)).map(({ ended_how }) => ended_how),
      [null],
      name,
    );
});

test('what is made anew ends nobody else’s sheet, though an older ledger let two households bear one id', async () => {
  const shared = id('row An');
  await ownerPool.query('update certificate set sheet_id = $1 where household_id = $2', [shared, household('Bình')]);
  const at = { recordedAt: CLOCK.now } as Parameters<typeof projectCertificate>[2];
  const [said] = (
    await ownerPool.query<{ row: { [key: string]: string } }>('select to_jsonb(c) as row from certificate c where household_id = $1', [
      household('An'),
    ])
  ).rows;
  const { row } = said ?? assert.fail();
  const body = {
    ...{ householdId: household('An'), communeId: COMMUNES[0], sheetId: id('anew'), replaces: shared, issuedOn: CLOCK.today },
    ...{
      hamletId: HAMLETS[0],
      rulebook: '2022-2026' as const,
      serial: 9,
      serialYear: 2026,
      number: '9/GCN-HN.HCN',
      reason: 'lost' as const,
    },
    rows: [
      {
        ...{ rowId: id('row anew'), year: 2026, class: 'poor' as const, decisionId: decisionOf(COMMUNES[0], 'first') },
        ...{
          token: 'A'.repeat(22),
          statement: row['statement'] ?? '',
          signature: row['signature'] ?? '',
          publicKey: row['public_key'] ?? '',
        },
      },
    ],
  };
  await assert.rejects(
    owner.transaction().execute(async (tx) => {
      await projectCertificate(sqlOfKysely(tx), { kind: 'certificate-reissued', body }, at);
      const held = await sqlOfKysely(tx).query<{ household_id: string }>(
        'select household_id from certificate where ended_how is not null',
      );
      assert.deepEqual(held, [{ household_id: household('An') }]);
      throw new Error('undone');
    }),
    /undone/,
  );
  await ownerPool.query('update certificate set sheet_id = row_id where household_id = $1', [household('Bình')]);
});

test('after a reform the new commune goes on with no sheet of the former: its number is its own', async () => {
  const heir = COMMUNES[1];
  const next = { ...ROUND, roundId: id('next round'), kind: 'regular' as const };
  const asked = {
    ...{ roundId: next.roundId, interviewedOn: CLOCK.today },
    ...{ startedAt: '2026-10-01T00:20:00.000Z', endedAt: '2026-10-01T01:00:00.000Z' },
  };
  const moved = { areaId: HAMLETS[0], communeId: heir, name: 'Ấp 1', kind: 'ap' };
  await take(app, [
    command('areas-reformed', { on: CLOCK.today, document: 'Nghị quyết 2/NQ-HĐND', hamlets: [moved] }),
    command('round-closed', { roundId: ROUND.roundId }),
    command('round-opened', { round: next, communes: [heir] }),
    ...(['An', 'Lan'] as const).map((name) => interview(name, { ...asked, answers: answersOf(name, 'poor') })),
    decide(heir, 'next', { roundId: next.roundId, decidedOn: CLOCK.today }),
  ]);
  const chair = person('heir', 'commune-chair', heir);
  const seesAll = { ...chair, scope: { ...chair.scope, reach: { hamlets: [...HAMLETS], communes: [heir] } } };
  const row = { communeId: heir, decisionId: decisionOf(heir, 'next'), sheet: 'row' } as const;
  assert.equal(await code(issue('An', { ...row, rowId: id('next An') }), seesAll), 'taken');
  assert.equal(await code(issue('Lan', { ...row, rowId: id('next Lan') }), seesAll), 'taken');
  const given = async (name: Name) => (await rowsOf(name)).filter(({ commune_id }) => commune_id === heir);
  const [an, lan] = [await given('An'), await given('Lan')];
  assert.deepEqual(
    an.map(({ sheet_id, number }) => [sheet_id, number]),
    [[id('next An'), '2/GCN-HN.HCN']],
  );
  assert.deepEqual(
    lan.map(({ sheet_id, number }) => [sheet_id, number]),
    [
      [id('row Lan'), '1/GCN-HN.HCN'],
      [id('row Lan'), '1/GCN-HN.HCN'],
    ],
  );
});
