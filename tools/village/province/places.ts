/**
 * Which hamlet each way belongs to (phân bổ về ấp): hamlets without poor households in the last result are drawn so that no commune
 * is left without, each other hamlet gets one, the rest goes by size. Households inside a hamlet are `cast.ts`'s.
 */
import type { AreaId } from '../../../core/kernel/ids.ts';
import { type Chance, chance } from '../chance.ts';
import type { ProvinceFrame } from './frame.ts';
import { classAfter, REVIEW_YEARS, type PastYear, type Way, waysFor } from './flows.ts';
import type { Targets } from './targets.ts';

/** A way at home in a hamlet; `came`: it moved there in that year, out of another hamlet of its commune. */
export interface Placed {
  readonly way: Way;
  /** Names it in the seed's world. */
  readonly key: string;
  readonly came: { readonly year: PastYear; readonly fromId: AreaId } | null;
}

export interface PlacedHamlet {
  readonly placed: readonly Placed[];
  /** Years in which a household that is on no list splits, once for each time. */
  readonly plainSplits: readonly PastYear[];
}

/** More than this share of a hamlet's households cannot all be on lists. */
const FULL_PERCENT = 45;

export function placesFor(frame: ProvinceFrame, targets: Targets): ReadonlyMap<AreaId, PlacedHamlet> {
  const { seed } = frame;
  const { ways, plainSplits } = waysFor(seed, targets);
  const luck = chance(seed, 'places');
  const homes = homesOf(frame);
  const without = drawWithout(homes, targets, luck);
  const withPoor = homes.filter((home) => !without.has(home.areaId));
  const lastPoor = ways.filter((way) => classAfter(way, 1) === 'poor');
  if (lastPoor.length < withPoor.length) throw new RangeError(`${lastPoor.length} poor households for ${withPoor.length} hamlets.`);
  const draw = { all: drawer(homes, luck), poor: drawer(withPoor, luck) };
  lastPoor.forEach((way, i) => put(withPoor[i] ?? draw.poor(), way));
  for (const way of ways) if (classAfter(way, 1) !== 'poor') put(draw.all(), way);
  REVIEW_YEARS.forEach((year, at) => {
    for (let i = 0; i < (plainSplits[at] ?? 0); i += 1) draw.all().splits.push(year);
  });
  return new Map(homes.map((home) => [home.areaId, { placed: placedIn(seed, home, homes), plainSplits: home.splits }]));
}

interface Home {
  readonly areaId: AreaId;
  readonly communeId: AreaId;
  readonly households: number;
  readonly weight: number;
  readonly ways: Way[];
  readonly splits: PastYear[];
}

function homesOf({ seed, communes }: ProvinceFrame): Home[] {
  return communes.flatMap(({ unit, hamlets }) => {
    const own = chance(seed, 'poverty', unit.areaId).between(60, 150);
    return hamlets.map(({ areaId, sizes, khmerPermille }) => {
      const weight = sizes.length * (own + Math.round(khmerPermille / 6) + chance(seed, 'poverty', areaId).between(0, 60));
      return { areaId, communeId: unit.areaId, households: sizes.length, weight, ways: [], splits: [] };
    });
  });
}

function drawWithout(homes: readonly Home[], { hamletsWithPoor }: Targets, luck: Chance): ReadonlySet<AreaId> {
  const left = new Map<AreaId, number>();
  for (const { communeId } of homes) left.set(communeId, (left.get(communeId) ?? 0) + 1);
  const without = new Set<AreaId>();
  for (const { areaId, communeId } of luck.shuffle(homes)) {
    const others = left.get(communeId) ?? 0;
    if (without.size === homes.length - hamletsWithPoor || others <= 1) continue;
    left.set(communeId, others - 1);
    without.add(areaId);
  }
  if (without.size !== homes.length - hamletsWithPoor) throw new RangeError('Fewer hamlets with poor households than communes.');
  return without;
}

function put(home: Home, way: Way): void {
  home.ways.push(way);
}

/** A hamlet by weight that is not full. */
function drawer(homes: readonly Home[], luck: Chance): () => Home {
  const ends: number[] = [];
  for (const { weight } of homes) ends.push((ends.at(-1) ?? 0) + weight);
  const total = ends.at(-1) ?? 0;
  return () => {
    for (let attempt = 0; attempt < 1_000; attempt += 1) {
      const home = homes[upTo(ends, luck.between(1, total))];
      if (home !== undefined && (home.ways.length + home.splits.length) * 100 < home.households * FULL_PERCENT) return home;
    }
    throw new RangeError('The hamlets are too small for so many households on lists.');
  };
}

/** The first index whose end is not below `at`. */
function upTo(ends: readonly number[], at: number): number {
  let [low, high] = [0, ends.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ends[middle] ?? 0) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** About one household in a hundred that stays on the lists came from a neighbouring hamlet in one of the years. */
function placedIn(seed: string, home: Home, homes: readonly Home[]): Placed[] {
  const neighbours = homes.filter((each) => each.communeId === home.communeId && each !== home);
  return home.ways.map((way, i) => {
    const key = `way ${home.areaId} ${i}`;
    const luck = chance(seed, 'came', key);
    const year = luck.pick(REVIEW_YEARS);
    const there = way.first !== null && way.turns.every((turn) => turn !== null && turn.how === 'on-list');
    if (!there || neighbours.length === 0 || !luck.permille(14)) return { way, key, came: null };
    return { way, key, came: { year, fromId: luck.pick(neighbours).areaId } };
  });
}
