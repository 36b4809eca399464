/** The closed lists of postings and objections (mã niêm yết, mã phản ánh), which screens draw before any parser is loaded. */

/** nhà văn hóa hoặc trụ sở ấp, khóm, khu [S 39, 40]; trụ sở Ủy ban nhân dân cấp xã [M] */
export const POSTING_PLACES = ['hamlet', 'commune-office'] as const;
export type PostingPlace = (typeof POSTING_PLACES)[number];

/** phản ánh, khiếu nại, tố cáo */
export const OBJECTION_KINDS = ['feedback', 'complaint', 'denunciation'] as const;
export type ObjectionKind = (typeof OBJECTION_KINDS)[number];

/** đã phỏng vấn mà không có tên, chưa được phỏng vấn, có tên mà không đúng, xin ra khỏi danh sách, sai thông tin [S 89, 90] */
export const MATTERS = ['interviewed-not-listed', 'not-interviewed', 'wrongly-listed', 'wants-off', 'data-error'] as const;
export type Matter = (typeof MATTERS)[number];

/** Whom it is about, where it is about somebody's conduct: người của ấp; cán bộ, công chức xã. */
export const AGAINST = ['hamlet-staff', 'commune-staff'] as const;
export type Against = (typeof AGAINST)[number];

/** qua cổng, tại ấp, tại bộ phận một cửa, đơn giấy */
export const VIAS = ['portal', 'hamlet', 'desk', 'paper'] as const;
export type Via = (typeof VIAS)[number];

/** đúng, đúng một phần, không đúng, rút lại, không thuộc diện xem xét */
export const OUTCOMES = ['upheld', 'partly', 'rejected', 'withdrawn', 'not-taken'] as const;
export type Outcome = (typeof OUTCOMES)[number];

export const OBJECTION_STATES = ['open', 'revisit', 'answered'] as const;
export type ObjectionState = (typeof OBJECTION_STATES)[number];

/** What keeps the list of a hamlet from being decided, in the order in which it is to be put right. */
const BLOCKERS = [
  { code: 'not-posted' },
  { code: 'posting-changed' },
  { code: 'posting-hangs' },
  { code: 'posting-not-taken-down' },
] as const;
export type PostingBlocker = (typeof BLOCKERS)[number]['code'];
export const POSTING_BLOCKERS: readonly PostingBlocker[] = BLOCKERS.map(({ code }) => code);
