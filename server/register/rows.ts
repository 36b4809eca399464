/**
 * Lines of lists as this person may see them (dòng danh sách, đã che): each by the rights that they have in its hamlet.
 */
import type { Reader } from '../../core/access/catalogue.ts';
import { may } from '../../core/access/may.ts';
import { areaPath } from '../../core/access/reach.ts';
import { areaAbove, forerunners, periodAt, successors } from '../../core/kernel/areas.ts';
import { isAreaId } from '../../core/kernel/ids.ts';
import { reveal, shownRow } from '../../core/shown.ts';
import type { HouseholdRow } from '../../core/views.ts';
import { type Context, readersIn } from '../http/route.ts';
import { readBlind } from '../ledger/back-checks.ts';
import { sqlOfKysely } from '../ledger/sql.ts';
import type { ListRow, RoundOfList } from './list-store.ts';
import { seesRestricted } from './restricted.ts';

type Who = Pick<Context, 'actor' | 'tree' | 'today'>;

export function revealRows(who: Who, rows: readonly ListRow[]): HouseholdRow[] {
  const readers = readersByHamlet(who);
  const sees = seesByHamlet(who);
  return rows.flatMap((one) => {
    const row = one.restricted && !sees(one.hamletId) ? withheld(one) : one;
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

/** Without what the form of the round came to, where this person is to ask once more (hậu kiểm) and is told nothing of it. */
export async function withoutChecked(
  who: Who & Pick<Context, 'tx'>,
  rows: readonly ListRow[],
  round: RoundOfList | null,
): Promise<readonly ListRow[]> {
  const asks = (hamletId: string) =>
    may(who.actor, 'interview', { areaPath: areaPath(who.tree, hamletId, who.today), date: who.today }).allowed;
  const hamlets = new Set([...new Set(rows.map(({ hamletId }) => hamletId))].filter(asks));
  const ids = rows.filter(({ hamletId, verdicts }) => verdicts.length > 0 && hamlets.has(hamletId)).map(({ householdId }) => householdId);
  const blind = await readBlind(sqlOfKysely(who.tx), ids, who.actor.accountId);
  return rows.map((row) => (round !== null && blind.get(row.householdId) === round.roundId ? { ...row, verdicts: [] } : row));
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
