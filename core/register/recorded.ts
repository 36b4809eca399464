/** A result of an earlier year as a list brings it (kết quả của năm trước theo danh sách), and from when it holds. */

/** `reviewedOn` null: the list says only the year. */
export interface Recorded {
  readonly year: number;
  readonly reviewedOn: string | null;
}

export function recordedFrom({ year, reviewedOn }: Recorded): string {
  return reviewedOn ?? `${year}-12-31`;
}
