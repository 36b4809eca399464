/**
 * An area as the phone shows it (trang ấp, xã trên máy), made from what the phone keeps: the same that the server answers, less what
 * no page of the phone draws.
 */
import { foldVi } from '../../core/kernel/text.ts';
import type { AreaView, DeviceArea, HouseholdRow } from '../../core/views.ts';
import type { HeldAt } from '../../core/interview/where.ts';
import { type Meeting, meetingsOf } from '../../core/meeting/agreement.ts';
import { roundOf } from './round-of.ts';
import { type ReviewAgain, reviewAgainOf } from './review-again.ts';
import { areaOf, communeOf, type Found, type Holding, householdsIn, pathOf } from './holding.ts';

export interface PlaceView extends Pick<AreaView, 'area' | 'crumbs' | 'round'> {
  readonly children: readonly Pick<AreaView['children'][number], 'areaId' | 'name' | 'listed' | 'interviewed'>[];
}
export interface PlaceRow extends Omit<HouseholdRow, 'verdicts' | 'restricted'> {
  /** Below half of its hamlet's meeting agreed to it, and it was not visited since. */
  readonly again?: ReviewAgain | undefined;
  /** Where it was visited last, if a visit told it. */
  readonly heldAt?: HeldAt | undefined;
  /** To be asked once more by this person, unseen (hậu kiểm). */
  readonly backCheck?: boolean;
}

export interface Place {
  readonly view: PlaceView;
  /** Every household of a hamlet; null for an area above hamlets. */
  readonly rows: readonly PlaceRow[] | null;
  /** May new households and other acts be noted here, on the list that this phone keeps? */
  readonly mayRegister: boolean;
}

/** Null for an area that this phone does not keep. */
export function placeOf(holding: Holding, areaId: string): Place | null {
  const area = areaOf(holding, areaId);
  if (area === null) return null;
  const { aboveId: _above, gate: _gate, mayNot: _mayNot, mayRegister, ...shown } = area;
  const crumbs = [...pathOf(holding, areaId)].reverse().map((at) => ({ areaId: at.areaId, name: at.name }));
  const children = holding.device.areas.filter((one) => one.aboveId === areaId).map((child) => childOf(holding, child));
  const view = { area: shown, crumbs, round: holding.device.round, children };
  const rows = area.level === 'hamlet' ? rowsOf(holding, new Set([areaId])) : null;
  return { view, rows, mayRegister: mayRegister && rows !== null };
}

function childOf(holding: Holding, child: DeviceArea): PlaceView['children'][number] {
  const rows = rowsOf(holding, hamletsBelow(holding, child.areaId));
  const { areaId, name } = child;
  return {
    areaId,
    name,
    listed: rows.filter((row) => row.listed !== null).length,
    interviewed: rows.filter((row) => row.interviewed).length,
  };
}

function hamletsBelow(holding: Holding, areaId: string): ReadonlySet<string> {
  const hamlets = holding.device.areas.filter((area) => area.level === 'hamlet');
  return new Set(
    hamlets.filter((hamlet) => pathOf(holding, hamlet.areaId).some((at) => at.areaId === areaId)).map((hamlet) => hamlet.areaId),
  );
}

/** By name without marks, as the server lists them. */
function rowsOf(holding: Holding, hamletIds: ReadonlySet<string>): readonly PlaceRow[] {
  const meetings = meetingsOf((holding.device.meetings ?? []).filter(({ roundId }) => roundId === holding.device.round?.roundId));
  const keyed = householdsIn(holding, hamletIds).map((found) => ({
    row: rowOf(holding, found, meetings),
    folded: foldVi(found.row.headName),
  }));
  return keyed.sort((a, b) => compare(a.folded, b.folded) || compare(a.row.householdId, b.row.householdId)).map(({ row }) => row);
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** As the round has it for which it is visited next: one of requests may run beside the one that is shown. */
function rowOf(holding: Holding, found: Found, meetings: readonly Meeting[]): PlaceRow {
  const { row, hamletId } = found;
  const shown = holding.device.round?.roundId;
  const roundId = roundOf(holding, found, holding.device.today)?.round.roundId ?? shown;
  const current = row.statuses.filter((status) => status.validTo === null).at(-1);
  const { householdId, code, headName, people } = row;
  const visit = row.interviews.find((one) => one.roundId === roundId);
  const again = roundId !== shown ? undefined : reviewAgainOf(meetings, householdId, visit?.interviewedOn ?? null);
  return {
    ...{ householdId, code, headName, hamletId, people },
    hamletName: areaOf(holding, hamletId)?.name ?? hamletId,
    communeName: communeOf(holding, hamletId)?.name ?? '',
    status: current?.class ?? null,
    listed: row.listed.find((one) => one.roundId === roundId)?.why ?? null,
    interviewed: visit !== undefined,
    ...(again === undefined ? {} : { again }),
    ...(row.heldAt === undefined ? {} : { heldAt: row.heldAt }),
    ...(row.backCheck !== undefined && row.backCheck === roundId ? { backCheck: true } : {}),
  };
}
