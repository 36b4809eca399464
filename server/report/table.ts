/**
 * An official table for one unit and day (biểu của một đơn vị): asks the figures, arranges them by the form, writes the
 * texts. `routes.ts` sends it to a screen, as a sheet or as paper.
 */
import type { Reader } from '../../core/access/catalogue.ts';
import { maskRecord } from '../../core/access/mask.ts';
import { rulebookById } from '../../core/classify/rulebooks.ts';
import { GROUPS, type RulebookId } from '../../core/classify/verdict.ts';
import { type AreaPeriod, type AreaTree, children, descendants, levelOf, periodAt } from '../../core/kernel/areas.ts';
import { formatVi, type PlainDate } from '../../core/kernel/dates.ts';
import type { AreaId } from '../../core/kernel/ids.ts';
import { compareVi } from '../../core/kernel/text.ts';
import { roundSchema } from '../../core/meeting/round.ts';
import type { RoundView } from '../../core/meeting/views.ts';
import { FIGURE_IDS } from '../../core/report/figure.ts';
import type { Form } from '../../core/report/forms/form.ts';
import { type Counts, NONE, TABLE_1, table1Rows, type UnitCounts } from '../../core/report/forms/table-1.ts';
import { type ListedHousehold, type ListedPerson, type Support, TABLE_15, table15Rows } from '../../core/report/forms/table-15.ts';
import type { TableRow, TableView } from '../../core/report/views.ts';
import { memberAnswers, SUPPORTS } from '../../core/interview/answers.ts';
import { headOfRoster } from '../../core/register/roster.ts';
import { optionText } from '../../words/interview.ts';
import { isReportKey, reportText } from '../../words/report.ts';
import type { Language } from '../../words/words.ts';
import { HttpProblem } from '../http/problem.ts';
import type { Tx } from '../http/transaction.ts';
import { type Counted, countHamlets, isDemonstration, listPoor, listRoster, type PoorRow, type RosterRow, type RoundRow } from './store.ts';

export function formOf(table: TableView['table']): Form {
  return table === 1 ? TABLE_1 : TABLE_15;
}

export interface TableRequest {
  readonly table: TableView['table'];
  readonly area: AreaPeriod;
  readonly tree: AreaTree;
  readonly round: RoundRow;
  /** null: the standard that gives the round its official result. */
  readonly rulebook: RulebookId | null;
  readonly today: PlainDate;
  readonly readers: readonly Reader[];
  readonly language: Language;
}

/** A closed round is read on its last day, an open one today. */
export function dayOf(round: RoundRow, today: PlainDate): PlainDate {
  return round.state === 'closed' && round.closesOn < today ? round.closesOn : today;
}

export async function tableView(tx: Tx, request: TableRequest): Promise<TableView> {
  const round = roundView(request.round);
  const [official] = round.rulebooks;
  const rulebook = request.rulebook ?? official;
  if (rulebook === undefined) throw new HttpProblem(404, 'not-found');
  const date = dayOf(request.round, request.today);
  const provisional = rulebookById(rulebook).table.status === 'illustrative';
  const rows = request.table === 1 ? await countedRows(tx, request, { date, rulebook }) : await namedRows(tx, request, { date, rulebook });
  const form = formOf(request.table);
  const text = (key: string) => (isReportKey(key) ? reportText(request.language, key) : key);
  return {
    table: form.table,
    title: text(form.titleKey),
    areaName: request.area.name,
    areaLevel: levelOf(request.tree, request.area.areaId) ?? 'hamlet',
    year: round.year,
    date,
    territoryOn: date,
    round,
    rulebook,
    head: form.tiers.map((tier) => tier.map(({ key, columns, rows: down }) => ({ text: text(key), columns, rows: down }))),
    columnNumbers: form.columnNumbers,
    behind: form.behind,
    behindPeople: form.behind,
    rows,
    notes: await notes(tx, { language: request.language, date, rulebook, provisional, empty: rows.length === 0, dashes: hasDash(rows) }),
    provisional,
  };
}

function roundView(row: RoundRow): RoundView {
  const { gates: _, ...round } = roundSchema.parse(row.body);
  return { ...round, state: row.state };
}

type Day = Pick<Counted, 'date' | 'rulebook'>;

/** One line for each unit below, in Vietnamese order; a hamlet has one line, its own. */
async function countedRows(tx: Tx, request: TableRequest, day: Day): Promise<readonly TableRow[]> {
  const { tree, area, language } = request;
  const below = children(tree, area.areaId, day.date);
  const units = below.length === 0 ? [area] : below.toSorted((a, b) => compareVi(a.name, b.name));
  const counts = new Map(
    (await countHamlets(tx, { ...day, hamletIds: hamletsOf(tree, area.areaId, day.date) })).map((row) => [row.hamletId, row]),
  );
  const lines = units.map((unit): UnitCounts => {
    const parts = hamletsOf(tree, unit.areaId, day.date).map((hamletId) => counts.get(hamletId) ?? NONE);
    return { areaId: unit.areaId, name: unit.name, counts: sum(parts) };
  });
  return table1Rows(lines, reportText(language, 'total'));
}

