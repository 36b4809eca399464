/**
 * Certificates at the door (giấy chứng nhận qua cửa): whose, by whom, numbered once, sealed over what they say; corrected, issued anew,
 * withdrawn, a year's row added; the seal is checked by other means than it was made, and any change of the words is seen.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CommandBody } from '../../core/kinds.ts';
import { withDatabase } from '../../tools/test/database.ts';
import { eraseOf } from '../../tools/test/lively-province.ts';
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
import { setScope } from '../db/scope.ts';
import { certificatePrint, certificateSealFrom } from './certificate-seal.ts';
import { makeDoor, submit, TOOLS } from './door.ts';
import { rebuild } from './rebuild.ts';
import { sqlOfKysely } from './sql.ts';

const { app, owner, ownerPool } = await withDatabase();
const { seal, publicKey } = certificateSealFrom(Buffer.from('a key of this test'.padEnd(32, '.')));
const door = makeDoor({ ...TOOLS, seal });
await found(app);
const chair = person('chair', 'commune-chair', COMMUNES[0]);
const household = (name: string) => id(`household ${name}`);
const decisionId = id('decision');
const NAMES = ['An', 'Bình', 'Cúc', 'Dũng', 'Em'] as const;

for (const [i, name] of NAMES.entries())
  await take(app, [
    register(name, HAMLETS[i % 2] ?? '', 4, 'on-list'),
    interview(name, { answers: answersOf(name, name === 'Em' ? 'not-poor' : name === 'Bình' ? 'near-poor' : 'poor') }),
  ]);
const decide = (more: object = {}) =>
  command('decide-list', {
    ...{ decisionId, roundId: ROUND.roundId, rulebook: '2022-2026', communeId: COMMUNES[0], number: '15/QĐ-UBND', decidedOn: '2026-09-30' },
    ...more,
  });
await take(app, [decide()]);

const code = async (sent: unknown, who: Parameters<typeof submit>[1] = chair, at = door, clock = CLOCK) => {
  const [answer] = await at(app, who, [sent], clock);
  return answer?.problem?.code ?? answer?.answer;
};
const issue = (name: string, more: Partial<CommandBody<'issue-certificate'>> = {}) =>
  command('issue-certificate', {
    ...{ householdId: household(name), communeId: COMMUNES[0], rowId: id(`row ${name}`), decisionId, issuedOn: CLOCK.today, sheet: 'new' },
    ...more,
  });
const correct = (name: string, replaces: string, sheetId: string) =>
  command('correct-certificate', {
    ...{ householdId: household(name), communeId: COMMUNES[0], replaces, sheetId, issuedOn: CLOCK.today, why: 'Sai số căn cước' },
  });
const reissue = (name: string, replaces: string, sheetId: string) =>
  command('reissue-certificate', {
    ...{ householdId: household(name), communeId: COMMUNES[0], replaces, sheetId, issuedOn: CLOCK.today, reason: 'lost' },
  });
const withdraw = (name: string, rowId: string) =>
  command('withdraw-certificate', { householdId: household(name), communeId: COMMUNES[0], rowId, on: CLOCK.today, why: 'Công nhận nhầm' });

interface Row {
  readonly row_id: string;
  readonly sheet_id: string;
  readonly number: string;
  readonly year: number;
  readonly class: string;
  readonly ended_how: string | null;
  readonly token: string;
  readonly statement: string;
  readonly signature: string;
  readonly public_key: string;
}
const rowsOf = async (name: string) =>
  (await ownerPool.query<Row>('select * from certificate where household_id = $1 order by serial, ended_how, class', [household(name)]))
    .rows;

/** Without a line of ours: the square's words taken apart by their sign, the seal checked by the browsers' own interface. */
async function checkedOffline(square: string, key: string): Promise<readonly string[] | null> {
  const [, behind = ''] = square.split('#');
  const parts = behind.split('~');
  const signature = Buffer.from(parts.at(-1) ?? '', 'base64url');
  const text = `vuon certificate\n${parts.slice(0, -1).join('~')}`;
  const known = await crypto.subtle.importKey('raw', Buffer.from(key, 'base64url'), { name: 'Ed25519' }, false, ['verify']);
  return (await crypto.subtle.verify('Ed25519', known, signature, Buffer.from(text))) ? parts.slice(0, -1) : null;
}
const squareOf = ({ statement, signature, token }: Row) => `https://vuon.example/giay-chung-nhan/${token}#${statement}~${signature}`;

