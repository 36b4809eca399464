/** The closed lists of flags (mã việc xem lại), which screens draw before any parser is loaded. */
import { DOUBTS } from '../interview/doubts/codes.ts';

export const FLAG_MATTERS = ['left-out', 'tied', ...DOUBTS] as const;
export type FlagMatter = (typeof FLAG_MATTERS)[number];

/** đúng như vậy, đã đến thăm, đã sửa phiếu, đã đưa vào danh sách rà soát, chưa rõ */
export const FLAG_OUTCOMES = ['as-it-is', 'visited', 'corrected', 'put-on-list', 'unclear'] as const;
export type FlagOutcome = (typeof FLAG_OUTCOMES)[number];

/** Days in which it is to be answered; our own [M]. */
export const FLAG_DAYS = 14;
