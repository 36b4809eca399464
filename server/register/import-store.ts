/**
 * What an import reads of the register (dữ liệu sổ mà việc nhập danh sách cần): hamlets and former names of a commune, the open
 * round of a year, the households that carry the list's codes. Under the actor's own reach; nothing is written here.
 */
import { type RawBuilder, sql } from 'kysely';
import { foldedAs, headKey } from '../../core/register/import/without-codes.ts';
import { LISTED_CLASSES, type ListedClass } from '../../core/register/import/values.ts';
import { rosterMember, type RosterMember } from '../../core/register/roster.ts';
import { date } from '../../core/kernel/dates.ts';
import type { DecidedYear } from '../../core/register/import/decided.ts';
import type { Known } from '../../core/register/import/compare.ts';
import { IMPORT_KINDS, importCommandId, type ImportKind } from '../../core/register/import/identity.ts';
import type { Tx } from '../http/transaction.ts';
import { sha256 } from '../ledger/tools.ts';

/** The year's round that takes lists; null where there is none open. */
export async function findOpenRoundOf(tx: Tx, year: number): Promise<{ readonly roundId: string } | null> {
  const { rows } = await sql<{ roundId: string }>`
    select round_id as "roundId" from round where year = ${year} and state = 'open' and kind <> 'opening' order by kind = 'yearly' desc, opens_on desc limit 1`.execute(
    tx,
  );
  return rows[0] ?? null;
}

/** The open round that takes lists today; the yearly one where there are several. */
export async function findOpenRound(tx: Tx): Promise<{ readonly roundId: string; readonly year: number } | null> {
  const { rows } = await sql<{ roundId: string; year: number }>`
    select round_id as "roundId", year from round where state = 'open' and kind <> 'opening' order by kind = 'yearly' desc, opens_on desc limit 1`.execute(
    tx,
  );
  return rows[0] ?? null;
}

/** Years that were decided for these communes, or whose round is over. */
export async function readDecided(
  tx: Tx,
  communeIds: readonly string[],
): Promise<readonly (DecidedYear & { readonly communeId: string })[]> {
  const { rows } = await sql<{ communeId: string; year: number; end: string }>`
    select c.commune_id as "communeId", r.year, max(case when r.kind = 'yearly' then make_date(r.year, 12, 31) else r.closes_on end)::text as end
      from round r join round_commune c using (round_id)
     where c.commune_id = any (${[...communeIds]}::text[]) and ((r.state = 'closed' and not r.cancelled) or c.gate = 'closed')
     group by c.commune_id, r.year`.execute(tx);
  return rows.map((row) => ({ ...row, end: date(row.end) }));
}

interface KnownRow extends Omit<Known, 'members' | 'statuses'> {
  readonly code: string | null;
  readonly folded: string;
  readonly members: unknown;
  readonly statuses: readonly { readonly year: number; readonly class: string; readonly source: string; readonly validFrom: string }[];
}

interface KnownAt {
  readonly roundId: string;
  readonly hamletIds: readonly string[];
}

/** By code, of the households in these hamlets. Of two with the same code the one that is present. */
export async function findKnown(tx: Tx, at: KnownAt, codes: readonly string[]): Promise<Map<string, Known>> {
  const rows = await readKnown(tx, at, sql`lower(h.code) = any (${codes.map((code) => code.toLowerCase())}::text[])`);
  const wanted = new Map(codes.map((code) => [code.toLowerCase(), code]));
  return new Map(rows.map((row) => [wanted.get((row.code ?? '').toLowerCase()) ?? row.code ?? '', knownFrom(row)]));
}

/** By the key of the head's name, of all that were ever in these hamlets: those that have left first. */
export async function findKnownHeads(tx: Tx, at: KnownAt, names: readonly string[]): Promise<ReadonlyMap<string, readonly Known[]>> {
  if (names.length === 0) return new Map();
  const rows = await readKnown(tx, at, sql`h.head_folded = any (${[...new Set(names.flatMap(foldedAs))]}::text[])`);
  const found = Map.groupBy(rows, ({ folded }) => headKey(folded));
  return new Map([...found].map(([folded, those]) => [folded, those.map(knownFrom)]));
}

