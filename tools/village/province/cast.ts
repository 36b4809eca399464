/**
 * Who plays which part (phân vai): for every way that a hamlet has, a family of that hamlet which fits it and whose answers come out
 * as wanted, judged by the product's rules before anything is sent. A family that cannot be steered is passed over; where
 * none is left, making stops, so that nothing is ever missing in silence. What is sent when is `stages.ts`.
 */
import type { CannotEscapeGround, PovertyClass } from '../../../core/classify/verdict.ts';
import type { Answers } from '../../../core/interview/answers.ts';
import { phieuB2022 } from '../../../core/interview/questionnaires/phieu-b-2022.ts';
import { addDays, date, type PlainDate } from '../../../core/kernel/dates.ts';
import type { AreaId, HouseholdId } from '../../../core/kernel/ids.ts';
import { chance, madeId } from '../chance.ts';
import type { CommuneFrame } from '../commune.ts';
import type { Kin } from '../family.ts';
import { familiesOf, type Family, fitting, movingOut, newborn } from './families.ts';
import type { PastYear } from './flows.ts';
import { areaTypeOn, type ProvinceFrame } from './frame.ts';
import type { Placed, PlacedHamlet } from './places.ts';
import { type Escape, visitFor } from './visits.ts';

export interface Part {
  readonly placed: Placed;
  readonly hamletId: AreaId;
  /** The family that it is; for one that split off, the family that it leaves. */
  readonly family: Family;
  /** Its own: that of the family, or a new one. */
  readonly householdId: HouseholdId;
  readonly key: string;
  readonly kin: readonly Kin[];
  readonly born: readonly { readonly on: PlainDate; readonly kin: Kin }[];
  /** Takes in a household that ends by merging. */
  readonly host: Family | null;
  readonly escape: Escape | null;
  /** Of 2022 and 2023; null where it was not visited. */
  readonly visits: readonly [PastVisit | null, PastVisit | null];
}

export interface PlainSplit {
  readonly year: PastYear;
  readonly family: Family;
  readonly householdId: HouseholdId;
  readonly kin: readonly Kin[];
}

export interface CommuneCast {
  readonly parts: readonly Part[];
  readonly splits: readonly PlainSplit[];
  /** Households that are on no list and have no part, in an order of chance. */
  readonly others: readonly string[];
}

export const YEARS_AT = { 2022: 0, 2023: 1 } as const;
/** Families tried for one part; draws of answers for one family. */
const FAMILIES = 80;
const ATTEMPTS = 3;

/** With the families of the commune in the order of its hamlets, for whoever registers them. */
export function castOf(
  frame: ProvinceFrame,
  commune: CommuneFrame,
  places: ReadonlyMap<AreaId, PlacedHamlet>,
): { readonly cast: CommuneCast; readonly families: readonly Family[] } {
  const families = commune.hamlets.flatMap((hamlet) => [...familiesOf(frame, commune, hamlet)]);
  return { families, cast: castFrom(frame, { commune, families }, places) };
}

interface Company {
  readonly commune: CommuneFrame;
  readonly families: readonly Family[];
}

function castFrom(frame: ProvinceFrame, { commune, families }: Company, places: ReadonlyMap<AreaId, PlacedHamlet>): CommuneCast {
  const { seed } = frame;
  const pools = new Map<AreaId, Family[]>();
  for (const { areaId } of commune.hamlets)
    pools.set(areaId, chance(seed, 'pool', areaId).shuffle(families.filter((family) => family.hamletId === areaId)));
  const wanted = commune.hamlets.flatMap(({ areaId }) =>
    (places.get(areaId)?.placed ?? []).map((placed) => ({ placed, hamletId: areaId })),
  );
  const parts = wanted.sort((a, b) => rankOf(a.placed) - rankOf(b.placed)).map((want) => partFor(frame, want, pools));
  const splits = commune.hamlets.flatMap(({ areaId }) =>
    (places.get(areaId)?.plainSplits ?? []).map((year, i) => plainSplit(seed, { year, at: `${areaId} ${i}` }, pools.get(areaId) ?? [])),
  );
  const others = commune.hamlets.flatMap(({ areaId }) => (pools.get(areaId) ?? []).map((family) => family.key));
  return { parts, splits, others: chance(seed, 'others', commune.unit.areaId).shuffle(others) };
}

/** The hardest to find first. */
function rankOf({ way }: Placed): number {
  const hows = way.turns.map((turn) => turn?.how);
  if (hows.includes('split')) return 0;
  if (hows.includes('died')) return 1;
  if (hows.includes('merged')) return 2;
  return way.escape === 'yes' ? 3 : way.escape === 'no' ? 4 : 5;
}

interface Want {
  readonly placed: Placed;
  readonly hamletId: AreaId;
}

type Pools = ReadonlyMap<AreaId, Family[]>;

