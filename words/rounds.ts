/** Texts of rounds as data (lời của các đợt rà soát). */
import { rounds as en } from './en/rounds.ts';
import { rounds as vi } from './vi/rounds.ts';
import { subject } from './words.ts';

export const roundsText = subject(vi, en);
export type RoundsKey = keyof typeof vi;
export const isRoundsKey = (key: string): key is RoundsKey => Object.hasOwn(vi, key);
