/**
 * A second judge (người chấm thứ hai), written plainly from the reading of the law and sharing no code and no parameters
 * with the rulebooks: slow, literal, numbers where they are used. It judges complete answers with full birth dates only.
 * Where both judges disagree, one of them is wrong. Sources as in the rulebooks: [S 3] method, [S~ 21-23] indicators,
 * [S 24, 25] changes of 2027, [S 34] readable points.
 */
import type { Answers, HouseholdAnswers, MemberAnswers } from '../../interview/answers.ts';
import { HEIGHT, WEIGHT } from './who-distributions.ts';

export type Standard = '2022-2026' | '2027-2030';

export interface Opinion {
  readonly class: 'poor' | 'near-poor' | 'not-poor';
  readonly b1: number;
  readonly b2: number;
  readonly items: Readonly<Record<string, number>>;
  /** By indicator, in the order of the standard. */
  readonly deprived: Readonly<Record<string, boolean>>;
  readonly groups: Readonly<Record<string, boolean>>;
  readonly grounds: Readonly<Record<string, boolean>>;
}

interface Person {
  readonly said: MemberAnswers;
  readonly years: number;
  readonly months: number;
  readonly retired: boolean;
}

export function opinion(standard: Standard, answers: Answers, areaType: 'rural' | 'urban', date: string): Opinion {
  const people = answers.members.map((said) => personOn(said, date));
  const home = answers.household;
  const urban = areaType === 'urban';
  const items = points(home, people, urban);
  const deprived = deprivations(standard, home, people);
  const b1 = Object.values(items).reduce((sum, n) => sum + n, 0);
  const b2 = Object.values(deprived).filter(Boolean).length * 10;
  const old = standard === '2022-2026';
  // 140 and 175 points stand for 1.5 and 2.0 million; 2.2 and 2.8 million are 205.33 and 245 points on that scale.
  const line = urban ? (old ? 175 : 245) : old ? 140 : 205;
  return {
    class: b1 <= line ? (b2 >= 30 ? 'poor' : 'near-poor') : 'not-poor',
    b1,
    b2,
    items,
    deprived,
    groups: groups(people),
    grounds: grounds(people),
  };
}

// ---- people ----

function personOn(said: MemberAnswers, date: string): Person {
  const [by = 0, bm = 0, bd = 0] = said.birth.split('-').map(Number);
  const [y = 0, m = 0, d = 0] = date.split('-').map(Number);
  let months = (y - by) * 12 + m - bm;
  if (d < bd) months = months - 1;
  if (months < 0) months = 0;
  const years = Math.floor(months / 12);
  return { said, years, months, retired: months >= retirement(said.sex, y) };
}

/** Labour Code 2019 Art. 169: 60y3m and 55y4m in 2021, 3 and 4 months more each year, until 62 and 60. */
function retirement(sex: MemberAnswers['sex'], year: number): number {
  const passed = year < 2021 ? 0 : year - 2021;
  return sex === 'female' ? Math.min(55 * 12 + 4 + 4 * passed, 60 * 12) : Math.min(60 * 12 + 3 + 3 * passed, 62 * 12);
}

// ---- the indicators ----

function deprivations(standard: Standard, home: HouseholdAnswers, people: readonly Person[]): Record<string, boolean> {
  const first = {
    'employment': people.some(lacksWork),
    'dependants': people.filter(isDependant).length > people.length / 2,
    'nutrition': people.some((p) => p.years < 16 && (isStunted(p) || isUnderweight(p))),
    'insurance': people.some((p) => p.years >= 6 && p.said.healthInsurance === false),
    'adult-education': people.some(lacksLevel),
    'child-schooling': people.some(isNotInItsSchool),
    'housing-quality': hasNoHome(home) || shaky(home) >= 2,
    'housing-area': hasNoHome(home) || Number(home.dwellingAreaDm2) / 100 < 8 * people.length,
  };
  const telecom = !people.some((p) => p.years >= 6 && p.said.internet === true);
  const water = ['open-well', 'open-spring', 'river', 'other'].includes(String(home.waterSource));
  const toilet = ['open-pit', 'over-water', 'other', 'none'].includes(String(home.toilet));
  if (standard === '2027-2030') {
    const waste = ['burned', 'dumped', 'dumped-in-water'].includes(String(home.waste));
    return { ...first, telecom, water, toilet, waste };
  }
  const devices = [home.televisions, home.radios, home.desktops, home.telephones, home.laptops, home.tablets, home.smartphones];
  return { ...first, water, toilet, telecom, means: devices.every((n) => n === 0) };
}

function lacksWork({ said, years, retired }: Person): boolean {
  if (years < 15) return false;
  if (said.jobStatus === 'no-job') return !retired;
  if (said.jobStatus !== 'working') return false;
  const wage = said.jobType !== 'own-farm' && said.jobType !== 'own-business';
  return wage && said.contract === 'none';
}

