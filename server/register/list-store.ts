/**
 * Lists of households (danh sách hộ): a page of an area by a filter, and rows of known ids, with the verdicts of a round.
 * Pages go by key, in the order of hamlets, then of names. Masking is left to `rows.ts`.
 */
import { type RawBuilder, sql } from 'kysely';
import type { PovertyClass, RulebookId } from '../../core/classify/verdict.ts';
import type { AreaCounts, ListedWhy } from '../../core/register/views.ts';
import type { HouseholdFilter, RowVerdict } from '../../core/views.ts';
import { runPrepared } from '../db/connection.ts';
import type { Tx } from '../http/transaction.ts';
import { countByHamlet } from './counts.ts';
import { type KeptCounts, keepCounts } from './kept-counts.ts';

/** Most households in one downloaded list. */
export const MOST_EXPORTED = 20_000;

/** A row with nothing masked yet. */
export interface ListRow {
  readonly householdId: string;
  readonly code: string | null;
  readonly headName: string;
  readonly hamletId: string;
  readonly people: number;
  readonly status: PovertyClass | null;
  readonly listed: ListedWhy | null;
  readonly interviewed: boolean;
  readonly restricted: boolean;
  readonly verdicts: readonly RowVerdict[];
  /** Whose the verdicts are; null: of no round. */
  readonly of: string | null;
  /** Whoever reads it is to ask the household once more, and is told nothing of what was found. */
  readonly asksAgain?: boolean;
}

export interface RoundOfList {
  readonly roundId: string;
  readonly rulebooks: readonly RulebookId[];
}

export interface ListQuery {
  readonly filter: HouseholdFilter;
  /** In the order in which they are listed. */
  readonly hamlets: readonly string[];
  /** These are all hamlets of the installation: counting need not look at them one by one. */
  readonly everywhere: boolean;
  readonly round: RoundOfList | null;
  readonly waiting: KeptWaiting;
  readonly limit: number;
  /** The last household of the page before. */
  readonly after: string | null;
  /** A condition on the household `h` besides. */
  readonly also?: RawBuilder<unknown>;
  /** Households that are neither listed nor counted, whether they belong there or not. */
  readonly without?: readonly string[];
}

/** Up to `limit` ids. Hamlets in which nobody can be are passed over; of the others few are looked into first, which mostly fill a page. */
export async function findPage(tx: Tx, query: ListQuery): Promise<readonly string[]> {
  return pageThrough(tx, { ...query, holds: await holdsOf(tx, query) }, (part) => findInHamlets(tx, query, part));
}

/** In which hamlets somebody of the list may live, as far as that is counted. */
async function holdsOf(tx: Tx, query: ListQuery): Promise<(hamletId: string) => boolean> {
  if (query.filter === 'all') return () => true;
  const waiting = await waitingOf(tx, query);
  if (waiting !== null) return (hamletId) => (waiting.get(hamletId) ?? 0) > 0;
  const counts = await countsFor(tx, query);
  return (hamletId) => mayHold(query.filter, counts.get(hamletId));
}

/** Null for another list, or where there is no round. */
async function waitingOf(tx: Tx, { filter, round, waiting, everywhere, hamlets }: Omit<ListQuery, 'limit' | 'after' | 'also'>) {
  return filter === 'not-interviewed' && round !== null ? waiting(tx, round, everywhere ? null : hamlets) : null;
}

/** Hamlets in the order of the list, among which a part of a page is looked for. */
export interface PagePart {
  readonly hamlets: readonly string[];
  /** Only households behind this one, in its own hamlet. */
  readonly start: PageStart | null;
  readonly limit: number;
}

export interface PageStart {
  readonly hamletId: string;
  readonly folded: string;
  readonly householdId: string;
}

/** Of the hamlets that hold anybody few first, then more and more, until the page is full. */
export async function pageThrough(
  tx: Tx,
  page: Pick<ListQuery, 'hamlets' | 'limit' | 'after'> & { readonly holds: (hamletId: string) => boolean },
  find: (part: PagePart) => Promise<readonly string[]>,
): Promise<readonly string[]> {
  const found: string[] = [];
  const start = page.after === null ? null : await findStart(tx, page.after);
  const rest = start === null ? page.hamlets : page.hamlets.slice(Math.max(0, page.hamlets.indexOf(start.hamletId)));
  const hamlets = rest.filter(page.holds);
  for (let from = 0, width = 4; from < hamlets.length && found.length < page.limit; from += width, width *= 4)
    found.push(...(await find({ hamlets: hamlets.slice(from, from + width), start, limit: page.limit - found.length })));
  return found;
}

