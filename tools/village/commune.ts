/**
 * The frame of a made commune (khung của một xã): its hamlets and the size of every household. A real unit's household
 * count and sizes come from the census of 2019, which counted the 107 old communes; a unit of a later date is the sum of
 * its parts. Hamlets are invented, since no list of them exists: 752 in old Vĩnh Long, shared out by households. Of a
 * commune that was cut, hamlets go to its successors in turn, since nobody knows which went where.
 */
import { type AreaPeriod, type AreaTree, areaAbove, areaAt, buildAreaTree, predecessors, successors } from '../../core/kernel/areas.ts';
import { addDays, type PlainDate } from '../../core/kernel/dates.ts';
import type { AreaId } from '../../core/kernel/ids.ts';
import { CENSUS_2019, type HouseholdFact, householdFacts2019, REFORM_2025, realUnits } from '../../core/kernel/real-units.ts';
import { type Chance, chance, madeId } from './chance.ts';
import { HAMLET_FIRST, HAMLET_SECOND, MINORITY_PERMILLE } from './data/places-by-hand.ts';
import type { Hamlet } from './shapes.ts';

/** Hamlets of old Vĩnh Long (the province's own number of 2024). */
export const HAMLETS_OF_OLD_PROVINCE = 752;

export interface HamletFrame extends Hamlet {
  /** Running number in the unit, from 1. */
  readonly number: number;
  /** Code that the old commune had in 2019, which names its households for ever. */
  readonly oldCode: string;
  /** Number of the first household in the whole old province, from 0, and the size of each. */
  readonly firstHousehold: number;
  readonly sizes: readonly number[];
  readonly khmerPermille: number;
  readonly hoaPermille: number;
}

export interface CommuneFrame {
  readonly seed: string;
  readonly unit: AreaPeriod;
  readonly areaType: 'rural' | 'urban';
  readonly hamlets: readonly HamletFrame[];
}

export type NoSuchCommune = { readonly code: 'commune-unknown' } | { readonly code: 'commune-without-census' };

let treeMade: AreaTree | undefined;

export function realTree(): AreaTree {
  treeMade ??= buildAreaTree(realUnits());
  return treeMade;
}

/** The unit that bore the code on that day; a string says why there is none. */
export function communeFrame(seed: string, code: string, on: PlainDate): CommuneFrame | NoSuchCommune {
  const tree = realTree();
  const unit = areaAt(tree, code, on, 'commune');
  if (unit === null || unit.areaType === null) return { code: 'commune-unknown' };
  const facts = householdFacts2019();
  const parts = predecessors(tree, unit.areaId, CENSUS_2019).map(({ areaId }) => facts.find((fact) => fact.areaId === areaId));
  if (parts.length === 0 || parts.some((part) => part === undefined)) return { code: 'commune-without-census' };
  const hamlets = parts.flatMap((part) => (part === undefined ? [] : hamletsIn(seed, part, { unit, on })));
  return {
    seed,
    unit,
    areaType: unit.areaType,
    hamlets: hamlets.map((hamlet, i) => ({ ...hamlet, number: i + 1, name: nameOf(hamlet, i) })),
  };
}

/** The district in which most of today's unit lay until the district level ended. */
export function districtBefore(code: string): AreaId {
  const tree = realTree();
  const unit = areaAt(tree, code, REFORM_2025, 'commune');
  const [kin] = unit === null ? [] : predecessors(tree, unit.areaId, addDays(REFORM_2025, -1));
  const district = kin === undefined ? null : areaAbove(tree, kin.areaId, addDays(REFORM_2025, -1), 'district');
  if (district === null) throw new RangeError('No district lay there.');
  return district.areaId;
}

/** Households of the census as sizes, in the order in which they lie along the old commune's hamlets. */
export function sizesOf(fact: HouseholdFact, order: Chance): number[] {
  const size1 = fact.size1 ?? Math.round((fact.size1or2 * SHARE_OF_ONE) / 1000);
  const sizes = [...fill(size1, 1), ...fill(fact.size1or2 - size1, 2), ...fill(fact.size3, 3), ...fill(fact.size4, 4)];
  const large = fill(fact.size5up, 5);
  // Of two communes the census counts fewer people than their sizes need: there sizes stand.
  let more = Math.max(0, fact.people - sum(sizes) - sum(large));
  while (more > 0) {
    const at = order.between(0, large.length - 1);
    const size = large[at] ?? LARGEST;
    if (size >= LARGEST) continue;
    large[at] = size + 1;
    more -= 1;
  }
  return order.shuffle([...sizes, ...large]);
}

/** Households of one person among those of one or two, per mille: where the census tells them apart. */
const SHARE_OF_ONE = 390;
const LARGEST = 14;

interface Draft extends Omit<HamletFrame, 'number' | 'name'> {
  readonly place: number;
}