const kin = person('kin', 'commune-chair', COMMUNES[0]);

test('refused: not the chair, another commune, a tied person, a door without the key', async () => {
  assert.equal(await code(issue('An'), person('officer', 'commune-officer', COMMUNES[0])), 'not-your-role');
  assert.equal(await code(issue('An'), person('other', 'commune-chair', COMMUNES[1])), 'not-your-area');
  assert.equal(await code(issue('An'), chair, submit), 'certificate-elsewhere');
  const account = { username: 'nguoi.than', displayName: 'Người Thân', grants: [] };
  await take(app, [command('account-created', { accountId: kin.actor.accountId, ...account })]);
  for (const [tie, name] of [
    ['own', 'own-household'],
    ['relative', 'relatives-household'],
  ] as const) {
    await take(app, [command('tie-declared', { accountId: kin.actor.accountId, householdId: household('An'), tie })]);
    assert.equal(await code(issue('An'), kin), name);
  }
  assert.deepEqual(await rowsOf('An'), []);
});

test('refused: who was not recognised, a decision of nobody, a day before it or to come', async () => {
  assert.equal(await code(issue('Em')), 'certificate-for-nobody');
  assert.equal(await code(issue('An', { decisionId: id('no decision') })), 'decision-unknown');
  assert.equal(await code(issue('An', { issuedOn: '2026-09-29' })), 'certificate-day-out-of-range');
  assert.equal(await code(issue('An', { issuedOn: '2026-10-02' })), 'certificate-day-out-of-range');
});

test('issued once: the next number, the words of the paper, sealed so that others can check it', async () => {
  const first = issue('An');
  assert.equal(await code(first), 'taken');
  assert.equal(await code(first), 'known');
  assert.equal(await code(issue('An', { rowId: id('another row') })), 'certificate-exists');
  await take(app, [issue('Bình'), issue('Cúc')], chair, door);
  const [an, binh, cuc] = [(await rowsOf('An'))[0], (await rowsOf('Bình'))[0], (await rowsOf('Cúc'))[0]];
  assert.deepEqual([an?.number, binh?.number, cuc?.number], ['1/GCN-HN.HCN', '2/GCN-HN.HCN', '3/GCN-HN.HCN']);
  assert.ok(binh !== undefined && an !== undefined);
  assert.equal(binh.public_key, publicKey);
  const said = await checkedOffline(squareOf(binh), publicKey);
  assert.deepEqual(said, ['vuon1-dung-thu', COMMUNES[0], '2/GCN-HN.HCN', '2026', 'CN', '2026-10-01', binh.token]);
  assert.equal((await checkedOffline(squareOf(an), publicKey))?.[4], 'N');
  assert.notEqual(an.token, binh.token);
  assert.equal(Buffer.from(an.token, 'base64url').length, 16);
});

test('any change of the words, of the seal or of the key is seen', async () => {
  const [row] = await rowsOf('Bình');
  assert.ok(row !== undefined);
  const square = squareOf(row);
  const from = square.indexOf('#') + 1;
  // Every sign of the statement and of the seal, but the last, whose lowest bits an address does not carry.
  for (let at = from; at < square.length - 1; at += 1) {
    const changed = square.slice(0, at) + (square[at] === '7' ? '8' : '7') + square.slice(at + 1);
    assert.equal(await checkedOffline(changed, publicKey), null, changed.slice(at - 3, at + 3));
  }
  const [other] = await rowsOf('Cúc');
  assert.equal(await checkedOffline(square.replace(row.signature, other?.signature ?? ''), publicKey), null);
  const stranger = certificateSealFrom(Buffer.from('a key of somebody else'.padEnd(32, '.')));
  assert.equal(await checkedOffline(square, stranger.publicKey), null);
});

