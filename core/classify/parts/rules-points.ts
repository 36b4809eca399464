/**
 * The items of B1 (điểm B1): which option of each item a household has. What an option is worth stands in the score
 * table. An asset that is not asked about is unknown, not absent.
 */
import type { HouseholdAnswers, HouseholdField, MemberAnswers } from '../../interview/answers.ts';
import { type ParameterName, type Rule, type Scene, UNKNOWN } from '../rulebook.ts';
import { ITEMS, type Item } from '../score-table.ts';
import type { CodeSet, Limits } from './limits.ts';
import { bandOf, isIn, isMissing, totalAsOption } from './told.ts';

type MemberPart = Pick<Rule, 'members' | 'member' | 'merge' | 'judge' | 'parameters'>;
type HouseholdPart = Pick<Rule, 'household' | 'judge' | 'breaks' | 'parameters'>;

/** Someone under 15, over 60 or unable to work counts for items 1 and 2. */
const burden: Pick<Rule, 'members' | 'member' | 'merge'> = { members: ['birth', 'jobStatus'], member: memberBurden, merge: 'sum' };

function memberBurden(member: MemberAnswers, age: number, { limits }: Scene): number {
  if (age !== UNKNOWN && (age < limits.burdenBelow || age >= limits.burdenFrom)) return 1;
  if (isIn(limits.burdenStatuses, member.jobStatus)) return 1;
  return age === UNKNOWN || isMissing(member.jobStatus) ? UNKNOWN : 0;
}

/** Item 1 is worth nothing where nobody can work; otherwise a smaller household counts for more. */
const householdSize = ofMembers('household-size', {
  ...burden,
  judge: (_household, total, { people }) => (total >= people ? 0 : people >= 7 ? 1 : 8 - people),
  parameters: ['burdenBelowAge', 'burdenAboveAge', 'burdenStatuses'],
});

const dependentPeople = ofMembers('dependent-people', {
  ...burden,
  judge: (_household, total) => (total >= 2 ? 0 : 2 - total),
  parameters: ['burdenBelowAge', 'burdenAboveAge', 'burdenStatuses'],
});

const degree = ofMembers('degree', {
  members: ['birth', 'generalLevel', 'vocationalLevel'],
  member: memberDegree,
  merge: 'max',
  judge: totalAsOption,
  parameters: ['degreeCollege', 'degreeIntermediate', 'degreeUpper', 'degreeFromAge'],
});

function memberDegree(member: MemberAnswers, age: number, { limits }: Scene): number {
  if (age !== UNKNOWN && age < limits.degreeFrom) return 0;
  if (age === UNKNOWN || isMissing(member.vocationalLevel)) return UNKNOWN;
  if (isIn(limits.degreeCollege, member.vocationalLevel)) return 3;
  if (isIn(limits.degreeIntermediate, member.vocationalLevel)) return 2;
  if (isMissing(member.generalLevel)) return UNKNOWN;
  return isIn(limits.degreeUpper, member.generalLevel) ? 1 : 0;
}

const nonFarmWork = ofMembers('non-farm-work', {
  members: ['birth', 'jobStatus', 'jobType'],
  member: memberNonFarm,
  merge: 'max',
  judge: totalAsOption,
  parameters: ['nonFarmPublic', 'nonFarmOther', 'workFromAge'],
});

function memberNonFarm(member: MemberAnswers, age: number, { limits }: Scene): number {
  if (age !== UNKNOWN && age < limits.workFrom) return 0;
  if (!isMissing(member.jobStatus) && member.jobStatus !== 'working') return 0;
  if (age === UNKNOWN || isMissing(member.jobStatus) || isMissing(member.jobType)) return UNKNOWN;
  return isIn(limits.nonFarmPublic, member.jobType) ? 2 : isIn(limits.nonFarmOther, member.jobType) ? 1 : 0;
}

const pension = ofMembers('pension', {
  members: ['birth', 'pension'],
  member: memberPension,
  merge: 'sum',
  judge: (_household, total) => Math.min(total, 2),
  parameters: ['pensionKinds', 'pensionFromAge'],
});

function memberPension(member: MemberAnswers, age: number, { limits }: Scene): number {
  if (age !== UNKNOWN && age < limits.pensionFrom) return 0;
  if (!isMissing(member.pension) && !isIn(limits.pensionKinds, member.pension)) return 0;
  return age === UNKNOWN || isMissing(member.pension) ? UNKNOWN : 1;
}

/** Without a dwelling its items are worth their least. */
const walls = ofHousehold('walls', {
  household: ['tenure', 'wallMaterial'],
  judge: ({ tenure, wallMaterial }, _total, { limits }) => (tenure === 'none' ? 0 : inSet(wallMaterial, limits.solidWalls)),
  breaks: null,
  parameters: ['solidWalls'],
});

const columns = ofHousehold('columns', {
  household: ['tenure', 'columnMaterial'],
  judge: ({ tenure, columnMaterial }, _total, { limits }) => (tenure === 'none' ? 0 : inSet(columnMaterial, limits.solidColumns)),
  breaks: null,
  parameters: ['solidColumns'],
});

/** Bands are per person: compared by multiplying, never by dividing. */
const areaPerPerson = ofHousehold('area-per-person', {
  household: ['tenure', 'dwellingAreaDm2'],
  judge: judgeAreaPerPerson,
  breaks: ({ limits, people }) => limits.areaBands.map((least) => least * people),
  parameters: ['areaBands'],
});

function judgeAreaPerPerson({ tenure, dwellingAreaDm2 }: HouseholdAnswers, _total: number, { limits, people }: Scene): number {
  if (tenure === 'none') return 0;
  if (isMissing(dwellingAreaDm2)) return UNKNOWN;
  let band = 0;
  for (const least of limits.areaBands) {
    if (dwellingAreaDm2 < least * people) break;
    band += 1;
  }
  return band;
}

