/**
 * What was written down after a closed round's day had passed, about days up to it (việc ghi sau khi đóng đợt): the numbers of that round
 * hold it, so whoever reads them is told how much it is and sees which. Finding it is `server/report/late.ts`.
 */

/** Events that say of which day they are. */
export const DATED = [
  ...(['household-registered', 'interview-finished', 'status-recorded', 'member-born', 'member-arrived', 'member-died'] as const),
  ...([
    'death-withdrawn',
    'member-left',
    'joining-withdrawn',
    'household-split',
    'household-merged',
    'members-joined',
    'moved-out',
    'household-left',
    'moved-in',
  ] as const),
] as const;

/** Events that set right what was said of a household all along. */
export const CORRECTING = [
  ...(['household-corrected', 'member-corrected', 'import-withdrawn', 'erased', 'status-withdrawn'] as const),
  ...(['duplicate-closed', 'duplicate-joined', 'duplicate-reopened', 'duplicate-parted'] as const),
] as const;

export type LateKind = (typeof DATED)[number] | (typeof CORRECTING)[number];

/** `day`: of which the act speaks; null: of all the time until then. */
export interface LateAct {
  readonly kind: LateKind;
  readonly day: string | null;
  readonly recordedAt: string;
  /** Display name of who wrote it. */
  readonly by: string;
}

export interface LateCount {
  readonly acts: number;
  readonly households: number;
}
