/**
 * The numbers and lists of the standard in force from 2022 to the end of 2026 (chuẩn nghèo đa chiều 2022-2025, kéo dài
 * hết năm 2026). Each says its unit, dates, clause and how sure the clause is; nothing here is computed.
 */
import type { Clause } from '../../clauses.ts';
import { LEAST_HEIGHT, LEAST_WEIGHT } from '../../parts/growth-table.ts';
import type { Parameter, Parameters, ParameterUnit } from '../../rulebook.ts';
import type { Sureness } from '../../verdict.ts';

const DATES = { from: '2022-01-01', to: '2026-12-31' } as const;

function given<const V>(value: V, unit: ParameterUnit, clause: Clause, sure: Sureness): Parameter<V> {
  return { value, unit, ...DATES, clause, sure };
}

function noted<V>(parameter: Parameter<V>, note: string): Parameter<V> {
  return { ...parameter, note };
}

const LINE = 'đồng per person and month';
const METHOD = 'circular-07-2021-method';
const ANNEX = 'decree-07-2021-annex';
const TABLES = 'circular-07-2021-annex-7';
const SHAPE = 'form-03-2016';
const OWN = 'own-scale';
const PROVINCE = 'province-cannot-escape';

export const parameters: Parameters = {
  incomeLineRural: given(1_500_000, LINE, 'decree-07-2021-art-3', 'seen'),
  incomeLineUrban: given(2_000_000, LINE, 'decree-07-2021-art-3', 'seen'),
  cutOffRural: given(140, 'points', METHOD, 'seen'),
  cutOffUrban: given(175, 'points', METHOD, 'seen'),
  deprivationCutOff: given(30, 'points', METHOD, 'seen'),
  deprivationPoints: given(10, 'points', METHOD, 'seen'),

  workFromAge: given(15, 'years of age', ANNEX, 'remembered'),
  workingAgeEnd: given(
    {
      firstYear: 2021,
      // 60 years 3 months and 55 years 4 months in 2021, then 3 and 4 months more a year until 62 (2028) and 60 (2035).
      male: [723, 726, 729, 732, 735, 738, 741, 744],
      female: [664, 668, 672, 676, 680, 684, 688, 692, 696, 700, 704, 708, 712, 716, 720],
    },
    'months of age by year',
    'labour-code-169',
    'remembered',
  ),
  joblessStatuses: noted(
    given(['no-job'], 'codes', ANNEX, 'to-confirm'),
    'able and willing: the codes "unable" and "does not want" are kept out',
  ),
  wageJobs: given(['public', 'enterprise', 'hired-by-household', 'other'], 'codes', ANNEX, 'to-confirm'),
  contractless: noted(given(['none'], 'codes', ANNEX, 'to-confirm'), 'regular, fairly stable work without a contract is in order'),
  dependantBelowAge: given(16, 'years of age', ANNEX, 'to-confirm'),
  dependantAssistance: given(['older', 'disability'], 'codes', ANNEX, 'to-confirm'),
  dependantShare: given(50, 'percent of members', ANNEX, 'to-confirm'),
  growthBelowAge: given(16, 'years of age', ANNEX, 'to-confirm'),
  leastHeight: noted(
    given(LEAST_HEIGHT, 'mm by month of age', 'who-growth', 'to-confirm'),
    'that the annex means minus 2 standard deviations of WHO is to be confirmed',
  ),
  leastWeight: noted(given(LEAST_WEIGHT, 'g by month of age', 'who-growth', 'to-confirm'), 'no value beyond 120 months'),
  insuranceFromAge: noted(given(6, 'years of age', ANNEX, 'remembered'), 'both secondary sources say "child of 6 or over"'),
  adultFromAge: given(16, 'years of age', ANNEX, 'to-confirm'),
  adultUpperFromAge: given(18, 'years of age', ANNEX, 'to-confirm'),
  adultToAge: given(30, 'years of age', ANNEX, 'to-confirm'),
  youthGeneral: given(['lower-secondary', 'upper-secondary'], 'codes', ANNEX, 'to-confirm'),
  youthVocational: given(['on-the-job'], 'codes', ANNEX, 'to-confirm'),
  adultGeneral: given(['upper-secondary'], 'codes', ANNEX, 'to-confirm'),
  adultVocational: given(['on-the-job', 'basic', 'intermediate', 'college', 'university', 'postgraduate'], 'codes', ANNEX, 'to-confirm'),
  schoolBands: noted(
    given(
      [
        { fromAge: 3, belowAge: 6, levels: ['preschool', 'primary'] },
        { fromAge: 6, belowAge: 12, levels: ['primary', 'lower-secondary'] },
        { fromAge: 12, belowAge: 16, levels: ['lower-secondary', 'upper-secondary', 'intermediate', 'college'] },
      ],
      'codes',
      ANNEX,
      'remembered',
    ),
    'bands of age remembered; a level above the one for the age is taken to be in order',
  ),
  durableWalls: given(['concrete', 'brick', 'durable-wood'], 'codes', ANNEX, 'remembered'),
  durableColumns: given(['concrete', 'brick', 'steel', 'durable-wood'], 'codes', ANNEX, 'remembered'),
  durableRoofs: given(['concrete', 'tile'], 'codes', ANNEX, 'remembered'),
  partsNotDurable: given(2, 'parts', ANNEX, 'to-confirm'),
  leastArea: given(800, 'dm² per person', ANNEX, 'to-confirm'),
  cleanWaters: given(['piped', 'drilled-well', 'protected-well', 'protected-spring', 'rain', 'bottled'], 'codes', ANNEX, 'to-confirm'),
  hygienicToilets: given(['septic', 'semi-septic', 'pour-flush', 'vip', 'slab-pit', 'double-vault'], 'codes', ANNEX, 'remembered'),
  internetFromAge: noted(given(6, 'years of age', ANNEX, 'remembered'), 'the form asks from this age; the indicator itself names none'),
  meansOfAccess: given(
    ['televisions', 'radios', 'desktops', 'telephones', 'laptops', 'tablets', 'smartphones'],
    'codes',
    ANNEX,
    'remembered',
  ),
  handledWastes: noted(given([], 'codes', ANNEX, 'seen'), 'no such indicator in this period'),

  minorities: given(['khmer', 'hoa', 'cham', 'other'], 'codes', TABLES, 'to-confirm'),
  minorityRelations: noted(given(['head', 'spouse'], 'codes', TABLES, 'remembered'), 'a household counts as its head or the spouse does'),
  incapableStatuses: given(['unable'], 'codes', TABLES, 'to-confirm'),
  incapableAssistance: given(['disability'], 'codes', TABLES, 'to-confirm'),
  meritFromAge: noted(given(15, 'years of age', TABLES, 'remembered'), 'the form asks from this age'),

  burdenBelowAge: given(15, 'years of age', SHAPE, 'illustrative'),
  burdenAboveAge: given(60, 'years of age', SHAPE, 'illustrative'),
  burdenStatuses: given(['unable'], 'codes', SHAPE, 'illustrative'),
  degreeFromAge: given(16, 'years of age', OWN, 'illustrative'),
  degreeCollege: given(['college', 'university', 'postgraduate'], 'codes', SHAPE, 'illustrative'),
  degreeIntermediate: given(['intermediate'], 'codes', SHAPE, 'illustrative'),
  degreeUpper: given(['upper-secondary'], 'codes', SHAPE, 'illustrative'),
  nonFarmPublic: given(['public'], 'codes', SHAPE, 'illustrative'),
  nonFarmOther: given(['enterprise', 'own-business'], 'codes', OWN, 'illustrative'),
  pensionFromAge: given(15, 'years of age', OWN, 'illustrative'),
  pensionKinds: given(['pension', 'insurance-allowance', 'merit-allowance'], 'codes', OWN, 'illustrative'),
  solidWalls: given(['concrete', 'brick', 'durable-wood'], 'codes', SHAPE, 'illustrative'),
  solidColumns: given(['concrete', 'brick', 'steel', 'durable-wood'], 'codes', SHAPE, 'illustrative'),
  areaBands: given([800, 2_000, 3_000, 4_000], 'dm² per person', SHAPE, 'illustrative'),
  powerBands: given([25, 50, 100, 150, 200], 'kWh per month', OWN, 'illustrative'),
  pipedWaters: given(['piped', 'bottled'], 'codes', OWN, 'illustrative'),
  septicToilets: given(['septic', 'semi-septic'], 'codes', OWN, 'illustrative'),
  someBands: given([1], 'pieces', OWN, 'illustrative'),
  motorbikeBands: given([1, 2], 'pieces', OWN, 'illustrative'),
  landBands: given([1_000, 5_000, 10_000], 'm²', OWN, 'illustrative'),
  gardenBands: given([1_000], 'm²', OWN, 'illustrative'),
  pondBands: given([1_000, 5_000], 'm²', OWN, 'illustrative'),
  cattleBands: given([1, 3], 'head', OWN, 'illustrative'),
  smallStockBands: given([3, 10], 'head', OWN, 'illustrative'),
  poultryBands: given([50, 200], 'head', OWN, 'illustrative'),

  protectedAssistance: given(['older', 'disability', 'orphan'], 'codes', PROVINCE, 'province-rule'),
  protectedShare: given(50, 'percent of members', PROVINCE, 'province-rule'),
  manyDependants: given(3, 'members', PROVINCE, 'province-rule'),
  manyDependantsShare: given(50, 'percent of members', PROVINCE, 'province-rule'),
  notEarningStatuses: given(['unable', 'studying'], 'codes', PROVINCE, 'province-rule'),
};