test('corrected it keeps its number, issued anew it gets the next; what it replaces holds no more', async () => {
  const sheet = id('corrected');
  assert.equal(await code(correct('An', id('no sheet'), sheet)), 'certificate-unknown');
  for (const act of [correct('An', id('row An'), sheet), reissue('An', id('row An'), sheet), withdraw('An', id('row An'))])
    assert.equal(await code(act, kin), 'relatives-household', act.kind);
  assert.equal(await code(correct('An', id('row An'), sheet)), 'taken');
  assert.equal(await code(correct('An', id('row An'), id('corrected twice'))), 'certificate-ended');
  assert.equal(await code(reissue('An', sheet, sheet)), 'certificate-exists');
  assert.equal(await code(reissue('An', sheet, id('anew'))), 'taken');
  const rows = await rowsOf('An');
  assert.deepEqual(
    rows.map(({ number, ended_how, sheet_id }) => [number, ended_how, sheet_id]),
    [
      ['1/GCN-HN.HCN', 'corrected', id('row An')],
      ['1/GCN-HN.HCN', 'reissued', sheet],
      ['4/GCN-HN.HCN', null, id('anew')],
    ],
  );
  assert.equal(new Set(rows.map(({ token }) => token)).size, 3);
  for (const row of rows) assert.notEqual(await checkedOffline(squareOf(row), publicKey), null);
});

test('withdrawn it is neither corrected nor issued again on the same decision', async () => {
  assert.equal(await code(withdraw('Cúc', id('row Cúc')), person('officer', 'commune-officer', COMMUNES[0])), 'not-your-role');
  assert.equal(await code(withdraw('Bình', id('row Cúc'))), 'certificate-unknown');
  assert.equal(await code(withdraw('Cúc', id('row Cúc'))), 'taken');
  assert.equal(await code(withdraw('Cúc', id('row Cúc'))), 'certificate-ended');
  assert.equal(await code(issue('Cúc', { rowId: id('again') })), 'certificate-was-withdrawn');
  assert.equal(await code(correct('Cúc', id('row Cúc'), id('sheet Cúc'))), 'certificate-ended');
});

test('many at once get each a number of its own', async () => {
  const twice = await Promise.all([code(issue('Dũng')), code(issue('Dũng', { rowId: id('row Dũng at the same time') }))]);
  assert.deepEqual(twice.sort(), ['certificate-exists', 'taken']);
  assert.deepEqual(
    (await rowsOf('Dũng')).map(({ number }) => number),
    ['5/GCN-HN.HCN'],
  );
});

