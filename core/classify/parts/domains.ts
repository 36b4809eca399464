/**
 * Which values a missing answer can take (các giá trị có thể), one for all that no rule tells apart: codes are told apart
 * only by the lists of codes that the rulebook has for them, and by the one code that a rule names itself.
 */
import * as codes from '../../interview/codes.ts';
import type { CodeSet, Limits } from './limits.ts';
import { isIn } from './told.ts';

export type Domains = ReturnType<typeof domainsOf>;

export function domainsOf(l: Limits) {
  return {
    tenure: apart(codes.TENURES, [only('none')]),
    columnMaterial: apart(codes.COLUMNS, [l.durableColumns, l.solidColumns]),
    wallMaterial: apart(codes.WALLS, [l.durableWalls, l.solidWalls]),
    roofMaterial: apart(codes.ROOFS, [l.durableRoofs]),
    powerSource: apart(codes.POWERS, [only('none')]),
    waterSource: apart(codes.WATERS, [l.cleanWaters, l.pipedWaters]),
    toilet: apart(codes.TOILETS, [l.hygienicToilets, l.septicToilets]),
    waste: apart(codes.WASTES, [l.handledWastes]),
    ethnicity: apart(codes.ETHNICITIES, [l.minorities]),
    study: apart(codes.STUDIES, [only('none'), ...l.schoolBands.map((band) => band.levels)]),
    generalLevel: apart(codes.GENERAL_LEVELS, [l.youthGeneral, l.adultGeneral, l.degreeUpper]),
    vocationalLevel: apart(codes.VOCATIONAL_LEVELS, [l.youthVocational, l.adultVocational, l.degreeCollege, l.degreeIntermediate]),
    assistance: apart(codes.ASSISTANCES, [l.dependantAssistance, l.incapableAssistance, l.protectedAssistance]),
    jobStatus: apart(codes.JOB_STATUSES, [only('working'), l.joblessStatuses, l.incapableStatuses, l.burdenStatuses, l.notEarningStatuses]),
    jobType: apart(codes.JOB_TYPES, [l.wageJobs, l.nonFarmPublic, l.nonFarmOther]),
    contract: apart(codes.CONTRACTS, [l.contractless]),
    pension: apart(codes.PENSIONS, [l.pensionKinds]),
  };
}

/** The first code of each way of lying in the sets or outside. */
function apart<const T extends string>(all: readonly T[], sets: readonly CodeSet[]): readonly T[] {
  const first = new Map<string, T>();
  for (const code of all) {
    const where = sets.map((set) => isIn(set, code)).join();
    if (!first.has(where)) first.set(where, code);
  }
  return [...first.values()];
}

function only(code: string): CodeSet {
  return [code];
}
