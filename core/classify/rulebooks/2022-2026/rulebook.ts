/**
 * The standard of Decree 07/2021 (chuẩn nghèo đa chiều 2022-2025, áp dụng đến hết năm 2026): its twelve indicators in the
 * order of the official tables [S 8].
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
  means,
  nutrition,
  telecom,
  toilet,
  water,
} from '../../parts/rules-indicators.ts';
import { pointRules } from '../../parts/rules-points.ts';
import type { Rulebook } from '../../rulebook.ts';
import { illustrativeTable } from '../illustrative-table.ts';
import { parameters } from './parameters.ts';

export const rulebook2022: Rulebook = {
  id: '2022-2026',
  from: '2022-01-01',
  to: '2026-12-31',
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
    'water',
    'toilet',
    'telecom',
    'means',
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
    water,
    toilet,
    telecom,
    means,
    ...groupRules,
    ...groundRules,
  ],
  table: illustrativeTable,
};
