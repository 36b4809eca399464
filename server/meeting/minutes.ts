/**
 * Minutes of hamlets' meetings for faces (biên bản họp dân): what a phone has before it when it writes its own. A phone hears of the
 * hamlets in which its person writes minutes, and of no other.
 */
import { may } from '../../core/access/may.ts';
import { areaPath } from '../../core/access/reach.ts';
import type { MeetingRecord } from '../../core/meeting/agreement.ts';
import type { Context } from '../http/route.ts';
import { readMeetings } from '../ledger/meetings.ts';
import { sqlOfKysely } from '../ledger/sql.ts';

export function meetingsOf(context: Context, roundId: string, hamletIds: readonly string[]): Promise<readonly MeetingRecord[]> {
  const { tx, tree, today, actor } = context;
  const own = hamletIds.filter((id) => may(actor, 'hold-meeting', { areaPath: areaPath(tree, id, today), date: today }).allowed);
  return readMeetings(sqlOfKysely(tx), roundId, own);
}
