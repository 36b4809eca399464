/** Texts that every face shares (lời chung). */
import { ui as en } from './en/ui.ts';
import { ui as vi } from './vi/ui.ts';
import { subject } from './words.ts';

export const uiText = subject(vi, en);
export type UiKey = keyof typeof vi;
