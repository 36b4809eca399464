/** Texts of the review form on paper (lời của Phiếu B giấy). */
import { formPaper as en } from './en/form-paper.ts';
import { formPaper as vi } from './vi/form-paper.ts';
import { subject } from './words.ts';

export const formPaperText = subject(vi, en);
export type FormPaperKey = keyof typeof vi;
