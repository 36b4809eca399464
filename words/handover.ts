/** Texts of what hamlets hand to their commune (lời của phiếu chuyển cho xã). */
import { handover as en } from './en/handover.ts';
import { handover as vi } from './vi/handover.ts';
import { subject } from './words.ts';

export const handoverText = subject(vi, en);
export type HandoverKey = keyof typeof vi;
