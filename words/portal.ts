/** Texts of the public portal (lời của cổng thông tin). */
import { portal as en } from './en/portal.ts';
import { portal as vi } from './vi/portal.ts';
import { subject } from './words.ts';

export const portalText = subject(vi, en);
export type PortalKey = keyof typeof vi;
