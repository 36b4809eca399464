/**
 * Who of a commune may be written twice (hộ có thể ghi trùng): all present people of the area compared in memory, without what was told
 * apart before, and the second entries that stand joined. Joining, parting and telling apart are commands at the door.
 */
import { sql } from 'kysely';
import * as z from 'zod';
import { type Alike, makeAlike } from '../../core/register/duplicates/alike.ts';
import { SURE } from '../../core/register/duplicates/evidence.ts';
import type { Candidate } from '../../core/register/duplicates/find.ts';
import { type HouseholdPair, householdPairs } from '../../core/register/duplicates/households.ts';
import type { Person } from '../../core/register/duplicates/person.ts';
import type {
  AlikeHousehold,
  AlikeHouseholds,
  AlikeLine,
  AlikePerson,
  AlikeView,
  DuplicatesView,
  JoinedHousehold,
} from '../../core/register/duplicates/views.ts';
import { reveal, shownAlike, shownJoined } from '../../core/shown.ts';
import { levelOf } from '../../core/kernel/areas.ts';
import { isAreaId } from '../../core/kernel/ids.ts';
import { hamletsUnder } from '../access/hamlets-under.ts';
import { logLook, logLooks } from '../access/read-log.ts';
import { countBeforehand } from '../http/beforehand.ts';
import { notFound } from '../http/problem.ts';
import { type Context, mayOrThrow, readersIn, route, type Server } from '../http/route.ts';
import type { Tx } from '../http/transaction.ts';
import { aside } from './aside.ts';
import { placeOf } from './file.ts';
import { findHousehold } from './household-store.ts';
import { keepWholes, type Whole, type Wholes } from './kept-wholes.ts';
import { eachLargeCommune } from './large-communes.ts';
import { readRows } from './list-store.ts';
import type { FoundTwice } from './parts/duplicates-aside.ts';
import { restrictedAmong, seesRestricted } from './restricted.ts';
import { exceptWithheld, revealRows } from './rows.ts';

/** Pairs of households on the page: more than an officer looks through at once. */
export const SHOWN = 50;

interface Asked {
  readonly communeId: string;
  readonly hamletIds: readonly string[];
}

/** A pair or two each, so that the communes of a province are kept. */
const MOST_COMPARED = 200;

const KEPT = new WeakMap<Server, Wholes<FoundTwice, Asked>>();

/** How many pairs of households of a commune wait to be looked at, as its page counts them. */
export async function countTwice(server: Server, { tx, today, now }: Pick<Context, 'tx' | 'today' | 'now'>, asked: Asked): Promise<number> {
  const { found } = await twiceOf(server)(tx, asked, { today, now });
  return (await openPairs(tx, found, asked.hamletIds)).length;
}

/** One for each server, whoever asks. */
function twiceOf(server: Server): Wholes<FoundTwice, Asked> {
  const kept = KEPT.get(server) ?? keepTwice(server);
  KEPT.set(server, kept);
  return kept;
}

function keepTwice(server: Server): Wholes<FoundTwice, Asked> {
  return keepWholes(server, {
    key: ({ communeId }) => communeId,
    compare: async (tx, { communeId, hamletIds }) =>
      aside<FoundTwice>('duplicates-aside', await readPeopleWritten(tx, communeId, hamletIds)),
    size: ({ people }) => people,
    most: MOST_COMPARED,
  });
}

export function duplicateRoutes(server: Server): void {
  alikeRoute(server);
  const twice = twiceOf(server);
  countBeforehand(server, 'duplicates', (doing) => eachLargeCommune(doing, (tx, commune) => twice(tx, commune, server.clock(), true)));
  route(server, {
    method: 'GET',
    url: '/api/areas/:areaId/duplicates',
    params: z.strictObject({ areaId: z.string().max(40) }),
    query: z.strictObject({ household: z.uuid().optional() }),
    handle: async (context, { params, query: { household = null } }): Promise<DuplicatesView> => {
      mayOrThrow(context, 'join-duplicates', params.areaId);
      // A whole province is compared by the search beside requests, and never while somebody waits.
      if (isAreaId(params.areaId) && levelOf(context.tree, params.areaId) === 'province') throw notFound();
      const hamlets = hamletsUnder(context, params.areaId);
      const asked = { communeId: params.areaId, hamletIds: hamlets };
      const kept = await twice(context.tx, asked, context);
      const found = household === null ? kept.found : await withPairsOf(context.tx, household, { kept, ...asked });
      const pairs = await openPairs(context.tx, found, hamlets);
      const shown = await viewPairs(context, pairs.slice(0, SHOWN));
      const joined = await viewJoined(context, hamlets);
      if (shown.length > 0) await logLook(context, { kind: 'export', purpose: 'duplicates', areaId: params.areaId, rows: shown.length });
      return { people: found.people, asOf: household === null ? kept.asOf : null, shown, found: pairs.length, joined };
    },
  });
}

interface Ready {
  readonly hamletOf: ReadonlyMap<string, string>;
  readonly alike: ReturnType<typeof makeAlike>;
}

