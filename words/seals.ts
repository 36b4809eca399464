/** Texts of sealing figures, for the desk (lời của việc chốt số liệu). */
import { seals as en } from './en/seals.ts';
import { seals as vi } from './vi/seals.ts';
import { subject } from './words.ts';

export const sealsText = subject(vi, en);
export type SealsKey = keyof typeof vi;
