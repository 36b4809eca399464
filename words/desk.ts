/** Texts of the desk (lời của bàn làm việc xã, tỉnh). */
import { desk as en } from './en/desk.ts';
import { desk as vi } from './vi/desk.ts';
import { subject } from './words.ts';

export const deskText = subject(vi, en);
export type DeskKey = keyof typeof vi;

export function isDeskKey(key: string): key is DeskKey {
  return Object.hasOwn(vi, key);
}
