/**
 * The dry run of an import (chạy thử): from sheets to what would be written, counted by hamlet, with every row that is
 * returned and every column that is not used. The same lists and register give the same plan; nothing is written here.
 */
import type { AreaId } from '../../kernel/ids.ts';
import { headOfRoster } from '../roster.ts';
import type { Commune, ListedHousehold, RefusedPlace, RepeatedPlace } from './assemble.ts';
import { type AlikeTo, assumedYear, type Compared, compare, isYearUnsaid, mayAsk, type Register, type Taken } from './compare.ts';
import type { Difference } from './differences.ts';
import { choosing, type Lists, type ReadTable, readLists } from './reading.ts';
import { changesDecided, countTouches, type Touch, type TouchCount } from './decided.ts';
import type { NoticeCode } from './refusal.ts';
import type { Sheet, SheetChoice } from './sheet.ts';

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

export const ROW_CHANGES = ['members', 'address', 'people', 'result', 'listed'] as const;
export const ROW_KINDS = ['new', 'changed', 'alike'] as const;
export type RowKind = (typeof ROW_KINDS)[number];

/** A household that would be written, as a person looks for it. */
export interface PlanRow {
  readonly householdId: string;
  /** Null where the list gives none. */
  readonly code: string | null;
  readonly name: string;
  readonly hamletId: AreaId;
  readonly changes: readonly (typeof ROW_CHANGES)[number][];
  readonly differences: readonly Difference[];
  readonly alike: readonly AlikeTo[];
}

export interface ImportPlan extends Pick<Lists, 'unread' | 'hiddenSheets'> {
  readonly tables: readonly ReadTable[];
  /** Households that would be written, to be held against the register once more when they are. */
  readonly work: readonly ListedHousehold[];
  /** The same by what would become of them; `alike`: the new ones that may be written twice. */
  readonly listed: Readonly<Record<RowKind, readonly PlanRow[]>>;
  /** Households of which the register has everything. */
  readonly same: readonly { readonly householdId: string; readonly code: string }[];
  readonly refused: readonly RefusedPlace[];
  readonly repeated: readonly RepeatedPlace[];
  /** Rows of data in all tables. */
  readonly rows: number;
  readonly counts: Counts;
  /** `hamletId` null: rows that name no hamlet of the commune. */
  readonly byHamlet: readonly { readonly hamletId: AreaId | null; readonly name: string; readonly counts: HamletCounts }[];
  readonly notices: readonly { readonly code: NoticeCode; readonly households: readonly string[] }[];
  /** What the lists would do to years that are decided here, and what of that they may not. */
  readonly decided: readonly TouchCount[];
  /** Households whose result carries neither year nor day of review, and the year taken for them; `said`: by the person. */
  readonly resultYear: { readonly households: number; readonly year: number; readonly said: boolean };
  /** The years that such results could be taken for, the latest first, and of how many households. */
  readonly fitting: readonly { readonly year: number; readonly households: number }[];
  /** Households of which the list does not say whether they are to be reviewed; `said`: the person says that they ask for it. */
  readonly requests: { readonly households: number; readonly said: boolean };
}

export interface PlanOptions {
  readonly commune: Commune;
  readonly register: Register;
  readonly choices?: readonly SheetChoice[];
}

/** Of sheets that are in memory, against a register that is at hand. */
export function planImport(
  sheets: readonly Sheet[],
  { commune, register, choices = [] }: PlanOptions,
): ImportPlan & Pick<Compared, 'taken'> {
  const lists = readLists(sheets, { commune, choose: choosing(choices) });
  const planner = new Planner(lists, { commune, register });
  const compared = compare(lists.households, register);
  planner.add(compared);
  return { ...planner.end(), taken: compared.taken };
}

/** Counts what was compared, part by part, and keeps only what is needed later. */
export class Planner {
  private readonly lists: Lists;
  private readonly commune: Commune;
  private readonly register: Pick<Register, 'round' | 'resultYear' | 'requests'>;
  private readonly work: ListedHousehold[] = [];
  private readonly same: { householdId: string; code: string }[] = [];
  private readonly refused: RefusedPlace[];
  private readonly counts = { new: 0, changed: 0, same: 0 };
  private readonly hamlets = new Map<AreaId | null, Record<keyof HamletCounts, number>>();
  private readonly notices = new Map<NoticeCode, string[]>();
  private readonly unsaid: number;
  private readonly touches: Touch[] = [];
  private readonly listed: Record<RowKind, PlanRow[]> = { new: [], changed: [], alike: [] };
  private readonly fitting = new Map<number, number>();
  private asking = 0;

