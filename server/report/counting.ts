/**
 * Figures counted in the database (đếm chỉ tiêu): any number of figures per hamlet in one pass over homes and one over lines,
 * and the households behind one of them. Which hamlets make a unit is the area tree's business (`territory.ts`).
 */
import { type RawBuilder, sql } from 'kysely';
import type { RulebookId } from '../../core/classify/verdict.ts';
import type { PlainDate } from '../../core/kernel/dates.ts';
import type { Counts, FigureId } from '../../core/report/figure-ids.ts';
import type { Tx } from '../http/transaction.ts';
import { type Clause, type Clauses, clausesOf } from './clauses.ts';

/**
 * Years of review whose lists belong to a standard, for a status from an older list, which names none. The review of late
 * 2021, for 2022, was the first by Decree 07/2021 and Circular 07/2021 [S 3].
 */
export const LIST_YEARS: { readonly [R in RulebookId]: readonly [number, number] } = {
  '2022-2026': [2021, 2026],
  '2027-2030': [2027, 2030],
};

/** `start` and `end`: days at whose close is counted. */
export interface Counted {
  readonly start: PlainDate;
  readonly end: PlainDate;
  readonly rulebook: RulebookId;
  readonly hamletIds: readonly string[];
}

/** By hamlet; one where nothing is counted is absent. `clauses` other than our own are for the proof that they matter. */
export async function countFigures(
  tx: Tx,
  at: Counted,
  ids: readonly FigureId[],
  clauses: Clauses = clausesOf(at.rulebook),
): Promise<ReadonlyMap<string, Counts>> {
  const found = new Map<string, Counts>();
  for (const from of ['home', 'line'] as const) {
    const asked = ids.flatMap((id) => {
      const clause = clauseOf(clauses, id);
      return clause.from === from ? [{ id, clause }] : [];
    });
    if (asked.length === 0) continue;
    const columns = asked.map(({ clause }) => numberOf(clause)).join(',\n');
    const { rows } = await sql<{ hamletId: string; counts: readonly number[] }>`
      select hamlet_id as "hamletId", array[${sql.raw(columns)}]::int[] as counts
        from ${sourceOf(from, at, asksHeads(asked))} as f group by hamlet_id`.execute(tx);
    for (const { hamletId, counts } of rows) {
      const known: Partial<Record<FigureId, number>> = { ...found.get(hamletId) };
      for (const [place, { id }] of asked.entries()) known[id] = counts[place] ?? 0;
      found.set(hamletId, known);
    }
  }
  return found;
}

export interface CountedHousehold {
  readonly householdId: string;
  /** Where it counts; not always where it is now. */
  readonly hamletId: string;
}

/** The place after which a page begins. */
export type Cursor = CountedHousehold;

/**
 * Up to `limit` households behind a figure, in the order of the hamlets given, then of names. One that has moved out of this
 * person's reach counts in the number and is not listed.
 */
export async function pageOfFigure(
  tx: Tx,
  at: Counted,
  { id, after, limit }: { readonly id: FigureId; readonly after: Cursor | null; readonly limit: number },
): Promise<readonly CountedHousehold[]> {
  const found: CountedHousehold[] = [];
  let from = after === null ? 0 : Math.max(0, at.hamletIds.indexOf(after.hamletId));
  // The first hamlets mostly fill a page.
  for (let width = 8; from < at.hamletIds.length && found.length < limit; width *= 4) {
    const hamletIds = at.hamletIds.slice(from, from + width);
    found.push(...(await pageInHamlets(tx, { ...at, hamletIds }, { id, after, limit: limit - found.length })));
    from += width;
  }
  return found;
}