function isDependant({ said, years }: Person): boolean {
  return years < 16 || said.assistance === 'older' || said.assistance === 'disability';
}

function isStunted({ said, months }: Person): boolean {
  const who = HEIGHT[said.sex === 'female' ? 'female' : 'male'];
  const median = who.median[months] ?? 0;
  const limitCm = median - 2 * median * (who.variation[months] ?? 0);
  return Number(said.heightMm) < Math.round(limitCm * 10);
}

function isUnderweight({ said, months }: Person): boolean {
  const who = WEIGHT[said.sex === 'female' ? 'female' : 'male'];
  const [l, median, variation] = [who.l[months], who.median[months], who.variation[months]];
  if (l === undefined || median === undefined || variation === undefined) return false;
  const limitKg = median * (1 + l * variation * -2) ** (1 / l);
  return Number(said.weightG) < Math.round(limitKg * 10) * 100;
}

function lacksLevel({ said, years }: Person): boolean {
  if (years < 16 || years > 30 || said.study !== 'none' || said.vocationalLevel === 'on-the-job') return false;
  if (years < 18) return said.generalLevel !== 'lower-secondary' && said.generalLevel !== 'upper-secondary';
  return said.generalLevel !== 'upper-secondary' && said.vocationalLevel === 'none';
}

function isNotInItsSchool({ said, years }: Person): boolean {
  if (years < 3 || years >= 16) return false;
  if (years < 6) return !['preschool', 'primary'].includes(String(said.study));
  if (years < 12) return !['primary', 'lower-secondary'].includes(String(said.study));
  return !['lower-secondary', 'upper-secondary', 'intermediate', 'college'].includes(String(said.study));
}

function hasNoHome(home: HouseholdAnswers): boolean {
  return home.tenure === 'none';
}

function shaky(home: HouseholdAnswers): number {
  const walls = ['light-wood', 'tin', 'bamboo-leaf', 'earth', 'other'].includes(String(home.wallMaterial));
  const columns = ['light-wood', 'bamboo', 'other'].includes(String(home.columnMaterial));
  const roof = ['tin', 'fibre-cement', 'wood', 'leaf', 'canvas', 'other'].includes(String(home.roofMaterial));
  return [walls, columns, roof].filter(Boolean).length;
}

// ---- points ----

function points(home: HouseholdAnswers, people: readonly Person[], urban: boolean): Record<string, number> {
  const pick = (rural: number, town: number) => (urban ? town : rural);
  const burden = people.filter((p) => p.years < 15 || p.years > 60 || p.said.jobStatus === 'unable').length;
  const bySize = urban ? [80, 55, 40, 25, 20, 10] : [65, 55, 45, 35, 30, 20];
  const retirees = people.filter((p) => p.years >= 15 && p.said.pension !== 'none').length;
  const noHome = hasNoHome(home);
  const sturdyWalls = !noHome && ['concrete', 'brick', 'durable-wood'].includes(String(home.wallMaterial));
  const sturdyColumns = !noHome && ['concrete', 'brick', 'steel', 'durable-wood'].includes(String(home.columnMaterial));
  return {
    'household-size': burden === people.length ? 0 : (bySize[people.length - 1] ?? 0),
    'dependent-people': burden === 0 ? pick(20, 15) : burden === 1 ? pick(15, 5) : 0,
    'degree': degreePoints(people, urban),
    'non-farm-work': workPoints(people, urban),
    'pension': retirees === 0 ? 0 : retirees === 1 ? pick(25, 5) : pick(40, 15),
    'walls': sturdyWalls ? pick(0, 10) : 0,
    'columns': sturdyColumns ? pick(10, 0) : 0,
    'area-per-person': noHome ? 0 : areaPoints(Number(home.dwellingAreaDm2) / 100 / people.length, urban),
    ...comfort(home, urban),
    ...assets(home, urban),
    ...farm(home, urban),
  };
}

function degreePoints(people: readonly Person[], urban: boolean): number {
  const adults = people.filter((p) => p.years >= 16).map((p) => p.said);
  if (adults.some((a) => ['college', 'university', 'postgraduate'].includes(String(a.vocationalLevel)))) return 15;
  const middle = adults.some((a) => a.vocationalLevel === 'intermediate' || a.generalLevel === 'upper-secondary');
  return middle && !urban ? 5 : 0;
}

function workPoints(people: readonly Person[], urban: boolean): number {
  const kinds = people.filter((p) => p.years >= 15 && p.said.jobStatus === 'working').map((p) => p.said.jobType);
  if (kinds.includes('public')) return urban ? 10 : 20;
  return kinds.includes('enterprise') || kinds.includes('own-business') ? (urban ? 5 : 10) : 0;
}

