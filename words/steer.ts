/** Texts of directives, for who sends and follows them (lời của chỉ đạo). */
import { steer as en } from './en/steer.ts';
import { steer as vi } from './vi/steer.ts';
import { subject } from './words.ts';

export const steerText = subject(vi, en);
export type SteerKey = keyof typeof vi;
