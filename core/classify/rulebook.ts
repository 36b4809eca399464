/**
 * A rulebook (chuẩn nghèo đa chiều): the dated standard as data. Parameters carry value, unit, dates, clause and how sure
 * the clause is; rules are the one table from which verdict, trace and text all follow. Which rulebooks exist is
 * `rulebooks.ts`; how they are applied is `assess.ts`.
 */
import type { HouseholdAnswers, HouseholdField, MemberAnswers, MemberField } from '../interview/answers.ts';
import type * as codes from '../interview/codes.ts';
import type { Clause } from './clauses.ts';
import type { Limits } from './parts/limits.ts';
import type { Item, ScoreTable } from './score-table.ts';
import type { CannotEscapeGround, Group, Indicator, RulebookId, Sureness } from './verdict.ts';

export type ParameterUnit =
  | 'đồng per person and month'
  | 'points'
  | 'years of age'
  | 'months of age'
  | 'percent of members'
  | 'members'
  | 'parts'
  | 'dm² per person'
  | 'kWh per month'
  | 'm²'
  | 'pieces'
  | 'head'
  | 'codes'
  | 'mm by month of age'
  | 'g by month of age'
  | 'months of age by year';

/** `from` and `to` inclusive, as yyyy-mm-dd. */
export interface Parameter<V = unknown> {
  readonly value: V;
  readonly unit: ParameterUnit;
  readonly from: string;
  readonly to: string;
  readonly clause: Clause;
  readonly sure: Sureness;
  /** What whoever confirms it should know. */
  readonly note?: string;
}

type Code<T extends readonly string[]> = T[number];
type Codes<T extends readonly string[]> = Parameter<readonly Code<T>[]>;
type Numbers = Parameter<number>;
/** Lower bounds of the second, third … band; the first band begins at 0. */
type Bands = Parameter<readonly number[]>;

/** By completed month of age from 0; shorter for weight than for height. */
export interface GrowthTable {
  readonly male: readonly number[];
  readonly female: readonly number[];
}

/** End of working age, exclusive, for each calendar year from `firstYear`; the last value stays. */
export interface WorkingAgeEnd {
  readonly firstYear: number;
  readonly male: readonly number[];
  readonly female: readonly number[];
}

export interface SchoolBand {
  readonly fromAge: number;
  readonly belowAge: number;
  readonly levels: readonly Code<typeof codes.STUDIES>[];
}

export type MeansField = 'televisions' | 'radios' | 'desktops' | 'telephones' | 'laptops' | 'tablets' | 'smartphones';

export interface Parameters {
  readonly incomeLineRural: Numbers;
  readonly incomeLineUrban: Numbers;
  /** A household at the cut-off is still at or below the line. */
  readonly cutOffRural: Numbers;
  readonly cutOffUrban: Numbers;
  /** B2 at or above it: poor rather than near-poor. */
  readonly deprivationCutOff: Numbers;
  readonly deprivationPoints: Numbers;

  readonly workFromAge: Numbers;
  readonly workingAgeEnd: Parameter<WorkingAgeEnd>;
  readonly joblessStatuses: Codes<typeof codes.JOB_STATUSES>;
  readonly wageJobs: Codes<typeof codes.JOB_TYPES>;
  readonly contractless: Codes<typeof codes.CONTRACTS>;
  readonly dependantBelowAge: Numbers;
  readonly dependantAssistance: Codes<typeof codes.ASSISTANCES>;
  /** Deprived above it, not at it. */
  readonly dependantShare: Numbers;
  readonly growthBelowAge: Numbers;
  /** A child shorter (lighter) than the value for the month is stunted (underweight). */
  readonly leastHeight: Parameter<GrowthTable>;
  readonly leastWeight: Parameter<GrowthTable>;
  readonly insuranceFromAge: Numbers;
  readonly adultFromAge: Numbers;
  readonly adultUpperFromAge: Numbers;
  /** The last completed year of age that counts. */
  readonly adultToAge: Numbers;
  readonly youthGeneral: Codes<typeof codes.GENERAL_LEVELS>;
  readonly youthVocational: Codes<typeof codes.VOCATIONAL_LEVELS>;
  readonly adultGeneral: Codes<typeof codes.GENERAL_LEVELS>;
  readonly adultVocational: Codes<typeof codes.VOCATIONAL_LEVELS>;
  readonly schoolBands: Parameter<readonly SchoolBand[]>;
  readonly durableWalls: Codes<typeof codes.WALLS>;
  readonly durableColumns: Codes<typeof codes.COLUMNS>;
  readonly durableRoofs: Codes<typeof codes.ROOFS>;
  /** Deprived when at least so many of the three parts are not durable. */
  readonly partsNotDurable: Numbers;
  /** Deprived below it. */
  readonly leastArea: Numbers;
  readonly cleanWaters: Codes<typeof codes.WATERS>;
  readonly hygienicToilets: Codes<typeof codes.TOILETS>;
  readonly internetFromAge: Numbers;
  readonly meansOfAccess: Parameter<readonly MeansField[]>;
  readonly handledWastes: Codes<typeof codes.WASTES>;

