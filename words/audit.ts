/** The auditor's pages (nhật ký). */
import { audit as en } from './en/audit.ts';
import { audit as vi } from './vi/audit.ts';
import { subject } from './words.ts';

export const auditText = subject(vi, en);
export type AuditKey = keyof typeof vi;

/** Kinds of events and purposes come from the server as codes; one without words yet is shown as it is. */
export function isAuditKey(key: string): key is AuditKey {
  return Object.hasOwn(vi, key);
}
