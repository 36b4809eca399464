/** The number on the receipt of a request (số biên nhận đơn đề nghị): apart from its parser, for screens that only print it. */
import { receiptOf } from './receipt.ts';
import type { RequestForm } from './request-codes.ts';

const LETTERS: Readonly<Record<RequestForm, string>> = {
  review: 'RS',
  exit: 'TN',
  'average-living': 'TB',
  'low-income': 'TT',
  'data-access': 'XD',
  'data-correct': 'SD',
  'data-restrict': 'HD',
  'data-erase': 'XO',
};

/** `RS-2026-7K3M0QXZ` */
export function requestNumber(told: { readonly requestId: string; readonly form: RequestForm; readonly lodgedOn: string }): string {
  return receiptOf(LETTERS[told.form], told.requestId, told.lodgedOn);
}
