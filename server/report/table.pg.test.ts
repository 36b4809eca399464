/**
 * Tables 1 and 15 on PostgreSQL: random communes made through the door (lists of earlier years, interviews, moves, a
 * decision), then the SQL against the pure figures on many days, the invariants of the tables, and the files opened by a
 * second reader.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { read as readSheet, utils } from '@e965/xlsx';
import fc from 'fast-check';
import type { PovertyClass, RulebookId } from '../../core/classify/verdict.ts';
import { periodAt } from '../../core/kernel/areas.ts';
import { addDays, date, type Instant } from '../../core/kernel/dates.ts';
import { isAreaId } from '../../core/kernel/ids.ts';
import { FIGURES, FIGURE_IDS, type Residence, type Snapshot, type StatusFact } from '../../core/report/figure.ts';
import type { TableView } from '../../core/report/views.ts';
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
import { pdfText } from '../../tools/test/unpack.ts';
import { keepAreaTree } from '../access/areas.ts';
import { asActor, type Tx } from '../http/transaction.ts';
import { tableFile } from './file.ts';
import { countHamlets, findRound } from './store.ts';
import { tableView } from './table.ts';

const CLASSES = ['poor', 'near-poor', 'not-poor'] as const;
const RULEBOOKS = ['2022-2026', '2027-2030'] as const;
const officer = person('officer', 'commune-officer', COMMUNES[0]);
const chair = person('chair', 'commune-chair', COMMUNES[0]);

const { app, ownerPool } = await withDatabase();
await found(app);
await makeCommunes();

/** Each household: where, how many people, what earlier lists said, what the interview found, whether it moved on. */
async function makeCommunes(): Promise<void> {
  const plan = fc.record({
    hamlet: fc.integer({ min: 0, max: 3 }),
    people: fc.integer({ min: 1, max: 6 }),
    earlier: fc.option(fc.constantFrom<PovertyClass>(...CLASSES), { nil: null }),
    finds: fc.option(fc.constantFrom<PovertyClass>(...CLASSES), { nil: null }),
    moves: fc.boolean(),
  });
  const households = fc.sample(plan, { numRuns: 60, seed: Number(process.env['VUON_SEED'] ?? 1) });
  for (const [index, { hamlet, people, earlier, finds, moves }] of households.entries()) {
    const name = `Hộ ${index}`;
    const householdId = id(`household ${name}`);
    const listed = earlier === 'poor' || earlier === 'near-poor';
    await take(app, [
      register(name, HAMLETS[hamlet] ?? '', people),
      ...(earlier === null ? [] : [recorded(householdId, earlier)]),
      command('review-listed', { householdId, roundId: ROUND.roundId, why: 'request' }),
      interview(name, { answers: answersOf(name, finds ?? (listed ? 'poor' : 'not-poor'), { supportsWanted: ['credit'] }) }),
    ]);
    if (!moves) continue;
    await take(app, [
      command('move-household', { householdId, toHamletId: HAMLETS[(hamlet + 1) % 4] ?? '', address: null, on: '2026-09-25' }),
    ]);
  }
  const decision = { roundId: ROUND.roundId, rulebook: '2022-2026' as const, decidedOn: CLOCK.today };
  await take(
    app,
    [command('decide-list', { ...decision, decisionId: id('decision'), communeId: COMMUNES[0], number: '1/QĐ-UBND' })],
    chair,
  );
}

function recorded(householdId: string, found: PovertyClass) {
  const empty = { origin: null, b1: null, b2: null, reviewer: null, formA: null };
  return command('status-recorded', { householdId, year: 2025, class: found, reviewedOn: '2025-11-20', source: 'test', ...empty });
}

/** The facts as they lie in the tables, without any of the conditions that count them. */
async function snapshot(): Promise<Snapshot> {
  const residences = await ownerPool.query<Residence>(
    'select household_id as "householdId", hamlet_id as "hamletId", people, valid_from as "from", valid_to as "to" from residence',
  );
  const statuses = await ownerPool.query<Omit<StatusFact, 'rulebook'> & { rulebook: RulebookId | null; year: number }>(
    'select household_id as "householdId", rulebook, year, class, people, valid_from as "from", valid_to as "to" from status',
  );
  const standard = (year: number): RulebookId => (year < 2027 ? '2022-2026' : '2027-2030');
  return { residences: residences.rows, statuses: statuses.rows.map((row) => ({ ...row, rulebook: row.rulebook ?? standard(row.year) })) };
}

