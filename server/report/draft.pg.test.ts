/** What may be called official: a table of an undecided round, of a part of the communes, of a standard that recognises nobody. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { read as readSheet, utils } from '@e965/xlsx';
import type { RulebookId } from '../../core/classify/verdict.ts';
import { date, type Instant } from '../../core/kernel/dates.ts';
import { isAreaId } from '../../core/kernel/ids.ts';
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
  PROVINCE,
  register,
  ROUND,
  take,
} from '../../tools/test/small-province.ts';
import { pdfText } from '../../tools/test/unpack.ts';
import { keepAreaTree } from '../access/areas.ts';
import { asActor } from '../http/transaction.ts';
import { tableFile } from './file.ts';
import { findRound } from './store.ts';
import { tableView } from './table.ts';
import { territoryOf } from './territory.ts';

const { app } = await withDatabase();
await found(app);
for (const [hamlet, name] of [
  [HAMLETS[0], 'Một'],
  [HAMLETS[2], 'Hai'],
] as const)
  await take(app, [
    register(name, hamlet, 2),
    command('review-listed', { householdId: id(`household ${name}`), roundId: ROUND.roundId, why: 'request' }),
    interview(name, { answers: answersOf(name, 'poor') }),
  ]);

/** On the list of the year before, as new on it then; not visited yet. */
await take(app, [
  register('Ba', HAMLETS[2], 2),
  command('status-recorded', {
    ...{ householdId: id('household Ba'), year: 2025, class: 'poor', origin: 'new', reviewedOn: '2025-11-20', source: 'test' },
    ...{ b1: null, b2: null, reviewer: null, formA: null },
  }),
]);

async function decide(communeId: string): Promise<void> {
  const decision = { roundId: ROUND.roundId, rulebook: '2022-2026' as const, decidedOn: CLOCK.today };
  const decided = command('decide-list', { ...decision, decisionId: id(`decision ${communeId}`), communeId, number: '1/QĐ-UBND' });
  await take(app, [decided], person('chair', 'commune-chair', communeId));
}

async function view(areaId: string, rulebook: RulebookId | null = null, table: 1 | 2 | 15 = 1): Promise<TableView> {
  return asActor(app, person('officer', 'province-officer', PROVINCE).scope, async (tx) => {
    const tree = await keepAreaTree()(tx);
    const [round, today] = [await findRound(tx, null), date(CLOCK.today)];
    assert.ok(isAreaId(areaId) && round !== null);
    const territory = territoryOf(tree, areaId, today);
    assert.ok(territory !== null);
    return tableView(tx, { table, tree, territory, round, today, language: 'vi', rulebook, readers: ['commune'] });
  });
}

async function makeFile(shown: TableView, format: 'xlsx' | 'pdf') {
  const tree = await asActor(app, person('officer', 'province-officer', PROVINCE).scope, (tx) => keepAreaTree()(tx));
  // cast: the test's clock is written in the right form
  return tableFile(shown, { tree, now: CLOCK.now as Instant, areaId: COMMUNES[0], date: date(CLOCK.today) }, format);
}

async function isDraft(draft: TableView, marked: RegExp): Promise<void> {
  assert.equal(draft.draft, true);
  assert.match(draft.marks[0] ?? '', marked);
  assert.doesNotMatch(draft.title, /chính thức/);
  assert.ok(
    draft.marks.some((mark) => mark.includes('tạm thời')),
    'the illustrative scores are told as well',
  );
  const paper = await makeFile(draft, 'pdf');
  assert.match(paper.name, /du-thao/);
  const text = pdfText(Buffer.from(paper.bytes)).replace(/\s+/g, ' ');
  assert.doesNotMatch(text.toLocaleLowerCase('vi'), /kết quả chính thức/);
  assert.ok(text.indexOf('DỰ THẢO') > 0 && text.indexOf('DỰ THẢO') < text.indexOf('4 = 3/1'), 'above the numbers of the paper');
  const sheet = readSheet(Buffer.from((await makeFile(draft, 'xlsx')).bytes)).Sheets['Bieu_1'];
  const rows = utils.sheet_to_json<unknown[]>(sheet ?? {}, { header: 1 }).map((row) => row.map(String).join('|'));
  assert.doesNotMatch(rows.join('\n').toLocaleLowerCase('vi'), /kết quả chính thức/);
  const at = rows.findIndex((row) => row.includes('DỰ THẢO'));
  assert.ok(at > 0 && at < rows.findIndex((row) => row.includes('4 = 3/1')), 'above the numbers of the sheet');
}

function isOfficial(table: TableView): void {
  assert.equal(table.draft, false);
  assert.match(table.title, /kết quả chính thức/);
  assert.doesNotMatch(table.marks.join(' '), /DỰ THẢO/);
  assert.match(table.marks.join(' '), /tạm thời/, 'illustrative scores stay provisional');
}

/** Who was on the list when the year began is not new on it, in table 15 as in table 2. */
async function tellsWhoStayed(): Promise<void> {
  const [list, flows] = [await view(HAMLETS[2], null, 15), await view(HAMLETS[2], null, 2)];
  const values = (table: TableView, columns: readonly number[]) =>
    columns.map((column) => {
      const cell = table.rows[0]?.cells[column];
      return cell?.kind === 'mark' || cell?.kind === 'count' ? cell.value : null;
    });
  assert.deepEqual(values(list, [8, 9, 10]), [false, false, true], 'new, relapsed, still there');
  assert.deepEqual(values(flows, [3, 9, 11]), [1, 0, 1], 'at the start, new, at the end');
}

test('a table is a draft until every commune of its unit has decided', async () => {
  const undecided = /^DỰ THẢO – số liệu sơ bộ, đợt rà soát 2026 chưa quyết định: .* ngày \d\d\/\d\d\/2026\.$/;
  const some = (decided: number) => new RegExp(`^DỰ THẢO – số liệu sơ bộ, ${decided}/2 xã, phường đã quyết định trong đợt rà soát 2026: `);
  await tellsWhoStayed();
  await isDraft(await view(COMMUNES[0]), undecided);
  await isDraft(await view(HAMLETS[0]), undecided);
  await isDraft(await view(PROVINCE), some(0));
  await decide(COMMUNES[0]);
  isOfficial(await view(COMMUNES[0]));
  isOfficial(await view(HAMLETS[0]));
  await isDraft(await view(COMMUNES[1]), undecided);
  await isDraft(await view(PROVINCE), some(1));
  await take(app, [interview('Ba', { answers: answersOf('Ba', 'poor') })]);
  await decide(COMMUNES[1]);
  isOfficial(await view(PROVINCE));
  assert.doesNotMatch((await makeFile(await view(PROVINCE), 'xlsx')).name, /du-thao/);
});

test('by the standard beside the official one nothing is official, decided or not', async () => {
  await isDraft(await view(COMMUNES[0], '2027-2030'), /đợt rà soát 2026 không công nhận hộ nào theo chuẩn 2027–2030/);
});
