/**
 * Minutes of hamlets' meetings as the ledger holds them (biên bản họp dân trong sổ): read from the events themselves, since a round
 * has few of them. What was said of a household that is forgotten is no longer there. Hamlets out of reach are left out; of one that was cut
 * what was said of its households is with the hamlets that have them now.
 */
import type { EventBody } from '../../core/kinds.ts';
import type { MeetingRecord } from '../../core/meeting/agreement.ts';
import type { MeetingPoint } from '../../core/meeting/minutes.ts';
import { minutesClock } from '../../core/meeting/minutes-clock.ts';
import type { Sql } from './sql.ts';

interface StoredEvent {
  readonly hamletId: string;
  readonly kind: 'meeting-held' | 'household-discussed';
  readonly body: string;
  readonly by: string;
  /** Its writer to the household that it speaks of. */
  readonly tied: boolean;
  readonly deviceAt: string;
  readonly recordedAt: string;
}

/** Of a round, in the order in which they came in; several of one meeting where several wrote. */
export async function readMeetings(sql: Sql, roundId: string, hamletIds: readonly string[]): Promise<readonly MeetingRecord[]> {
  if (hamletIds.length === 0) return [];
  const rows = await sql.query<StoredEvent & Record<string, unknown>>(
    `select hamlet_id as "hamletId", kind, body, said_by as by, tied, device_at as "deviceAt", recorded_at as "recordedAt"
       from minutes_of($1::text[], $2) order by seq`,
    [hamletIds, roundId],
  );
  // An id is made by whoever writes: the same one from another hamlet is another record.
  const found = new Map<string, MeetingRecord & { points: MeetingPoint[]; tied: string[] }>();
  for (const { hamletId, kind, body, by, tied, deviceAt, recordedAt } of rows) {
    // Parsed at the door, trusted inside.
    const said: unknown = JSON.parse(body);
    if (kind === 'meeting-held') {
      const head = said as EventBody<'meeting-held'>;
      const clock = minutesClock({ ...head, deviceAt, receivedAt: recordedAt });
      found.set(`${hamletId} ${head.recordId}`, { ...head, by, points: [], tied: [], ...(clock === null ? {} : { clock }) });
    } else {
      // As it stood in the minutes, so that whoever settles a count can write it again.
      const { recordId, roundId: _round, ...point } = said as EventBody<'household-discussed'>;
      const record = found.get(`${hamletId} ${recordId}`);
      record?.points.push(point);
      if (tied) record?.tied.push(point.householdId);
    }
  }
  return [...found.values()];
}

/** Is there a record of that id in the hamlet's book? */
export async function findRecord(sql: Sql, hamletId: string, recordId: string): Promise<boolean> {
  const rows = await sql.query(
    `select 1 from event e join payload p on p.event_id = e.event_id
      where e.kind = 'meeting-held' and e.hamlet_id = $1 and p.body::jsonb ->> 'recordId' = $2 limit 1`,
    [hamletId, recordId],
  );
  return rows.length > 0;
}
