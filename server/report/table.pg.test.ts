/** The tables on PostgreSQL: random communes made through the door, SQL against the pure figures, invariants, a second reader. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { read as readSheet, utils } from '@e965/xlsx';
import fc from 'fast-check';
import type { PovertyClass } from '../../core/classify/verdict.ts';
import { date, type Instant } from '../../core/kernel/dates.ts';
import { isAreaId } from '../../core/kernel/ids.ts';
import { countFigures as countPure, type Moment } from '../../core/report/figure.ts';
import { countOf, FIGURE_IDS, type FigureId } from '../../core/report/figure-ids.ts';
import { type Cell, TABLE_NUMBERS, type TableNumber, type TableRow, type TableView } from '../../core/report/views.ts';
import { withDatabase } from '../../tools/test/database.ts';
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
  person,
  register,
  ROUND,
  take,
} from '../../tools/test/small-province.ts';
import { readFacts } from '../../tools/test/report-facts.ts';
import { pdfText } from '../../tools/test/unpack.ts';
import { keepAreaTree } from '../access/areas.ts';
import { asActor, type Tx } from '../http/transaction.ts';
import { submit } from '../ledger/door.ts';
import { tableFile } from './file.ts';
import { countFigures } from './counting.ts';
import { findRound, type RoundRow } from './store.ts';
import { tableView } from './table.ts';
import { territoryOf } from './territory.ts';

const CLASSES = ['poor', 'near-poor', 'not-poor'] as const;
const RULEBOOKS = ['2022-2026', '2027-2030'] as const;
const officer = person('officer', 'commune-officer', COMMUNES[0]);
const chair = person('chair', 'commune-chair', COMMUNES[0]);

const { app, ownerPool } = await withDatabase();
const gone = new Set<string>();
await found(app);
await makeCommunes();

/** Each household: where, how many people, what earlier lists said, what the interview found, what happened to it. */
async function makeCommunes(): Promise<void> {
  const plan = fc.record({
    hamlet: fc.integer({ min: 0, max: 3 }),
    people: fc.integer({ min: 1, max: 6 }),
    earlier: fc.dictionary(fc.constantFrom('2021', '2023', '2024', '2025'), fc.constantFrom<PovertyClass>(...CLASSES), { maxKeys: 3 }),
    finds: fc.option(fc.constantFrom<PovertyClass>(...CLASSES), { nil: null }),
    life: fc.constantFrom('moves', 'dies', 'splits', 'merges', 'moves within', 'nothing', 'nothing'),
  });
  const drawn = fc.sample(plan, { numRuns: 90, seed: Number(process.env['VUON_SEED'] ?? 1) });
  // Whatever is drawn, a poor household moves away from the first hamlet.
  const households = [{ hamlet: 0, people: 2, earlier: { '2024': 'poor' }, finds: 'poor', life: 'moves' } as const, ...drawn];
  for (const [index, { hamlet, people, earlier, finds, life }] of households.entries()) {
    const name = `Hộ ${index}`;
    const householdId = id(`household ${name}`);
    const [, lastClass] = Object.entries(earlier).sort().at(-1) ?? [];
    const listed = lastClass !== undefined && lastClass !== 'not-poor';
    await take(app, [
      register(name, HAMLETS[hamlet] ?? '', people),
      ...Object.entries(earlier).map(([year, found]) => recorded(householdId, Number(year), found)),
      command('review-listed', { householdId, roundId: ROUND.roundId, why: 'request' }),
    ]);
    await take(app, livedBefore(name, people, life));
    if (gone.has(name)) continue;
    const told = { supportsWanted: ['credit' as const], causes: index % 2 === 0 ? ['illness' as const, 'no-land' as const] : [] };
    const answers = answersOf(name, finds ?? (listed ? 'poor' : 'not-poor'), told);
    // Who has a household of their own by now is no member here.
    const young = life === 'splits' && people >= 3 ? id(`member ${name} con 1`) : null;
    const members = answers.members.filter(({ memberId }) => memberId !== young);
    await take(app, [interview(name, { answers: { ...answers, members } })]);
    await live(livedAfter(name, { hamlet, life, before: index === 0 ? null : `Hộ ${index - 1}` }));
  }
  const decision = { roundId: ROUND.roundId, rulebook: '2022-2026' as const, decidedOn: CLOCK.today };
  await take(
    app,
    [command('decide-list', { ...decision, decisionId: id('decision'), communeId: COMMUNES[0], number: '1/QĐ-UBND' })],
    chair,
  );
}