/** Households on the review list of a round that nobody has interviewed or said of why they could not be, by hamlet. */
export type KeptWaiting = KeptCounts<number, Pick<RoundOfList, 'roundId'>>;

export function keepWaiting(): KeptWaiting {
  return keepCounts({
    key: ({ roundId }) => roundId,
    none: 0,
    count: (tx, { roundId }, hamlets) => countWaiting(tx, roundId, hamlets),
  });
}

/** Hamlets without any are absent. */
export async function countWaiting(tx: Tx, roundId: string, hamlets: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ hamletId: string; count: number }>`
    select d.hamlet_id as "hamletId", count(*)::int as count from ${inRound('not-interviewed', { roundId, rulebooks: [] })}
       and d.hamlet_id = any (${[...hamlets]}::text[])
     group by 1`.execute(tx);
  return new Map(rows.map(({ hamletId, count }) => [hamletId, count]));
}

/** Read from the counts kept by hamlet where they count this, else counted. */
export async function countFiltered(tx: Tx, query: Omit<ListQuery, 'limit' | 'after' | 'also'>): Promise<number> {
  const { without = [], ...all } = query;
  if (without.length === 0) return countAll(tx, all);
  const among = sql`h.household_id = any (${[...without]}::uuid[])`;
  return (await countAll(tx, all)) - (await findPage(tx, { ...all, also: among, limit: without.length, after: null })).length;
}

async function countAll(tx: Tx, query: Omit<ListQuery, 'limit' | 'after' | 'also' | 'without'>): Promise<number> {
  const waiting = await waitingOf(tx, query);
  if (waiting !== null) return [...waiting.values()].reduce((sum, count) => sum + count, 0);
  const kept = KEPT[query.filter];
  if (kept !== undefined) return [...(await countsFor(tx, query)).values()].reduce((sum, counts) => sum + counts[kept], 0);
  const within = query.everywhere ? sql`true` : sql`${driver(query)}.hamlet_id = any (${[...query.hamlets]}::text[])`;
  const { rows } = await sql<{ total: number }>`
    select count(*)::int as total from ${source(query)} and ${within}`.execute(tx);
  return rows[0]?.total ?? 0;
}

/** Filters of which the database keeps a count (see counts.ts). */
const KEPT: Partial<Record<HouseholdFilter, keyof AreaCounts>> = {
  all: 'households',
  poor: 'poor',
  'near-poor': 'nearPoor',
  listed: 'listed',
  interviewed: 'interviewed',
  undetermined: 'undetermined',
};

function countsFor(tx: Tx, { hamlets, everywhere, round }: Pick<ListQuery, 'hamlets' | 'everywhere' | 'round'>) {
  return countByHamlet(tx, everywhere ? null : hamlets, round === null ? null : { roundId: round.roundId, rulebook: round.rulebooks[0] });
}

function mayHold(filter: HouseholdFilter, counts: AreaCounts | undefined): boolean {
  if (counts === undefined) return false;
  const kept = KEPT[filter];
  return kept === undefined || counts[kept] > 0;
}

/** In the order of the ids given; ids that this person does not reach are left out. */
export async function readRows(tx: Tx, ids: readonly string[], round: RoundOfList | null): Promise<readonly ListRow[]> {
  if (ids.length === 0) return [];
  const rows = await runPrepared(
    tx,
    sql<Omit<ListRow, 'verdicts' | 'of'> & { verdicts: readonly RowVerdict[] | null }>`
    select h.household_id as "householdId", h.code, h.head_name as "headName", h.hamlet_id as "hamletId", h.members as people,
           (select s.class from status s where s.household_id = h.household_id and s.valid_to is null
             order by s.valid_from desc limit 1) as status,
           (select r.why from review_list r where r.round_id = ${round?.roundId ?? null}::uuid and r.household_id = h.household_id) as listed,
           exists (select 1 from interview i where i.round_id = ${round?.roundId ?? null}::uuid and i.household_id = h.household_id) as interviewed,
           h.household_id in (select household_id from restricted_among(${[...ids]}::uuid[])) as restricted,
           ${verdictsOf(round)} as verdicts
      from unnest(${[...ids]}::uuid[]) with ordinality as wanted (id, place)
      join household h on h.household_id = wanted.id
     order by wanted.place`,
  );
  return rows.map((row) => ({ ...row, verdicts: row.verdicts ?? [], of: round?.roundId ?? null }));
}

