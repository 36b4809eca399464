/**
 * The review form of the standard in force from 2022 to 2026 (Phiếu B, Thông tư 07/2021, Phụ lục III [S 32]).
 */
import { forPeriods, type Questionnaire } from '../questionnaire.ts';
import { SECTIONS } from './questions.ts';

const PERIODS = ['2022-2026'] as const;

export const phieuB2022: Questionnaire = {
  id: 'phieu-b-2022',
  title: 'title.phieu-b-2022',
  periods: PERIODS,
  sections: forPeriods(SECTIONS, PERIODS),
};
