/**
 * A list and a phone that change one household without having seen each other (danh sách và phiếu lệch nhau): made before the list came
 * in, a form leaves what only the list changed and clashes where both say otherwise; a list that comes after the visit changes no
 * roster.
 */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { withDatabase } from '../../tools/test/database.ts';
import { type Imports, openImports, TODAY, workbook } from '../../tools/test/imports.ts';
import { submit } from '../ledger/door.ts';
import { runImport } from './import.ts';

const database = await withDatabase();
let imports: Imports;
before(async () => {
  imports = await openImports(database.app, () => false);
});

const TITLES = ['Ấp', 'Mã hộ', 'Chủ hộ', 'Ngày sinh', 'Giới tính', 'Dân tộc', 'Số khẩu', 'Kết quả', 'Ngày rà soát', 'Phiếu A', 'Địa chỉ'];

function known(key: string) {
  const found = imports.mini.village.households.find((each) => each.key === key) ?? assert.fail(key);
  const hamlet = imports.mini.village.hamlets.find((each) => each.areaId === found.registered.hamletId)?.name;
  return { ...found, ...found.registered, hamlet };
}

/** The list says another birth of the head. */
async function importBirth(key: string, birth: string) {
  const { hamlet, code, headName, members } = known(key);
  const head = members.find(({ relation }) => relation === 'head') ?? assert.fail(key);
  const row = [hamlet, code, headName, birth, head.sex === 'male' ? 'Nam' : 'Nữ', null, members.length, null, null, null, null];
  const prepared = await imports.prepare([workbook({ Ho: [TITLES, row] })]);
  assert.deepEqual(prepared.plan.refused, []);
  await runImport(database.app, prepared);
  return head;
}

/** As the phone sends it; `birth`: what the head says on the doorstep. */
async function sendForm(key: string, seenFile: number, birth?: string) {
  const { householdId, answers, members } = known(key);
  const { accountId, grants } = imports.mini.accounts['rasoat'] ?? assert.fail('rasoat');
  const head = members.find(({ relation }) => relation === 'head')?.memberId;
  const people = answers.members.map((one) => (one.memberId === head && birth !== undefined ? { ...one, birth } : one));
  const { now } = imports.wish([]);
  const payload = {
    ...{ householdId, roundId: imports.mini.rounds.now, questionnaire: 'phieu-b-2026', gone: [], seen: null, overlap: 'merge', seenFile },
    ...{ answers: { ...answers, members: people }, interviewedOn: TODAY, startedAt: now, endedAt: now, enumeratorId: accountId },
  };
  const commandId = crypto.randomUUID();
  const hamlets = imports.mini.village.hamlets.map(({ areaId }) => areaId);
  const who = { actor: { accountId, grants }, scope: { accountId, reach: { hamlets, communes: [] }, today: TODAY } };
  const [answer] = await submit(database.app, who, [{ commandId, kind: 'interview-finished', v: 1, at: now, payload }], {
    now,
    today: TODAY,
  });
  assert.equal(answer?.answer, 'taken', JSON.stringify(answer));
}

const one = async (text: string, values: unknown[]) => (await database.ownerPool.query(text, values)).rows;
async function versionOf(key: string): Promise<number> {
  const [row] = await one('select version from household where household_id = $1', [known(key).householdId]);
  return row.version;
}
async function birthOf(memberId: string): Promise<string> {
  const [row] = await one('select birth from member where member_id = $1', [memberId]);
  return row.birth;
}
async function clashesOf(key: string) {
  const text = `select p.body from event join payload p using (event_id) where household_id = $1 and kind = 'clash-found'`;
  return (await one(text, [known(key).householdId])).flatMap(({ body }) => JSON.parse(body).fields);
}

test('what only the list changed stays when a form that was made before comes in', async () => {
  const seen = await versionOf('renter');
  const { memberId } = await importBirth('renter', '1951');
  assert.equal(await birthOf(memberId), '1951');
  await sendForm('renter', seen);
  assert.equal(await birthOf(memberId), '1951');
  assert.deepEqual(await clashesOf('renter'), []);
});

test('what both say otherwise is a clash, and the register stays until somebody settles it', async () => {
  const seen = await versionOf('rich');
  const { memberId } = await importBirth('rich', '1951');
  await sendForm('rich', seen, '1949');
  assert.equal(await birthOf(memberId), '1951');
  assert.deepEqual(await clashesOf('rich'), [{ memberId, field: 'birth', stands: '1951', other: '1949' }]);
});

test('a list that comes after the visit leaves its people as they were told', async () => {
  await sendForm('khmer', await versionOf('khmer'), '1949');
  const { memberId } = await importBirth('khmer', '1951');
  assert.equal(await birthOf(memberId), '1949');
});
