/** The counted tables by number (các biểu tổng hợp); table 15, a list of names, is `table-15.ts`. */
import type { TableNumber } from '../views.ts';
import type { CountedForm } from './form.ts';
import { TABLE_1 } from './table-1.ts';
import { TABLE_12 } from './table-12.ts';
import { TABLE_2, TABLE_3 } from './tables-2-3.ts';
import { TABLE_4, TABLE_5 } from './tables-4-5.ts';
import { TABLE_10, TABLE_8 } from './tables-8-10.ts';

export const FORMS: { readonly [T in Exclude<TableNumber, 15>]: CountedForm } = {
  1: TABLE_1,
  2: TABLE_2,
  3: TABLE_3,
  4: TABLE_4,
  5: TABLE_5,
  8: TABLE_8,
  10: TABLE_10,
  12: TABLE_12,
};