  constructor(lists: Lists, { commune, register }: { commune: Commune; register: Pick<Register, 'round' | 'resultYear' | 'requests'> }) {
    this.lists = lists;
    this.commune = commune;
    this.register = register;
    // Also of those that come back because the year assumed is the wrong one.
    this.unsaid = lists.households.filter(isYearUnsaid).length;
    this.refused = [...lists.refused];
    for (const { hamletId } of lists.refused) this.count(hamletId, 'refused');
    for (const { hamletId } of lists.repeated) this.count(hamletId, 'repeated');
    const shared = sharedNumbers(lists.households);
    if (shared.length > 0) this.notices.set('citizen-id-shared', shared);
  }

  add({ taken, refused, touches, fitting }: Compared): void {
    for (const [year, households] of fitting) this.fitting.set(year, (this.fitting.get(year) ?? 0) + households);
    this.touches.push(...touches);
    for (const row of refused) {
      this.refused.push(row);
      this.count(row.hamletId, 'refused');
    }
    for (const each of taken) this.take(each);
  }

  private take(taken: Taken): void {
    const { household, householdId, standing, notices, touches } = taken;
    this.touches.push(...touches);
    this.counts[standing] += 1;
    this.count(household.hamletId, standing);
    if (mayAsk(household)) this.asking += 1;
    if (standing === 'same') this.same.push({ householdId, code: household.code });
    else this.list(standing, taken);
    for (const code of notices) {
      const households = this.notices.get(code) ?? [];
      this.notices.set(code, households);
      households.push(household.code);
    }
  }

  private list(
    standing: 'new' | 'changed',
    { householdId, household, members, changes, differences, result, listed, alike = [] }: Taken,
  ): void {
    this.work.push(household);
    const row: PlanRow = {
      householdId,
      code: household.codeless ? null : household.code,
      name: headOfRoster(members)?.fullName ?? '',
      hamletId: household.hamletId,
      changes:
        standing === 'new'
          ? []
          : [...changes, ...(result === null ? [] : ['result' as const]), ...(listed === null ? [] : ['listed' as const])],
      differences,
      alike,
    };
    this.listed[standing].push(row);
    if (alike.length > 0) this.listed.alike.push(row);
  }

  private count(hamletId: AreaId | null, what: keyof HamletCounts): void {
    const own = this.hamlets.get(hamletId) ?? { new: 0, changed: 0, same: 0, refused: 0, repeated: 0 };
    own[what] += 1;
    this.hamlets.set(hamletId, own);
  }

  end(): ImportPlan {
    const { tables, unread, hiddenSheets, repeated } = this.lists;
    const differs = tables
      .filter((table) => table.totalDiffers)
      .map(({ sheet }) => ({ code: 'total-differs' as const, households: [sheet] }));
    return {
      ...{
        tables,
        unread,
        hiddenSheets,
        repeated,
        work: this.work,
        listed: this.listed,
        same: this.same,
        refused: this.refused,
        counts: this.counts,
      },
      rows: tables.reduce((sum, table) => sum + table.rows, 0),
      byHamlet: this.byHamlet(),
      notices: [...[...this.notices].map(([code, households]) => ({ code, households })), ...differs],
      decided: countTouches(this.touches),
      resultYear: { households: this.unsaid, year: assumedYear(this.register), said: (this.register.resultYear ?? null) !== null },
      fitting: [...this.fitting].map(([year, households]) => ({ year, households })).sort((a, b) => b.year - a.year),
      requests: { households: this.asking, said: this.register.requests ?? false },
    };
  }

  /** In the order of the commune's hamlets, then the rows without one; only where there is something. */
  private byHamlet(): ImportPlan['byHamlet'] {
    return [...this.commune.hamlets, { areaId: null, name: '' }].flatMap(({ areaId, name }) => {
      const counts = this.hamlets.get(areaId);
      return counts === undefined ? [] : [{ hamletId: areaId, name, counts }];
    });
  }
}

/** Would anything be written? */
export function hasWork(plan: ImportPlan): boolean {
  return plan.counts.new + plan.counts.changed > 0;
}

/** Must the person say first of which year the results are? */
export function mustSayYear({ resultYear }: ImportPlan): boolean {
  return resultYear.households > 0 && !resultYear.said;
}

/** Must the person say yes first to numbers of a decided year that will be others? */
export const mustAgree = ({ decided }: ImportPlan): boolean => changesDecided(decided);

/** Households with a citizen number that another household of the lists has too. */
function sharedNumbers(households: readonly ListedHousehold[]): string[] {
  const owners = new Map<string, string>();
  const shared = new Set<string>();
  for (const household of households) {
    for (const { citizenId } of household.members) {
      if (citizenId === null) continue;
      const owner = owners.get(citizenId);
      if (owner === undefined) owners.set(citizenId, household.code);
      else shared.add(owner).add(household.code);
    }
  }
  return [...shared];
}
