/**
 * Counts and lists of two standards side by side (so sánh hai chuẩn), from the verdict table and the review list. Households are
 * grouped here by what a comparison looks at; what the group means is said by the one pure function in core/classify. Only
 * households that live here now; row security leaves out what the person may not see.
 */
import { type RawBuilder, sql } from 'kysely';
import type { PovertyClass, RulebookId } from '../../core/classify/verdict.ts';
import type { StandardsFilter } from '../../core/report/standards-view.ts';
import { runPrepared } from '../db/connection.ts';
import type { Tx } from '../http/transaction.ts';
import { inPart, pageThrough } from '../register/list-store.ts';

export interface Pair {
  readonly roundId: string;
  readonly first: RulebookId;
  readonly second: RulebookId;
  /** `null`: everywhere. */
  readonly hamlets: readonly string[] | null;
  /** Of these households alone; absent: of all. */
  readonly only?: readonly string[];
}

/** Everything that a comparison looks at; masks are 0 where they make no difference. */
export interface Alike {
  readonly from: PovertyClass;
  readonly to: PovertyClass;
  readonly samePoints: boolean;
  readonly firstDeprived: number;
  readonly firstUnknown: number;
  readonly secondDeprived: number;
  readonly secondUnknown: number;
}

/** Both classes known. Masks are told apart only where a household goes from one list to the other. */
export async function groupCompared(tx: Tx, pair: Pair): Promise<readonly (Alike & { hamletId: string; count: number })[]> {
  const lists = sql`a.outcome <> b.outcome and a.outcome <> 'not-poor' and b.outcome <> 'not-poor'`;
  const mask = (column: string) => sql`case when ${lists} then ${sql.ref(column)} else 0 end`;
  const { rows } = await sql<Alike & { hamletId: string; count: number }>`
    select a.hamlet_id as "hamletId", a.outcome as "from", b.outcome as "to", a.b1_min = b.b1_min and a.b1_max = b.b1_max as "samePoints",
           ${mask('a.deprived')} as "firstDeprived", ${mask('a.unknown_mask')} as "firstUnknown",
           ${mask('b.deprived')} as "secondDeprived", ${mask('b.unknown_mask')} as "secondUnknown", count(*)::int as count
      from ${both(pair)} and a.outcome is not null and b.outcome is not null
     group by 1, 2, 3, 4, 5, 6, 7, 8`.execute(tx);
  return rows;
}

/** Interviewed with an open class, and still to be interviewed, by hamlet. */
export async function countOpen(tx: Tx, pair: Pair): Promise<readonly { hamletId: string; undetermined: number; waiting: number }[]> {
  const { rows } = await sql<{ hamletId: string; undetermined: number; waiting: number }>`
    select "hamletId", sum(undetermined)::int as undetermined, sum(waiting)::int as waiting
      from (select a.hamlet_id as "hamletId", count(*) as undetermined, 0 as waiting
              from ${both(pair)} and (a.outcome is null or b.outcome is null) group by 1
            union all
            select r.hamlet_id, 0, count(*) from ${waiting(pair)} group by 1) counted
     group by 1`.execute(tx);
  return rows;
}

export interface Compared extends Alike {
  readonly householdId: string;
}

export interface StandardsList {
  readonly pair: Pair;
  readonly filter: StandardsFilter;
  /** In the order in which they are listed; the same areas as the pair's. */
  readonly order: readonly string[];
  /** Does anybody of the list live there? */
  readonly holds: (hamletId: string) => boolean;
  readonly limit: number;
  /** The last household of the page before. */
  readonly after: string | null;
  /** Households that are not listed. */
  readonly without?: readonly string[];
  /** Bits of the indicator in either standard's order; 0 where the standard does not know it. */
  readonly bits: { readonly first: number; readonly second: number };
}

export async function listStandards(tx: Tx, list: StandardsList): Promise<readonly string[]> {
  const d = list.filter.state === 'waiting' ? sql`r` : sql`a`;
  const { without = [] } = list;
  const others = without.length === 0 ? sql`true` : sql`h.household_id <> all (${[...without]}::uuid[])`;
  return pageThrough(tx, { ...list, hamlets: list.order }, async (part) => {
    const { rows } = await sql<{ id: string }>`
      select h.household_id as id from ${source({ ...list, pair: { ...list.pair, hamlets: null } })} and ${others} and ${inPart(d, part)}`.execute(
      tx,
    );
    return rows.map((row) => row.id);
  });
}

