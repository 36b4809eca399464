/**
 * Lists of households (danh sách hộ): a page of an area by a filter, and rows of known ids, with the verdicts of a round.
 * Pages go by key, in the order of hamlets, then of names. Masking is left to `rows.ts`.
 */
import { type RawBuilder, sql } from 'kysely';
import type { PovertyClass, RulebookId } from '../../core/classify/verdict.ts';
import type { ListedWhy } from '../../core/register/views.ts';
import type { HouseholdFilter, RowVerdict } from '../../core/views.ts';
import type { Tx } from '../http/transaction.ts';

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
  readonly verdicts: readonly RowVerdict[];
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
  readonly limit: number;
  /** The last household of the page before. */
  readonly after: string | null;
}

/** Up to `limit` ids. Looks into few hamlets first, since the first ones mostly fill a page. */
export async function findPage(tx: Tx, query: ListQuery): Promise<readonly string[]> {
  const found: string[] = [];
  const start = query.after === null ? null : await findKey(tx, query.after);
  let from = start === null ? 0 : Math.max(0, query.hamlets.indexOf(start.hamletId));
  for (let width = 4; from < query.hamlets.length && found.length < query.limit; width *= 4) {
    const hamlets = query.hamlets.slice(from, from + width);
    found.push(...(await findInHamlets(tx, query, { hamlets, start, limit: query.limit - found.length })));
    from += width;
  }
  return found;
}

export async function countFiltered(tx: Tx, query: Pick<ListQuery, 'filter' | 'hamlets' | 'everywhere' | 'round'>): Promise<number> {
  const within = query.everywhere ? sql`true` : sql`h.hamlet_id = any (${[...query.hamlets]}::text[])`;
  const { rows } = await sql<{ total: number }>`
    select count(*)::int as total from household h where h.state = 'present' and ${within} and ${passes(query)}`.execute(tx);
  return rows[0]?.total ?? 0;
}

/** In the order of the ids given; ids that this person does not reach are left out. */
export async function readRows(tx: Tx, ids: readonly string[], round: RoundOfList | null): Promise<readonly ListRow[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<Omit<ListRow, 'verdicts'> & { verdicts: readonly RowVerdict[] | null }>`
    select h.household_id as "householdId", h.code, h.head_name as "headName", h.hamlet_id as "hamletId", h.members as people,
           (select s.class from status s where s.household_id = h.household_id and s.valid_to is null
             order by s.valid_from desc limit 1) as status,
           (select r.why from review_list r where r.round_id = ${round?.roundId ?? null}::uuid and r.household_id = h.household_id) as listed,
           exists (select 1 from interview i where i.round_id = ${round?.roundId ?? null}::uuid and i.household_id = h.household_id) as interviewed,
           ${verdictsOf(round)} as verdicts
      from unnest(${[...ids]}::uuid[]) with ordinality as wanted (id, place)
      join household h on h.household_id = wanted.id
     order by wanted.place`.execute(tx);
  return rows.map((row) => ({ ...row, verdicts: row.verdicts ?? [] }));
}

function verdictsOf(round: RoundOfList | null): RawBuilder<unknown> {
  if (round === null) return sql`null::json`;
  return sql`(
    select json_agg(json_build_object('rulebook', v.rulebook, 'outcome', v.outcome, 'possible', to_json(v.possible),
             'b1', json_build_object('min', v.b1_min, 'max', v.b1_max), 'b2', json_build_object('min', v.b2_min, 'max', v.b2_max),
             'deprived', bit_count(v.deprived::bit(32))) order by array_position(${[...round.rulebooks]}::text[], v.rulebook))
      from verdict v where v.round_id = ${round.roundId} and v.household_id = h.household_id)`;
}

interface Key {
  readonly hamletId: string;
  readonly folded: string;
  readonly householdId: string;
}

async function findKey(tx: Tx, householdId: string): Promise<Key | null> {
  const { rows } = await sql<Key>`
    select hamlet_id as "hamletId", head_folded as folded, household_id as "householdId"
      from household where household_id = ${householdId}`.execute(tx);
  return rows[0] ?? null;
}

async function findInHamlets(
  tx: Tx,
  query: ListQuery,
  part: { readonly hamlets: readonly string[]; readonly start: Key | null; readonly limit: number },
): Promise<string[]> {
  const { hamlets, start, limit } = part;
  const later =
    start === null
      ? sql`true`
      : sql`(h.hamlet_id <> ${start.hamletId} or (h.head_folded, h.household_id) > (${start.folded}, ${start.householdId}::uuid))`;
  const { rows } = await sql<{ id: string }>`
    select h.household_id as id from household h
     where h.state = 'present' and h.hamlet_id = any (${[...hamlets]}::text[]) and ${later} and ${passes(query)}
     order by array_position(${[...hamlets]}::text[], h.hamlet_id), h.head_folded, h.household_id limit ${limit}`.execute(tx);
  return rows.map((row) => row.id);
}

/** The condition of a filter on household `h`. Without a round, nobody is listed or interviewed. */
function passes({ filter, round }: Pick<ListQuery, 'filter' | 'round'>): RawBuilder<unknown> {
  const roundId = round?.roundId ?? null;
  const hasStatus = (condition: RawBuilder<unknown>) =>
    sql`exists (select 1 from status s where s.household_id = h.household_id and s.valid_to is null and ${condition})`;
  const listed = sql`exists (select 1 from review_list r where r.round_id = ${roundId}::uuid and r.household_id = h.household_id)`;
  const interviewed = sql`exists (select 1 from interview i where i.round_id = ${roundId}::uuid and i.household_id = h.household_id)`;
  switch (filter) {
    case 'all':
      return sql`true`;
    case 'listed':
      return listed;
    case 'interviewed':
      return interviewed;
    case 'not-interviewed':
      return sql`${listed} and not ${interviewed}`;
    case 'poor':
    case 'near-poor':
      return hasStatus(sql`s.class = ${filter}`);
    case 'escaped':
      return hasStatus(sql`s.class = 'not-poor' and s.list in ('escaped-poverty', 'escaped-near-poverty')`);
    case 'undetermined':
      return sql`exists (select 1 from verdict v where v.round_id = ${roundId}::uuid and v.household_id = h.household_id
                            and v.rulebook = ${round?.rulebooks[0] ?? null} and v.outcome is null)`;
    case 'cannot-escape':
      return hasStatus(sql`s.class = 'poor' and s.cannot_escape = 'yes'`);
  }
}
