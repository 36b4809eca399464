/** A member's name, or that there is none yet (tên thành viên). */
import { t } from '../text.ts';
import type { Visit } from './visit.svelte.ts';

export function memberName(visit: Visit, memberId: string): string {
  const name = visit.facts(memberId)['fullName'];
  return typeof name === 'string' ? name : t('unnamed');
}
