/**
 * A household as a device gets it (hộ gửi xuống máy): all that the doorstep needs, in one statement for a page of a book: people,
 * why it is on a list, its statuses, the answers of its last two interviews.
 */
import type { PovertyClass } from '../../core/classify/verdict.ts';
import type { Answers } from '../../core/interview/answers.ts';
import type { HeldAt } from '../../core/interview/where.ts';
import type { CaseMember } from '../../core/register/case-file.ts';
import type { ListedWhy } from '../../core/register/views.ts';
import type { PulledRow } from '../../core/sync/protocol.ts';
import type { ClashFound } from '../../core/sync/clash.ts';
import type { ClashView } from '../../core/sync/views.ts';
import type { Sql } from '../ledger/sql.ts';

export type PulledMember = Omit<CaseMember, 'version'>;

export interface PulledStatus {
  readonly year: number;
  readonly class: PovertyClass;
  readonly list: string | null;
  readonly origin: string | null;
  readonly validFrom: string;
  readonly validTo: string | null;
}

export interface PulledInterview {
  readonly roundId: string;
  /** To give back as `seen`. */
  readonly version: number;
  readonly questionnaire: string;
  readonly areaType: 'rural' | 'urban';
  readonly interviewedOn: string;
  /** Display name of the enumerator. */
  readonly by: string;
  readonly answers: Answers;
}

export interface PulledHousehold extends PulledRow {
  readonly code: string | null;
  readonly headName: string;
  readonly address: string | null;
  readonly people: number;
  readonly weight: number;
  readonly members: readonly PulledMember[];
  readonly listed: readonly { readonly roundId: string; readonly why: ListedWhy }[];
  readonly statuses: readonly PulledStatus[];
  /** Newest first, two at most. */
  readonly interviews: readonly PulledInterview[];
  /** The round whose form of this household this reader is to ask once more, unseen. */
  readonly backCheck?: string;
  /** Absent where nothing clashes. */
  readonly clashes?: readonly ClashView[];
  /** Absent where no visit told it. */
  readonly heldAt?: HeldAt;
}

export interface StoredStatus extends PulledStatus {
  /** Null: of a list of an earlier year. */
  readonly roundId: string | null;
}

/** Before it is said who reads it. */
export type StoredHousehold = Omit<PulledHousehold, 'statuses'> & { readonly statuses: readonly StoredStatus[] };

interface Page {
  readonly bookId: string;
  readonly after: number;
  readonly limit: number;
}

const HOUSEHOLD = `select h.household_id as "householdId", h.version, h.code, h.head_name as "headName", h.address, h.members as people, h.weight,
            coalesce((select json_agg(json_strip_nulls(json_build_object(
                        'memberId', m.member_id, 'fullName', m.full_name, 'relation', m.relation, 'sex', m.sex, 'birth', m.birth,
                        'ethnicity', m.ethnicity, 'citizenId', m.citizen_id, 'state', m.state)) order by m.ordinal)
                        from member m where m.household_id = h.household_id), '[]'::json) as members,
            coalesce((select json_agg(json_build_object('roundId', l.round_id, 'why', l.why) order by l.round_id)
                        from review_list l where l.household_id = h.household_id), '[]'::json) as listed,
            coalesce((select json_agg(json_build_object(
                        'roundId', s.round_id, 'year', s.year, 'class', s.class, 'list', s.list, 'origin', s.origin, 'validFrom', s.valid_from,
                        'validTo', s.valid_to) order by s.valid_from, s.valid_to nulls last)
                        from status s where s.household_id = h.household_id), '[]'::json) as statuses,
            coalesce((select json_agg(json_build_object(
                        'roundId', i.round_id, 'version', i.version, 'questionnaire', i.questionnaire, 'areaType', i.area_type,
                        'interviewedOn', i.interviewed_on, 'by', i.by, 'answers', i.answers)
                        order by i.interviewed_on desc, i.round_id)
                        from (select i.*, coalesce(a.display_name, '') as by
                                from interview i left join account a on a.account_id = i.account_id
                               where i.household_id = h.household_id
                               order by i.interviewed_on desc, i.round_id limit 2) i), '[]'::json) as interviews
       from household h`;