async function pageInHamlets(
  tx: Tx,
  at: Counted,
  { id, after, limit }: { readonly id: FigureId; readonly after: Cursor | null; readonly limit: number },
): Promise<readonly CountedHousehold[]> {
  const clause = clauseOf(clausesOf(at.rulebook), id);
  const later =
    after === null
      ? sql`true`
      : sql`(f.hamlet_id <> ${after.hamletId} or (h.head_folded, h.household_id) >
             (select c.head_folded, c.household_id from household c where c.household_id = ${after.householdId}::uuid))`;
  const { rows } = await sql<CountedHousehold>`
    select f.household_id as "householdId", f.hamlet_id as "hamletId"
      from ${sourceOf(clause.from, at, asksHeads([{ clause }]))} as f
      join unnest(${[...at.hamletIds]}::text[]) with ordinality as listed (hamlet_id, place) on listed.hamlet_id = f.hamlet_id
      join household h on h.household_id = f.household_id
     where ${sql.raw(conditionOf(clause))} and ${later}
     order by listed.place, h.head_folded, h.household_id limit ${limit}`.execute(tx);
  return rows;
}

/** All households behind a figure, by hamlet, in the order of names. */
export async function listBehind(tx: Tx, at: Counted, id: FigureId): Promise<ReadonlyMap<string, readonly CountedHousehold[]>> {
  const clause = clauseOf(clausesOf(at.rulebook), id);
  const { rows } = await sql<CountedHousehold>`
    select f.household_id as "householdId", f.hamlet_id as "hamletId"
      from ${sourceOf(clause.from, at, asksHeads([{ clause }]))} as f
      join household h on h.household_id = f.household_id
     where ${sql.raw(conditionOf(clause))}
     order by h.head_folded, h.household_id`.execute(tx);
  return Map.groupBy(rows, ({ hamletId }) => hamletId);
}

/** How many households are behind a figure, whatever it adds up. */
export async function countBehind(tx: Tx, at: Counted, id: FigureId): Promise<number> {
  const clause = clauseOf(clausesOf(at.rulebook), id);
  const { rows } = await sql<{ total: number }>`
    select count(*)::int as total from ${sourceOf(clause.from, at, asksHeads([{ clause }]))} as f where ${sql.raw(conditionOf(clause))}`.execute(
    tx,
  );
  return rows[0]?.total ?? 0;
}

/** The figure that counts each household once where this one adds up something of it; null where no figure does. */
export function householdsOf(rulebook: RulebookId, id: FigureId): FigureId | null {
  const clauses = clausesOf(rulebook);
  const { from, where } = clauseOf(clauses, id);
  const same = (clause: Clause) => clause.size === '1' && clause.from === from && clause.where.join() === where.join();
  return [...clauses].find(([, clause]) => same(clause))?.[0] ?? null;
}

function clauseOf(clauses: Clauses, id: FigureId): Clause {
  const clause = clauses.get(id);
  if (clause === undefined) throw new RangeError(`The figure ${id} has no condition.`);
  return clause;
}

function conditionOf({ where }: Clause): string {
  return where.length === 0 ? 'true' : where.join(' and ');
}

function numberOf(clause: Clause): string {
  const filter = `filter (where ${conditionOf(clause)})`;
  return clause.size === '1' ? `count(*) ${filter}` : `coalesce(sum(${clause.size}) ${filter}, 0)`;
}

function asksHeads(asked: readonly { readonly clause: Clause }[]): boolean {
  return asked.some(({ clause }) => clause.where.some((condition) => condition.includes('female_head')));
}

function sourceOf(from: Clause['from'], at: Counted, heads: boolean): RawBuilder<unknown> {
  if (from === 'home') return homesOn(at);
  const [first, last] = LIST_YEARS[at.rulebook];
  return sql`report_lines(${[...at.hamletIds]}::text[], ${at.start}::date, ${at.end}::date, ${at.rulebook}, ${first}::int, ${last}::int,
                          ${heads}::boolean)`;
}

/** Households living in the hamlets at the close of the last day; one of nobody is none. */
function homesOn(at: Counted): RawBuilder<unknown> {
  return sql`(select household_id, hamlet_id, people, minority from residence
               where hamlet_id = any (${[...at.hamletIds]}::text[]) and people > 0
                 and valid_from <= ${at.end} and (valid_to is null or valid_to > ${at.end}))`;
}
