/**
 * The dry run of an import (chạy thử): from sheets to what would be written, counted by hamlet, with every row that is
 * returned and every column that is not used. The same lists and register give the same plan; nothing is written here.
 */
import type { AreaId } from '../../kernel/ids.ts';
import { assemble, type Commune, type RefusedPlace, type RepeatedPlace } from './assemble.ts';
import { compare, type Register, type Taken } from './compare.ts';
import type { NoticeCode } from './refusal.ts';
import { cellOf, type Line, type Sheet, type SheetChoice, type Table, tableOf } from './sheet.ts';
import { wholeIn } from './values.ts';

export interface Counts {
  readonly new: number;
  readonly changed: number;
  readonly same: number;
}

export interface HamletCounts extends Counts {
  /** Rows returned, and rows that say again what a row above said. */
  readonly refused: number;
  readonly repeated: number;
}

/** A table as it was understood; of its lines only those that are returned. */
export interface PlannedTable extends Omit<Table, 'lines' | 'totals'> {
  readonly rows: number;
  readonly returned: readonly Line[];
}

export interface ImportPlan {
  readonly tables: readonly PlannedTable[];
  /** Sheets without a row of titles that could be recognised. */
  readonly unread: readonly string[];
  /** Hidden sheets that nobody asked for. */
  readonly hiddenSheets: readonly string[];
  readonly taken: readonly Taken[];
  readonly refused: readonly RefusedPlace[];
  readonly repeated: readonly RepeatedPlace[];
  /** Rows of data in all tables. */
  readonly rows: number;
  readonly counts: Counts;
  /** `hamletId` null: rows that name no hamlet of the commune. */
  readonly byHamlet: readonly { readonly hamletId: AreaId | null; readonly name: string; readonly counts: HamletCounts }[];
  readonly notices: readonly { readonly code: NoticeCode; readonly households: readonly string[] }[];
}

export interface PlanOptions {
  readonly commune: Commune;
  readonly register: Register;
  readonly choices?: readonly SheetChoice[];
}

export function planImport(sheets: readonly Sheet[], { commune, register, choices = [] }: PlanOptions): ImportPlan {
  const read = readTables(sheets, choices);
  const assembled = assemble(read.tables, commune);
  const compared = compare(assembled.households, register);
  const { taken } = compared;
  const refused = [...assembled.refused, ...compared.refused];
  return {
    tables: read.tables.map((table) => planned(table, refused)),
    unread: read.unread,
    hiddenSheets: read.hiddenSheets,
    taken,
    refused,
    repeated: assembled.repeated,
    rows: read.tables.reduce((sum, table) => sum + table.lines.length, 0),
    counts: count(taken),
    byHamlet: countByHamlet({ taken, refused, repeated: assembled.repeated }, commune),
    notices: [
      ...noticesOf(taken),
      ...read.tables.filter(totalDiffers).map((table) => ({ code: 'total-differs' as const, households: [table.sheet] })),
    ],
  };
}

/** Which sheets are lists, and how they were understood: also for whoever needs their codes before there is a plan. */
export function readTables(
  sheets: readonly Sheet[],
  choices: readonly SheetChoice[] = [],
): Pick<ImportPlan, 'unread' | 'hiddenSheets'> & { readonly tables: readonly Table[] } {
  const chosen = sheets.map((sheet) => ({ sheet, choice: choices.find((each) => each.sheet === sheet.name) }));
  const used = chosen.filter(({ sheet, choice }) => choice?.use ?? sheet.hidden !== true);
  const read = used.map(({ sheet, choice }) => ({ sheet, table: tableOf(sheet, choice) }));
  return {
    tables: read.flatMap(({ table }) => (table === null ? [] : [table])),
    unread: read.filter(({ table, sheet }) => table === null && sheet.lines.length > 0).map(({ sheet }) => sheet.name),
    hiddenSheets: chosen.filter(({ sheet, choice }) => sheet.hidden === true && choice?.use === undefined).map(({ sheet }) => sheet.name),
  };
}

function planned({ lines, totals: _, ...table }: Table, refused: readonly RefusedPlace[]): PlannedTable {
  const returned = new Set(refused.filter((row) => row.at.sheet === table.sheet).map((row) => row.at.line));
  return { ...table, rows: lines.length, returned: lines.filter((line) => returned.has(line.line)) };
}

/** Would anything be written? */
export function hasWork(plan: ImportPlan): boolean {
  return plan.counts.new + plan.counts.changed > 0;
}

function count(taken: readonly Taken[]): Counts {
  const counts = { new: 0, changed: 0, same: 0 };
  for (const { standing } of taken) counts[standing] += 1;
  return counts;
}

/** In the order of the commune's hamlets, then the rows without one; only where there is something. */
function countByHamlet(of: Pick<ImportPlan, 'taken' | 'refused' | 'repeated'>, { hamlets }: Commune): ImportPlan['byHamlet'] {
  const none = () => ({ new: 0, changed: 0, same: 0, refused: 0, repeated: 0 });
  const counts = new Map<AreaId | null, ReturnType<typeof none>>();
  const add = (hamletId: AreaId | null, what: keyof HamletCounts): void => {
    const own = counts.get(hamletId) ?? none();
    own[what] += 1;
    counts.set(hamletId, own);
  };
  for (const { household, standing } of of.taken) add(household.hamletId, standing);
  for (const { hamletId } of of.refused) add(hamletId, 'refused');
  for (const { hamletId } of of.repeated) add(hamletId, 'repeated');
  return [...hamlets, { areaId: null, name: '' }].flatMap(({ areaId, name }) => {
    const own = counts.get(areaId);
    return own === undefined ? [] : [{ hamletId: areaId, name, counts: own }];
  });
}

function noticesOf(taken: readonly Taken[]): { code: NoticeCode; households: string[] }[] {
  const byCode = new Map<NoticeCode, string[]>();
  const shared = sharedNumbers(taken);
  if (shared.length > 0) byCode.set('citizen-id-shared', shared);
  for (const { notices, household } of taken) {
    for (const code of notices) {
      const households = byCode.get(code) ?? [];
      households.push(household.code);
      byCode.set(code, households);
    }
  }
  return [...byCode].map(([code, households]) => ({ code, households }));
}

/** Households with a citizen number that another household of the lists has too. */
function sharedNumbers(taken: readonly Taken[]): string[] {
  const owners = new Map<string, string>();
  const shared = new Set<string>();
  for (const { household } of taken) {
    for (const { citizenId } of household.members) {
      if (citizenId === null) continue;
      const owner = owners.get(citizenId);
      if (owner === undefined) owners.set(citizenId, household.code);
      else shared.add(owner).add(household.code);
    }
  }
  return [...shared];
}

/** One row of totals whose number of people is not the sum of its column: the file may have lost rows. */
function totalDiffers(table: Table): boolean {
  const [total, ...more] = table.totals;
  if (total === undefined || more.length > 0 || table.kind !== 'households') return false;
  const people = (cell: ReturnType<typeof cellOf>): number | null => {
    const said = wholeIn(cell);
    return said.ok ? said.value : null;
  };
  const stated = people(cellOf(table, total, 'members'));
  const sum = table.lines.reduce((all, line) => all + (people(cellOf(table, line, 'members')) ?? 0), 0);
  return stated !== null && stated !== sum;
}