function hamletsOf(tree: AreaTree, areaId: AreaId, date: PlainDate): readonly AreaId[] {
  if (levelOf(tree, areaId) === 'hamlet') return [areaId];
  return descendants(tree, areaId, date, 'hamlet').map((period) => period.areaId);
}

function sum(parts: readonly Counts[]): Counts {
  const sums = { ...NONE };
  for (const part of parts) for (const id of FIGURE_IDS) sums[id] += part[id];
  return sums;
}

async function namedRows(tx: Tx, request: TableRequest, day: Day): Promise<readonly TableRow[]> {
  const { tree, area, language } = request;
  const level = levelOf(tree, area.areaId);
  if (level !== 'commune' && level !== 'hamlet') throw new HttpProblem(400, 'table-not-for-this-level');
  const poor = await listPoor(tx, { ...day, hamletIds: hamletsOf(tree, area.areaId, day.date) });
  const roster = await listRoster(
    tx,
    poor.filter((row) => row.answered === null).map((row) => row.householdId),
  );
  const byHousehold = Map.groupBy(roster, (row) => row.householdId);
  const households = poor.map(
    (row): ListedHousehold => ({
      hamletName: periodAt(tree, toAreaId(row.hamletId), day.date)?.name ?? '',
      ...marks(row),
      people: people(row, byHousehold.get(row.householdId) ?? [], request.readers),
    }),
  );
  households.sort((a, b) => compareVi(a.hamletName, b.hamletName) || compareVi(a.people[0]?.fullName ?? '', b.people[0]?.fullName ?? ''));
  return table15Rows(households, {
    relation: (code) => optionText(language, 'relation', code),
    ethnicity: (code) => optionText(language, 'ethnicity', code),
  });
}

/** cast: hamlet ids in the register come from the area tree. */
function toAreaId(hamletId: string): AreaId {
  return hamletId as AreaId;
}

function marks(row: PoorRow): Pick<ListedHousehold, 'origin' | 'merit' | 'noWorkingCapacity' | 'wanted'> {
  const inGroup = (group: (typeof GROUPS)[number]): boolean | null => {
    const bit = 1 << GROUPS.indexOf(group);
    if (row.groupsMask === null || ((row.groupsUnknown ?? 0) & bit) !== 0) return null;
    return (row.groupsMask & bit) !== 0;
  };
  const { wantedMask } = row;
  const wanted = wantedMask === null ? null : SUPPORTS.filter((_, index): boolean => (wantedMask & (1 << index)) !== 0);
  return {
    origin: row.origin,
    merit: inGroup('merit'),
    noWorkingCapacity: inGroup('no-working-capacity'),
    wanted: wanted satisfies readonly Support[] | null,
  };
}

/** Masked by the catalogue for these readers; the head first, then in the order of the form. */
function people(row: PoorRow, roster: readonly RosterRow[], readers: readonly Reader[]): readonly ListedPerson[] {
  const members = row.answered ?? roster.map(asAnswers);
  const parsed = members.map((member) => memberAnswers.schema.parse(member));
  const head = headOfRoster(parsed);
  const ordered = parsed.toSorted((a, b) => Number(b === head) - Number(a === head));
  return ordered.map((member) => {
    const shown = maskRecord(memberAnswers, readers, member);
    return {
      fullName: shown.fullName ?? '',
      sex: shown.sex ?? null,
      birth: shown.birth === undefined || !/^\d/.test(shown.birth) ? null : shown.birth,
      ethnicity: shown.ethnicity ?? null,
      relation: shown.relation ?? null,
    };
  });
}

/** A person of the register with no more than an interview would name. */
function asAnswers({ memberId, fullName, relation, sex, birth, ethnicity }: RosterRow) {
  return { memberId, fullName, relation, sex, birth, ...(ethnicity === null ? {} : { ethnicity }) };
}

function hasDash(rows: readonly TableRow[]): boolean {
  return rows.some((row) => row.cells.some((cell) => cell.kind === 'not-collected'));
}

interface NoteFacts extends Day {
  readonly language: Language;
  readonly provisional: boolean;
  readonly empty: boolean;
  readonly dashes: boolean;
}

async function notes(tx: Tx, facts: NoteFacts): Promise<readonly string[]> {
  const { language } = facts;
  const demonstration = await isDemonstration(tx);
  const period = reportText(language, `rulebook.${facts.rulebook}`);
  return [
    ...(facts.empty ? [reportText(language, 'note.empty')] : []),
    reportText(language, 'note.as-of', { date: formatVi(facts.date), period }),
    ...(facts.dashes ? [reportText(language, 'note.not-collected')] : []),
    ...(facts.provisional ? [reportText(language, 'note.provisional')] : []),
    ...(demonstration ? [reportText(language, 'note.demonstration')] : []),
  ];
}
