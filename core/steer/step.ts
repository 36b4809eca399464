/** How far a directive is in a hamlet (đã nhận, đã mở, đã xong). Apart from the parsers, which the first page of a phone does not need. */

/** In this order; each includes those before it. */
export const STEPS = ['received', 'opened', 'done'] as const;
export type Step = (typeof STEPS)[number];
