/** Accounts, slips, second factor, the auditor's pages (tài khoản, nhật ký). */
import { accounts as en } from './en/accounts.ts';
import { accounts as vi } from './vi/accounts.ts';
import { subject } from './words.ts';

export const accountsText = subject(vi, en);
export type AccountsKey = keyof typeof vi;
