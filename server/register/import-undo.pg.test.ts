/** An import is undone by events: what came in goes, what was changed is as it was, what was built on stays and is named. */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { withDatabase } from '../../tools/test/database.ts';
import { type Imports, openImports, TODAY, workbook } from '../../tools/test/imports.ts';
import { submit } from '../ledger/door.ts';
import { rebuild } from '../ledger/rebuild.ts';
import { idFromText } from '../../core/register/import/identity.ts';
import { sha256 } from '../ledger/tools.ts';
import { asActor } from '../http/transaction.ts';
import { runImport, type Written } from './import.ts';
import { countWithdrawnOf, readUnfinished } from './import-store.ts';
import { planUndo, runUndo, type UndoPlan, type UndoWish } from './import-undo.ts';

const database = await withDatabase();
let imports: Imports;
before(async () => {
  imports = await openImports(database.app, (key) => key !== 'renter' && key !== 'near-poor');
});

const TITLES = ['Ấp', 'Mã hộ', 'Chủ hộ', 'Ngày sinh', 'Giới tính', 'Dân tộc', 'Số khẩu', 'Kết quả', 'Ngày rà soát', 'Phiếu A', 'Địa chỉ'];
const NEW = ['Vĩnh Tiến', 'UNDO-1', 'Đặng Văn Khá', '1970', 'Nam', 'Kinh', 2, 'Hộ nghèo', '20/10/2024', null, null];
const BUILT_ON = ['Gòn', 'UNDO-2', 'Lê Thị Mận', '1980', 'Nữ', 'Kinh', 1, 'Hộ nghèo', '20/10/2024', null, null];

function known(key: string) {
  const found = imports.mini.village.households.find((each) => each.key === key) ?? assert.fail(key);
  const hamlet = imports.mini.village.hamlets.find((each) => each.areaId === found.registered.hamletId)?.name;
  return { ...found.registered, hamlet };
}

function changedRow() {
  const { hamlet, code, headName, members } = known('renter');
  return [hamlet, code, headName, '1990', 'Nam', 'Kinh', members.length + 2, null, null, null, 'Tổ 9'];
}

async function bring(rows: readonly (readonly unknown[])[]): Promise<Written> {
  const prepared = await imports.prepare([workbook({ Ho: [TITLES, ...rows] })]);
  assert.deepEqual(prepared.plan.refused, []);
  return runImport(database.app, prepared);
}

function undoWish(importId: string): UndoWish {
  const { who, communeId, now } = imports.wish([]);
  return { importId, communeId, hamletIds: imports.mini.village.hamlets.map((hamlet) => hamlet.areaId), who, now, today: TODAY };
}

async function undo(importId: string): Promise<UndoPlan> {
  const wish = undoWish(importId);
  const plan = await planUndo(database.app, wish);
  assert.deepEqual(await runUndo(database.app, { wish, plan }), { ok: true, value: true });
  return plan;
}

/** Everything that the register says, but for versions and hashes of events. */
async function register(where = 'true'): Promise<unknown> {
  const ask = async (text: string) => (await database.ownerPool.query(text)).rows;
  return {
    households: await ask(`select household_id, code, head_name, address, members, people_declared, state, hamlet_id from household
                            where state = 'present' and ${where} order by 1`),
    members:
      await ask(`select m.member_id, m.full_name, m.birth, m.sex, m.state, m.ordinal from member m join household h using (household_id)
                         where h.state = 'present' and ${where} order by m.household_id, m.ordinal`),
    stays: await ask('select household_id, hamlet_id, people, minority, valid_from, valid_to from residence order by 1, 5'),
    statuses: await ask('select household_id, year, class, valid_from, valid_to from status order by 1, 2, 4'),
    listed: await ask('select round_id, household_id, why from review_list order by 1, 2'),
  };
}

