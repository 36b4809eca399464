/**
 * The review form of rounds judged by both standards (Phiếu B của đợt rà soát cuối năm 2026): the union of what the
 * standards 2022-2026 and 2027-2030 need, which adds the handling of domestic waste. Its own clause is not published:
 * built from the draft of Decree 351/2025 [S 24, 25], to confirm.
 */
import { forPeriods, type Questionnaire } from '../questionnaire.ts';
import { SECTIONS } from './questions.ts';

const PERIODS = ['2022-2026', '2027-2030'] as const;

export const phieuB2026: Questionnaire = {
  id: 'phieu-b-2026',
  title: 'title.phieu-b-2026',
  periods: PERIODS,
  sections: forPeriods(SECTIONS, PERIODS),
};
