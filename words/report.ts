/** Texts of the official tables, by language and key (lời trên biểu báo cáo). */
import { report as en } from './en/report.ts';
import { report as vi } from './vi/report.ts';
import { subject } from './words.ts';

export type ReportKey = keyof typeof vi;
export const reportText = subject(vi, en);

export function isReportKey(key: string): key is ReportKey {
  return key in vi;
}