  readonly minorities: Codes<typeof codes.ETHNICITIES>;
  readonly minorityRelations: Codes<typeof codes.RELATIONS>;
  readonly incapableStatuses: Codes<typeof codes.JOB_STATUSES>;
  readonly incapableAssistance: Codes<typeof codes.ASSISTANCES>;
  readonly meritFromAge: Numbers;

  /** B1 items 1 and 2: younger than, older than, or unable to work. */
  readonly burdenBelowAge: Numbers;
  readonly burdenAboveAge: Numbers;
  readonly burdenStatuses: Codes<typeof codes.JOB_STATUSES>;
  readonly degreeFromAge: Numbers;
  readonly degreeCollege: Codes<typeof codes.VOCATIONAL_LEVELS>;
  readonly degreeIntermediate: Codes<typeof codes.VOCATIONAL_LEVELS>;
  readonly degreeUpper: Codes<typeof codes.GENERAL_LEVELS>;
  readonly nonFarmPublic: Codes<typeof codes.JOB_TYPES>;
  readonly nonFarmOther: Codes<typeof codes.JOB_TYPES>;
  readonly pensionFromAge: Numbers;
  readonly pensionKinds: Codes<typeof codes.PENSIONS>;
  readonly solidWalls: Codes<typeof codes.WALLS>;
  readonly solidColumns: Codes<typeof codes.COLUMNS>;
  readonly areaBands: Bands;
  readonly powerBands: Bands;
  readonly pipedWaters: Codes<typeof codes.WATERS>;
  readonly septicToilets: Codes<typeof codes.TOILETS>;
  readonly someBands: Bands;
  readonly motorbikeBands: Bands;
  readonly landBands: Bands;
  readonly gardenBands: Bands;
  readonly pondBands: Bands;
  readonly cattleBands: Bands;
  readonly smallStockBands: Bands;
  readonly poultryBands: Bands;

  readonly protectedAssistance: Codes<typeof codes.ASSISTANCES>;
  /** The ground holds at it and above. */
  readonly protectedShare: Numbers;
  readonly manyDependants: Numbers;
  /** The ground holds above it, not at it. */
  readonly manyDependantsShare: Numbers;
  readonly notEarningStatuses: Codes<typeof codes.JOB_STATUSES>;
}
export type ParameterName = keyof Parameters;

/** What a rule answers when an answer it needs is missing. */
export const UNKNOWN = -1;

/** What rules may look at besides answers: the compiled parameters, how many people, and the end of working age in months. */
export interface Scene {
  readonly limits: Limits;
  people: number;
  workingAgeEndMale: number;
  workingAgeEndFemale: number;
}

/**
 * What one member contributes to a rule: a whole number from 0, or UNKNOWN. `age` is in completed months, or UNKNOWN. It
 * depends on nothing but the age, the fields that the rule declares, the parameters and the end of working age: what was
 * once found for the same is remembered.
 */
export type MemberRule = (member: MemberAnswers, age: number, scene: Scene) => number;
/**
 * The option of a household: an index into `options`, or UNKNOWN. `total` is the merged contribution of all members. A rule
 * without members depends on nothing but the fields it declares, and on a number only by comparing it with its `breaks`.
 */
export type HouseholdRule = (household: HouseholdAnswers, total: number, scene: Scene) => number;

/** A numeric answer decides by comparing with these values: the least values of its bands. */
export type Breaks = (scene: Scene) => readonly number[];

export type Finds =
  | { readonly kind: 'points'; readonly item: Item }
  | { readonly kind: 'indicator'; readonly indicator: Indicator }
  | { readonly kind: 'group'; readonly group: Group }
  | { readonly kind: 'ground'; readonly ground: CannotEscapeGround };

/**
 * One unit of judgement. Contributions of members are merged by `max` or `sum`, then `judge` names the option. `holds`
 * says for each option whether the household is deprived (in the group, under the ground); it is empty for points.
 */
export interface Rule {
  readonly id: string;
  readonly finds: Finds;
  readonly options: readonly string[];
  readonly holds: readonly boolean[];
  readonly household: readonly HouseholdField[];
  readonly members: readonly MemberField[];
  readonly member: MemberRule | null;
  readonly merge: 'max' | 'sum';
  readonly judge: HouseholdRule;
  readonly breaks: Breaks | null;
  /** The parameters it applies; the first one gives the clause, the least sure one the sureness. */
  readonly parameters: readonly ParameterName[];
}

export interface Rulebook {
  readonly id: RulebookId;
  readonly from: string;
  readonly to: string;
  readonly parameters: Parameters;
  /** The official order of the twelve. */
  readonly indicators: readonly Indicator[];
  /** B1 items, indicators, groups, grounds, in the order people read them. */
  readonly rules: readonly Rule[];
  readonly table: ScoreTable;
}