const electricity = ofHousehold('electricity', {
  household: ['powerSource', 'powerKwh'],
  judge: ({ powerSource, powerKwh }, _total, { limits }) => (powerSource === 'none' ? 0 : bandOf(powerKwh, limits.powerBands)),
  breaks: ({ limits }) => limits.powerBands,
  parameters: ['powerBands'],
});

const waterSource = ofHousehold('water-source', {
  household: ['waterSource'],
  judge: ({ waterSource: source }, _total, { limits }) => grade(source, limits.pipedWaters, limits.cleanWaters),
  breaks: null,
  parameters: ['pipedWaters', 'cleanWaters'],
});

const toiletType = ofHousehold('toilet-type', {
  household: ['toilet'],
  judge: ({ toilet }, _total, { limits }) => grade(toilet, limits.septicToilets, limits.hygienicToilets),
  breaks: null,
  parameters: ['septicToilets', 'hygienicToilets'],
});

const aquaculture = ofHousehold('aquaculture', {
  household: ['aquaculture', 'pondM2'],
  judge: judgeAquaculture,
  breaks: ({ limits }) => limits.pondBands,
  parameters: ['pondBands'],
});

function judgeAquaculture({ aquaculture: done, pondM2 }: HouseholdAnswers, _total: number, { limits }: Scene): number {
  if (done === false) return 0;
  const band = bandOf(pondM2, limits.pondBands);
  return isMissing(done) || band === UNKNOWN ? UNKNOWN : band + 1;
}

type BandName = { [N in ParameterName & keyof Limits]: Limits[N] extends readonly number[] ? N : never }[ParameterName & keyof Limits];

/** An item that is a number of pieces, animals or m² in bands; `judge` compares that number with those bands. */
function counted(item: Item, field: HouseholdField, bands: BandName, judge: Rule['judge']): Rule {
  return ofHousehold(item, { household: [field], judge, breaks: ({ limits }) => limits[bands], parameters: [bands] });
}

/** The items of B1 in the order of the form. */
export const pointRules: readonly Rule[] = [
  householdSize,
  dependentPeople,
  degree,
  nonFarmWork,
  pension,
  walls,
  columns,
  areaPerPerson,
  electricity,
  waterSource,
  toiletType,
  counted('television', 'televisions', 'someBands', (home, _total, { limits }) => bandOf(home.televisions, limits.someBands)),
  counted('sound-system', 'soundSystems', 'someBands', (home, _total, { limits }) => bandOf(home.soundSystems, limits.someBands)),
  counted('motorbike', 'motorbikes', 'motorbikeBands', (home, _total, { limits }) => bandOf(home.motorbikes, limits.motorbikeBands)),
  counted('car', 'cars', 'someBands', (home, _total, { limits }) => bandOf(home.cars, limits.someBands)),
  counted('motor-boat', 'motorBoats', 'someBands', (home, _total, { limits }) => bandOf(home.motorBoats, limits.someBands)),
  counted('fridge', 'fridges', 'someBands', (home, _total, { limits }) => bandOf(home.fridges, limits.someBands)),
  counted('air-conditioner', 'airConditioners', 'someBands', (home, _total, { limits }) => bandOf(home.airConditioners, limits.someBands)),
  counted('washing-machine', 'washingMachines', 'someBands', (home, _total, { limits }) => bandOf(home.washingMachines, limits.someBands)),
  counted('water-heater', 'waterHeaters', 'someBands', (home, _total, { limits }) => bandOf(home.waterHeaters, limits.someBands)),
  counted('microwave', 'microwaves', 'someBands', (home, _total, { limits }) => bandOf(home.microwaves, limits.someBands)),
  counted('annual-land', 'annualLandM2', 'landBands', (home, _total, { limits }) => bandOf(home.annualLandM2, limits.landBands)),
  counted('perennial-land', 'perennialLandM2', 'landBands', (home, _total, { limits }) => bandOf(home.perennialLandM2, limits.landBands)),
  counted('garden-land', 'gardenLandM2', 'gardenBands', (home, _total, { limits }) => bandOf(home.gardenLandM2, limits.gardenBands)),
  aquaculture,
  counted('cattle', 'cattle', 'cattleBands', (home, _total, { limits }) => bandOf(home.cattle, limits.cattleBands)),
  counted('pigs', 'pigs', 'smallStockBands', (home, _total, { limits }) => bandOf(home.pigs, limits.smallStockBands)),
  counted('goats', 'goats', 'smallStockBands', (home, _total, { limits }) => bandOf(home.goats, limits.smallStockBands)),
  counted('poultry', 'poultry', 'poultryBands', (home, _total, { limits }) => bandOf(home.poultry, limits.poultryBands)),
];

function ofMembers(item: Item, part: MemberPart): Rule {
  return { id: `b1.${item}`, finds: { kind: 'points', item }, options: ITEMS[item], holds: [], household: [], breaks: null, ...part };
}

function ofHousehold(item: Item, part: HouseholdPart): Rule {
  return {
    id: `b1.${item}`,
    finds: { kind: 'points', item },
    options: ITEMS[item],
    holds: [],
    members: [],
    member: null,
    merge: 'max',
    ...part,
  };
}

function inSet(answer: unknown, set: CodeSet): number {
  return isMissing(answer) ? UNKNOWN : isIn(set, answer) ? 1 : 0;
}

function grade(answer: unknown, best: CodeSet, good: CodeSet): number {
  return isMissing(answer) ? UNKNOWN : isIn(best, answer) ? 2 : isIn(good, answer) ? 1 : 0;
}
