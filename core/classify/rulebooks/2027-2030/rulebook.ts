/**
 * The standard of Decree 351/2025 (chuẩn nghèo đa chiều 2027-2030): without "means of access", with domestic waste, and in
 * its own order [S 24, 25].
 */
import { groundRules, groupRules } from '../../parts/rules-groups.ts';
import {
  adultEducation,
  childSchooling,
  dependants,
  employment,
  housingArea,
  housingQuality,
  insurance,
  nutrition,
  telecom,
  toilet,
  waste,
  water,
} from '../../parts/rules-indicators.ts';
import { pointRules } from '../../parts/rules-points.ts';
import type { Rulebook } from '../../rulebook.ts';
import { illustrativeTable } from '../illustrative-table.ts';
import { parameters } from './parameters.ts';

export const rulebook2027: Rulebook = {
  id: '2027-2030',
  from: '2027-01-01',
  to: '2030-12-31',
  parameters,
  indicators: [
    'employment',
    'dependants',
    'nutrition',
    'insurance',
    'adult-education',
    'child-schooling',
    'housing-quality',
    'housing-area',
    'telecom',
    'water',
    'toilet',
    'waste',
  ],
  rules: [
    ...pointRules,
    employment,
    dependants,
    nutrition,
    insurance,
    adultEducation,
    childSchooling,
    housingQuality,
    housingArea,
    telecom,
    water,
    toilet,
    waste,
    ...groupRules,
    ...groundRules,
  ],
  table: illustrativeTable,
};
