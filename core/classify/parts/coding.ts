/**
 * Answers as small whole numbers (mã hóa câu trả lời), so that what a rule once found for the same answers can be looked up:
 * 0 is missing, then the codes in their order, no and yes, or the band of a number. Height and weight have no bands of
 * their own and are left out.
 */
import type { HouseholdAnswers, HouseholdField, MemberAnswers, MemberField } from '../../interview/answers.ts';
import * as codes from '../../interview/codes.ts';

/** Coded fields of a member and how many codes each has; the place in the list is the place among the codes. */
export const MEMBER_FIELDS: readonly (readonly [field: MemberField, sizes: number])[] = [
  ['relation', codes.RELATIONS.length + 1],
  ['sex', codes.SEXES.length + 1],
  ['ethnicity', codes.ETHNICITIES.length + 1],
  ['study', codes.STUDIES.length + 1],
  ['generalLevel', codes.GENERAL_LEVELS.length + 1],
  ['vocationalLevel', codes.VOCATIONAL_LEVELS.length + 1],
  ['assistance', codes.ASSISTANCES.length + 1],
  ['jobStatus', codes.JOB_STATUSES.length + 1],
  ['jobType', codes.JOB_TYPES.length + 1],
  ['contract', codes.CONTRACTS.length + 1],
  ['pension', codes.PENSIONS.length + 1],
  ['healthInsurance', 3],
  ['internet', 3],
  ['merit', 3],
];

/** As for members; numbers follow the codes and have as many codes as their bands need. */
export const HOME_FIELDS: readonly (readonly [field: HouseholdField, sizes: number])[] = [
  ['tenure', codes.TENURES.length + 1],
  ['columnMaterial', codes.COLUMNS.length + 1],
  ['wallMaterial', codes.WALLS.length + 1],
  ['roofMaterial', codes.ROOFS.length + 1],
  ['powerSource', codes.POWERS.length + 1],
  ['waterSource', codes.WATERS.length + 1],
  ['toilet', codes.TOILETS.length + 1],
  ['waste', codes.WASTES.length + 1],
  ['aquaculture', 3],
];

export const NUMBER_FIELDS = [
  'dwellingAreaDm2',
  'powerKwh',
  'televisions',
  'radios',
  'soundSystems',
  'desktops',
  'telephones',
  'laptops',
  'tablets',
  'smartphones',
  'cars',
  'motorbikes',
  'motorBoats',
  'fridges',
  'airConditioners',
  'washingMachines',
  'waterHeaters',
  'microwaves',
  'annualLandM2',
  'perennialLandM2',
  'gardenLandM2',
  'pondM2',
  'cattle',
  'pigs',
  'goats',
  'poultry',
] as const satisfies readonly HouseholdField[];

/** Least values of the bands, by number field. */
export type Breaks = readonly (readonly number[])[];

type CodeOf = ReadonlyMap<unknown, number>;

const relation = coded(codes.RELATIONS);
const sex = coded(codes.SEXES);
const ethnicity = coded(codes.ETHNICITIES);
const study = coded(codes.STUDIES);
const generalLevel = coded(codes.GENERAL_LEVELS);
const vocationalLevel = coded(codes.VOCATIONAL_LEVELS);
const assistance = coded(codes.ASSISTANCES);
const jobStatus = coded(codes.JOB_STATUSES);
const jobType = coded(codes.JOB_TYPES);
const contract = coded(codes.CONTRACTS);
const pension = coded(codes.PENSIONS);
const tenure = coded(codes.TENURES);
const columnMaterial = coded(codes.COLUMNS);
const wallMaterial = coded(codes.WALLS);
const roofMaterial = coded(codes.ROOFS);
const powerSource = coded(codes.POWERS);
const waterSource = coded(codes.WATERS);
const toilet = coded(codes.TOILETS);
const waste = coded(codes.WASTES);

