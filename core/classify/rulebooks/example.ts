/**
 * Worked examples (ví dụ mẫu) as data: one ordinary family, what is different in the example, and what the clause says must
 * come out. They explain a rule to a reader and prove it in the tests; expected values are written by hand.
 */
import type { Answers, HouseholdAnswers, MemberAnswers } from '../../interview/answers.ts';
import type { Item } from '../score-table.ts';
import type { CannotEscapeGround, Group, Indicator, PovertyClass, Setting } from '../verdict.ts';

export type Role = 'head' | 'spouse' | 'child' | 'elder';

export interface Change {
  readonly household?: Partial<HouseholdAnswers>;
  readonly head?: Partial<MemberAnswers>;
  readonly spouse?: Partial<MemberAnswers>;
  readonly child?: Partial<MemberAnswers>;
  readonly elder?: Partial<MemberAnswers>;
  readonly without?: readonly Role[];
  /** Further members; what is not said is as for a grown child of the head. */
  readonly more?: readonly Partial<MemberAnswers>[];
  readonly areaType?: 'urban';
}

export interface Expectation {
  /** Exactly these; none when left out. */
  readonly deprived?: readonly Indicator[];
  readonly class?: PovertyClass;
  readonly b1?: number;
  readonly points?: readonly [item: Item, points: number];
  /** Exactly these, where it is said at all. */
  readonly groups?: readonly Group[];
  readonly grounds?: readonly CannotEscapeGround[];
}

export interface Example {
  /** Id of a rule, or `cut-off`. */
  readonly rule: string;
  readonly says: string;
  readonly change: Change;
  readonly expect: Expectation;
}

/** The ages of the family are the same in every year: 46, 44, 14 and 71 on 12 October. */
export function answersOf(year: 2026 | 2027, change: Change): Answers {
  const family = { head: head(year), spouse: spouse(year), child: child(year), elder: elder(year) };
  const roles = (['head', 'spouse', 'child', 'elder'] as const).filter((role) => !change.without?.includes(role));
  const grown = (change.more ?? []).map((more, at) => ({ ...grownChild(year), memberId: `more-${at}`, ...more }));
  return {
    household: { ...HOME, ...change.household },
    members: [...roles.map((role) => ({ ...family[role], ...change[role] })), ...grown],
  };
}

export function settingOf(year: 2026 | 2027, change: Change): Setting {
  return { areaType: change.areaType ?? 'rural', date: `${year}-10-12` };
}

/**
 * An ordinary home of the delta. With the family below 195 points in the countryside (35 for four people, 10 other work
 * than farming, 10 columns, 20 for 25 m² a person, 30 power, 10 water, 20 latrine, 10 television, 20 motorbike, 20 fridge,
 * 10 land) and 180 in town (25, 5, walls 10, 20, 30, 10, 20, 10, 25, 20, 5); no deprivation under either standard.
 */
const HOME: HouseholdAnswers = {
  tenure: 'owned',
  columnMaterial: 'concrete',
  wallMaterial: 'brick',
  roofMaterial: 'tile',
  dwellingAreaDm2: 10_000,
  powerSource: 'grid',
  powerKwh: 120,
  waterSource: 'piped',
  toilet: 'septic',
  waste: 'collected',
  televisions: 1,
  radios: 0,
  soundSystems: 0,
  desktops: 0,
  telephones: 0,
  laptops: 0,
  tablets: 0,
  smartphones: 2,
  cars: 0,
  motorbikes: 1,
  motorBoats: 0,
  fridges: 1,
  airConditioners: 0,
  washingMachines: 0,
  waterHeaters: 0,
  microwaves: 0,
  annualLandM2: 3_000,
  perennialLandM2: 0,
  gardenLandM2: 300,
  pondM2: 0,
  aquaculture: false,
  cattle: 0,
  pigs: 0,
  goats: 0,
  poultry: 10,
};

function head(year: number): MemberAnswers {
  return {
    ...adult('head', 'Nguyễn Văn An', 'male', `${year - 46}-03-10`),
    relation: 'head',
    jobStatus: 'working',
    jobType: 'own-farm',
    internet: true,
  };
}

function spouse(year: number): MemberAnswers {
  return {
    ...adult('spouse', 'Trần Thị Bình', 'female', `${year - 44}-05-20`),
    relation: 'spouse',
    jobStatus: 'working',
    jobType: 'enterprise',
    contract: 'yes',
    internet: true,
  };
}

function child(year: number): MemberAnswers {
  return {
    memberId: 'child',
    fullName: 'Nguyễn Minh Châu',
    relation: 'child',
    sex: 'male',
    birth: `${year - 14}-09-30`,
    ethnicity: 'kinh',
    heightMm: 1_620,
    weightG: 50_000,
    study: 'lower-secondary',
    generalLevel: 'primary',
    healthInsurance: true,
    internet: false,
    assistance: 'none',
  };
}

function elder(year: number): MemberAnswers {
  return {
    ...adult('elder', 'Lê Thị Dung', 'female', `${year - 71}-01-15`),
    relation: 'parent',
    generalLevel: 'primary',
    jobStatus: 'retired-or-home',
  };
}

/** 33 years old, working on the family's farm. */
function grownChild(year: number): MemberAnswers {
  return {
    ...adult('more', 'Nguyễn Hoàng Phúc', 'male', `${year - 33}-06-01`),
    relation: 'child',
    jobStatus: 'working',
    jobType: 'own-farm',
  };
}

function adult(memberId: string, fullName: string, sex: 'male' | 'female', birth: string): Omit<MemberAnswers, 'relation'> {
  return {
    memberId,
    fullName,
    sex,
    birth,
    ethnicity: 'kinh',
    generalLevel: 'lower-secondary',
    vocationalLevel: 'none',
    healthInsurance: true,
    internet: false,
    assistance: 'none',
    pension: 'none',
    merit: false,
  };
}
