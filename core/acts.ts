/**
 * What happens to a household between interviews (biến động của hộ), as commands of their own: noted on the phone, told again on the
 * desk when it was handed to the commune.
 */
import type { CommandBody, CommandKindName } from './kinds.ts';

export const ACT_KINDS = [
  'household-registered',
  'member-born',
  'member-arrived',
  'member-died',
  'member-left',
  'correct-member',
  'withdraw-joining',
  'split-household',
  'move-household',
  'household-left',
] as const satisfies readonly CommandKindName[];
export type ActKind = (typeof ACT_KINDS)[number];

/** All that a phone sends. */
export const PHONE_KINDS = [
  ...ACT_KINDS,
  'interview-finished',
  'clash-settled',
  'handed-over',
  'directive-noted',
  'hold-meeting',
  'photo-taken',
] as const satisfies readonly CommandKindName[];
export type Act = { [K in ActKind]: { readonly kind: K; readonly payload: CommandBody<K> } }[ActKind];