/** Writes the member's codes from `at` on, in the order of MEMBER_FIELDS. */
export function codeMember(member: MemberAnswers, into: Uint8Array, at: number): void {
  into[at] = codeFrom(relation, member.relation);
  into[at + 1] = codeFrom(sex, member.sex);
  into[at + 2] = codeFrom(ethnicity, member.ethnicity);
  into[at + 3] = codeFrom(study, member.study);
  into[at + 4] = codeFrom(generalLevel, member.generalLevel);
  into[at + 5] = codeFrom(vocationalLevel, member.vocationalLevel);
  into[at + 6] = codeFrom(assistance, member.assistance);
  into[at + 7] = codeFrom(jobStatus, member.jobStatus);
  into[at + 8] = codeFrom(jobType, member.jobType);
  into[at + 9] = codeFrom(contract, member.contract);
  into[at + 10] = codeFrom(pension, member.pension);
  into[at + 11] = yesNo(member.healthInsurance);
  into[at + 12] = yesNo(member.internet);
  into[at + 13] = yesNo(member.merit);
}

/** Writes the household's codes, in the order of HOME_FIELDS and NUMBER_FIELDS; `breaks` by number field. */
export function codeHome(home: HouseholdAnswers, breaks: Breaks, into: Uint8Array): void {
  into[0] = codeFrom(tenure, home.tenure);
  into[1] = codeFrom(columnMaterial, home.columnMaterial);
  into[2] = codeFrom(wallMaterial, home.wallMaterial);
  into[3] = codeFrom(roofMaterial, home.roofMaterial);
  into[4] = codeFrom(powerSource, home.powerSource);
  into[5] = codeFrom(waterSource, home.waterSource);
  into[6] = codeFrom(toilet, home.toilet);
  into[7] = codeFrom(waste, home.waste);
  into[8] = yesNo(home.aquaculture);
  codeNumbers(home, breaks, into);
}

function codeNumbers(home: HouseholdAnswers, breaks: Breaks, into: Uint8Array): void {
  into[9] = band(home.dwellingAreaDm2, breaks, 0);
  into[10] = band(home.powerKwh, breaks, 1);
  into[11] = band(home.televisions, breaks, 2);
  into[12] = band(home.radios, breaks, 3);
  into[13] = band(home.soundSystems, breaks, 4);
  into[14] = band(home.desktops, breaks, 5);
  into[15] = band(home.telephones, breaks, 6);
  into[16] = band(home.laptops, breaks, 7);
  into[17] = band(home.tablets, breaks, 8);
  into[18] = band(home.smartphones, breaks, 9);
  into[19] = band(home.cars, breaks, 10);
  into[20] = band(home.motorbikes, breaks, 11);
  into[21] = band(home.motorBoats, breaks, 12);
  into[22] = band(home.fridges, breaks, 13);
  into[23] = band(home.airConditioners, breaks, 14);
  into[24] = band(home.washingMachines, breaks, 15);
  into[25] = band(home.waterHeaters, breaks, 16);
  into[26] = band(home.microwaves, breaks, 17);
  into[27] = band(home.annualLandM2, breaks, 18);
  into[28] = band(home.perennialLandM2, breaks, 19);
  into[29] = band(home.gardenLandM2, breaks, 20);
  into[30] = band(home.pondM2, breaks, 21);
  into[31] = band(home.cattle, breaks, 22);
  into[32] = band(home.pigs, breaks, 23);
  into[33] = band(home.goats, breaks, 24);
  into[34] = band(home.poultry, breaks, 25);
}

function coded(list: readonly string[]): CodeOf {
  return new Map<unknown, number>(list.map((code, at) => [code, at + 1]));
}

function codeFrom(codeOf: CodeOf, answer: unknown): number {
  return answer === undefined ? 0 : (codeOf.get(answer) ?? 0);
}

function yesNo(answer: unknown): number {
  return answer === true ? 2 : answer === false ? 1 : 0;
}

function band(answer: unknown, breaks: Breaks, field: number): number {
  if (typeof answer !== 'number') return 0;
  const least = breaks[field] ?? NO_BREAKS;
  let code = 1;
  while (code <= least.length && answer >= (least[code - 1] ?? 0)) code += 1;
  return code;
}

const NO_BREAKS: readonly number[] = [];