function asOfficer<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  return asActor(app, officer.scope, work);
}

async function view(table: 1 | 15, areaId: string, more: { readers?: readonly ('commune' | 'auditor')[] } = {}): Promise<TableView> {
  return asOfficer(async (tx) => {
    const tree = await keepAreaTree()(tx);
    const round = await findRound(tx, null);
    assert.ok(isAreaId(areaId) && round !== null);
    const area = periodAt(tree, areaId, date(CLOCK.today));
    assert.ok(area !== null);
    const common = { tree, area, round, today: date(CLOCK.today), language: 'vi' as const, rulebook: null };
    return tableView(tx, { table, readers: more.readers ?? ['commune'], ...common });
  });
}

test('the SQL of every figure equals its pure count, on every day around the changes, under both standards', async () => {
  const facts = await snapshot();
  let nonzero = 0;
  for (let day = date('2023-12-30'); day <= date('2024-01-02'); day = addDays(day, 1)) await compare(day);
  for (let day = date('2025-11-18'); day <= date('2025-11-22'); day = addDays(day, 1)) await compare(day);
  for (let day = date('2026-09-18'); day <= date('2026-10-03'); day = addDays(day, 1)) await compare(day);
  assert.ok(nonzero > 200, `only ${nonzero} counts were not 0`);

  async function compare(day: ReturnType<typeof date>): Promise<void> {
    for (const rulebook of RULEBOOKS) {
      const all = { accountId: officer.scope.accountId, reach: 'all', today: CLOCK.today } as const;
      const counted = await asActor(app, all, (tx) => countHamlets(tx, { date: day, rulebook, hamletIds: [...HAMLETS] }));
      const bySql = new Map(counted.map((row) => [row.hamletId, row]));
      for (const figure of FIGURE_IDS) {
        const pure = FIGURES[figure].count(facts, { date: day, rulebook });
        for (const hamlet of HAMLETS) {
          assert.equal(bySql.get(hamlet)?.[figure] ?? 0, pure.get(hamlet) ?? 0, `${figure} in ${hamlet} on ${day} under ${rulebook}`);
          if ((pure.get(hamlet) ?? 0) > 0) nonzero += 1;
        }
      }
    }
  }
});

test('table 1: rows sum to the total; a hamlet alone shows its own line; outside the area nothing is counted', async () => {
  const commune = await view(1, COMMUNES[0]);
  assert.equal(commune.rows.length, 3);
  const numbers = (row: number) => commune.rows[row]?.cells.map((cell) => (cell.kind === 'count' ? cell.value : null)) ?? [];
  const total = numbers(2);
  for (const [column, value] of total.entries())
    if (value !== null) assert.equal((numbers(0)[column] ?? 0) + (numbers(1)[column] ?? 0), value);
  assert.ok((total[4] ?? 0) > 0 && (total[6] ?? 0) > 0, 'there are poor and near-poor households');
  const hamlet = await view(1, HAMLETS[0]);
  assert.deepEqual(hamlet.rows[0]?.cells.slice(2), commune.rows[0]?.cells.slice(2));
  const foreign = await view(1, COMMUNES[1]);
  assert.ok(foreign.rows.every((row) => row.cells.every((cell) => cell.kind !== 'count' || cell.value === 0)));
});

test('the people in table 15 are the poor people of table 1, each once, and its heads are the poor households', async () => {
  for (const area of [COMMUNES[0], HAMLETS[0], HAMLETS[1]]) {
    const total = (await view(1, area)).rows.at(-1);
    const list = await view(15, area);
    assert.deepEqual(total?.cells[10], { kind: 'count', value: list.rows.length });
    const heads = list.rows.filter((row) => row.cells[0]?.kind === 'text' && row.cells[0].value !== '');
    assert.deepEqual(total?.cells[4], { kind: 'count', value: heads.length });
    const last = list.rows.at(-1)?.cells[1];
    assert.equal(last?.kind === 'text' && last.value, String(list.rows.length));
  }
});

test('table 15 is masked for the auditor', async () => {
  const [open, masked] = [await view(15, COMMUNES[0]), await view(15, COMMUNES[0], { readers: ['auditor'] })];
  const nameOf = (shown: TableView) => shown.rows.map((row) => (row.cells[2]?.kind === 'text' ? row.cells[2].value : ''));
  assert.ok(nameOf(open).some((name) => /^Hộ \d+/.test(name)));
  assert.ok(
    nameOf(masked).every((name) => /^Hộ \d\.( c\. \d\.)?$/.test(name)),
    nameOf(masked).join(),
  );
  assert.ok(
    masked.rows.every((row) => row.cells[6]?.kind === 'not-collected'),
    'ethnicity is hidden',
  );
});

