/**
 * The quick form of requesters (Phiếu A, nhận dạng nhanh): so many things that a poor household seldom has, and a requester is surely
 * not poor. Whether a round asks it, which items and from how many on is data of the round, with its clause and how sure it is; local
 * officials may still take a household on, and say why [S 33]. It decides nobody's class.
 */
import * as z from 'zod';
import { lineSchema } from '../ledger/fields.ts';
import { QUICK_ITEMS, type QuickItem } from './request-codes.ts';

export const quickFormSchema = z.strictObject({
  items: z.array(z.enum(QUICK_ITEMS)).min(1).max(QUICK_ITEMS.length),
  /** With so many of them or more it is surely not poor. */
  from: z.int().min(1).max(QUICK_ITEMS.length),
  clause: lineSchema(200),
  /** As in the list of sources. All but the first are to be confirmed. */
  sure: z.enum(['S', 'S~', 'M', 'U']),
});
export type QuickForm = z.infer<typeof quickFormSchema>;

/** What a round asks where nobody says otherwise: three of them, as remembered. */
export const USUAL_QUICK_FORM: QuickForm = {
  items: [...QUICK_ITEMS],
  from: 3,
  clause: 'Circular 07/2021/TT-BLĐTBXH Annex II [items of the form of 2015: S 33; the exact ones: GAP]',
  sure: 'M',
};

export interface QuickAnswer {
  readonly has: readonly QuickItem[];
  /** Why it is taken on all the same. */
  readonly despite: string | null;
}

export type QuickProblem =
  | { readonly code: 'quick-form-missing' }
  | { readonly code: 'quick-form-unasked' }
  | { readonly code: 'quick-form-wrong-item' }
  | { readonly code: 'quick-form-surely-not'; readonly has: number; readonly from: number };

/** Null: the requester may be put on the list. `asked`: of the round; null: it asks none. */
export function barsRequester(asked: QuickForm | null, answer: QuickAnswer | null): QuickProblem | null {
  if (asked === null) return answer === null ? null : { code: 'quick-form-unasked' };
  if (answer === null) return { code: 'quick-form-missing' };
  const has = new Set(answer.has);
  if (has.size !== answer.has.length || answer.has.some((item) => !asked.items.includes(item))) return { code: 'quick-form-wrong-item' };
  if (!isSurelyNotPoor(asked, answer.has.length) || answer.despite !== null) return null;
  return { code: 'quick-form-surely-not', has: has.size, from: asked.from };
}

export function isSurelyNotPoor({ from }: Pick<QuickForm, 'from'>, has: number): boolean {
  return has >= from;
}
