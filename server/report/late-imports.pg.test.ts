/**
 * Lists that come in after a round was closed (nạp danh sách sau khi đóng đợt): a decided year keeps its classes, what else changes in it is
 * said before, and told while it stands, and not once it was undone.
 */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { date } from '../../core/kernel/dates.ts';
import { withDatabase } from '../../tools/test/database.ts';
import { type Imports, openImports, TODAY, workbook } from '../../tools/test/imports.ts';
import { asActor } from '../http/transaction.ts';
import { runImport } from '../register/import.ts';
import { planUndo, runUndo } from '../register/import-undo.ts';
import { FIGURE_IDS } from '../../core/report/figure-ids.ts';
import { countFigures } from './counting.ts';
import { countLate, pageOfLate } from './late.ts';

const database = await withDatabase();
let imports: Imports;
before(async () => {
  imports = await openImports(database.app, () => false);
});

const TITLES = ['Ấp', 'Mã hộ', 'Chủ hộ', 'Ngày sinh', 'Giới tính', 'Dân tộc', 'Số khẩu', 'Kết quả', 'Ngày rà soát', 'Phiếu A', 'Địa chỉ'];
const NEW = ['Vĩnh Tiến', 'LATE-1', 'Đặng Văn Khá', '1970', 'Nam', 'Kinh', 2, 'Hộ nghèo', '20/10/2024', null, null];
/** Last year's round is closed. */
const END = date('2025-12-31');

function changedRow(more: number) {
  const { registered } = imports.mini.village.households.find((each) => each.key === 'renter') ?? assert.fail();
  const hamlet = imports.mini.village.hamlets.find(({ areaId }) => areaId === registered.hamletId)?.name;
  return [hamlet, registered.code, registered.headName, '1990', 'Nam', 'Kinh', registered.members.length + more, null, null, null, 'Tổ 9'];
}

async function bring(...rows: readonly (readonly unknown[])[]): Promise<string> {
  const prepared = await imports.prepare([workbook({ Ho: [TITLES, ...rows] })]);
  assert.deepEqual(prepared.plan.refused, []);
  return (await runImport(database.app, prepared)).importId;
}

async function undo(importId: string): Promise<void> {
  const { who, communeId, now } = imports.wish([]);
  const hamletIds = imports.mini.village.hamlets.map(({ areaId }) => areaId);
  const wish = { importId, communeId, hamletIds, who, now, today: TODAY };
  const plan = await planUndo(database.app, wish);
  assert.deepEqual(await runUndo(database.app, { wish, plan }), { ok: true, value: true });
}

async function late() {
  const asked = { roundId: imports.mini.rounds.last, end: END, hamletIds: imports.mini.village.hamlets.map(({ areaId }) => areaId) };
  return asActor(database.app, imports.who('canbo').scope, async (tx) => {
    const list = await pageOfLate(tx, asked, { after: 0, limit: 100 });
    return { ...(await countLate(tx, asked)), kinds: list.flatMap(({ acts }) => acts.map(({ kind }) => kind)) };
  });
}

/** All numbers of the closed year. */
async function figures() {
  const at = { start: date('2024-12-31'), end: END, rulebook: '2022-2026' as const };
  const hamletIds = imports.mini.village.hamlets.map(({ areaId }) => areaId);
  return asActor(database.app, imports.who('canbo').scope, (tx) => countFigures(tx, { ...at, hamletIds }, FIGURE_IDS));
}

/** Households of the register by what they have of the two years, as rows of a list of 2024. */
async function rowsOf2024(where: string, named: string) {
  const { rows } = await database.ownerPool.query<{ code: string; name: string; hamletId: string }>(`
    select code, head_name as name, hamlet_id as "hamletId" from household h where state = 'present' and code is not null and ${where} order by code`);
  const hamlet = (id: string) => imports.mini.village.hamlets.find(({ areaId }) => areaId === id)?.name;
  return rows.map(({ code, name, hamletId }) => [hamlet(hamletId), code, name, null, null, null, null, named, '20/10/2024', null, null]);
}
const has = (more: string) => `exists (select from status s where s.household_id = h.household_id and ${more})`;