function partFor(frame: ProvinceFrame, want: Want, pools: Pools): Part {
  const pool = pools.get(want.placed.came?.fromId ?? want.hamletId) ?? [];
  const luck = chance(frame.seed, 'part', want.placed.key);
  const ground = luck.weighted(GROUNDS);
  let tried = 0;
  for (const family of fitting(pool, want.placed.way, ground)) {
    const part = tryPart(frame, want, { family, ground });
    tried += 1;
    if (part !== null) {
      pool.splice(pool.indexOf(family), 1);
      return withHost(part, pools.get(want.hamletId) ?? []);
    }
    if (tried === FAMILIES) break;
  }
  throw new RangeError(`No household of ${want.hamletId} plays ${JSON.stringify(want.placed.way)}; ${tried} were tried.`);
}

const GROUNDS: readonly (readonly [CannotEscapeGround, number])[] = [
  ['social-protection', 46],
  ['nobody-able', 34],
  ['many-dependants', 20],
];

interface Trial {
  readonly family: Family;
  readonly ground: CannotEscapeGround;
}

function tryPart(frame: ProvinceFrame, { placed, hamletId }: Want, { family, ground }: Trial): Part | null {
  const { way } = placed;
  const { seed } = frame;
  const splits = way.turns.some((turn) => turn?.how === 'split');
  const key = splits ? `${family.key} split` : family.key;
  const kin = splits ? movingOut(family.kin) : family.kin;
  const escape = way.escape === null ? null : { holds: way.escape, ground };
  const born = way.turns.some((turn) => turn?.how === 'died' || turn?.how === 'merged' || turn?.how === 'split')
    ? []
    : birthsIn(seed, family);
  const householdId = splits ? madeId('household', seed, key) : family.householdId;
  const draft = { placed, hamletId, family, householdId, key, kin, born, host: null, escape };
  const visits: [PastVisit | null, PastVisit | null] = [null, null];
  for (const year of [2022, 2023] as const) {
    const turn = way.turns[YEARS_AT[year]];
    if (turn === null || turn === undefined || !('to' in turn)) continue;
    const visit = tryVisit(frame, draft, { year, wanted: turn.to });
    if (visit === null) return null;
    visits[YEARS_AT[year]] = visit;
  }
  return { ...draft, visits };
}

/** A relative's household of the same hamlet. */
function withHost(part: Part, pool: Family[]): Part {
  if (!part.placed.way.turns.some((turn) => turn?.how === 'merged')) return part;
  const at = pool.findIndex((family) => family.kin.length >= 2 && family.kin.length <= 7);
  const [host] = at === -1 ? [] : pool.splice(at, 1);
  if (host === undefined) throw new RangeError('No household takes in another.');
  return { ...part, host };
}

function plainSplit(seed: string, { year, at }: { year: PastYear; at: string }, pool: Family[]): PlainSplit {
  const found = pool.findIndex((family) => movingOut(family.kin).length > 0);
  const [family] = found === -1 ? [] : pool.splice(found, 1);
  if (family === undefined) throw new RangeError('No household of the hamlet splits.');
  return { year, family, householdId: madeId('household', seed, 'plain split', at), kin: movingOut(family.kin) };
}

function birthsIn(seed: string, family: Family): Part['born'] {
  return ([2022, 2023] as const).flatMap((year) => {
    const kin = newborn(seed, family, year);
    return kin === null ? [] : [{ on: date(kin.birth), kin }];
  });
}

// ---- visits of past years ------------------------------------------------------------------------------------------

export interface PastVisit {
  readonly on: PlainDate;
  readonly answers: Answers;
}

/** Who lives there on the day. */
export function kinOn(part: Pick<Part, 'kin' | 'born'>, on: PlainDate): readonly Kin[] {
  return [...part.kin, ...part.born.filter((birth) => birth.on <= on).map((birth) => birth.kin)];
}

/** Where it is when the year's review comes. */
export function hamletIn({ placed, hamletId }: Pick<Part, 'placed' | 'hamletId'>, year: PastYear): AreaId {
  return placed.came !== null && placed.came.year > year ? placed.came.fromId : hamletId;
}

/** Null where none of a few attempts comes out as wanted. */
function tryVisit(
  frame: ProvinceFrame,
  part: Omit<Part, 'visits'>,
  { year, wanted }: { readonly year: PastYear; readonly wanted: PovertyClass },
): PastVisit | null {
  const { seed } = frame;
  const on = addDays(date(`${year}-09-06`), chance(seed, 'visit', part.key, year).between(0, 80));
  const about = { seed, key: part.key, kin: kinOn(part, on), on, form: phieuB2022, wanted, escape: part.escape };
  const areaType = areaTypeOn(frame, part.hamletId, on);
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const answers = visitFor({ ...about, areaType, attempt });
    if (answers !== null) return { on, answers };
  }
  return null;
}
