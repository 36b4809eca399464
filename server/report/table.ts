/**
 * An official table for one unit and day (biểu của một đơn vị): asks the figures, arranges them by the form, writes the
 * texts. `routes.ts` sends it to a screen, as a sheet or as paper.
 */
import type { Reader } from '../../core/access/catalogue.ts';
import { RULEBOOK_IDS, type RulebookId } from '../../core/classify/verdict.ts';
import type { AreaTree } from '../../core/kernel/areas.ts';
import { date, type PlainDate } from '../../core/kernel/dates.ts';
import { roundSchema, tableStatusIn } from '../../core/meeting/round.ts';
import type { RoundView } from '../../core/meeting/views.ts';
import { countOf, type Counts, type FigureId, LISTED, sumCounts } from '../../core/report/figure-ids.ts';
import {
  type CountedForm,
  columnsOf,
  figuresIn,
  formRows,
  hasRegister,
  type Layout,
  layoutOf,
  type UnitLine,
} from '../../core/report/forms/form.ts';
import { FORMS } from '../../core/report/forms/forms.ts';
import { TABLE_15 } from '../../core/report/forms/table-15.ts';
import type { TableNumber, TableRow, TableView } from '../../core/report/views.ts';
import { headingText } from '../../words/heading.ts';
import { dayText, numberText } from '../../words/locale.ts';
import { isReportKey, reportText } from '../../words/report.ts';
import { requestText } from '../../words/request.ts';
import type { Language } from '../../words/words.ts';
import { HttpProblem } from '../http/problem.ts';
import type { Tx } from '../http/transaction.ts';
import { momentOfRound } from '../../core/report/seal.ts';
import type { Counted } from './counting.ts';
import { ANEW, type Counting } from './kept.ts';
import { annexOf } from './annex.ts';
import { partedBySeals, readSealsOf } from './seals.ts';
import { stageOf } from './stage.ts';
import { decidedIn, isDraft, marksOf } from './marks.ts';
import { namedRows } from './named.ts';
import type { RoundRow } from './store.ts';
import { listUnits, type Territory } from './territory.ts';

export function layoutFor(table: TableNumber, rulebook: RulebookId): Layout {
  return table === 15 ? TABLE_15 : layoutOf(FORMS[table], rulebook);
}

export interface TableRequest {
  readonly table: TableNumber;
  readonly territory: Territory;
  readonly tree: AreaTree;
  readonly round: RoundRow;
  /** null: the standard that gives the round its official result. */
  readonly rulebook: RulebookId | null;
  readonly today: PlainDate;
  readonly readers: readonly Reader[];
  readonly language: Language;
  /** Anew unless told otherwise. */
  readonly counting?: Counting;
}

/** At whose close a round is counted: of a closed yearly round the last day of its year, of one within a year its own; an open one today. */
export function dayOf(row: RoundRow, today: PlainDate): PlainDate {
  if (row.state !== 'closed') return today;
  const { end } = momentOfRound(roundSchema.parse(row.body));
  return end < today ? end : today;
}

export function closeOf(year: number): PlainDate {
  return date(`${year}-12-31`);
}

/** The standard asked for, else the one of the round's official result. */
export function standardOf(round: { readonly rulebooks: readonly RulebookId[] }, asked: RulebookId | null): RulebookId {
  return asked ?? round.rulebooks[0] ?? RULEBOOK_IDS[0];
}

export async function tableView(tx: Tx, request: TableRequest): Promise<TableView> {
  const { table } = request;
  const at = countedIn(request);
  return viewOf(tx, request, table === 15 ? await listed(tx, request, at) : await counted(tx, { ...request, form: FORMS[table] }, at));
}

/** What is counted for the request: the year of its round, in its hamlets. */
export function countedIn(
  request: Pick<TableRequest, 'round' | 'rulebook' | 'today'> & { readonly territory: { readonly hamletIds: readonly string[] } },
): Counted {
  const round = roundView(request.round);
  const { hamletIds } = request.territory;
  const end = dayOf(request.round, request.today);
  return { start: closeOf(round.year - 1), end, rulebook: standardOf(round, request.rulebook), hamletIds };
}

