/**
 * Between which ages no rule of any rulebook counts months (tuổi mà không quy tắc nào tính theo tháng): there two births within the same year of age
 * are judged alike. Below them heights and weights are compared by months; between the last two lies the end of working age.
 */

/** In completed months. */
export const SETTLED_AGES = { from: 16 * 12, workEndsFrom: 55 * 12, workEndedFrom: 63 * 12 } as const;
