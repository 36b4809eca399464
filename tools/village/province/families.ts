/**
 * The families of the made province on the first day of its register (các hộ khi lập sổ), and which of them fit a way: lone for one
 * that dies out, three generations for one that splits, old or with many children where it is to be unable to escape poverty.
 */
import type { CannotEscapeGround } from '../../../core/classify/verdict.ts';
import { addDays, date } from '../../../core/kernel/dates.ts';
import type { AreaId, HouseholdId } from '../../../core/kernel/ids.ts';
import { chance, madeId, madeUuid } from '../chance.ts';
import type { CommuneFrame, HamletFrame } from '../commune.ts';
import { type Days, familyFor, type Kin } from '../family.ts';
import { nameFor } from '../names.ts';
import type { PastYear, Way } from './flows.ts';
import { type ProvinceFrame, REGISTER_BEGINS } from './frame.ts';

export interface Family {
  readonly key: string;
  readonly householdId: HouseholdId;
  readonly hamletId: AreaId;
  readonly code: string;
  readonly address: string;
  readonly kin: readonly Kin[];
}

const DAYS: Days = { agesOn: date('2021-10-01'), begins: REGISTER_BEGINS };

/** `only`: those whose keys are named; all by default. `days`: by default those of the register of 2021. */
export interface FamiliesWish {
  readonly only?: ReadonlySet<string>;
  readonly days?: Days;
}

export function* familiesOf(
  { seed }: Pick<ProvinceFrame, 'seed'>,
  commune: CommuneFrame,
  hamlet: HamletFrame,
  { only, days = DAYS }: FamiliesWish = {},
): Generator<Family> {
  for (const [i, size] of hamlet.sizes.entries()) {
    const running = hamlet.firstHousehold + i;
    const key = `household ${running}`;
    if (only?.has(key) === false) continue;
    const luck = chance(seed, 'ethnicity', key).between(0, 999);
    const ethnicity = luck < hamlet.khmerPermille ? 'khmer' : luck < hamlet.khmerPermille + hamlet.hoaPermille ? 'hoa' : 'kinh';
    yield {
      key,
      householdId: madeId('household', seed, key),
      hamletId: hamlet.areaId,
      code: `${commune.unit.code ?? ''}${String(hamlet.number).padStart(2, '0')}${String(i + 1).padStart(4, '0')}`,
      address: `Tổ ${Math.floor(i / 30) + 1}, ${hamlet.name}`,
      kin: familyFor({ seed, key, size, ethnicity, running, days }),
    };
  }
}

/** Families of the pool that fit the way, the most natural ones first. */
export function* fitting(pool: readonly Family[], way: Way, ground: CannotEscapeGround): Generator<Family> {
  const passes = passesFor(way, ground);
  const given = new Set<Family>();
  for (const fits of passes)
    for (const family of [...pool]) {
      if (given.has(family) || !fits(family.kin)) continue;
      given.add(family);
      yield family;
    }
}

type Fits = (kin: readonly Kin[]) => boolean;

function passesFor(way: Way, ground: CannotEscapeGround): readonly Fits[] {
  const hows = way.turns.map((turn) => turn?.how);
  if (hows.includes('split')) return [(kin) => movingOut(kin).length > 0 && canBe(way, movingOut(kin))];
  if (hows.includes('died')) return [(kin) => kin.length === 1 && ageOf(kin) >= 60, (kin) => kin.length === 1];
  if (hows.includes('merged')) return [(kin) => kin.length <= 2 && ageOf(kin) >= 55, (kin) => kin.length <= 3];
  if (way.escape === 'yes') return [NATURAL[ground], (kin) => GROUNDS.some((each) => NATURAL[each](kin)), (kin) => kin.length <= 3];
  if (way.escape === 'no') return [(kin) => canBe(way, kin)];
  return [(kin) => kin.length !== 1 || ageOf(kin) >= 50, () => true];
}

const GROUNDS = ['social-protection', 'nobody-able', 'many-dependants'] as const satisfies readonly CannotEscapeGround[];

/** Families of whom the ground is usually true. */
const NATURAL: Readonly<Record<CannotEscapeGround, Fits>> = {
  'social-protection': (kin) => kin.length <= 4 && kin.filter((each) => each.age >= 60).length * 2 >= kin.length,
  'nobody-able': (kin) => kin.length <= 3 && kin.every((each) => each.age >= 60 || each.age <= 12),
  'many-dependants': (kin) => children(kin) >= 3 && children(kin) * 2 > kin.length,
};

/** Somebody can work, and not too many are young. */
function canBe(way: Way, kin: readonly Kin[]): boolean {
  if (way.escape !== 'no') return true;
  return kin.some((each) => each.age >= 19 && each.age <= 51) && !NATURAL['many-dependants'](kin);
}

/** Below 16 still in 2023. */
const children = (kin: readonly Kin[]): number => kin.filter((each) => each.age < 14).length;
const ageOf = (kin: readonly Kin[]): number => kin[0]?.age ?? 0;

/** A married child with husband or wife and children, who leave a household of three generations; empty where there are none. */
export function movingOut(kin: readonly Kin[]): readonly Kin[] {
  const child = kin.find((each) => each.relation === 'child' && each.age >= 20);
  const spouse = kin.find((each) => each.relation === 'child-in-law');
  if (child === undefined || spouse === undefined) return [];
  const young = kin.filter((each) => each.relation === 'grandchild');
  return [{ ...child, relation: 'head' }, { ...spouse, relation: 'spouse' }, ...young.map((each): Kin => ({ ...each, relation: 'child' }))];
}

/** A child born in that year to a young couple, now and then. */
export function newborn(seed: string, { key, kin }: Family, year: PastYear): Kin | null {
  const luck = chance(seed, 'birth', key, year);
  const mother = kin.find(
    (each) => each.sex === 'female' && each.age >= 20 && each.age <= 36 && ['spouse', 'child-in-law'].includes(each.relation),
  );
  const father = kin.find((each) => each.sex === 'male' && ['head', 'child'].includes(each.relation) && each.age >= 20 && each.age <= 48);
  if (mother === undefined || father === undefined || !luck.permille(60)) return null;
  const sex = luck.permille(515) ? 'male' : 'female';
  const surname = father.fullName.split(' ')[0] ?? '';
  return {
    memberId: madeUuid(seed, 'member', key, 'born', year),
    fullName: nameFor(luck, { ethnicity: father.ethnicity, sex, born: year, surname }),
    relation: mother.relation === 'spouse' ? 'child' : 'grandchild',
    sex,
    birth: addDays(date(`${year}-02-01`), luck.between(0, 150)),
    age: 0,
    ethnicity: father.ethnicity,
    // A newborn has no card yet.
    citizenId: 'dont-know',
  };
}