/** As far as the door lets them: a household that must be decided ends in no other that was better off. */
async function live(commands: readonly AnyCommand[]): Promise<void> {
  for (const answer of await submit(app, 'system', commands, CLOCK))
    assert.ok(answer.answer === 'taken' || answer.problem?.code === 'to-be-decided-first', JSON.stringify(answer));
}

function livedBefore(name: string, people: number, life: string) {
  const householdId = id(`household ${name}`);
  const child = id(`member ${name} con 1`);
  if (life === 'dies' && people === 1) gone.add(name);
  if (life === 'dies')
    return [command('member-died', { householdId, memberId: people > 1 ? child : id(`member ${name}`), on: '2026-03-01' })];
  if (life !== 'splits' || people < 3) return [];
  const young = { newHouseholdId: id(`household ${name} trẻ`), memberIds: [child], headId: child };
  return [command('split-household', { householdId, ...young, code: null, address: 'Số 2', on: '2026-06-01' })];
}

function livedAfter(name: string, { hamlet, life, before }: { hamlet: number; life: string; before: string | null }) {
  const householdId = id(`household ${name}`);
  const move = (to: number) => command('move-household', { householdId, toHamletId: HAMLETS[to] ?? '', address: null, on: '2026-09-25' });
  if (life === 'moves') return [move((hamlet + 2) % 4)];
  if (life === 'moves within') return [move(hamlet ^ 1)];
  if (life === 'merges' && before !== null && !gone.has(before)) {
    gone.add(name);
    return [command('merge-households', { householdId, intoHouseholdId: id(`household ${before}`), on: '2026-09-26' })];
  }
  return [];
}

function recorded(householdId: string, year: number, found: PovertyClass) {
  const empty = { origin: null, b1: null, b2: null, reviewer: null, formA: null };
  return command('status-recorded', { householdId, year, class: found, reviewedOn: `${year}-11-20`, source: 'test', ...empty });
}

function asOfficer<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  return asActor(app, officer.scope, work);
}

async function view(
  table: TableNumber,
  areaId: string,
  more: { readers?: readonly ('commune' | 'auditor')[]; round?: RoundRow | undefined } = {},
): Promise<TableView> {
  return asOfficer(async (tx) => {
    const tree = await keepAreaTree()(tx);
    const round = more.round ?? (await findRound(tx, null));
    assert.ok(isAreaId(areaId) && round !== null);
    const territory = territoryOf(tree, areaId, date(CLOCK.today));
    assert.ok(territory !== null);
    const today = date(more.round === undefined ? CLOCK.today : '2027-10-01');
    const common = { tree, territory, round, today, language: 'vi' as const, rulebook: null };
    return tableView(tx, { table, readers: more.readers ?? ['commune'], ...common });
  });
}

