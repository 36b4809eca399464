/**
 * What undoing an import would do to households (xem trước việc hủy nhập): read from their events in the ledger, judged by
 * core/register. The door asks it before it writes, the desk before it shows.
 */
import type { AnyBody } from '../../core/kinds.ts';
import type { Hash } from '../../core/ledger/event.ts';
import { IMPORT_KINDS, importCommandId } from '../../core/register/import/identity.ts';
import { type PastEvent, type Withdrawal, withdrawalOf } from '../../core/register/import/undo.ts';
import { toFileEvent } from './parts/dossier.ts';
import type { Sql } from './sql.ts';

interface Asked {
  readonly importId: string;
  readonly householdIds: readonly string[];
}

/** By household, in one read. Within the reader's own reach. */
export async function readWithdrawals(sql: Sql, hash: Hash, { importId, householdIds }: Asked): Promise<Map<string, Withdrawal>> {
  const rows = await sql.query<EventRow>(
    `select e.household_id as "householdId", e.book_id as "bookId", e.hamlet_id as "hamletId", e.version, e.event_id as "eventId",
            e.command_id as "commandId", e.kind, e.recorded_at as "recordedAt", p.body
       from event e left join payload p on p.event_id = e.event_id
      where e.household_id = any ($1::uuid[]) order by e.household_id, e.seq`,
    [householdIds],
  );
  const importIds = await readImports(sql, importId);
  const past = [...Map.groupBy(rows, (row) => row.householdId)].map(([householdId, own]) => {
    const writers = writersOf(hash, importIds, householdId);
    return [householdId, own.map((row) => pastEvent(row, writers.get(row.commandId) ?? null))] as const;
  });
  const events = new Map(past);
  return new Map(householdIds.map((id) => [id, withdrawalOf(events.get(id) ?? [], importId)]));
}

/** All imports into the commune, those that are being written or were cut off among them; this one whether it was noted or not. */
async function readImports(sql: Sql, importId: string): Promise<readonly string[]> {
  const rows = await sql.query<{ importId: string }>(
    `select other.import_id as "importId"
       from import_run run
       join (select import_id, commune_id from import_run union select import_id, commune_id from import_begun) other
         on other.commune_id = run.commune_id
      where run.import_id = $1`,
    [importId],
  );
  return [...new Set([importId, ...rows.map((row) => row.importId)])];
}

/** By the id of each command by which one of the imports would have written this household. */
function writersOf(hash: Hash, importIds: readonly string[], householdId: string): ReadonlyMap<string, string> {
  return new Map(
    importIds.flatMap((importId) => IMPORT_KINDS.map((kind) => [importCommandId(hash, importId, { kind, about: householdId }), importId])),
  );
}

interface EventRow extends Record<string, unknown> {
  readonly householdId: string;
  readonly bookId: string;
  readonly hamletId: string;
  readonly version: number;
  readonly eventId: string;
  readonly commandId: string;
  readonly kind: AnyBody['kind'];
  readonly recordedAt: string;
  readonly body: string | null;
}

function pastEvent({ body, commandId: _commandId, eventId, kind, ...at }: EventRow, by: string | null): PastEvent {
  // Parsed at the door, trusted inside: kind and body were matched when they were written.
  const said = body === null ? null : ({ kind, body: JSON.parse(body) } as AnyBody);
  return {
    eventId,
    kind,
    by,
    event: kind === 'erased' ? { kind: 'erased' } : said === null ? null : toFileEvent(said),
    roundId: said?.kind === 'review-listed' ? said.body.roundId : null,
    at,
  };
}
