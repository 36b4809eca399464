/** Texts of the command line and of importing lists, by language and key (lời của dòng lệnh). */
import { tool as en } from './en/tool.ts';
import { tool as vi } from './vi/tool.ts';
import { subject } from './words.ts';

export type ToolKey = keyof typeof vi;
export const toolText = subject(vi, en);
