/**
 * Which rows of a long table are drawn (cửa sổ dòng): only those in sight and a few around them, so that thousands of rows cost
 * no more than fifty. Heights are known once a row was drawn; until then they are guessed. Pure reckoning; drawing and measuring
 * are the table's.
 */

export interface RowWindow {
  /** First row drawn, and the first one after those drawn. */
  readonly from: number;
  readonly to: number;
  /** Height of what is left out above and below. */
  readonly above: number;
  readonly below: number;
}

export interface Sight {
  readonly count: number;
  /** How far the rows are scrolled away above, and how much of them is in sight. */
  readonly top: number;
  readonly height: number;
  readonly heightOf: (row: number) => number;
  /** Rows drawn beyond what is in sight, on each side. */
  readonly around: number;
}

export function rowWindow({ count, top, height, heightOf, around }: Sight): RowWindow {
  let at = 0;
  let offset = 0;
  while (at < count - 1 && offset + heightOf(at) <= top) offset += heightOf(at++);
  const from = Math.max(0, at - around);
  let above = offset;
  for (let row = from; row < at; row += 1) above -= heightOf(row);
  let end = at;
  for (let covered = offset; end < count && covered < top + height; end += 1) covered += heightOf(end);
  const to = Math.min(count, end + around);
  let below = 0;
  for (let row = to; row < count; row += 1) below += heightOf(row);
  return { from, to, above, below };
}
