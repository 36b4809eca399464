/** Texts of the review form on paper, printed and typed in on the desk (lời in và nhập phiếu giấy). */
import { deskPaper as en } from './en/desk-paper.ts';
import { deskPaper as vi } from './vi/desk-paper.ts';
import { subject } from './words.ts';

export const paperText = subject(vi, en);
export type PaperKey = keyof typeof vi;
