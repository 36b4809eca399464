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
import { logLook, logLooks } from '../access/read-log.ts';
import { notFound } from '../http/problem.ts';
import { type Context, mayOrThrow, readersIn, route, type Server } from '../http/route.ts';
import type { Tx } from '../http/transaction.ts';
import { hamletsUnder } from '../sync/handovers.ts';
import { findInWorker } from './duplicates-worker.ts';
import { placeOf } from './file.ts';
import { findHousehold } from './household-store.ts';
import { readRows } from './list-store.ts';
import { revealRows } from './rows.ts';

/** Pairs of households on the page: more than an officer looks through at once. */
const SHOWN = 50;

export function duplicateRoutes(server: Server): void {
  alikeRoute(server);
  route(server, {
    method: 'GET',
    url: '/api/areas/:areaId/duplicates',
    params: z.strictObject({ areaId: z.string().max(40) }),
    handle: async (context, { params }): Promise<DuplicatesView> => {
      mayOrThrow(context, 'join-duplicates', params.areaId);
      const hamlets = hamletsUnder(context, params.areaId);
      const people = await readPeople(context.tx, params.areaId, hamlets);
      const pairs = await findPairs(context.tx, people, hamlets);
      const shown = await viewPairs(context, pairs.slice(0, SHOWN));
      const joined = await viewJoined(context, hamlets);
      if (shown.length > 0) await logLook(context, { kind: 'export', purpose: 'duplicates', areaId: params.areaId, rows: shown.length });
      return { people: people.length, shown, found: pairs.length, joined };
    },
  });
}

function alikeRoute(server: Server): void {
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
      const people = await readPeople(context.tx, communeId, hamletsUnder(context, communeId));
      const asked: Person = { memberId: '', householdId, hamletId: file.hamletId, communeId, ...body };
      const alike = await viewAlikeLines(context, makeAlike(people)(asked));
      const looks = alike.map((line) => ({
        householdId: line.householdId,
        hamletId: people.find((one) => one.householdId === line.householdId)?.hamletId ?? '',
      }));
      await logLooks(context, 'duplicates', looks);
      return { alike };
    },
  });
}

async function viewAlikeLines(context: Context, found: readonly Alike[]): Promise<AlikeLine[]> {
  const rows = revealRows(context, await readRows(context.tx, [...new Set(found.map(({ person }) => person.householdId))], null));
  return found.flatMap(({ person, reasons }) => {
    const row = rows.find(({ householdId }) => householdId === person.householdId);
    const shown = maskPerson(context, person);
    if (row === undefined || shown === null) return [];
    const { householdId, headName, hamletName } = row;
    return [{ person: shown, householdId, headName, hamletName, reasons: reasons.map(({ reason }) => reason) }];
  });
}

async function findPairs(tx: Tx, people: readonly Person[], hamlets: readonly string[]): Promise<readonly HouseholdPair[]> {
  const apart = await readToldApart(tx, hamlets);
  const sizes = new Map<string, number>();
  for (const { householdId } of people) sizes.set(householdId, (sizes.get(householdId) ?? 0) + 1);
  const open = (await findInWorker(people)).filter(({ a, b }) => !apart.has(pairKey(a.memberId, b.memberId)));
  return householdPairs(open, (householdId) => sizes.get(householdId) ?? 0);
}

const pairKey = (a: string, b: string): string => (a < b ? `${a} ${b}` : `${b} ${a}`);

async function viewPairs(context: Context, pairs: readonly HouseholdPair[]): Promise<AlikeHouseholds[]> {
  const ids = [...new Set(pairs.flatMap(({ a, b }) => [a, b]))];
  const rows = new Map(revealRows(context, await readRows(context.tx, ids, null)).map((row) => [row.householdId, row]));
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

export async function readPeople(tx: Tx, communeId: string, hamlets: readonly string[]): Promise<readonly Person[]> {
  const { rows } = await sql<Omit<Person, 'communeId'>>`
    select m.member_id as "memberId", m.household_id as "householdId", m.hamlet_id as "hamletId", m.full_name as "fullName",
           case when m.sex in ('male', 'female') then m.sex end as sex, m.birth,
           case when m.citizen_id ~ '^\d+$' then m.citizen_id end as "citizenId"
      from member m join household h on h.household_id = m.household_id and h.state = 'present'
     where m.state = 'present' and m.hamlet_id = any (${[...hamlets]}::text[])`.execute(tx);
  return rows.map((row) => ({ ...row, communeId }));
}

/** From the ledger itself, since it is rare. */
async function readToldApart(tx: Tx, hamlets: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ one: string; other: string }>`
    select pair ->> 'memberId' as one, pair ->> 'asMemberId' as other
      from event e join payload p on p.event_id = e.event_id cross join lateral jsonb_array_elements(p.body::jsonb -> 'pairs') pair
     where e.kind = 'told-apart' and e.hamlet_id = any (${[...hamlets]}::text[])`.execute(tx);
  return new Set(rows.map(({ one, other }) => pairKey(one, other)));
}

async function viewJoined(context: Context, hamlets: readonly string[]): Promise<JoinedHousehold[]> {
  const { rows } = await sql<JoinedHousehold & { hamletId: string }>`
    select distinct on (e.household_id) e.household_id as "householdId", h.head_name as "headName", h.hamlet_id as "hamletId",
           k.household_id as "intoHouseholdId", k.head_name as "intoHeadName", e.recorded_at as at, coalesce(a.display_name, '') as "by",
           p.body::jsonb ->> 'why' as why
      from event e
      join payload p on p.event_id = e.event_id
      join household h on h.household_id = e.household_id and h.state = 'merged'
      join household k on k.household_id = (p.body::jsonb ->> 'intoHouseholdId')::uuid
      left join account a on a.account_id = e.account_id
     where e.kind = 'duplicate-closed' and e.hamlet_id = any (${[...hamlets]}::text[])
     order by e.household_id, e.seq desc`.execute(context.tx);
  return rows
    .toSorted((a, b) => (a.at < b.at ? 1 : -1))
    .flatMap(({ hamletId, ...row }) => reveal(shownJoined, readersIn(context, hamletId), row) ?? []);
}
