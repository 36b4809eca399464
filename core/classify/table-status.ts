/** What a score table may be (trạng thái của bảng điểm): by itself, since faces need it without the parser. */
export const TABLE_STATUSES = ['illustrative', 'official'] as const;
export type TableStatus = (typeof TABLE_STATUSES)[number];
