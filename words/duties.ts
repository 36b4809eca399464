/** Declared ties to households (hộ của mình, hộ người thân). */
import { duties as en } from './en/duties.ts';
import { duties as vi } from './vi/duties.ts';
import { subject } from './words.ts';

export const dutiesText = subject(vi, en);
export type DutiesKey = keyof typeof vi;
