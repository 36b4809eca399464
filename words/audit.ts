/** The auditor's pages (nhật ký). */
import { deskText, isDeskKey } from './desk.ts';
import { audit as en } from './en/audit.ts';
import { audit as vi } from './vi/audit.ts';
import { figureText } from './heading.ts';
import { type Language, subject } from './words.ts';

export const auditText = subject(vi, en);
export type AuditKey = keyof typeof vi;

/** Kinds of events and purposes come from the server as codes; one without words yet is shown as it is. */
export function isAuditKey(key: string): key is AuditKey {
  return Object.hasOwn(vi, key);
}

/** What was done, of a look. */
export function lookText(language: Language, kind: string): string {
  const key = `kind.${kind}`;
  return isAuditKey(key) ? auditText(language, key) : kind;
}

/** What a look was for: "table-4" is a table, "list-poor" the list of a filter. */
export function purposeText(language: Language, purpose: string): string {
  const key = `purpose.${purpose}`;
  if (isAuditKey(key)) return auditText(language, key);
  const [start = '', ...rest] = purpose.split('-');
  if (start === 'figure') return `${auditText(language, 'purpose.list')} “${figureText(language, rest.join('-'))}”`;
  const [general, filter] = [`purpose.${start}`, `filter.${rest.join('-')}`];
  if (!isAuditKey(general)) return purpose;
  return `${auditText(language, general)} ${isDeskKey(filter) ? `“${deskText(language, filter)}”` : rest.join('-')}`;
}