async function readKnown(tx: Tx, at: KnownAt, which: RawBuilder<unknown>): Promise<readonly KnownRow[]> {
  const { rows } = await sql<KnownRow>`
    select h.code, h.head_folded as folded, h.head_name as "headName", h.household_id as "householdId", h.hamlet_id as "hamletId", h.address, h.people_declared as people,
           case when h.state = 'dissolved' and not exists (select from residence r where r.household_id = h.household_id)
                then 'withdrawn' else h.state end as state,
           exists (select from interview i where i.household_id = h.household_id and i.round_id = ${at.roundId}) as visited,
           (select max(r.year) from interview i join round r using (round_id) where i.household_id = h.household_id) as "visitedYear",
           exists (select from review_list l where l.household_id = h.household_id and l.round_id = ${at.roundId}) as "onReviewList",
           (select coalesce(json_agg(json_strip_nulls(json_build_object(
              'memberId', m.member_id, 'fullName', m.full_name, 'relation', m.relation, 'sex', m.sex, 'birth', m.birth,
              'ethnicity', m.ethnicity, 'citizenId', m.citizen_id)) order by m.ordinal), '[]')
              from member m where m.household_id = h.household_id and m.state = 'present') as members,
           (select coalesce(json_agg(json_build_object('year', s.year, 'class', s.class, 'source', s.source,
              'validFrom', s.valid_from) order by s.valid_from, s.source = 'decision'), '[]')
              from status s where s.household_id = h.household_id) as statuses,
           (select coalesce(json_agg(json_build_object('from', r.valid_from, 'to', r.valid_to, 'people', r.people) order by r.valid_from), '[]')
              from residence r where r.household_id = h.household_id) as stays
      from household h
     where h.hamlet_id = any (${[...at.hamletIds]}::text[]) and ${which}
     order by h.state = 'present', h.registered_at, h.household_id`.execute(tx);
  return rows;
}

function knownFrom({ members, statuses, code: _code, folded: _folded, ...row }: KnownRow): Known {
  return {
    ...row,
    members: rosterOf(members),
    statuses: statuses.map(({ year, class: named, source, validFrom }) => ({
      ...{ year, validFrom },
      class: classOf(named),
      source: source === 'decision' ? 'decision' : 'recorded',
    })),
  };
}

function rosterOf(members: unknown): RosterMember[] {
  return rosterMember.schema.array().parse(members);
}

function classOf(text: string): ListedClass {
  const found = LISTED_CLASSES.find((each) => each === text);
  if (found === undefined) throw new Error('The database holds a class of another name.');
  return found;
}

// ---- imports of before ------------------------------------------------------------------------------------------------

/** How many imports of these files into the commune were undone. */
export async function countUndone(tx: Tx, of: { readonly fileHash: string; readonly communeId: string }): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from import_run
     where commune_id = ${of.communeId} and file_hash = ${of.fileHash} and undone_at is not null`.execute(tx);
  return rows[0]?.n ?? 0;
}

export async function isNoted(tx: Tx, importId: string): Promise<boolean> {
  const { rows } = await sql`select 1 from import_run where import_id = ${importId}`.execute(tx);
  return rows.length > 0;
}

export interface Begun {
  readonly importId: string;
  readonly fileName: string;
  readonly wish: {
    readonly communeId: string;
    readonly now: string;
    readonly who: { readonly actor: { readonly accountId: string } };
  };
}

/** Before the first household is written: what is begun and never noted was cut off. */
export async function putBegun(tx: Tx, { importId, fileName, wish }: Begun): Promise<void> {
  await sql`
    insert into import_begun (import_id, commune_id, file_name, at, account_id)
    values (${importId}, ${wish.communeId}, ${fileName}, ${wish.now}, ${wish.who.actor.accountId})
    on conflict (import_id) do nothing`.execute(tx);
}

export async function isUnfinished(tx: Tx, importId: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 from import_begun b
     where b.import_id = ${importId} and not exists (select from import_run r where r.import_id = b.import_id)`.execute(tx);
  return rows.length > 0;
}

export interface UnfinishedRun {
  readonly importId: string;
  readonly fileName: string;
  readonly at: string;
  readonly by: string;
}

/** Begun and not noted, the latest first: being written now, or cut off. */
export async function readUnfinished(tx: Tx, communeId: string): Promise<UnfinishedRun[]> {
  const { rows } = await sql<UnfinishedRun>`
    select b.import_id as "importId", b.file_name as "fileName", b.at, coalesce(a.display_name, '') as by
      from import_begun b left join account a using (account_id)
     where b.commune_id = ${communeId} and not exists (select from import_run r where r.import_id = b.import_id)
     order by b.at desc limit 10`.execute(tx);
  return rows;
}

const IDS_AT_ONCE = 8_000;