function verdictsOf(round: RoundOfList | null): RawBuilder<unknown> {
  if (round === null) return sql`null::json`;
  return sql`(
    select json_agg(json_build_object('rulebook', v.rulebook, 'outcome', v.outcome, 'possible', to_json(v.possible),
             'b1', json_build_object('min', v.b1_min, 'max', v.b1_max), 'b2', json_build_object('min', v.b2_min, 'max', v.b2_max),
             'deprived', bit_count(v.deprived::bit(32))) order by array_position(${[...round.rulebooks]}::text[], v.rulebook))
      from verdict v where v.round_id = ${round.roundId} and v.household_id = h.household_id)`;
}

async function findStart(tx: Tx, householdId: string): Promise<PageStart | null> {
  const { rows } = await sql<PageStart>`
    select hamlet_id as "hamletId", head_folded as folded, household_id as "householdId"
      from household where household_id = ${householdId}`.execute(tx);
  return rows[0] ?? null;
}

async function findInHamlets(tx: Tx, query: ListQuery, part: PagePart): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select h.household_id as id from ${source(query)} and ${query.also ?? sql`true`} and ${exceptThese(query)} and ${inPart(driver(query), part)}`.execute(
    tx,
  );
  return rows.map((row) => row.id);
}

const exceptThese = ({ without = [] }: Pick<ListQuery, 'without'>): RawBuilder<unknown> =>
  without.length === 0 ? sql`true` : sql`h.household_id <> all (${[...without]}::uuid[])`;

/** The conditions of a part of a page, its order and its limit; `h` is the household, `d` the table that narrows the search. */
export function inPart(d: RawBuilder<unknown>, { hamlets, start, limit }: PagePart): RawBuilder<unknown> {
  const later =
    start === null
      ? sql`true`
      : sql`(h.hamlet_id <> ${start.hamletId} or (h.head_folded, h.household_id) > (${start.folded}, ${start.householdId}::uuid))`;
  return sql`${d}.hamlet_id = any (${[...hamlets]}::text[]) and ${later}
     order by array_position(${[...hamlets]}::text[], h.hamlet_id), h.head_folded, h.household_id limit ${limit}`;
}

const LIVES = sql`h.state = 'present'`;

/** The table that has the fewest rows for the filter: its hamlet narrows the search. */
function driver({ filter, round }: Pick<ListQuery, 'filter' | 'round'>): RawBuilder<unknown> {
  return filter === 'all' || (round === null && ROUND_FILTERS.includes(filter)) ? sql`h` : sql`d`;
}

const ROUND_FILTERS: readonly HouseholdFilter[] = ['listed', 'interviewed', 'not-interviewed', 'undetermined'];

/** Households `h` that pass the filter, from their smallest table `d`; conditions may follow. Without a round, nobody is listed or interviewed. */
function source({ filter, round }: Pick<ListQuery, 'filter' | 'round'>): RawBuilder<unknown> {
  const status = (condition: RawBuilder<unknown>) =>
    sql`status d join household h on h.household_id = d.household_id and ${LIVES} where d.valid_to is null and ${condition}`;
  switch (filter) {
    case 'all':
      return sql`household h where ${LIVES}`;
    case 'poor':
    case 'near-poor':
      return status(sql`d.class = ${filter}`);
    case 'escaped':
      return status(sql`d.list in ('escaped-poverty', 'escaped-near-poverty')`);
    case 'cannot-escape':
      return status(sql`d.cannot_escape = 'yes' and d.class = 'poor'`);
    default:
      return round === null ? sql`household h where false` : inRound(filter, round);
  }
}

function inRound(
  filter: 'listed' | 'interviewed' | 'not-interviewed' | 'undetermined',
  { roundId, rulebooks }: RoundOfList,
): RawBuilder<unknown> {
  const from = (table: string, condition: RawBuilder<unknown> = sql`true`) =>
    sql`${sql.table(table)} d join household h on h.household_id = d.household_id and ${LIVES} where d.round_id = ${roundId} and ${condition}`;
  switch (filter) {
    case 'listed':
      return from('review_list');
    case 'interviewed':
      return from('interview');
    case 'not-interviewed':
      return from(
        'review_list',
        sql`d.unvisited is null and not exists (select 1 from interview i where i.round_id = d.round_id and i.household_id = d.household_id)`,
      );
    case 'undetermined':
      return from('verdict', sql`d.rulebook = ${rulebooks[0] ?? ''} and d.outcome is null`);
  }
}