/** Present households of the book with a version above `after`, in the order of versions. */
export function readHouseholds(sql: Sql, { bookId, after, limit }: Page): Promise<StoredHousehold[]> {
  return sql.query<StoredHousehold & Record<string, unknown>>(
    `${HOUSEHOLD}
      where h.book_id = $1 and h.version > $2 and h.state = 'present'
      order by h.version limit $3`,
    [bookId, after, limit],
  );
}

/**
 * Households of the book whose row a device is to be told anew though nothing was written of them: those that are restricted, since whoever must
 * see them changes with rounds and visits, and those of which that ended after `after`. In the order of versions, none above it.
 */
export function readTouched(sql: Sql, { bookId, after }: Omit<Page, 'limit'>): Promise<StoredHousehold[]> {
  return sql.query<StoredHousehold & Record<string, unknown>>(
    `${HOUSEHOLD} where h.book_id = $1 and h.version <= $2 and h.state = 'present'
        and h.household_id in (select r.household_id from restricted_among(array(select n.household_id from household n where n.book_id = $1)) r
                               union
                               select e.household_id from event e where e.book_id = $1 and e.kind = 'restriction-lifted' and e.version > $2)
      order by h.version`,
    [bookId, after],
  );
}

/** Of these households those that are restricted. */
export function readRestricted(sql: Sql, householdIds: readonly string[]): Promise<StoredHousehold[]> {
  return sql.query<StoredHousehold & Record<string, unknown>>(
    `${HOUSEHOLD} where h.household_id in (select r.household_id from restricted_among($1::uuid[]) r)`,
    [householdIds],
  );
}

/** Where each of them was visited last, as far as a form tells it; of another hamlet, where it lived before, nothing. */
export async function readVisitPlaces(sql: Sql, householdIds: readonly string[]): Promise<ReadonlyMap<string, HeldAt>> {
  if (householdIds.length === 0) return new Map();
  const rows = await sql.query<{ householdId: string; heldAt: HeldAt }>(
    `select distinct on (i.household_id) i.household_id as "householdId", p.body::json -> 'heldAt' as "heldAt"
       from interview i join household h on h.household_id = i.household_id
       join payload p on p.event_id = i.event_id and p.body like '%"heldAt":%'
      where i.household_id = any ($1::uuid[]) and p.hamlet_id = h.hamlet_id and p.body::json -> 'heldAt' is not null
      order by i.household_id, i.interviewed_on desc, i.round_id`,
    [householdIds],
  );
  return new Map(rows.map(({ householdId, heldAt }) => [householdId, heldAt]));
}

/** Of a clash that was found: neither settled since, nor handed on with its household. */
const OPEN = `not exists (select from event s join payload t on t.event_id = s.event_id
                         where s.household_id = e.household_id and s.seq > e.seq and s.kind in ('clash-settled', 'clash-handed-on')
                           and t.body::jsonb ->> 'clashId' = p.body::jsonb ->> 'clashId')`;

/** Open clashes by household, of those named. */
export async function readClashes(sql: Sql, householdIds: readonly string[]): Promise<ReadonlyMap<string, readonly ClashView[]>> {
  const found = new Map<string, ClashView[]>();
  if (householdIds.length === 0) return found;
  const rows = await sql.query<{ householdId: string; body: string }>(
    `select e.household_id as "householdId", p.body
       from event e join payload p on p.event_id = e.event_id
      where e.household_id = any ($1::uuid[]) and e.kind = 'clash-found'
        and ${OPEN}
      order by e.seq`,
    [householdIds],
  );
  const said = rows.map(({ householdId, body }): { householdId: string; clash: ClashFound } => ({ householdId, clash: JSON.parse(body) }));
  const accounts = [...new Set(said.flatMap(({ clash }) => [clash.stoodBy, clash.otherBy]))];
  const named = await sql.query<{ accountId: string; name: string }>(
    'select account_id as "accountId", display_name as name from account where account_id = any ($1::uuid[])',
    [accounts],
  );
  const nameOf = new Map(named.map(({ accountId, name }) => [accountId, name]));
  for (const { householdId, clash } of said) {
    const { clashId, roundId, fields, stoodOn, otherOn, carried } = clash;
    const who = { stoodBy: nameOf.get(clash.stoodBy) ?? '', otherBy: nameOf.get(clash.otherBy) ?? '' };
    const ended = typeof carried?.endedHouseholdId === 'string' ? { ended: carried.people.map(nameOfPerson) } : {};
    found.set(householdId, [...(found.get(householdId) ?? []), { clashId, roundId, fields, stoodOn, otherOn, ...who, ...ended }]);
  }
  return found;
}

