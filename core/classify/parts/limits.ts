/**
 * The parameters of a rulebook made ready for the rules: ages in months. Made once per rulebook; values are
 * taken as they stand, checking them is left to the proofs.
 */
import type { GrowthTable, MeansField, Parameters, WorkingAgeEnd } from '../rulebook.ts';

/** Few codes: comparing them one by one is faster than hashing. */
export type CodeSet = readonly string[];

export type Limits = ReturnType<typeof limitsOf>;

export function limitsOf(p: Parameters) {
  const ages = agesOf(p);
  return {
    ...ages,
    ...codesOf(p),
    ...bandsOf(p),
    workingAgeEnd: value<WorkingAgeEnd>(p.workingAgeEnd),
    dependantShare: p.dependantShare.value,
    leastHeight: value<GrowthTable>(p.leastHeight),
    leastWeight: value<GrowthTable>(p.leastWeight),
    schoolBands: p.schoolBands.value.map((band) => ({ from: band.fromAge * 12, below: band.belowAge * 12, levels: set(band.levels) })),
    partsNotDurable: p.partsNotDurable.value,
    leastArea: p.leastArea.value,
    meansOfAccess: value<readonly MeansField[]>(p.meansOfAccess),
    protectedShare: p.protectedShare.value,
    manyDependants: p.manyDependants.value,
    manyDependantsShare: p.manyDependantsShare.value,
    /** Every age in months at which some rule may change its mind, ascending; the end of working age comes on top. */
    ageBreaks: [...new Set([...Object.values(ages), ...p.schoolBands.value.flatMap((b) => [b.fromAge * 12, b.belowAge * 12])])].sort(
      (a, b) => a - b,
    ),
  };
}

/** All in months; "to 30" and "above 60" begin to bite a year later. */
function agesOf(p: Parameters) {
  return {
    workFrom: p.workFromAge.value * 12,
    dependantBelow: p.dependantBelowAge.value * 12,
    growthBelow: p.growthBelowAge.value * 12,
    insuranceFrom: p.insuranceFromAge.value * 12,
    adultFrom: p.adultFromAge.value * 12,
    adultUpperFrom: p.adultUpperFromAge.value * 12,
    adultEnd: (p.adultToAge.value + 1) * 12,
    internetFrom: p.internetFromAge.value * 12,
    meritFrom: p.meritFromAge.value * 12,
    burdenBelow: p.burdenBelowAge.value * 12,
    burdenFrom: (p.burdenAboveAge.value + 1) * 12,
    degreeFrom: p.degreeFromAge.value * 12,
    pensionFrom: p.pensionFromAge.value * 12,
  };
}

function codesOf(p: Parameters) {
  return {
    joblessStatuses: set(p.joblessStatuses.value),
    wageJobs: set(p.wageJobs.value),
    contractless: set(p.contractless.value),
    dependantAssistance: set(p.dependantAssistance.value),
    youthGeneral: set(p.youthGeneral.value),
    youthVocational: set(p.youthVocational.value),
    adultGeneral: set(p.adultGeneral.value),
    adultVocational: set(p.adultVocational.value),
    durableWalls: set(p.durableWalls.value),
    durableColumns: set(p.durableColumns.value),
    durableRoofs: set(p.durableRoofs.value),
    cleanWaters: set(p.cleanWaters.value),
    hygienicToilets: set(p.hygienicToilets.value),
    handledWastes: set(p.handledWastes.value),
    minorities: set(p.minorities.value),
    minorityRelations: set(p.minorityRelations.value),
    incapableStatuses: set(p.incapableStatuses.value),
    incapableAssistance: set(p.incapableAssistance.value),
    burdenStatuses: set(p.burdenStatuses.value),
    degreeCollege: set(p.degreeCollege.value),
    degreeIntermediate: set(p.degreeIntermediate.value),
    degreeUpper: set(p.degreeUpper.value),
    nonFarmPublic: set(p.nonFarmPublic.value),
    nonFarmOther: set(p.nonFarmOther.value),
    pensionKinds: set(p.pensionKinds.value),
    solidWalls: set(p.solidWalls.value),
    solidColumns: set(p.solidColumns.value),
    pipedWaters: set(p.pipedWaters.value),
    septicToilets: set(p.septicToilets.value),
    protectedAssistance: set(p.protectedAssistance.value),
    notEarningStatuses: set(p.notEarningStatuses.value),
  };
}

function bandsOf(p: Parameters) {
  return {
    areaBands: p.areaBands.value,
    powerBands: p.powerBands.value,
    someBands: p.someBands.value,
    motorbikeBands: p.motorbikeBands.value,
    landBands: p.landBands.value,
    gardenBands: p.gardenBands.value,
    pondBands: p.pondBands.value,
    cattleBands: p.cattleBands.value,
    smallStockBands: p.smallStockBands.value,
    poultryBands: p.poultryBands.value,
  };
}

function set(codes: readonly string[]): CodeSet {
  return [...codes];
}

function value<V>(parameter: { readonly value: V }): V {
  return parameter.value;
}