function areaPoints(m2PerPerson: number, urban: boolean): number {
  if (m2PerPerson < 8) return 0;
  if (m2PerPerson < 20) return 10;
  if (m2PerPerson < 30) return 20;
  if (m2PerPerson < 40) return urban ? 30 : 25;
  return urban ? 35 : 30;
}

function comfort(home: HouseholdAnswers, urban: boolean): Record<string, number> {
  const kwh = home.powerSource === 'none' ? 0 : Number(home.powerKwh);
  const top = urban ? 55 : 50;
  const high = urban ? 45 : 40;
  const water = String(home.waterSource);
  const toilet = String(home.toilet);
  return {
    'electricity': kwh >= 200 ? top : kwh >= 150 ? high : kwh >= 100 ? 30 : kwh >= 50 ? 20 : kwh >= 25 ? 10 : 0,
    'water-source': ['piped', 'bottled'].includes(water)
      ? 10
      : ['drilled-well', 'protected-well', 'protected-spring', 'rain'].includes(water)
        ? 5
        : 0,
    'toilet-type': ['septic', 'semi-septic'].includes(toilet)
      ? 20
      : ['pour-flush', 'vip', 'slab-pit', 'double-vault'].includes(toilet)
        ? 10
        : 0,
  };
}

function assets(home: HouseholdAnswers, urban: boolean): Record<string, number> {
  const if1 = (pieces: unknown, rural: number, town: number) => (Number(pieces) >= 1 ? (urban ? town : rural) : 0);
  return {
    'television': if1(home.televisions, 10, 10),
    'sound-system': if1(home.soundSystems, 10, 10),
    'motorbike': Number(home.motorbikes) >= 2 ? (urban ? 45 : 35) : if1(home.motorbikes, 20, 25),
    'car': if1(home.cars, 70, 70),
    'motor-boat': if1(home.motorBoats, 10, 5),
    'fridge': if1(home.fridges, 20, 20),
    'air-conditioner': if1(home.airConditioners, 25, 30),
    'washing-machine': if1(home.washingMachines, 20, 20),
    'water-heater': if1(home.waterHeaters, 15, 20),
    'microwave': if1(home.microwaves, 10, 15),
  };
}

function farm(home: HouseholdAnswers, urban: boolean): Record<string, number> {
  const worth = (amount: unknown, from: readonly number[], rural: readonly number[], town: readonly number[]) => {
    const reached = from.filter((least) => Number(amount) >= least).length;
    return reached === 0 ? 0 : ((urban ? town : rural)[reached - 1] ?? 0);
  };
  const fields = [1000, 5000, 10000];
  return {
    'annual-land': worth(home.annualLandM2, fields, [10, 20, 35], [5, 15, 25]),
    'perennial-land': worth(home.perennialLandM2, fields, [10, 25, 40], [10, 20, 30]),
    'garden-land': worth(home.gardenLandM2, [1000], [5], [10]),
    'aquaculture': home.aquaculture === true ? worth(home.pondM2, [0, 1000, 5000], [5, 15, 30], [5, 15, 25]) : 0,
    'cattle': worth(home.cattle, [1, 3], [10, 20], [10, 20]),
    'pigs': worth(home.pigs, [3, 10], [10, 20], [5, 15]),
    'goats': worth(home.goats, [3, 10], [5, 15], [5, 10]),
    'poultry': worth(home.poultry, [50, 200], [5, 15], [5, 10]),
  };
}

// ---- groups and the province's rule ----

function groups(people: readonly Person[]): Record<string, boolean> {
  const couple = people.filter(({ said }) => said.relation === 'head' || said.relation === 'spouse');
  return {
    'ethnic-minority': couple.some(({ said }) => said.ethnicity !== 'kinh'),
    'no-working-capacity': !people.some(couldWork),
    'merit': people.some(({ said, years }) => years >= 15 && said.merit === true),
  };
}

function couldWork({ said, years, retired }: Person): boolean {
  if (years < 15) return false;
  if (said.jobStatus === 'working') return true;
  return said.jobStatus !== 'unable' && said.assistance !== 'disability' && !retired;
}

function grounds(people: readonly Person[]): Record<string, boolean> {
  const assisted = people.filter(({ said }) => said.assistance !== 'none').length;
  const dependants = people.filter(isDependant).length;
  const earners = people.filter(
    ({ said, years, retired }) => years >= 15 && !retired && said.jobStatus !== 'unable' && said.jobStatus !== 'studying',
  );
  return {
    'social-protection': assisted * 2 >= people.length,
    'many-dependants': dependants >= 3 && dependants * 2 > people.length,
    'nobody-able': earners.length === 0,
  };
}
