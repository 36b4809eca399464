/**
 * What of a list of households is seen, and in which order (lọc và xếp danh sách hộ): the text typed above it and the column that was
 * pressed. The same function serves the page, the server's pages of a long list and the sheet that is taken away, so that the sheet
 * is what was seen.
 */
import type { PovertyClass } from './classify/verdict.ts';
import { foldVi } from './kernel/text.ts';
import type { HouseholdRow } from './views.ts';

/** By which column, and whether from the largest down. */
export interface ListOrder {
  readonly key: string;
  readonly down: boolean;
}

export interface Seen {
  /** '' where everything is seen. */
  readonly text: string;
  readonly order: ListOrder | null;
}

/** Most households that the server sorts or looks through for one page or one sheet. */
export const MOST_ORDERED = 20_000;

/** As addresses have it: `people` upward, `-people` downward. */
export function orderFromText(text: string | null | undefined): ListOrder | null {
  return text === null || text === undefined || text === '' ? null : { key: text.replace(/^-/, ''), down: text.startsWith('-') };
}

export function orderText(order: ListOrder | null): string | null {
  return order === null ? null : `${order.down ? '-' : ''}${order.key}`;
}

type Filtered = Pick<HouseholdRow, 'headName' | 'code' | 'hamletName'>;

/** Head, code, hamlet: with or without marks. */
export function matching<Row extends Filtered>(rows: readonly Row[], text: string): readonly Row[] {
  const needle = foldVi(text.trim());
  if (needle === '') return rows;
  return rows.filter((row) => foldVi(`${row.headName} ${row.code ?? ''} ${row.hamletName}`).includes(needle));
}

/** Classes from the poorest down, then what is open; what was never judged is last (null). */
const CLASSES: readonly PovertyClass[] = ['poor', 'near-poor', 'not-poor'];

/** What a column of the list is sorted by. Any other key is a standard. */
export function listedBy(row: HouseholdRow, key: string): string | number | null {
  switch (key) {
    case 'head':
      return row.headName;
    case 'people':
      return row.people;
    case 'status':
      return row.status === null ? null : CLASSES.indexOf(row.status);
    case 'review':
      return row.interviewed ? 0 : row.listed === null ? 2 : 1;
    default: {
      const verdict = row.verdicts.find((one) => one.rulebook === key);
      return verdict === undefined ? null : verdict.outcome === null ? CLASSES.length : CLASSES.indexOf(verdict.outcome);
    }
  }
}

/** How names are sorted; it comes in from outside, as the core has no alphabet of the machine's. */
export type Alphabet = (a: string, b: string) => number;

export type Sorted = string | number | null;

/** Null last, either way. */
export function compareValues(a: Sorted, b: Sorted, { down, alphabet }: { readonly down: boolean; readonly alphabet: Alphabet }): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  const upward = typeof a === 'number' && typeof b === 'number' ? a - b : alphabet(String(a), String(b));
  return down ? -upward : upward;
}

/** What is equal stays as it came. */
export function sortedBy<Row>(
  rows: readonly Row[],
  order: ListOrder | null,
  { by, alphabet }: { readonly by: (row: Row, key: string) => Sorted; readonly alphabet: Alphabet },
): readonly Row[] {
  if (order === null) return rows;
  const { down } = order;
  return rows
    .map((row) => ({ row, value: by(row, order.key) }))
    .sort((a, b) => compareValues(a.value, b.value, { down, alphabet }))
    .map(({ row }) => row);
}

export function seenOf(rows: readonly HouseholdRow[], { text, order }: Seen, alphabet: Alphabet): readonly HouseholdRow[] {
  return sortedBy(matching(rows, text), order, { by: listedBy, alphabet });
}
