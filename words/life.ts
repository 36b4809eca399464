/** Texts of what happens to a household between interviews (lời của biến động hộ): on the phone, on paper, at the commune. */
import { life as en } from './en/life.ts';
import { life as vi } from './vi/life.ts';
import { subject } from './words.ts';

export const lifeText = subject(vi, en);
export type LifeKey = keyof typeof vi;