/** Households of these hamlets that an import wrote, with what it wrote of each: found by the ids of its commands. */
export async function readTouched(
  tx: Tx,
  { importId, hamletIds }: { readonly importId: string; readonly hamletIds: readonly string[] },
): Promise<Map<string, Set<ImportKind>>> {
  const { rows } = await sql<{ id: string }>`
    select household_id as id from household where hamlet_id = any (${[...hamletIds]}::text[]) order by household_id`.execute(tx);
  const wanted = rows.flatMap(({ id }) =>
    IMPORT_KINDS.map((kind) => ({ commandId: importCommandId(sha256, importId, { kind, about: id }), kind, id })),
  );
  const touched = new Map<string, Set<ImportKind>>();
  for (let from = 0; from < wanted.length; from += IDS_AT_ONCE) {
    const part = wanted.slice(from, from + IDS_AT_ONCE);
    const found = await findCommands(
      tx,
      part.map((each) => each.commandId),
    );
    for (const { commandId, kind, id } of part)
      if (found.has(commandId)) touched.set(id, (touched.get(id) ?? new Set<ImportKind>()).add(kind));
  }
  return touched;
}

async function findCommands(tx: Tx, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ id: string }>`
    select distinct command_id as id from event where command_id = any (${[...ids]}::uuid[])`.execute(tx);
  return new Set(rows.map((row) => row.id));
}

export interface ImportRun {
  readonly importId: string;
  readonly communeId: string;
  readonly fileName: string;
  /** rows, registered, updated, unchanged, refused */
  readonly counts: Readonly<Record<string, number>>;
  readonly at: string;
  readonly by: string;
  readonly undoneAt: string | null;
  /** removed, restored, kept */
  readonly undone: Readonly<Record<string, number>> | null;
}

/** The latest first. */
export async function readRuns(tx: Tx, communeId: string): Promise<ImportRun[]> {
  const { rows } = await sql<ImportRun>`
    select r.import_id as "importId", r.commune_id as "communeId", r.file_name as "fileName", r.counts, r.at,
           coalesce(a.display_name, '') as by, r.undone_at as "undoneAt", r.undone
      from import_run r left join account a using (account_id)
     where r.commune_id = ${communeId} order by r.at desc limit 50`.execute(tx);
  return rows;
}

/** Households of these hamlets that the undoing of an import has taken off or put back. */
export async function countWithdrawn(
  tx: Tx,
  { importId, hamletIds }: { readonly importId: string; readonly hamletIds: readonly string[] },
): Promise<{ readonly removed: number; readonly restored: number }> {
  const { rows } = await sql<{ removed: number; restored: number }>`
    select count(distinct e.household_id) filter (where p.body::jsonb ->> 'former' is null)::int as removed,
           count(distinct e.household_id) filter (where p.body::jsonb ->> 'former' is not null)::int as restored
      from event e join payload p using (event_id)
     where e.kind = 'import-withdrawn' and p.body::jsonb ->> 'importId' = ${importId}
       and e.household_id in (select household_id from household where hamlet_id = any (${[...hamletIds]}::text[]))`.execute(tx);
  return rows[0] ?? { removed: 0, restored: 0 };
}

/** By import, of how many households of these hamlets its undoing has begun; whose import is not noted as undone was cut off, or is under way. */
export async function countWithdrawnOf(
  tx: Tx,
  { importIds, hamletIds }: { readonly importIds: readonly string[]; readonly hamletIds: readonly string[] },
): Promise<ReadonlyMap<string, number>> {
  if (importIds.length === 0) return new Map();
  const { rows } = await sql<{ importId: string; households: number }>`
    select p.body::jsonb ->> 'importId' as "importId", count(distinct e.household_id)::int as households
      from event e join payload p using (event_id)
     where e.kind = 'import-withdrawn' and p.body::jsonb ->> 'importId' = any (${[...importIds]}::text[])
       and e.household_id in (select household_id from household where hamlet_id = any (${[...hamletIds]}::text[]))
     group by 1`.execute(tx);
  return new Map(rows.map(({ importId, households }) => [importId, households]));
}

/** Was there such an import into the commune, ended or begun? */
export async function isImport(
  tx: Tx,
  { importId, communeId }: { readonly importId: string; readonly communeId: string },
): Promise<boolean> {
  const { rows } = await sql`
    select 1 from import_run where import_id = ${importId} and commune_id = ${communeId}
     union all select 1 from import_begun where import_id = ${importId} and commune_id = ${communeId}`.execute(tx);
  return rows.length > 0;
}

export async function readCodes(tx: Tx, householdIds: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; code: string | null }>`
    select household_id as id, code from household where household_id = any (${[...householdIds]}::uuid[])`.execute(tx);
  return new Map(rows.map(({ id, code }) => [id, code ?? '']));
}