test('next year’s row goes on the sheet that the household holds; the year before is past', async () => {
  const round = { ...ROUND, roundId: id('next round'), year: 2026, kind: 'regular' as const };
  const answersFor = (name: string) => ({ roundId: round.roundId, answers: answersOf(name, 'poor'), seen: null });
  await take(app, [
    command('round-closed', { roundId: ROUND.roundId }),
    command('round-opened', { round, communes: [...COMMUNES] }),
    ...NAMES.slice(0, 4).map((name) => interview(name, answersFor(name))),
    decide({ decisionId: id('next decision'), roundId: round.roundId, number: '16/QĐ-UBND', decidedOn: CLOCK.today }),
  ]);
  assert.equal(await code(issue('Dũng', { rowId: id('late') })), 'certificate-of-the-past');
  const next = { decisionId: id('next decision'), sheet: 'row' } as const;
  await take(app, [issue('Bình', { ...next, rowId: id('next row') }), issue('Cúc', { ...next, rowId: id('new sheet') })], chair, door);
  const [binh, cuc] = [await rowsOf('Bình'), await rowsOf('Cúc')];
  assert.deepEqual(
    binh.map(({ number, sheet_id, class: of }) => [number, sheet_id, of]),
    [
      ['2/GCN-HN.HCN', id('row Bình'), 'near-poor'],
      ['2/GCN-HN.HCN', id('row Bình'), 'poor'],
    ],
  );
  // The one that was withdrawn is no sheet to go on with.
  assert.equal(cuc.at(-1)?.number, '6/GCN-HN.HCN');
  await take(app, [reissue('Bình', id('row Bình'), id('both rows'))], chair, door);
  const both = (await rowsOf('Bình')).filter(({ sheet_id }) => sheet_id === id('both rows'));
  assert.deepEqual(
    both.map(({ number, class: of }) => [number, of]),
    [
      ['7/GCN-HN.HCN', 'near-poor'],
      ['7/GCN-HN.HCN', 'poor'],
    ],
  );
});

test('whoever holds the token is told what the paper shows, and nobody sees a row without it', async () => {
  const asked = (work: (sql: ReturnType<typeof sqlOfKysely>) => Promise<object[]>) =>
    app.transaction().execute(async (tx) => {
      const sql = sqlOfKysely(tx);
      await setScope(sql, { accountId: 'public', reach: { hamlets: [], communes: [] }, today: CLOCK.today });
      return work(sql);
    });
  const [row] = (await rowsOf('Dũng')).slice(-1);
  const found = await asked((sql) => sql.query('select * from public_certificate($1)', [certificatePrint(row?.token ?? '')]));
  assert.deepEqual(found, [
    {
      ...{ number: '5/GCN-HN.HCN', year: 2026, class: 'poor', commune_id: COMMUNES[0], commune_name: `Đơn vị ${COMMUNES[0]}` },
      ...{ numbered_by: null, issued_on: CLOCK.today, ended_on: null, ended_how: null, initials: 'D.', gone: false, newer: true },
      demonstration: true,
    },
  ]);
  assert.deepEqual(await asked((sql) => sql.query('select * from public_certificate($1)', [certificatePrint('A'.repeat(22))])), []);
  assert.deepEqual(await asked((sql) => sql.query('select * from certificate')), []);
});

test('rebuilt it is the same; forgotten with its household', async () => {
  const all = async () => (await ownerPool.query('select * from certificate order by row_id')).rows;
  const before = await all();
  await rebuild(owner);
  assert.deepEqual(await all(), before);
  await take(app, [eraseOf('An')]);
  assert.deepEqual(await rowsOf('An'), []);
  await rebuild(owner);
  assert.deepEqual(await rowsOf('An'), []);
});

test('the last number is not given again when who bore it is forgotten, nor after a rebuild', async () => {
  const highest = async () =>
    (await ownerPool.query<{ serial: number }>('select serial from certificate order by serial desc limit 1')).rows[0]?.serial ?? 0;
  const counted = async () =>
    (await ownerPool.query<{ given: number }>('select given from certificate_count')).rows.map(({ given }) => given);
  const before = await highest();
  assert.equal(before, 7);
  assert.deepEqual(await counted(), [before]);
  // Bình's sheet of both rows bears it.
  await take(app, [eraseOf('Bình')]);
  assert.ok((await highest()) < before);
  await rebuild(owner);
  assert.deepEqual(await counted(), [before]);
  const next = { decisionId: id('next decision'), rowId: id('after forgetting') };
  assert.equal(await code(issue('Dũng', next)), 'taken');
  assert.equal(await highest(), before + 1);
  // Where the count itself was lost, it comes back from the events whose bodies are there.
  await ownerPool.query('delete from certificate_count');
  await rebuild(owner);
  assert.deepEqual(await counted(), [before + 1]);
});
