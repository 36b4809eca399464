/**
 * The dry run of an import (chạy thử): from sheets to what would be written, counted by hamlet, with every row that is
 * returned and every column that is not used. The same lists and register give the same plan; nothing is written here.
 */
import type { AreaId } from '../../kernel/ids.ts';
import { assemble, type Commune, type RefusedPlace } from './assemble.ts';
import { compare, type Register, type Taken } from './compare.ts';
import type { NoticeCode } from './refusal.ts';
import { cellOf, type Sheet, type Table, tableOf } from './sheet.ts';
import { wholeIn } from './values.ts';

export interface Counts {
  readonly new: number;
  readonly changed: number;
  readonly same: number;
}

export interface ImportPlan {
  readonly tables: readonly Table[];
  /** Sheets without a row of titles that could be recognised. */
  readonly unread: readonly string[];
  readonly taken: readonly Taken[];
  readonly refused: readonly RefusedPlace[];
  /** Rows of data in all tables. */
  readonly rows: number;
  readonly counts: Counts;
  readonly byHamlet: readonly { readonly hamletId: AreaId; readonly name: string; readonly counts: Counts }[];
  readonly notices: readonly { readonly code: NoticeCode; readonly households: readonly string[] }[];
}

export function planImport(sheets: readonly Sheet[], commune: Commune, register: Register): ImportPlan {
  const read = sheets.map((sheet) => ({ sheet, table: tableOf(sheet) }));
  const tables = read.flatMap(({ table }) => (table === null ? [] : [table]));
  const assembled = assemble(tables, commune);
  const compared = compare(assembled.households, register);
  const { taken } = compared;
  return {
    tables,
    unread: read.filter(({ table, sheet }) => table === null && sheet.rows.length > 0).map(({ sheet }) => sheet.name),
    taken,
    refused: [...assembled.refused, ...compared.refused],
    rows: tables.reduce((sum, table) => sum + table.lines.length, 0),
    counts: count(taken),
    byHamlet: commune.hamlets.flatMap(({ areaId, name }) => {
      const own = taken.filter((each) => each.household.hamletId === areaId);
      return own.length === 0 ? [] : [{ hamletId: areaId, name, counts: count(own) }];
    }),
    notices: [
      ...noticesOf(taken),
      ...tables.filter(totalDiffers).map((table) => ({ code: 'total-differs' as const, households: [table.sheet] })),
    ],
  };
}

/** Would anything be written? */
export function hasWork(plan: ImportPlan): boolean {
  return plan.counts.new + plan.counts.changed > 0;
}

function count(taken: readonly Taken[]): Counts {
  const of = (standing: Taken['standing']): number => taken.filter((each) => each.standing === standing).length;
  return { new: of('new'), changed: of('changed'), same: of('same') };
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