test('new households go, changed ones are as before, and the register is what it was', async () => {
  const before = await register();
  const { importId } = await bring([NEW, changedRow()]);
  assert.notDeepEqual(await register(), before);
  const plan = await undo(importId);
  assert.equal(plan.removed.length, 1);
  assert.deepEqual(plan.restored, [known('renter').householdId]);
  assert.deepEqual(plan.kept, []);
  assert.deepEqual(await register(), before);
  const [run] = (
    await database.ownerPool.query('select undone, undone_at is not null as at from import_run where import_id = $1', [importId])
  ).rows;
  assert.deepEqual(run, { undone: { removed: 1, restored: 1, kept: 0 }, at: true });
});

test('an undo that was cut off and done again counts what both took off and put back', async () => {
  const { importId } = await bring([NEW, changedRow()]);
  const wish = undoWish(importId);
  const plan = await planUndo(database.app, wish);
  const commandId = idFromText(sha256, `the part before the cut of ${importId}`);
  const payload = { importId, communeId: wish.communeId, householdIds: plan.removed };
  const part = [{ commandId, kind: 'undo-import', v: 1, at: wish.now, payload }];
  const [answer] = await submit(database.app, wish.who, part, { now: wish.now, today: wish.today });
  assert.equal(answer?.problem, undefined);
  const begun = () =>
    asActor(database.app, wish.who.scope, (tx) => countWithdrawnOf(tx, { importIds: [importId], hamletIds: wish.hamletIds }));
  assert.deepEqual([...(await begun())], [[importId, 1]], 'the list of imports says that it was cut off');
  const rest = await undo(importId);
  assert.deepEqual([rest.removed.length, rest.restored.length], [0, 1]);
  const { rows } = await database.ownerPool.query('select undone from import_run where import_id = $1', [importId]);
  assert.deepEqual(rows, [{ undone: { removed: 1, restored: 1, kept: 0 } }]);
});

test('an import undone twice is undone once', async () => {
  const { importId } = await bring([NEW]);
  await undo(importId);
  const wish = undoWish(importId);
  const plan = await planUndo(database.app, wish);
  assert.deepEqual([plan.removed, plan.restored, plan.kept], [[], [], []]);
  const again = await runUndo(database.app, { wish, plan });
  assert.deepEqual(again, { ok: false, error: { code: 'import-undone-already' } });
});

test('the same list comes in again after it was undone, as another import', async () => {
  const first = await bring([NEW]);
  await undo(first.importId);
  const second = await bring([NEW]);
  assert.notEqual(second.importId, first.importId);
  const present = await database.ownerPool.query(`select state from household where code = 'UNDO-1' order by state`);
  assert.equal(present.rows.filter((row) => row.state === 'present').length, 1);
  assert.ok(present.rows.length >= 3, 'the withdrawn ones stay in the ledger');
  await undo(second.importId);
});

test('a list without codes comes in, is known when it comes again, and comes in again after it was undone', async () => {
  const rows = [TITLES, NEW].map((row) => row.filter((_, i) => i !== 1));
  const brought = async () => {
    const prepared = await imports.prepare([workbook({ Ho: rows })]);
    assert.deepEqual([prepared.plan.refused, prepared.plan.notices[0]?.code], [[], 'without-code']);
    return prepared;
  };
  const first = await brought();
  assert.equal(first.plan.counts.new, 1);
  const { importId } = await runImport(database.app, first);
  const present = async () =>
    (await database.ownerPool.query(`select code from household where head_name = $1 and state = 'present'`, [NEW[2]])).rows;
  assert.deepEqual(await present(), [{ code: null }]);
  assert.deepEqual((await brought()).plan.counts, { new: 0, changed: 0, same: 1 });
  await undo(importId);
  const again = await brought();
  assert.equal(again.plan.counts.new, 1);
  const second = await runImport(database.app, again);
  assert.deepEqual([second.refused, (await present()).length], [[], 1]);
  await undo(second.importId);
});

