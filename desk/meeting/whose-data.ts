/** Whose data a request asks to restrict (hạn chế dữ liệu của ai): whoever bears the applicant's name, where exactly one does; else it is asked. */
import { sameName } from '../../core/kernel/text.ts';
import type { RequestView } from '../../core/meeting/request-views.ts';

export const EVERYBODY = 'all';

/** Empty: nobody yet. */
export function whoseFirst(people: RequestView['people'], applicant: string | null): string {
  const [named, other] = people.filter(({ fullName }) => applicant !== null && sameName(fullName, applicant));
  return named === undefined || other !== undefined ? '' : named.memberId;
}