/** Where forms are being typed; everybody of the commune lies in memory. */
const MOST_TYPED = 3;

function alikeRoute(server: Server): void {
  const ready = keepWholes<Ready, Asked>(server, {
    key: ({ communeId }) => communeId,
    compare: async (tx, { communeId, hamletIds }) => {
      const people = await readPeople(tx, communeId, hamletIds);
      return { hamletOf: new Map(people.map((one) => [one.householdId, one.hamletId])), alike: makeAlike(people) };
    },
    size: ({ hamletOf }) => hamletOf.size,
    most: MOST_TYPED,
  });
  route(server, {
    method: 'POST',
    url: '/api/households/:householdId/alike',
    params: z.strictObject({ householdId: z.uuid() }),
    body: z.strictObject({
      fullName: z.string().trim().min(2).max(100),
      birth: z.string().regex(/^\d{4}(-\d\d(-\d\d)?)?$/),
      sex: z.enum(['male', 'female']),
      citizenId: z
        .string()
        .regex(/^\d{9}(\d{3})?$/)
        .nullable(),
    }),
    bodyLimit: 2_048,
    perMinute: 240,
    handle: async (context, { params: { householdId }, body }): Promise<AlikeView> => {
      const file = await findHousehold(context.tx, householdId);
      if (file === null) throw notFound();
      mayOrThrow(context, 'type-form', file.hamletId);
      const { communeId } = placeOf(context, file);
      const { found } = await ready(context.tx, { communeId, hamletIds: hamletsUnder(context, communeId) }, context, true);
      const asked: Person = { memberId: '', householdId, hamletId: file.hamletId, communeId, ...body };
      const alike = await viewAlikeLines(context, found.alike(asked));
      const looks = alike.map((line) => ({ householdId: line.householdId, hamletId: found.hamletOf.get(line.householdId) ?? '' }));
      await logLooks(context, 'duplicates', looks);
      return { alike };
    },
  });
}

async function viewAlikeLines(context: Context, found: readonly Alike[]): Promise<AlikeLine[]> {
  const ids = [...new Set(found.map(({ person }) => person.householdId))];
  const rows = await revealRows(context, exceptWithheld(context, await readRows(context.tx, ids, null)));
  return found.flatMap(({ person, reasons }) => {
    const row = rows.find(({ householdId }) => householdId === person.householdId);
    const shown = maskPerson(context, person);
    if (row === undefined || shown === null) return [];
    const { householdId, headName, hamletName } = row;
    return [{ person: shown, householdId, headName, hamletName, reasons: reasons.map(({ reason }) => reason) }];
  });
}

/** Of one household, as it stands now: what was found before may be older than it. */
async function withPairsOf(
  tx: Tx,
  household: string,
  { kept, communeId, hamletIds }: Asked & { readonly kept: Whole<FoundTwice> },
): Promise<FoundTwice> {
  const people = await readPeople(tx, communeId, hamletIds);
  const candidates = candidatesOf(household, people, kept.asOf === null ? kept.found.candidates : []);
  const sizes = new Map(candidates.flatMap(({ a, b }) => [a, b]).map(({ householdId }) => [householdId, 0]));
  for (const { householdId } of people) {
    const size = sizes.get(householdId);
    if (size !== undefined) sizes.set(householdId, size + 1);
  }
  return { people: people.length, candidates, sizes };
}

/** Without those told apart before. */
export async function openPairs(
  tx: Tx,
  { candidates, sizes }: Pick<FoundTwice, 'candidates' | 'sizes'>,
  hamlets: readonly string[],
): Promise<readonly HouseholdPair[]> {
  const apart = await readToldApart(tx, hamlets);
  const open = candidates.filter(({ a, b }) => !apart.has(pairKey(a.memberId, b.memberId)));
  const present = await readPresent(tx, [...new Set(open.flatMap(({ a, b }) => [a.householdId, b.householdId]))]);
  const stand = open.filter(({ a, b }) => present.has(a.householdId) && present.has(b.householdId));
  return householdPairs(stand, (householdId) => sizes.get(householdId) ?? 0);
}

/** Whom the preview of an import named is found in the same way: some that the search through everybody does not compare are among them. */
function candidatesOf(household: string, people: readonly Person[], found: readonly Candidate[]): readonly Candidate[] {
  const own = found.filter(({ a, b }) => a.householdId === household || b.householdId === household);
  const known = new Set(own.map(({ a, b }) => pairKey(a.memberId, b.memberId)));
  const alike = makeAlike(people);
  const more = people
    .filter(({ householdId }) => householdId === household)
    .flatMap((a) => alike(a).map(({ person, ...scored }): Candidate => ({ a, b: person, ...scored })));
  return [...own, ...more.filter(({ a, b }) => !known.has(pairKey(a.memberId, b.memberId)))];
}

const pairKey = (a: string, b: string): string => (a < b ? `${a} ${b}` : `${b} ${a}`);

