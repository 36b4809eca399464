/** Texts of the written answer to a request over one's own data (lời của công văn trả lời chủ thể dữ liệu). */
import { rightsPaper as en } from './en/rights-paper.ts';
import { rightsPaper as vi } from './vi/rights-paper.ts';
import { subject } from './words.ts';

export const rightsPaperText = subject(vi, en);
export type RightsPaperKey = keyof typeof vi;
