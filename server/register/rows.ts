/**
 * Lines of lists as this person may see them (dòng danh sách, đã che): each by the rights that they have in its hamlet.
 */
import type { Reader } from '../../core/access/catalogue.ts';
import { areaPath } from '../../core/access/reach.ts';
import { areaAbove, forerunners, periodAt, successors } from '../../core/kernel/areas.ts';
import { isAreaId } from '../../core/kernel/ids.ts';
import { reveal, shownRow } from '../../core/shown.ts';
import { isWithheld, resultsBefore } from '../../core/meeting/withheld.ts';
import type { HouseholdRow } from '../../core/views.ts';
import { type Context, readersIn } from '../http/route.ts';
import { type Asks, blindOf } from '../interview/blind.ts';
import { readResults } from './household-store.ts';
import type { ListRow } from './list-store.ts';
import { seesRestricted } from './restricted.ts';

type Who = Pick<Context, 'actor' | 'tree' | 'today'>;

/** Nothing of what a household was found to be where this person is to ask it once more. */
export async function revealRows(who: Who & Pick<Context, 'tx'>, rows: readonly ListRow[]): Promise<HouseholdRow[]> {
  const readers = readersByHamlet(who);
  const sees = seesByHamlet(who);
  return (await withoutChecked(who, rows)).flatMap((one) => {
    const { of: _round, ...row } = one.restricted && !sees(one.hamletId) ? withheld(one) : one;
    const seen = reveal(shownRow, readers(row.hamletId), {
      ...row,
      verdicts: [...row.verdicts.map(copy)],
      ...placeNames(who, row.hamletId),
    });
    return seen === null ? [] : [seen];
  });
}

/** Where a row says who somebody is, that there is one is not told either. */
export function exceptWithheld(who: Who, rows: readonly ListRow[]): readonly ListRow[] {
  const sees = seesByHamlet(who);
  return rows.filter((row) => !row.restricted || sees(row.hamletId));
}

/** Rows as they were before the rounds withheld, each marked. */
export async function withoutChecked(who: Asks, rows: readonly ListRow[]): Promise<readonly ListRow[]> {
  const blind = await blindOf(who);
  const found = rows.filter(({ householdId }) => blind.has(householdId));
  if (found.length === 0) return rows;
  const results = await readResults(
    who.tx,
    found.map(({ householdId }) => householdId),
  );
  return rows.map((row) => {
    const withheld = blind.get(row.householdId);
    if (withheld === undefined) return row;
    const before = resultsBefore(results.get(row.householdId) ?? [], withheld).find(({ validTo }) => validTo === null);
    const verdicts = isWithheld(withheld, row.of) ? [] : row.verdicts;
    return { ...row, status: before?.class ?? null, verdicts, asksAgain: true };
  });
}

/** That there is such a household, and where: nothing of who they are or what they were found to be. */
function withheld(row: ListRow): ListRow {
  return { ...row, headName: '', code: null, status: null, listed: null, interviewed: false, verdicts: [] };
}

function seesByHamlet(who: Who): (hamletId: string) => boolean {
  const known = new Map<string, boolean>();
  return (hamletId) => {
    const sees = known.get(hamletId) ?? seesRestricted(who, hamletId);
    known.set(hamletId, sees);
    return sees;
  };
}

/** Worked out once for each hamlet. */
export function readersByHamlet(who: Who): (hamletId: string) => readonly Reader[] {
  const known = new Map<string, readonly Reader[]>();
  return (hamletId) => {
    const found = known.get(hamletId) ?? readersIn(who, hamletId);
    known.set(hamletId, found);
    return found;
  };
}

/** As it is called today; its id where it is no more. */
export function areaName({ tree, today }: Pick<Who, 'tree' | 'today'>, areaId: string): string {
  return (isAreaId(areaId) ? periodAt(tree, areaId, today)?.name : undefined) ?? areaId;
}

/**
 * The hamlet to which something belongs today: its own, or where that was cut the part that is within `areaId`, that of the household first.
 * Its own where none is.
 */
export function hamletNow(
  { tree, today }: Pick<Who, 'tree' | 'today'>,
  { hamletId, householdHamlet = null }: { readonly hamletId: string; readonly householdHamlet?: string | null },
  areaId?: string,
): string {
  if (!isAreaId(hamletId) || periodAt(tree, hamletId, today) !== null) return hamletId;
  const parts = successors(tree, hamletId, today).map((kin): string => kin.areaId);
  const within = parts.filter((part) => areaId === undefined || areaPath(tree, part, today).includes(areaId));
  return within.find((part) => part === householdHamlet) ?? within[0] ?? hamletId;
}

/** Hamlets of today and those that were cut into them, which nothing of today names: what waits there waits here. */
export function withFormer({ tree, today }: Pick<Who, 'tree' | 'today'>, hamletIds: readonly string[]): readonly string[] {
  const now = hamletIds.filter(isAreaId);
  const former = now.flatMap((hamletId) => forerunners(tree, hamletId)).filter(({ areaId }) => periodAt(tree, areaId, today) === null);
  return [...new Set([...hamletIds, ...former.map(({ areaId }) => areaId)])];
}

/** The commune of a hamlet today, whichever it was when something was written: communes merge while it waits, and the heir acts. */
export function communeNow(
  { tree, today }: Pick<Who, 'tree' | 'today'>,
  { hamletId, communeId }: { readonly hamletId: string; readonly communeId: string },
): string {
  return (isAreaId(hamletId) ? areaAbove(tree, hamletId, today, 'commune')?.areaId : undefined) ?? communeId;
}

/** The hamlet and its commune, as they are called today. */
export function placeNames(who: Pick<Who, 'tree' | 'today'>, hamletId: string): { hamletName: string; communeName: string } {
  const commune = isAreaId(hamletId) ? areaAbove(who.tree, hamletId, who.today, 'commune') : null;
  return { hamletName: areaName(who, hamletId), communeName: commune?.name ?? '' };
}

const copy = (verdict: ListRow['verdicts'][number]) => ({ ...verdict, possible: [...verdict.possible] });
