/** The closed list of what may be odd about forms (mã câu hỏi về phiếu), which screens draw before any detector is loaded. */
export const DOUBTS = ['bunched', 'copied', 'hasty', 'at-once', 'one-place', 'round-numbers', 'lost-assets'] as const;
export type DoubtKind = (typeof DOUBTS)[number];