/** Without those of which a household is shown to this person without its name. */
export async function viewPairs(context: Context, pairs: readonly HouseholdPair[]): Promise<AlikeHouseholds[]> {
  const ids = [...new Set(pairs.flatMap(({ a, b }) => [a, b]))];
  const known = exceptWithheld(context, await readRows(context.tx, ids, null));
  const rows = new Map((await revealRows(context, known)).map((row) => [row.householdId, row]));
  return pairs.flatMap(({ a, b, candidates, above, whole }) => {
    const [one, other] = [rows.get(a), rows.get(b)];
    if (one === undefined || other === undefined) return [];
    const alike = candidates.flatMap((candidate) => viewAlike(context, candidate, a));
    return [{ one: headOf(one), other: headOf(other), alike, sure: above >= SURE, whole }];
  });
}

const headOf = ({ householdId, code, headName, hamletName, people }: AlikeHousehold): AlikeHousehold => ({
  householdId,
  code,
  headName,
  hamletName,
  people,
});

function viewAlike(context: Context, { a, b, reasons }: Candidate, first: string): AlikeHouseholds['alike'] {
  const [one, other] = (a.householdId === first ? [a, b] : [b, a]).map((person) => maskPerson(context, person));
  return one === undefined || other === undefined || one === null || other === null
    ? []
    : [{ one, other, reasons: reasons.map(({ reason }) => reason) }];
}

function maskPerson(context: Context, { memberId, fullName, sex, birth, citizenId, hamletId }: Person): AlikePerson | null {
  const number = citizenId === null ? {} : { citizenId };
  return reveal(shownAlike, readersIn(context, hamletId), { memberId, fullName, sex: sex ?? 'dont-know', birth, ...number });
}

const people = (hamlets: readonly string[]) => sql<Omit<Person, 'communeId'>>`
    select m.member_id as "memberId", m.household_id as "householdId", m.hamlet_id as "hamletId", m.full_name as "fullName",
           case when m.sex in ('male', 'female') then m.sex end as sex, m.birth,
           case when m.citizen_id ~ '^\d+$' then m.citizen_id end as "citizenId"
      from member m join household h on h.household_id = m.household_id and h.state = 'present'
     where m.state = 'present' and m.hamlet_id = any (${[...hamlets]}::text[])`;

export async function readPeople(tx: Tx, communeId: string, hamlets: readonly string[]): Promise<readonly Person[]> {
  const { rows } = await people(hamlets).execute(tx);
  return rows.map((row) => ({ ...row, communeId }));
}

/** The same as one text, which goes to a worker without being taken apart here. */
async function readPeopleWritten(tx: Tx, communeId: string, hamlets: readonly string[]): Promise<string> {
  const { rows } = await sql<{ written: string | null }>`
    select json_agg(to_jsonb(one) || jsonb_build_object('communeId', ${communeId}::text))::text as written from (${people(hamlets)}) one`.execute(
    tx,
  );
  return rows[0]?.written ?? '[]';
}

/** Of these, those that are there: what was found before may be joined or gone by now. */
async function readPresent(tx: Tx, householdIds: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ id: string }>`
    select household_id as id from household where household_id = any (${[...householdIds]}::uuid[]) and state = 'present'`.execute(tx);
  return new Set(rows.map(({ id }) => id));
}

/** From the ledger itself, since it is rare. */
async function readToldApart(tx: Tx, hamlets: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ one: string; other: string }>`
    select pair ->> 'memberId' as one, pair ->> 'asMemberId' as other
      from event e join payload p on p.event_id = e.event_id cross join lateral jsonb_array_elements(p.body::jsonb -> 'pairs') pair
     where e.kind = 'told-apart' and e.hamlet_id = any (${[...hamlets]}::text[])`.execute(tx);
  return new Set(rows.map(({ one, other }) => pairKey(one, other)));
}

export async function viewJoined(context: Context, hamlets: readonly string[]): Promise<JoinedHousehold[]> {
  const { rows } = await sql<JoinedHousehold & { hamletId: string }>`
    with e as materialized (
      select * from event where kind = 'duplicate-closed' and hamlet_id = any (${[...hamlets]}::text[]))
    select distinct on (e.household_id) e.household_id as "householdId", h.head_name as "headName", h.hamlet_id as "hamletId",
           k.household_id as "intoHouseholdId", k.head_name as "intoHeadName", e.recorded_at as at, coalesce(a.display_name, '') as "by",
           p.body::jsonb ->> 'why' as why
      from e
      join payload p on p.event_id = e.event_id
      join household h on h.household_id = e.household_id and h.state = 'merged'
      join household k on k.household_id = (p.body::jsonb ->> 'intoHouseholdId')::uuid
      left join account a on a.account_id = e.account_id
     order by e.household_id, e.seq desc`.execute(context.tx);
  const restricted = await restrictedAmong(
    context.tx,
    rows.flatMap((row) => [row.householdId, row.intoHouseholdId]),
  );
  return rows
    .filter((row) => ![row.householdId, row.intoHouseholdId].some((id) => restricted.has(id)) || seesRestricted(context, row.hamletId))
    .toSorted((a, b) => (a.at < b.at ? 1 : -1))
    .flatMap(({ hamletId, ...row }) => reveal(shownJoined, readersIn(context, hamletId), row) ?? []);
}
