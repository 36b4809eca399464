/** Interviews held once more, communes beside each other (hậu kiểm, so các xã). */
import { backCheck as en } from './en/back-check.ts';
import { backCheck as vi } from './vi/back-check.ts';
import { subject } from './words.ts';

export const backCheckText = subject(vi, en);
export type BackCheckKey = keyof typeof vi;
