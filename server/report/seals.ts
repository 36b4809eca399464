/**
 * Sealed figures as tables read them (đọc số liệu chốt): which hamlets are sealed for a moment and a standard, and their numbers in place
 * of those counted now. A seal never changes, so that its numbers are read once; only whether it stands is asked each time.
 */
import { sql } from 'kysely';
import type { Counts, FigureId } from '../../core/report/figure-ids.ts';
import { isFigureId } from '../../core/report/figure-ids.ts';
import type { SealState } from '../../core/report/seal.ts';
import { runPrepared } from '../db/connection.ts';
import type { Tx } from '../http/transaction.ts';
import type { Counted } from './counting.ts';

export type Figures = (tx: Tx, at: Counted, ids: readonly FigureId[]) => Promise<ReadonlyMap<string, Counts>>;

interface SealedNumbers {
  readonly sealId: string;
  readonly figures: readonly string[];
  readonly byHamlet: ReadonlyMap<string, readonly number[]>;
}

/** Seals that stand of that moment and standard, wherever they are. */
async function standingSeals(tx: Tx, { start, end, rulebook }: Counted): Promise<readonly string[]> {
  const rows = await runPrepared(
    tx,
    sql<{ sealId: string }>`
    select seal_id as "sealId" from figure_seal
     where start_on = ${start}::date and end_on = ${end}::date and rulebook = ${rulebook} and state = 'sealed'`,
  );
  return rows.map(({ sealId }) => sealId);
}

/** Does a number of that moment come from a seal, in any of the hamlets? What is listed beside it is of the register. */
export async function isSealedIn(tx: Tx, { start, end, rulebook, hamletIds }: Counted): Promise<boolean> {
  const { rows } = await sql`
    select 1 from figure_seal s join figure_sealed f on f.seal_id = s.seal_id
     where s.start_on = ${start}::date and s.end_on = ${end}::date and s.rulebook = ${rulebook} and s.state = 'sealed'
       and f.hamlet_id = any (${[...hamletIds]}::text[]) limit 1`.execute(tx);
  return rows.length > 0;
}

async function readSeals(tx: Tx, sealIds: readonly string[]): Promise<readonly SealedNumbers[]> {
  const { rows } = await sql<{ sealId: string; figures: readonly string[]; hamletId: string; numbers: readonly number[] }>`
    select s.seal_id as "sealId", s.figures, f.hamlet_id as "hamletId", f.numbers
      from figure_seal s join figure_sealed f on f.seal_id = s.seal_id where s.seal_id = any (${[...sealIds]}::uuid[])`.execute(tx);
  return [...Map.groupBy(rows, ({ sealId }) => sealId)].map(([sealId, own]) => ({
    sealId,
    figures: own[0]?.figures ?? [],
    byHamlet: new Map(own.map(({ hamletId, numbers }) => [hamletId, numbers])),
  }));
}

/** More than two standards of ten years, each of a province of 124 communes. */
const MOST_SEALS = 2_500;

/** One per server; `keeps` nothing for a count anew. */
export function sealedFigures(keeps: boolean): (tx: Tx, at: Counted, ids: readonly FigureId[]) => Promise<ReadonlyMap<string, Counts>> {
  const kept = new Map<string, SealedNumbers>();
  return async (tx, at, ids) => {
    const standing = await standingSeals(tx, at);
    if (standing.length === 0) return new Map();
    const lacking = standing.filter((sealId) => !kept.has(sealId));
    const read = lacking.length === 0 ? [] : await readSeals(tx, lacking);
    const seals = standing.flatMap((sealId) => kept.get(sealId) ?? read.find((seal) => seal.sealId === sealId) ?? []);
    if (keeps && kept.size + read.length <= MOST_SEALS) for (const seal of read) kept.set(seal.sealId, seal);
    return pick(seals, at, ids);
  };
}

function pick(seals: readonly SealedNumbers[], { hamletIds }: Counted, ids: readonly FigureId[]): ReadonlyMap<string, Counts> {
  const asked = new Set<string>(ids);
  const found = new Map<string, Counts>();
  for (const { figures, byHamlet } of seals) {
    const places = figures.flatMap((id, place) => (asked.has(id) && isFigureId(id) ? [{ id, place }] : []));
    for (const hamletId of hamletIds) {
      const numbers = byHamlet.get(hamletId);
      if (numbers === undefined) continue;
      const counts: Partial<Record<FigureId, number>> = {};
      for (const { id, place } of places) counts[id] = numbers[place] ?? 0;
      found.set(hamletId, counts);
    }
  }
  return found;
}

/** What is sealed in place of what is counted now; figures that a seal does not name stay as counted. */
export function withSeals(now: Figures, sealed: ReturnType<typeof sealedFigures>): Figures {
  return async (tx, at, ids) => {
    const held = await sealed(tx, at, ids);
    const counted = await now(tx, at, ids);
    if (held.size === 0) return counted;
    const found = new Map(counted);
    for (const [hamletId, counts] of held) {
      const whole = { ...counted.get(hamletId), ...counts };
      if (Object.values(whole).some((value) => value > 0)) found.set(hamletId, whole);
      else found.delete(hamletId);
    }
    return found;
  };
}

/** A seal as it is told. */
export interface SealRow {
  readonly sealId: string;
  readonly communeId: string;
  readonly hash: string;
  readonly sealedBy: string;
  readonly sealedAt: string;
  readonly state: SealState;
  readonly answeredBy: string | null;
  readonly answeredAt: string | null;
  readonly word: string | null;
  readonly hamletIds: readonly string[];
}

/** Of the round, those that hold one of the hamlets, the newest first. */
export async function readSealsOf(tx: Tx, roundId: string, hamletIds: readonly string[]): Promise<readonly SealRow[]> {
  const { rows } = await sql<SealRow>`
    select s.seal_id as "sealId", s.commune_id as "communeId", s.hash, coalesce(a.display_name, '') as "sealedBy", s.state,
           to_char(s.sealed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "sealedAt",
           b.display_name as "answeredBy", to_char(s.answered_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "answeredAt", s.word,
           (select array_agg(f.hamlet_id order by f.hamlet_id) from figure_sealed f where f.seal_id = s.seal_id) as "hamletIds"
      from figure_seal s
      left join account a on a.account_id = s.sealed_by
      left join account b on b.account_id = s.answered_by
     where s.round_id = ${roundId}::uuid
       and exists (select from figure_sealed f where f.seal_id = s.seal_id and f.hamlet_id = any (${[...hamletIds]}::text[]))
     order by s.sealed_at desc, s.seal_id`.execute(tx);
  return rows;
}

/** The hamlets that a standing seal of the round holds, and those that none does. */
export function partedBySeals(seals: readonly SealRow[], hamletIds: readonly string[]) {
  const held = new Set(seals.filter(({ state }) => state === 'sealed').flatMap((seal) => seal.hamletIds));
  return { sealed: hamletIds.filter((id) => held.has(id)), open: hamletIds.filter((id) => !held.has(id)) };
}
