/**
 * What a person chose on a page without leaving it, such as how a table is sorted (cách xếp, chữ lọc): kept in the address, so that
 * the address can be sent to a colleague, and found there again when the page is opened.
 */
import { goto } from '$app/navigation';
import { type ListOrder, orderFromText, orderText } from '../core/listed-order.ts';

export function kept(name: string): string | null {
  return new URL(location.href).searchParams.get(name);
}

/** Asks the server nothing: only the address changes. */
export function keep(name: string, value: string | null): void {
  const url = new URL(location.href);
  if ((url.searchParams.get(name) ?? '') === (value ?? '')) return;
  if (value === null || value === '') url.searchParams.delete(name);
  else url.searchParams.set(name, value);
  void goto(url, { replace: true, shallow: true });
}

const ORDER = 'xep';

/** To be spread over the one table of a page that can be sorted: `xep=people` upward, `xep=-people` downward. */
export function keptOrder(): { readonly order: ListOrder | null; readonly onorder: (order: ListOrder | null) => void } {
  return { order: orderFromText(kept(ORDER)), onorder: (order) => keep(ORDER, orderText(order)) };
}