const nameOfPerson = ({ memberId, fullName }: { memberId: string; fullName: string }) => ({ memberId, fullName });

export interface NamedHousehold {
  readonly householdId: string;
  readonly hamletId: string;
  readonly headName: string;
  /** Of everybody who is or was there. */
  readonly names: Readonly<Record<string, string>>;
}

const NAMED = `h.household_id as "householdId", h.hamlet_id as "hamletId", h.head_name as "headName",
            (select coalesce(json_object_agg(m.member_id, m.full_name), '{}'::json) from member m
              where m.household_id = h.household_id) as names`;

/** Those of them that are in reach and not forgotten. */
export function readNamed(sql: Sql, householdIds: readonly string[]): Promise<NamedHousehold[]> {
  return sql.query<NamedHousehold & Record<string, unknown>>(
    `select ${NAMED} from household h where h.household_id = any ($1::uuid[]) and h.state <> 'erased'`,
    [householdIds],
  );
}

const CLASHED = `event e join payload p on p.event_id = e.event_id join household h on h.household_id = e.household_id
      where e.kind = 'clash-found' and h.hamlet_id = any ($1::text[]) and h.state = 'present'
        and ${OPEN}`;

/** How many households of each hamlet have an open clash; hamlets without any are absent. */
export async function countClashed(sql: Sql, hamletIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const rows = await sql.query<{ hamletId: string; count: number }>(
    `select h.hamlet_id as "hamletId", count(distinct h.household_id)::int as count from ${CLASHED} group by h.hamlet_id`,
    [hamletIds],
  );
  return new Map(rows.map(({ hamletId, count }) => [hamletId, count]));
}

/** Households there with an open clash, by the oldest first. */
export function readClashed(sql: Sql, hamletIds: readonly string[]): Promise<NamedHousehold[]> {
  return sql.query<NamedHousehold & Record<string, unknown>>(
    `select ${NAMED}
       from ${CLASHED}
      group by h.household_id, h.hamlet_id, h.head_name order by min(e.recorded_at), h.household_id`,
    [hamletIds],
  );
}

export interface HandedOnRow {
  readonly on: string;
  readonly hamletId: string;
  readonly toHamletId: string;
  readonly count: number;
}

/** Households of these hamlets whose clashes went along with them to a hamlet beyond, by day, the latest first; of whom, nobody there is told. */
export function readHandedOn(sql: Sql, hamletIds: readonly string[], limit: number): Promise<HandedOnRow[]> {
  return sql.query<HandedOnRow & Record<string, unknown>>(
    `select h.on::text, h."hamletId", h."toHamletId", count(distinct h.household_id)::int as count
       from (select (e.recorded_at at time zone 'Asia/Ho_Chi_Minh')::date as on, e.hamlet_id as "hamletId",
                    p.body::jsonb ->> 'toHamletId' as "toHamletId", e.household_id
               from event e join payload p on p.event_id = e.event_id
              where e.kind = 'clash-handed-on' and e.hamlet_id = any ($1::text[])) h
      where h."toHamletId" <> all ($1::text[])
      group by h.on, h."hamletId", h."toHamletId" order by h.on desc, h."hamletId", h."toHamletId" limit $2`,
    [hamletIds, limit],
  );
}