test('the decision moved table 1, and the day before still shows the old list', async () => {
  const facts = await snapshot();
  const poorOn = (day: string) => {
    const counts = FIGURES.poorHouseholds.count(facts, { date: date(day), rulebook: '2022-2026' });
    return (counts.get(HAMLETS[0]) ?? 0) + (counts.get(HAMLETS[1]) ?? 0);
  };
  const { rows } = await ownerPool.query<{ poor: number; before: number }>(
    `select d.poor, (select count(*)::int from status s join household h on h.household_id = s.household_id
                      where s.source = 'recorded' and s.class = 'poor' and h.hamlet_id = any ($1)) as before from decision d`,
    [HAMLETS.slice(0, 2)],
  );
  assert.equal(poorOn(CLOCK.today), rows[0]?.poor);
  assert.equal(poorOn('2026-09-30'), rows[0]?.before);
});

test('the sheet: a second reader finds merged headings, formats, print set-up and the same numbers', async () => {
  const shown = await view(1, COMMUNES[0]);
  const file = await makeFile(shown, 'xlsx');
  const book = readSheet(Buffer.from(file.bytes), { cellStyles: true, cellNF: true });
  assert.deepEqual(book.SheetNames, ['Bieu_1']);
  const sheet = book.Sheets['Bieu_1'];
  assert.ok(sheet !== undefined);
  const rows = utils.sheet_to_json<unknown[]>(sheet, { header: 1, blankrows: true, raw: true });
  const flat = rows.map((row) => row.map(String).join('|'));
  const at = flat.findIndex((line) => line.startsWith('A|B|1|2|3|4 = 3/1'));
  assert.ok(at > 0, 'the row of column numbers');
  for (const [index, row] of shown.rows.entries()) {
    const written = rows[at + 1 + index] ?? [];
    for (const [column, cell] of row.cells.entries()) {
      if (cell.kind === 'count') assert.equal(written[column], cell.value);
      if (cell.kind === 'rate') assert.equal(written[column] ?? null, cell.value === null ? null : cell.value / 100);
      if (cell.kind === 'not-collected') assert.equal(written[column], '–');
    }
  }
  const merged = new Set((sheet['!merges'] ?? []).map((range) => utils.encode_range(range)));
  for (const range of [`E${at - 2}:J${at - 2}`, `A${at - 2}:A${at}`, `E${at - 1}:F${at - 1}`])
    assert.ok(merged.has(range), `${range} is merged`);
  assert.ok(
    flat.some((line) => line.includes('tạm thời')),
    'it says that it is provisional',
  );
  const titles = (book.Workbook?.Names ?? []).find((name) => name.Name === '_xlnm.Print_Titles');
  assert.equal(titles?.Ref, `Bieu_1!$${at - 2}:$${at + 1}`);
});

test('the paper: the text of the PDF holds title, numbers, notice and the place for the signature', async () => {
  const text = pdfText(Buffer.from((await makeFile(await view(15, COMMUNES[0]), 'pdf')).bytes)).replace(/\s+/g, ' ');
  for (const part of ['DANH SÁCH CHI TIẾT HỘ NGHÈO', 'Độc lập', 'Người lập biểu', 'tạm thời', '1/']) assert.ok(text.includes(part), part);
});

test('a name full of signs of the typesetter is printed as it stands', async () => {
  const shown = await view(1, COMMUNES[0]);
  const hostile = 'Ấp "#panic(1)" $x$ \\ [*_@<b>';
  const rows = shown.rows.map((row, index) =>
    index === 0 ? { ...row, cells: row.cells.map((cell, at) => (at === 1 ? { kind: 'text' as const, value: hostile } : cell)) } : row,
  );
  const file = await makeFile({ ...shown, rows }, 'pdf');
  assert.ok(pdfText(Buffer.from(file.bytes)).replace(/\s+/g, '').includes(hostile.replace(/\s+/g, '')));
});

async function makeFile(shown: TableView, format: 'xlsx' | 'pdf') {
  const tree = await asOfficer((tx) => keepAreaTree()(tx));
  // cast: the test's clock is written in the right form
  return tableFile(shown, { tree, now: CLOCK.now as Instant, areaId: COMMUNES[0], date: date(CLOCK.today) }, format);
}