test('the SQL of every figure equals its pure count, on days around the changes, under both standards', async () => {
  const facts = await readFacts(ownerPool);
  const days = [
    '2023-12-31',
    '2024-06-01',
    '2025-11-19',
    '2025-11-20',
    '2025-12-31',
    '2026-03-01',
    '2026-09-19',
    '2026-09-25',
    '2026-10-01',
  ].map(date);
  const seen = new Set<FigureId>();
  for (const [index, end] of days.entries()) {
    for (const start of days.slice(Math.max(0, index - 2), index + 1))
      for (const rulebook of RULEBOOKS) await compare({ start, end, rulebook });
  }
  for (const id of ['poorHouseholds', 'poorRisen', 'poorDownOther', 'poorUpOther', 'poorNew', 'poorCause.illness'] as const)
    assert.ok(seen.has(id), `${id} was always 0`);

  async function compare(at: Moment): Promise<void> {
    const all = { accountId: officer.scope.accountId, reach: 'all', today: CLOCK.today } as const;
    const bySql = await asActor(app, all, (tx) => countFigures(tx, { ...at, hamletIds: [...HAMLETS] }, FIGURE_IDS));
    for (const [figure, pure] of countPure(facts, at)) {
      for (const hamlet of HAMLETS) {
        const found = countOf(bySql.get(hamlet) ?? {}, figure);
        assert.equal(found, pure.get(hamlet) ?? 0, `${figure} in ${hamlet} from ${at.start} to ${at.end} under ${at.rulebook}`);
        if (found > 0) seen.add(figure);
      }
    }
  }
});

