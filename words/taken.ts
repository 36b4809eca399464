/** Texts of decisions that were taken, for the desk (lời của các quyết định đã ban hành). */
import { taken as en } from './en/taken.ts';
import { taken as vi } from './vi/taken.ts';
import { subject } from './words.ts';

export const takenText = subject(vi, en);
export type TakenKey = keyof typeof vi;
