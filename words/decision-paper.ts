/** Texts of the decision on paper (lời của quyết định công nhận in ra giấy). */
import { decisionPaper as en } from './en/decision-paper.ts';
import { decisionPaper as vi } from './vi/decision-paper.ts';
import { subject } from './words.ts';

export const decisionPaperText = subject(vi, en);
export type DecisionPaperKey = keyof typeof vi;