test('a household to which something has happened since stays, and is named with the reason', async () => {
  const { importId } = await bring([NEW, BUILT_ON]);
  const [row] = (await database.ownerPool.query(`select household_id from household where code = 'UNDO-2' and state = 'present'`)).rows;
  const { who, now } = imports.wish([]);
  const correct = { commandId: idFromText(sha256, 'correct'), kind: 'household-corrected', v: 1, at: now };
  const payload = { householdId: row.household_id, address: 'Nhà mới' };
  const [answer] = await submit(database.app, who, [{ ...correct, payload }], { now, today: TODAY });
  assert.equal(answer?.answer, 'taken');
  const plan = await undo(importId);
  assert.equal(plan.removed.length, 1);
  assert.deepEqual(plan.kept, [{ householdId: row.household_id, code: 'UNDO-2', why: 'changed-since' }]);
  const [still] = (await database.ownerPool.query('select state, address from household where household_id = $1', [row.household_id])).rows;
  assert.deepEqual(still, { state: 'present', address: 'Nhà mới' });
});

test('of two imports of a household the later one is undone first, and then the register is what it was', async () => {
  const before = await register();
  const first = await bring([NEW, changedRow()]);
  const between = await register();
  const [hamlet, code, headName, born, sex, ethnicity] = changedRow();
  const second = await bring([[hamlet, code, headName, born, sex, ethnicity, 1, null, null, null, 'Tổ 12']]);
  const wish = undoWish(first.importId);
  const early = await planUndo(database.app, wish);
  assert.deepEqual(
    early.kept.map(({ why }) => why),
    ['imported-since'],
  );
  const written = await register();
  assert.deepEqual(await runUndo(database.app, { wish, plan: early }), { ok: false, error: { code: 'import-undo-later-first' } });
  assert.deepEqual(await register(), written);
  await undo(second.importId);
  assert.deepEqual(await register(), between);
  assert.deepEqual((await undo(first.importId)).kept, []);
  assert.deepEqual(await register(), before);
});

/** The process is gone after the first part of the list. */
async function cutOff(rows: readonly (readonly unknown[])[]): Promise<void> {
  const prepared = await imports.prepare([workbook({ Cut: [TITLES, ...rows] })]);
  await assert.rejects(
    runImport(database.app, prepared, () => {
      throw new Error('killed');
    }),
    { message: 'killed' },
  );
}

test('an import cut off in the middle is told, and goes on as one import though another was undone meanwhile', async () => {
  const person = (n: number) => ['Gòn', `CUT-${n}`, 'Võ Văn Tư', 1960, 'Nam', 'Kinh', 1, null, null, null, null];
  const rows = Array.from({ length: 500 }, (_, n) => person(n));
  const other = await bring([NEW]);
  await cutOff(rows);
  const unfinished = () => asActor(database.app, imports.wish([]).who.scope, (tx) => readUnfinished(tx, imports.mini.village.communeId));
  assert.deepEqual(
    (await unfinished()).map(({ fileName, by }) => [fileName, by.length > 0]),
    [['danh-sach.xlsx', true]],
  );
  await undo(other.importId);
  const prepared = await imports.prepare([workbook({ Cut: [TITLES, ...rows] })]);
  assert.equal(prepared.unfinished, true);
  assert.ok(prepared.plan.counts.new > 0 && prepared.plan.counts.same > 0, 'a part is in');
  const { importId, unnoted } = await runImport(database.app, prepared);
  assert.equal(unnoted, null);
  const [run] = (await database.ownerPool.query('select counts from import_run where import_id = $1', [importId])).rows;
  assert.equal(run.counts.registered, 500, 'also those of before it was cut off');
  assert.deepEqual(await unfinished(), []);
  assert.equal((await undo(importId)).removed.length, 500);
});

