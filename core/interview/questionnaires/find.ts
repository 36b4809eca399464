/**
 * The questionnaires that this program knows, by the id that a round names (các mẫu phiếu).
 */
import type { Questionnaire } from '../questionnaire.ts';
import { phieuB2022 } from './phieu-b-2022.ts';
import { phieuB2026 } from './phieu-b-2026.ts';

export const QUESTIONNAIRES: readonly Questionnaire[] = [phieuB2022, phieuB2026];

export function findQuestionnaire(id: string): Questionnaire | undefined {
  return QUESTIONNAIRES.find((q) => q.id === id);
}
