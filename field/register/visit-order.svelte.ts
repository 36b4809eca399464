/**
 * In which order households are visited (đi theo thứ tự): as the list has them, or the nearest first. Where its person stood when they
 * asked is kept while the app is open, written nowhere and sent to nobody.
 */
import type { HeldAt } from '../../core/interview/where.ts';
import { number } from '../../ui/format.ts';
import { type Nearby, nearest } from '../kept/near.ts';
import type { PlaceRow } from '../kept/place.ts';
import { t } from '../text.ts';

export const order: { here: HeldAt | null } = $state({ here: null });

export function inOrder<Row extends PlaceRow>(rows: readonly Row[]): Nearby<Row> {
  return order.here === null ? { rows, metres: new Map(), unknown: 0 } : nearest(rows, order.here);
}

/** `cách khoảng 120 m`; nobody's receiver is exact to the metre. */
export function farText(metres: number | undefined): string | null {
  if (metres === undefined) return null;
  const tens = Math.max(10, Math.round(metres / 10) * 10);
  return tens < 1_000 ? t('order.metres', { far: number(tens) }) : t('order.km', { far: number(Math.round(metres / 100) / 10) });
}