test('a list of a year before one that is decided changes no number of it, and says what comes back', async () => {
  const before = await figures();
  const unknown = await rowsOf2024(`not ${has('true')}`, 'Hộ nghèo');
  assert.ok(unknown.length > 0);
  const prepared = await imports.prepare([workbook({ Ho: [TITLES, NEW, ...unknown] })]);
  assert.deepEqual(
    [...new Set(prepared.plan.refused.map(({ refusals }) => JSON.stringify(refusals)))],
    [JSON.stringify([{ code: 'year-decided-without', said: '2025' }])],
  );
  assert.deepEqual(prepared.plan.decided, [
    { kind: 'refused', year: 2025, has: null, says: 'poor', households: unknown.length },
    { kind: 'apart', year: 2025, has: null, says: 'poor', households: 1 },
  ]);
  const { importId } = await runImport(database.app, prepared);
  const [row] = (
    await database.ownerPool.query(`select r.valid_from::text as since, s.class, s.year from household h
    join residence r using (household_id) join status s using (household_id) where h.code = 'LATE-1'`)
  ).rows;
  assert.deepEqual(row, { since: TODAY, class: 'poor', year: 2024 });
  assert.deepEqual(await figures(), before);
  assert.deepEqual(await late(), NOTHING);
  await undo(importId);
});

test('what a year that is decided began with changes only where the list says so beforehand', async () => {
  // As it stands where households were written down years ago and the list of 2024 never came in.
  await database.ownerPool.query('delete from status where year = 2024');
  await database.ownerPool.query(`update residence set valid_from = '2020-01-01' where valid_to is null`);
  const rows = await rowsOf2024(`${has(`year = 2025 and source = 'decision'`)}`, 'Hộ nghèo');
  assert.ok(rows.length > 0);
  const prepared = await imports.prepare([workbook({ Ho: [TITLES, ...rows] })]);
  assert.deepEqual(prepared.plan.refused, []);
  const told = prepared.plan.decided.filter(({ kind }) => kind === 'start').reduce((sum, { households }) => sum + households, 0);
  assert.ok(told > 0);
  const poorAtStart = async () => [...(await figures()).values()].reduce((sum, counts) => sum + (counts.poorStart ?? 0), 0);
  const [was, statuses] = [await poorAtStart(), `select household_id, class from status where year = 2025 order by 1`];
  const classes = (await database.ownerPool.query(statuses)).rows;
  const unsaid = await runImport(database.app, { ...prepared, agreed: false });
  assert.deepEqual(
    [unsaid.refused.length, new Set(unsaid.refused.map(({ problem }) => problem.code))],
    [rows.length, new Set(['import-decided-unsaid'])],
    'nobody said yes',
  );
  assert.equal(await poorAtStart(), was);
  const { importId } = await runImport(database.app, prepared);
  assert.equal((await poorAtStart()) - was, told);
  assert.deepEqual((await database.ownerPool.query(statuses)).rows, classes);
  assert.equal((await late()).households, rows.length);
  await undo(importId);
  assert.equal(await poorAtStart(), was);
  assert.deepEqual(await late(), NOTHING);
});

const NOTHING = { acts: 0, households: 0, kinds: [] };

test('what an import wrote about a closed year is told, and nothing of it once the import was undone', async () => {
  assert.deepEqual(await late(), NOTHING);
  const first = await bring(NEW, changedRow(2));
  const told = await late();
  assert.ok(told.kinds.includes('household-corrected'), told.kinds.join());
  const second = await bring(changedRow(3));
  assert.equal((await late()).acts, told.acts + 1);
  await undo(second);
  assert.deepEqual(await late(), told, 'the first one still stands');
  await undo(first);
  assert.deepEqual(await late(), NOTHING);
});

test('an import of before the close that is undone after it changes the closed year, and is told', async () => {
  const importId = await bring(changedRow(2));
  // As it would stand had the round been closed between the two.
  await database.ownerPool.query('update round set closed_at = (select max(recorded_at) from event) where round_id = $1', [
    imports.mini.rounds.last,
  ]);
  assert.deepEqual(await late(), NOTHING);
  await undo(importId);
  assert.deepEqual(await late(), { acts: 1, households: 1, kinds: ['import-withdrawn'] });
});