function hamletsIn(seed: string, fact: HouseholdFact, { unit, on }: { unit: AreaPeriod; on: PlainDate }): Draft[] {
  const tree = realTree();
  const oldCode = areaCode(tree, fact.areaId);
  const heirs = successors(tree, fact.areaId, on)
    .map(({ areaId }) => areaId)
    .sort();
  const order = chance(seed, 'sizes', oldCode);
  const sizes = sizesOf(fact, order);
  const { first, count, before } = hamletNumbers(fact.areaId);
  const kind = unit.kind === 'xa' ? 'ap' : 'khom';
  const shares = minorities(seed, oldCode, count);
  return cuts(sizes.length, count, order).flatMap((cut, i) => {
    if (heirs[i % heirs.length] !== unit.areaId) return [];
    const areaId = madeId('area', seed, 'hamlet', oldCode, i);
    const bookId = madeId('book', seed, 'hamlet', oldCode, i);
    const own = sizes.slice(cut.from, cut.to);
    return [
      {
        areaId,
        bookId,
        kind,
        place: first + i,
        oldCode,
        firstHousehold: before + cut.from,
        sizes: own,
        ...(shares[i] ?? NO_MINORITY),
      } as const,
    ];
  });
}

const NO_MINORITY = { khmerPermille: 0, hoaPermille: 0 };

/** Khmer families live together: a third of the hamlets, taken evenly along the commune, has nearly all of them. */
function minorities(seed: string, oldCode: string, count: number): { khmerPermille: number; hoaPermille: number }[] {
  const [khmer, hoa] = MINORITY_PERMILLE[oldCode] ?? [3, 4];
  const where = chance(seed, 'minorities', oldCode).between(0, 2);
  const dense = Array.from({ length: count }, (_, i) => i % 3 === where % Math.min(3, count));
  const share = dense.filter(Boolean).length / count;
  return dense.map((here) => ({
    khmerPermille: here ? Math.min(950, Math.round((khmer * 0.9) / share)) : Math.round((khmer * 0.1) / Math.max(0.34, 1 - share)),
    hoaPermille: hoa,
  }));
}

/** A rural hamlet has a name, an urban one a number; names repeat only far apart. */
function nameOf(hamlet: Draft, index: number): string {
  if (hamlet.kind === 'khom') return `Khóm ${index + 1}`;
  const step = (hamlet.place * 97) % (HAMLET_FIRST.length * HAMLET_SECOND.length);
  return `Ấp ${HAMLET_FIRST[step % HAMLET_FIRST.length] ?? ''} ${HAMLET_SECOND[Math.floor(step / HAMLET_FIRST.length)] ?? ''}`;
}

/** A commune's hamlets: how many, the running number of the first, and the households of the communes before it. */
interface Numbers {
  readonly first: number;
  readonly count: number;
  readonly before: number;
}

let numbersMade: ReadonlyMap<AreaId, Numbers> | undefined;

/** Each old commune's share of the 752, by largest remainder over households. */
function hamletNumbers(areaId: AreaId): Numbers {
  numbersMade ??= shareHamlets();
  const found = numbersMade.get(areaId);
  if (found === undefined) throw new RangeError('Not one of the communes of the census.');
  return found;
}

function shareHamlets(): ReadonlyMap<AreaId, Numbers> {
  const facts = householdFacts2019();
  const all = sum(facts.map((fact) => fact.households));
  const exact = facts.map((fact) => fact.households * HAMLETS_OF_OLD_PROVINCE);
  const counts = exact.map((share) => Math.floor(share / all));
  const byRest = exact.map((share, i) => ({ i, rest: share % all })).sort((a, b) => b.rest - a.rest || a.i - b.i);
  for (const { i } of byRest.slice(0, HAMLETS_OF_OLD_PROVINCE - sum(counts))) counts[i] = (counts[i] ?? 0) + 1;
  const upTo = (numbers: readonly number[], i: number): number => sum(numbers.slice(0, i));
  const households = facts.map((fact) => fact.households);
  return new Map(facts.map((fact, i) => [fact.areaId, { first: upTo(counts, i), count: counts[i] ?? 0, before: upTo(households, i) }]));
}

/** `total` in `count` runs of unlike length, none shorter than half an even share. */
function cuts(total: number, count: number, order: Chance): { from: number; to: number }[] {
  const even = total / count;
  const ends = Array.from(
    { length: count - 1 },
    (_, i) => Math.round(even * (i + 1)) + order.between(-Math.floor(even / 4), Math.floor(even / 4)),
  );
  return [...ends, total].map((to, i) => ({ from: i === 0 ? 0 : (ends[i - 1] ?? 0), to }));
}

function areaCode(tree: AreaTree, areaId: AreaId): string {
  const code = tree.periods.get(areaId)?.find((period) => period.from <= CENSUS_2019)?.code;
  if (code === undefined || code === null) throw new RangeError('A commune without a code.');
  return code;
}

function fill(count: number, size: number): number[] {
  return Array.from({ length: count }, () => size);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
