/**
 * Forms of households as they were told, read only where two of them overlap or a clash is settled (các phiếu đã gửi của hộ): what a
 * form rested on, what stands now, which clashes are open.
 */
import type { Answers } from '../../../core/interview/answers.ts';
import type { Command, EventBody } from '../../../core/kinds.ts';
import type { ClashFound } from '../../../core/sync/clash.ts';
import type { Sql } from '../sql.ts';
import type { Dossier } from './dossier.ts';

export interface Telling {
  readonly version: number;
  readonly body: EventBody<'interview-finished'>;
}

export interface Tellings {
  /** In the order of the ledger. */
  readonly forms: readonly Telling[];
  readonly open: ReadonlyMap<string, ClashFound>;
}

/** Before this batch nothing was told of the household. */
export const NOTHING_TOLD: Tellings = { forms: [], open: new Map() };

/** Households whose earlier forms the commands need to see. */
export function overlapped(commands: readonly Command[], dossiers: ReadonlyMap<string, Dossier>): string[] {
  const told = new Set<string>();
  const found = new Set<string>();
  for (const { kind, payload } of commands) {
    if (kind === 'clash-settled') found.add(payload.householdId);
    if (kind !== 'interview-finished' || payload.overlap === undefined) continue;
    const { householdId, roundId, seen } = payload;
    const current = dossiers.get(householdId)?.interviews.get(roundId)?.version ?? null;
    if (current !== seen || told.has(householdId)) found.add(householdId);
    told.add(householdId);
  }
  return [...found];
}

export async function readTellings(sql: Sql, householdIds: readonly string[]): Promise<Map<string, Tellings>> {
  if (householdIds.length === 0) return new Map();
  const rows = await sql.query<{ householdId: string; version: number; kind: string; body: string }>(
    `select e.household_id as "householdId", e.version, e.kind, p.body from event e join payload p on p.event_id = e.event_id
      where e.household_id = any ($1::uuid[]) and e.kind in ('interview-finished', 'clash-found', 'clash-settled') order by e.seq`,
    [householdIds],
  );
  const found = new Map<string, { readonly forms: Telling[]; readonly open: Map<string, ClashFound> }>();
  for (const { householdId, version, kind, body } of rows) {
    const tellings = found.get(householdId) ?? { forms: new Array<Telling>(), open: new Map<string, ClashFound>() };
    found.set(householdId, tellings);
    // Parsed at the door, trusted inside: kind and body were matched when they were written.
    const said = JSON.parse(body);
    if (kind === 'interview-finished') tellings.forms.push({ version, body: said });
    else if (kind === 'clash-found') tellings.open.set(said.clashId, said);
    else tellings.open.delete(said.clashId);
  }
  return found;
}

/** What a form that saw `seen` rested on: that form, or the latest of another round. */
export function baseOf({ forms }: Tellings, roundId: string, seen: number | null): Answers | null {
  const last = forms.findLast(({ version, body }) =>
    seen === null ? body.roundId !== roundId : version === seen && body.roundId === roundId,
  );
  return last?.body.answers ?? null;
}
