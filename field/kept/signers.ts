/**
 * Who chairs and who writes, as far as this phone knows (chủ trì, thư ký): minutes begin with the names of the hamlet's last ones, which whoever
 * writes may change. The head of the hamlet chairs; anybody else who writes is the secretary.
 */
import type { SessionView } from '../../core/views.ts';
import type { MeetingPlace } from './meeting.ts';

/** `''`: nobody is known. */
export function signersOf(
  { hamlet, meetings, opening }: Pick<MeetingPlace, 'hamlet' | 'meetings' | 'opening'>,
  { displayName, roles }: Pick<SessionView, 'displayName' | 'roles'>,
): { readonly chair: string; readonly secretary: string } {
  const records = [...meetings, ...(opening?.meetings ?? [])].flatMap((meeting) => meeting.records);
  const [last] = records.filter(({ hamletId }) => hamletId === hamlet.areaId).toSorted((a, b) => (a.closedAt < b.closedAt ? 1 : -1));
  if (!roles.some(({ role, areaId }) => role === 'hamlet-head' && areaId === hamlet.areaId))
    return { chair: last?.chair ?? '', secretary: displayName };
  return { chair: displayName, secretary: last === undefined || last.secretary === displayName ? '' : last.secretary };
}
