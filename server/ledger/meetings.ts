/**
 * Minutes of hamlets' meetings as the ledger holds them (biên bản họp dân trong sổ): read from the events themselves, since a round
 * has few of them. What was said of a household that is forgotten is no longer there. Row security leaves out hamlets out of reach.
 */
import type { EventBody } from '../../core/kinds.ts';
import type { MeetingRecord } from '../../core/meeting/agreement.ts';
import type { Sql } from './sql.ts';

interface StoredEvent {
  readonly hamletId: string;
  readonly kind: 'meeting-held' | 'household-discussed';
  readonly body: string;
  readonly by: string;
}

/** Of a round, in the order in which they came in; several of one meeting where several wrote. */
export async function readMeetings(sql: Sql, roundId: string, hamletIds: readonly string[]): Promise<readonly MeetingRecord[]> {
  if (hamletIds.length === 0) return [];
  const rows = await sql.query<StoredEvent & Record<string, unknown>>(
    `select e.hamlet_id as "hamletId", e.kind, p.body, coalesce(a.display_name, '') as by
       from event e
       join payload p on p.event_id = e.event_id
       left join account a on a.account_id = e.account_id
      where e.kind in ('meeting-held', 'household-discussed') and e.hamlet_id = any ($1::text[]) and p.body::jsonb ->> 'roundId' = $2
      order by e.seq`,
    [hamletIds, roundId],
  );
  // An id is made by whoever writes: the same one from another hamlet is another record.
  const found = new Map<string, MeetingRecord & { points: EventBody<'household-discussed'>[] }>();
  for (const { hamletId, kind, body, by } of rows) {
    // Parsed at the door, trusted inside.
    const said: unknown = JSON.parse(body);
    if (kind === 'meeting-held') {
      const head = said as EventBody<'meeting-held'>;
      found.set(`${hamletId} ${head.recordId}`, { ...head, by, points: [] });
    } else {
      const point = said as EventBody<'household-discussed'>;
      found.get(`${hamletId} ${point.recordId}`)?.points.push(point);
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