test('a commune counts households that have moved away since as the province does', async () => {
  const all = { accountId: officer.scope.accountId, reach: 'all', today: CLOCK.today } as const;
  const at = { start: date('2025-12-31'), end: date('2026-10-01'), rulebook: '2022-2026' as const, hamletIds: HAMLETS.slice(0, 2) };
  const [own, whole] = [
    await asOfficer((tx) => countFigures(tx, at, FIGURE_IDS)),
    await asActor(app, all, (tx) => countFigures(tx, at, FIGURE_IDS)),
  ];
  assert.deepEqual(own, whole);
  assert.ok(countOf(own.get(HAMLETS[0]) ?? {}, 'poorDownOther') > 0);
  const foreign = await asOfficer((tx) => countFigures(tx, { ...at, hamletIds: [...HAMLETS] }, FIGURE_IDS));
  assert.deepEqual([...foreign.keys()].sort(), [...own.keys()].sort());
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

test('every counted table: rows sum to the total, formulas under the headings hold, and the tables agree', async () => {
  for (const area of [COMMUNES[0], HAMLETS[0]]) {
    const shown = new Map<TableNumber, TableView>();
    for (const table of TABLE_NUMBERS) if (table !== 15) shown.set(table, await view(table, area));
    for (const [table, each] of shown)
      for (const measure of [null, 'household', 'person'] as const) checkSums(`table ${table}`, each, measure);
    const cell = (table: TableNumber, column: string) => numberAt(shown.get(table), column);
    assert.equal(cell(2, '9 = 1-2-3-4+5+6+7+8'), cell(1, '3'));
    for (const [table, column] of [
      [4, '1'],
      [5, '1'],
      [8, '1'],
      [12, '9'],
    ] as const)
      assert.equal(cell(table, column), cell(1, '3'), `table ${table}`);
    const lacking = Array.from({ length: 12 }, (_, place) => cell(4, String(place + 3)));
    assert.equal(
      cell(4, '2 = 3+4+…+14'),
      lacking.reduce((sum, each) => sum + each, 0),
    );
    for (let cause = 1; cause <= 8; cause += 1)
      assert.ok(cell(10, String(cause)) <= cell(1, '3') && cell(10, String(cause + 8)) <= cell(1, '5'));
    assert.ok(cell(1, '3') > 0 && cell(4, '2 = 3+4+…+14') > 0 && cell(10, '1') > 0);
  }
});

test('the end of one year is the start of the next', async () => {
  const next = { ...ROUND, roundId: id('next round'), year: ROUND.year + 1, opensOn: '2027-09-01', closesOn: '2027-12-14' };
  const rows = [
    { roundId: ROUND.roundId, state: 'closed' as const, closesOn: date(ROUND.closesOn), body: ROUND },
    { roundId: next.roundId, state: 'open' as const, closesOn: date(next.closesOn), body: next },
  ];
  for (const table of [2, 3] as const) {
    const [first, second] = [await view(table, COMMUNES[0], { round: rows[0] }), await view(table, COMMUNES[0], { round: rows[1] })];
    for (const measure of ['household', 'person'] as const) {
      const end = numberAt(first, '9 = 1-2-3-4+5+6+7+8', measure);
      assert.equal(end, numberAt(second, '1', measure));
      assert.ok(end > 0);
    }
    assert.equal(first.date, '2026-12-31');
  }
});

/** Of the total line. */
function numberAt(shown: TableView | undefined, column: string, measure: 'household' | 'person' | null = null): number {
  const line = shown?.rows.findLast(
    (row) => row.style === 'total' && (measure === null || row.measure === measure) && row.measure !== (measure === null ? 'person' : null),
  );
  const cell = line?.cells[shown?.columnNumbers.indexOf(column) ?? -1];
  assert.ok(cell?.kind === 'count', `column ${column}`);
  return cell.value;
}

/** Sums of the rows, and every formula of the row of numbers reckoned again from the cells beside it. */
function checkSums(name: string, shown: TableView, measure: 'household' | 'person' | null): void {
  const rows = shown.rows.filter((row) => row.measure === measure);
  const total = rows.find((row) => row.style === 'total');
  if (total === undefined) return;
  const at = (row: TableRow, number: string) => {
    const cell = row.cells[shown.columnNumbers.findIndex((each) => each === number || each.startsWith(`${number} =`))];
    return cell?.kind === 'count' ? cell.value : 0;
  };
  for (const [column, formula] of shown.columnNumbers.entries()) {
    const whole: Cell | undefined = total.cells[column];
    const parts = rows.filter((row) => row.style === 'row').map((row) => row.cells[column]);
    if (whole?.kind === 'count')
      assert.equal(
        parts.reduce((sum, cell) => sum + (cell?.kind === 'count' ? cell.value : 0), 0),
        whole.value,
        `${name} ${formula}`,
      );
    for (const row of rows) {
      const cell = row.cells[column];
      const [, over, under] = /= (\d+)\/(\d+)$/.exec(formula) ?? [];
      if (cell?.kind === 'rate' && over !== undefined && under !== undefined) {
        const rate = at(row, under) === 0 ? null : Math.floor((at(row, over) * 20_000 + at(row, under)) / (2 * at(row, under)));
        assert.equal(cell.value, rate, `${name} ${formula}`);
      }
      if (cell?.kind === 'count' && formula.startsWith('9 = 1-2')) {
        const [start, ...moves] = ['1', '2', '3', '4', '5', '6', '7', '8'].map((number) => at(row, number));
        assert.equal(
          cell.value,
          moves.reduce((sum, move, place) => sum + (place < 3 ? -move : move), start ?? 0),
          `${name} ${formula}`,
        );
      }
    }
  }
}

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
  const facts = await readFacts(ownerPool);
  const poorOn = (end: string) => {
    const at = { start: date('2025-12-31'), end: date(end), rulebook: '2022-2026' as const };
    const counts = countPure(facts, at, ['poorHouseholds']).get('poorHouseholds');
    return (counts?.get(HAMLETS[0]) ?? 0) + (counts?.get(HAMLETS[1]) ?? 0);
  };
  const { rows } = await ownerPool.query<{ poor: number }>('select poor from decision');
  assert.equal(poorOn(CLOCK.today), rows[0]?.poor);
  // How many were poor before may by chance be the same number; who was is not.
  const idsOn = async (day: string): Promise<readonly string[]> => {
    const found = await ownerPool.query<{ id: string }>(
      `select household_id as id from status where class = 'poor' and hamlet_id = any ($1)
          and valid_from <= $2::date and (valid_to is null or $2::date < valid_to) order by 1`,
      [HAMLETS.slice(0, 2), day],
    );
    return found.rows.map(({ id: one }) => one);
  };
  assert.notDeepEqual(await idsOn('2026-09-30'), await idsOn(CLOCK.today));
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
  for (const word of ['tạm thời', 'DỰ THẢO']) {
    const line = flat.findIndex((each) => each.includes(word));
    assert.equal(
      line > 0 && line < at,
      shown.marks.some((mark) => mark.includes(word)),
      `${word} stands above the numbers`,
    );
  }
  assert.ok(shown.marks.some((mark) => mark.includes('tạm thời')));
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
