/** Texts of posting and objections, for desk, portal and paper (lời của niêm yết, phản ánh, khiếu nại, tố cáo). */
import { posting as en } from './en/posting.ts';
import { posting as vi } from './vi/posting.ts';
import { subject } from './words.ts';

export const postingText = subject(vi, en);
export type PostingKey = keyof typeof vi;
