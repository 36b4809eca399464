/** Texts of two standards side by side (hai chuẩn cạnh nhau). */
import { standards as en } from './en/standards.ts';
import { standards as vi } from './vi/standards.ts';
import { subject } from './words.ts';

export const standardsText = subject(vi, en);
export type StandardsKey = keyof typeof vi;