/** The rows with all that stands around them. */
export async function viewOf(tx: Tx, request: TableRequest, filled: Filled): Promise<TableView> {
  const round = roundView(request.round);
  const { table, territory, language, counting = ANEW } = request;
  const at = countedIn(request);
  const { rulebook, end } = at;
  const layout = layoutFor(table, rulebook);
  const provisional = tableStatusIn(roundSchema.parse(request.round.body), rulebook) === 'illustrative';
  const decided = await decidedIn(tx, round, request);
  const beside = rulebook === round.rulebooks[0] ? null : rulebook;
  const draft = isDraft(decided) || beside !== null;
  const { roundId } = round;
  const seals = beside === null ? await readSealsOf(tx, roundId, at.hamletIds) : [];
  const { sealed, open } = partedBySeals(seals, at.hamletIds);
  const late = await counting.late(tx, { roundId, end, hamletIds: open });
  const stage = stageOf({ language, draft, seals, hamletIds: at.hamletIds });
  const titleKey = draft ? `${layout.titleKey}-draft` : layout.titleKey;
  return {
    table,
    title: headingText(language, isReportKey(titleKey) ? titleKey : layout.titleKey),
    draft,
    stage,
    annex: sealed.length === 0 ? null : await annexOf(tx, sealed, { ...request, counting, at, roundId, ids: idsIn(table, rulebook) }),
    marks: await marksOf(tx, { language, year: round.year, end, decided, beside, provisional, late }),
    late,
    areaName: territory.area.name,
    areaLevel: territory.level,
    year: round.year,
    date: end,
    territoryOn: territory.on,
    round,
    rulebook,
    head: layout.tiers.map((tier) => tier.map(({ key, columns, rows }) => ({ text: headingText(language, key), columns, rows }))),
    columnNumbers: layout.columnNumbers,
    behind: layout.behind,
    behindPeople: layout.behindPeople,
    rows: filled.rows,
    notes: notes({ ...filled, at, language, territoryOn: territory.on, namesNow: table === 15 && sealed.length > 0 }),
    provisional,
  };
}

/** What an annex to that table compares: of the list of names, how many it names. */
function idsIn(table: TableNumber, rulebook: RulebookId): readonly FigureId[] {
  return table === 15 ? ['poorHouseholds', 'poorPeople'] : figuresIn(FORMS[table], rulebook);
}

export function roundView(row: RoundRow): RoundView {
  const { gates: _gates, tables: _tables, ...round } = roundSchema.parse(row.body);
  return { ...round, state: row.state };
}

export interface Filled {
  readonly rows: readonly TableRow[];
  /** Of its own content, such as what is not known of some households. */
  readonly notes: readonly string[];
}

async function listed(tx: Tx, { territory, tree, readers, language, counting = ANEW }: TableRequest, at: Counted): Promise<Filled> {
  if (territory.level !== 'commune' && territory.level !== 'hamlet') throw new HttpProblem(400, 'list-is-long');
  const { rows, households, changed, restricted } = await namedRows(tx, { at, tree, on: territory.on, readers, language });
  const counted = sumCounts([...(await counting.unsealed(tx, at, ['poorHouseholds'])).values()], ['poorHouseholds']);
  const away = countOf(counted, 'poorHouseholds') - households;
  const empty = rows.length === 0 ? [reportText(language, 'note.empty')] : [];
  return { rows, notes: [...empty, ...restrictedNote(language, restricted), ...listedNotes(language, { away, changed })] };
}

export function restrictedNote(language: Language, restricted: number): readonly string[] {
  return restricted === 0 ? [] : [requestText(language, 'table.restricted', { count: numberText(language, restricted) })];
}

