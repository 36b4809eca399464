/**
 * The ground of the made province (khung của tỉnh): old Vĩnh Long's communes with their hamlets and households of the census, and
 * for each hamlet the commune and name it had before 2024, between the two reforms, and has today. Sizes and shares of
 * hamlets are `commune.ts`'s.
 */
import { type AreaPeriod, type AreaTree, areaAbove, areasOn, buildAreaTree } from '../../../core/kernel/areas.ts';
import { addDays, date, type PlainDate } from '../../../core/kernel/dates.ts';
import type { AreaId } from '../../../core/kernel/ids.ts';
import { householdFacts2019, MERGERS_2024, REFORM_2025, realUnits } from '../../../core/kernel/real-units.ts';
import { type CommuneFrame, communeFrame, realTree } from '../commune.ts';
import type { Dwelling } from '../dwellings.ts';
import type { HamletKind } from '../shapes.ts';

/** The register of the demonstration begins. */
export const REGISTER_BEGINS: PlainDate = date('2021-07-01');

/** Where a hamlet belonged from a day on. */
export interface Belonging {
  readonly from: PlainDate;
  readonly communeId: AreaId;
  readonly name: string;
  readonly kind: HamletKind;
}

export interface ProvinceFrame {
  readonly seed: string;
  /** As on the first day of the register, in the order of the national list. */
  readonly communes: readonly CommuneFrame[];
  /** By hamlet, oldest first; the first belonging is that of `communes`. */
  readonly belongings: ReadonlyMap<AreaId, readonly Belonging[]>;
  /** With every hamlet's periods. */
  readonly tree: AreaTree;
}

/** `codes`: only these of the 107, by their codes of 2023. `most`: so many households of a hamlet at most, for tests. */
export interface FrameWish {
  readonly seed: string;
  readonly codes?: readonly string[];
  readonly most?: number;
}

export function provinceFrame({ seed, codes, most = Number.POSITIVE_INFINITY }: FrameWish): ProvinceFrame {
  const wanted = codes ?? oldCodes();
  const communes = wanted.map((code) => shortened(frameOf(seed, code, REGISTER_BEGINS), most));
  const ids = new Set(communes.flatMap((commune) => commune.hamlets.map((hamlet) => hamlet.areaId)));
  const later = [MERGERS_2024, REFORM_2025].map((on) => [on, belongingsOn(seed, on)] as const);
  const belongings = new Map<AreaId, readonly Belonging[]>();
  for (const commune of communes)
    for (const { areaId, name, kind } of commune.hamlets)
      belongings.set(areaId, chain({ from: REGISTER_BEGINS, communeId: commune.unit.areaId, name, kind }, areaId, later));
  return { seed, communes, belongings, tree: treeWith(belongings, ids) };
}

/** What a reform changes: the hamlets that belong elsewhere, or are called otherwise, from that day on. */
export function reformedOn({ belongings }: ProvinceFrame, on: PlainDate): readonly (Belonging & { readonly areaId: AreaId })[] {
  return [...belongings].flatMap(([areaId, all]) =>
    all.filter((each) => each.from === on && all[0] !== each).map((each) => ({ areaId, ...each })),
  );
}

export function belongingOn({ belongings }: ProvinceFrame, hamletId: AreaId, on: PlainDate): Belonging {
  const found = belongings.get(hamletId)?.findLast((each) => each.from <= on);
  if (found === undefined) throw new RangeError('A hamlet of another province.');
  return found;
}

/** Where a hamlet lies, in the units of today, of which alone points are known. */
export function groundOf(frame: ProvinceFrame, hamletId: AreaId): Omit<Dwelling, 'householdId'> {
  return { seed: frame.seed, communeId: belongingOn(frame, hamletId, REFORM_2025).communeId, hamletId };
}

/** Rural or urban as the hamlet's commune was on that day. */
export function areaTypeOn(frame: ProvinceFrame, hamletId: AreaId, on: PlainDate): 'rural' | 'urban' {
  const type = areaAbove(frame.tree, hamletId, on, 'commune')?.areaType;
  if (type === null || type === undefined) throw new RangeError('A commune without a type.');
  return type;
}

/** Communes to which the hamlets belonged on that day, in the order of lists. */
export function communesOn(frame: ProvinceFrame, on: PlainDate): readonly AreaPeriod[] {
  const ids = new Set([...frame.belongings.keys()].map((hamletId) => belongingOn(frame, hamletId, on).communeId));
  return areasOn(frame.tree, on, 'commune').filter((unit) => ids.has(unit.areaId));
}

function oldCodes(): string[] {
  const tree = realTree();
  return householdFacts2019().flatMap((fact) => tree.periods.get(fact.areaId)?.[0]?.code ?? []);
}

function frameOf(seed: string, code: string, on: PlainDate): CommuneFrame {
  const frame = communeFrame(seed, code, on);
  if ('code' in frame) throw new RangeError(`${code}: ${frame.code}`);
  return frame;
}

function shortened(frame: CommuneFrame, most: number): CommuneFrame {
  return { ...frame, hamlets: frame.hamlets.map((hamlet) => ({ ...hamlet, sizes: hamlet.sizes.slice(0, most) })) };
}

/** Every hamlet of the census's ground on that day. */
function belongingsOn(seed: string, on: PlainDate): ReadonlyMap<AreaId, Omit<Belonging, 'from'>> {
  const tree = realTree();
  const frames = areasOn(tree, on, 'commune').flatMap(({ code }) => {
    const frame = code === null ? null : communeFrame(seed, code, on);
    return frame === null || 'code' in frame ? [] : [frame];
  });
  return new Map(
    frames.flatMap(({ unit, hamlets }) =>
      hamlets.map(({ areaId, name, kind }) => [areaId, { communeId: unit.areaId, name, kind }] as const),
    ),
  );
}

type Later = readonly (readonly [PlainDate, ReadonlyMap<AreaId, Omit<Belonging, 'from'>>])[];

function chain(first: Belonging, areaId: AreaId, later: Later): readonly Belonging[] {
  const all = [first];
  for (const [from, belongings] of later) {
    const next = belongings.get(areaId);
    const last = all.at(-1) ?? first;
    if (next === undefined) throw new RangeError('A hamlet that a reform lost.');
    const same = next.communeId === last.communeId && next.name === last.name && next.kind === last.kind;
    if (!same) all.push({ from, ...next });
  }
  return all;
}

function treeWith(belongings: ReadonlyMap<AreaId, readonly Belonging[]>, ids: ReadonlySet<AreaId>): AreaTree {
  const rows = realUnits();
  const areas = [...ids].map((id) => ({ id, level: 'hamlet' as const }));
  const periods = [...belongings].flatMap(([areaId, all]) =>
    all.map(({ from, communeId, name, kind }, i) => {
      const to = all[i + 1]?.from ?? null;
      return { areaId, from, to, code: null, name, kind, areaType: null, parentId: communeId, synthetic: true };
    }),
  );
  return buildAreaTree({ areas: [...rows.areas, ...areas], periods: [...rows.periods, ...periods], lineage: rows.lineage });
}

/** The last day of a unit's life; null: it still lives. */
export function lastDayOf({ tree }: ProvinceFrame, areaId: AreaId): PlainDate | null {
  const to = tree.periods.get(areaId)?.at(-1)?.to ?? null;
  return to === null ? null : addDays(to, -1);
}