test('an import on whose households another is being written waits for that one', async () => {
  const person = (n: number, people: number) => ['Gòn', `WAIT-${n}`, 'Võ Văn Tư', 1960, 'Nam', 'Kinh', people, null, null, null, null];
  const all = (people: number) => Array.from({ length: 500 }, (_, n) => person(n, people));
  const before = await register();
  const first = await bring(all(1));
  await cutOff(all(2));
  const wish = undoWish(first.importId);
  const plan = await planUndo(database.app, wish);
  assert.ok(plan.kept.length > 0 && plan.kept.every(({ why }) => why === 'imported-since'), 'a part of the other is in');
  assert.deepEqual(await runUndo(database.app, { wish, plan }), { ok: false, error: { code: 'import-undo-later-first' } });
  const second = await runImport(database.app, await imports.prepare([workbook({ Cut: [TITLES, ...all(2)] })]));
  await undo(second.importId);
  assert.deepEqual((await undo(first.importId)).kept, []);
  assert.deepEqual(await register(), before);
});

test('files whose names hold line breaks or signs that turn the writing around are noted under a plain name', async () => {
  for (const [name, plain] of [
    ['a\nb.csv', 'a b.csv'],
    ['danh\u202esách.csv', 'danhsách.csv'],
    ['\u3164\u200b.csv', 'danh-sach.csv'],
  ] as const) {
    const text = `Ấp,Mã hộ,Chủ hộ\nGòn,NAME-${plain},Võ Văn Tư\n`;
    const { importId, unnoted } = await runImport(database.app, await imports.prepare([{ name, bytes: Buffer.from(text) }]));
    assert.equal(unnoted, null);
    const [run] = (await database.ownerPool.query('select file_name from import_run where import_id = $1', [importId])).rows;
    assert.equal(run?.file_name, plain);
    await undo(importId);
  }
});

test('an import that the door does not note says so', async () => {
  const { importId } = await bring([[...NEW.slice(0, 1), 'SAID-1', ...NEW.slice(2)]]);
  const prepared = await imports.prepare([workbook({ Ho: [TITLES, [...NEW.slice(0, 1), 'SAID-2', ...NEW.slice(2)]] })]);
  // As if it came from an account that may not any more when the end is reached.
  const wish = { ...prepared.wish, round: { ...prepared.wish.round } };
  let sent = 0;
  const written = await runImport(database.app, { ...prepared, wish }, () => {
    sent += 1;
    Object.assign(wish, { who: { ...wish.who, actor: { ...wish.who.actor, grants: [] } } });
  });
  assert.equal(sent, 1);
  assert.equal(written.unnoted?.code, 'not-your-role');
  const again = await imports.prepare([...prepared.wish.files]);
  assert.deepEqual([again.unfinished, again.plan.work.length], [true, 0]);
  assert.equal((await runImport(database.app, again)).unnoted, null);
  await undo(written.importId);
  await undo(importId);
});

test('the door itself looks: an undoing that names other households takes nothing off', async () => {
  const { importId } = await bring([NEW]);
  const other = known('near-poor');
  const { who, communeId, now } = imports.wish([]);
  const send = async (payload: object, as = who) =>
    (
      await submit(
        database.app,
        as,
        [{ commandId: idFromText(sha256, JSON.stringify(payload) + now), kind: 'undo-import', v: 1, at: now, payload }],
        { now, today: TODAY },
      )
    )[0];
  await send({ importId, communeId, householdIds: [other.householdId] });
  const [row] = (await database.ownerPool.query('select state from household where household_id = $1', [other.householdId])).rows;
  assert.equal(row.state, 'present');
  const unknown = await send({ importId: idFromText(sha256, 'none'), communeId, householdIds: [other.householdId] });
  assert.equal(unknown?.problem?.code, 'import-unknown');
  const enumerator = await send(
    { importId, communeId, householdIds: [other.householdId, idFromText(sha256, 'x')] },
    imports.who('kiemtra'),
  );
  assert.equal(enumerator?.problem?.code, 'not-your-role');
});

test('a rebuilt register is the same register', async () => {
  const before = await register();
  await rebuild(database.owner);
  assert.deepEqual(await register(), before);
});