/** What was found of these households, where both classes are known. */
export async function readCompared(tx: Tx, pair: Pair, ids: readonly string[]): Promise<readonly Compared[]> {
  return runPrepared(
    tx,
    sql<Compared>`
    select a.household_id as "householdId", a.outcome as "from", b.outcome as "to", a.b1_min = b.b1_min and a.b1_max = b.b1_max as "samePoints",
           a.deprived as "firstDeprived", a.unknown_mask as "firstUnknown", b.deprived as "secondDeprived", b.unknown_mask as "secondUnknown"
      from ${both({ ...pair, hamlets: null })} and a.outcome is not null and b.outcome is not null
       and a.household_id = any (${[...ids]}::uuid[])`,
  );
}

/** Verdicts of one interview under both standards, of households present: `a`, `b`, `h`. Conditions may follow. */
function both({ roundId, first, second, hamlets, only }: Pair): RawBuilder<unknown> {
  const there = hamlets === null ? sql`true` : sql`a.hamlet_id = any (${[...hamlets]}::text[])`;
  const within = only === undefined ? there : sql`${there} and a.household_id = any (${[...only]}::uuid[])`;
  return sql`verdict a join verdict b on b.round_id = a.round_id and b.household_id = a.household_id and b.rulebook = ${second}
      join household h on h.household_id = a.household_id and h.state = 'present'
     where a.round_id = ${roundId} and a.rulebook = ${first} and ${within}`;
}

/** Households of the review list that nobody has interviewed: `r`, `h`. */
function waiting({ roundId, hamlets, only }: Pair): RawBuilder<unknown> {
  const there = hamlets === null ? sql`true` : sql`r.hamlet_id = any (${[...hamlets]}::text[])`;
  const within = only === undefined ? there : sql`${there} and r.household_id = any (${[...only]}::uuid[])`;
  return sql`review_list r join household h on h.household_id = r.household_id and h.state = 'present'
     where r.round_id = ${roundId} and ${within}
       and not exists (select 1 from interview i where i.round_id = r.round_id and i.household_id = r.household_id)`;
}

function source({ pair, filter, bits }: Pick<StandardsList, 'pair' | 'filter' | 'bits'>): RawBuilder<unknown> {
  if (filter.state === 'waiting') return waiting(pair);
  if (filter.state === 'undetermined') return sql`${both(pair)} and (a.outcome is null or b.outcome is null)`;
  return sql`${both(pair)} and a.outcome is not null and b.outcome is not null and ${passes(filter, bits)}`;
}

function passes({ from, to, move, difference, indicator, change }: StandardsFilter, bits: StandardsList['bits']): RawBuilder<unknown> {
  const parts = [
    from === undefined ? null : sql`a.outcome = ${from}`,
    to === undefined ? null : sql`b.outcome = ${to}`,
    move === undefined ? null : MOVE[move],
    difference === undefined ? null : DIFFERENCE[difference],
    indicator === undefined ? null : sql`${DIFFERENCE['b2-line']} and ${onlyOne(bits, change)}`,
  ];
  return sql.join(parts.filter((part) => part !== null).concat(sql`true`), sql` and `);
}

const CROSSES = sql`(a.outcome = 'not-poor') <> (b.outcome = 'not-poor')`;
const SAME = sql`(a.b1_min = b.b1_min and a.b1_max = b.b1_max)`;
const MOVE = {
  stays: sql`a.outcome = b.outcome`,
  gains: sql`a.outcome = 'not-poor' and b.outcome <> 'not-poor'`,
  loses: sql`a.outcome <> 'not-poor' and b.outcome = 'not-poor'`,
  'to-poor': sql`a.outcome = 'near-poor' and b.outcome = 'poor'`,
  'to-near-poor': sql`a.outcome = 'poor' and b.outcome = 'near-poor'`,
} as const;
const DIFFERENCE = {
  'b1-line': sql`${CROSSES} and ${SAME}`,
  'b1-points': sql`${CROSSES} and not ${SAME}`,
  'b2-line': sql`(a.outcome <> b.outcome and a.outcome <> 'not-poor' and b.outcome <> 'not-poor')`,
} as const;

/** Lacked under one standard, and surely not under the other. */
function onlyOne({ first, second }: StandardsList['bits'], change: StandardsFilter['change']): RawBuilder<unknown> {
  const lacks = (table: string, bit: number) => sql`${sql.ref(`${table}.deprived`)} & ${bit}::int <> 0`;
  const fine = (table: string, bit: number) =>
    sql`(${sql.ref(`${table}.deprived`)} | ${sql.ref(`${table}.unknown_mask`)}) & ${bit}::int = 0`;
  const dropped = sql`(${lacks('a', first)} and ${fine('b', second)})`;
  const added = sql`(${lacks('b', second)} and ${fine('a', first)})`;
  if (change === undefined) return sql`(${dropped} or ${added})`;
  return change === 'added' ? added : dropped;
}