/** Where the list names fewer than are counted, or other people than were. */
export function listedNotes(language: Language, { away, changed }: { readonly away: number; readonly changed: number }): readonly string[] {
  const told = [
    ['note.moved-away', away],
    ['note.people-changed', changed],
  ] as const;
  return told.flatMap(([key, count]) => (count === 0 ? [] : [reportText(language, key, { households: numberText(language, count) })]));
}

async function counted(tx: Tx, request: TableRequest & { readonly form: CountedForm }, at: Counted): Promise<Filled> {
  const { territory, tree, form, language, counting = ANEW } = request;
  const ids = figuresIn(form, at.rulebook);
  const lines = linesOf(await counting.figures(tx, at, ids), { tree, territory, ids, total: reportText(language, 'total') });
  const measure = { household: reportText(language, 'measure.household'), person: reportText(language, 'measure.person') };
  const without = lines.filter(({ style, counts }) => style === 'row' && !hasRegister(counts)).length;
  const unregistered = without === 0 ? [] : [reportText(language, 'note.no-register', { units: numberText(language, without) })];
  return {
    rows: formRows(form, columnsOf(form, at.rulebook), lines, measure),
    notes: [
      ...(form.noteKey === undefined ? [] : [reportText(language, form.noteKey)]),
      ...unregistered,
      ...unknownNotes(lines.at(-1)?.counts ?? {}, language),
    ],
  };
}

interface Lines {
  readonly tree: AreaTree;
  readonly territory: Territory;
  readonly ids: readonly FigureId[];
  readonly total: string;
}

/** Units, sub-totals and the total, each the sum of its hamlets. */
export function linesOf(counts: ReadonlyMap<string, Counts>, { tree, territory, ids, total }: Lines): readonly UnitLine[] {
  const sum = (hamletIds: readonly string[]): Counts =>
    sumCounts(
      hamletIds.flatMap((hamletId) => counts.get(hamletId) ?? []),
      ids,
    );
  const units = listUnits(tree, territory).map(
    ({ style, no, area, hamletIds }): UnitLine => ({ style, no, areaId: area.areaId, name: area.name, counts: sum(hamletIds) }),
  );
  return [...units, { style: 'total', no: '', areaId: territory.area.areaId, name: total, counts: sum(territory.hamletIds) }];
}

interface NoteFacts extends Filled {
  /** Names are those of the register, beside numbers that are sealed. */
  readonly namesNow: boolean;
  readonly at: Counted;
  readonly language: Language;
  readonly territoryOn: PlainDate;
}

/** What the reader must know to read the table right, in the order of weight; what comes before all is in `marks.ts`. */
function notes({ rows, notes: own, at, language, territoryOn, namesNow }: NoteFacts): readonly string[] {
  const text: typeof reportText = (...told) => reportText(...told);
  const dashes = rows.some((row) => row.cells.some((cell) => cell.kind === 'not-collected'));
  return [
    text(language, 'note.as-of', { date: dayText(language, at.end), period: text(language, `rulebook.${at.rulebook}`) }),
    ...(territoryOn === at.end ? [] : [text(language, 'note.territory', { date: dayText(language, territoryOn) })]),
    ...(namesNow ? [text(language, 'note.names-now')] : []),
    ...(dashes ? [text(language, 'note.not-collected')] : []),
    ...own,
  ];
}

/** Where a figure is known of some households and not of others, how many are missing from it. */
function unknownNotes(total: Counts, language: Language): readonly string[] {
  const kinds = [
    ['note.ethnicity-unknown', ['ethnicityUnknownHouseholds']],
    ['note.unassessed', LISTED.map((listed) => `${listed}Unassessed` as const)],
    ['note.head-unknown', LISTED.map((listed) => `${listed}HeadUnknown` as const)],
  ] as const;
  return kinds.flatMap(([key, ids]) => {
    const households = ids.reduce((sum, id) => sum + countOf(total, id), 0);
    return households === 0 ? [] : [reportText(language, key, { households: numberText(language, households) })];
  });
}
