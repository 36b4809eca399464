/** Texts of what two people told otherwise (lời của chỗ ghi khác nhau). */
import { clash as en } from './en/clash.ts';
import { clash as vi } from './vi/clash.ts';
import { subject } from './words.ts';

export const clashText = subject(vi, en);
export type ClashKey = keyof typeof vi;
