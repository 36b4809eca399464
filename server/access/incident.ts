/**
 * Whom and what an incident touched (người và dữ liệu bị ảnh hưởng): read from the log of looks, of a phone that was lost, an account that was
 * in wrong hands, one export. A household that was opened, found by its number or taken to a phone is certain; of other lists only place
 * and number of rows are known. Read over everything: the caller has asked whether the person may.
 */
import { sql } from 'kysely';
import type { Reader } from '../../core/access/catalogue.ts';
import { DATA_KINDS, type DataKind, kindsShown, showsNobody } from '../../core/access/incident.ts';
import { readersAt, type Grant } from '../../core/access/may.ts';
import { areaPath } from '../../core/access/reach.ts';
import { ROLES } from '../../core/access/role.ts';
import { type AreaTree } from '../../core/kernel/areas.ts';
import { dayInVietnam, type Instant, parseInstant } from '../../core/kernel/dates.ts';
import { isAreaId } from '../../core/kernel/ids.ts';
import { asActor, type Db, publicScope, type Tx } from '../http/transaction.ts';

export interface IncidentWish {
  readonly accountId: string;
  /** One line of the log alone. */
  readonly readId: number | null;
  /** Only what went to phones. */
  readonly devices: boolean;
  readonly since: Instant;
  readonly until: Instant;
}

export interface TouchedHousehold {
  readonly householdId: string;
  readonly code: string | null;
  readonly headName: string;
  readonly hamletId: string;
  /** Members there now. */
  readonly people: number;
  readonly looks: number;
  readonly kinds: readonly DataKind[];
}

/** A list of which is known where it was from and how long it was, not who stood on it. */
export interface TouchedList {
  readonly readId: number;
  readonly at: string;
  readonly purpose: string;
  readonly areaId: string | null;
  readonly rows: number;
  readonly kinds: readonly DataKind[];
}

export interface Incident {
  readonly households: readonly TouchedHousehold[];
  readonly lists: readonly TouchedList[];
  readonly people: number;
  readonly kinds: readonly DataKind[];
  /** Lines of the log that were read. */
  readonly looks: number;
}

interface LookRow {
  readonly readId: number;
  readonly at: string;
  readonly kind: string;
  readonly householdId: string | null;
  readonly hamletId: string | null;
  readonly areaId: string | null;
  readonly purpose: string;
  readonly rows: number;
}

export async function findIncident(tx: Tx, tree: AreaTree, wish: IncidentWish): Promise<Incident> {
  const looks = (await readLooks(tx, wish)).filter(({ purpose }) => !showsNobody(purpose));
  const grants = await readGrants(tx, wish.accountId);
  const kindsOf = (look: LookRow): readonly DataKind[] => kindsShown(look.purpose, readersOf(tree, grants, look));
  const touched = new Map<string, { looks: number; kinds: Set<DataKind> }>();
  const lists: TouchedList[] = [];
  const note = (householdId: string, look: LookRow): void => {
    const known = touched.get(householdId) ?? { looks: 0, kinds: new Set() };
    for (const kind of kindsOf(look)) known.kinds.add(kind);
    touched.set(householdId, { ...known, looks: known.looks + 1 });
  };
  for (const look of looks) {
    const { readId, at, householdId, hamletId, areaId, purpose, rows } = look;
    if (householdId !== null) note(householdId, look);
    else if (purpose === 'device' && hamletId !== null) for (const id of await householdsOf(tx, hamletId, at)) note(id, look);
    else if (rows > 0) lists.push({ readId, at, purpose, areaId: areaId ?? hamletId, rows, kinds: kindsOf(look) });
  }
  const households = (await readHouseholds(tx, [...touched.keys()])).map((row) => {
    const { looks: times, kinds } = touched.get(row.householdId) ?? { looks: 0, kinds: new Set<DataKind>() };
    return { ...row, looks: times, kinds: DATA_KINDS.filter((kind) => kinds.has(kind)) };
  });
  const all = new Set([...households, ...lists].flatMap(({ kinds }) => kinds));
  return {
    ...{ households, lists, looks: looks.length },
    people: households.reduce((sum, { people }) => sum + people, 0),
    kinds: DATA_KINDS.filter((kind) => all.has(kind)),
  };
}

async function readLooks(tx: Tx, { accountId, readId, devices, since, until }: IncidentWish): Promise<readonly LookRow[]> {
  const { rows } = await sql<LookRow>`
    select read_id as "readId", at, kind, household_id as "householdId", hamlet_id as "hamletId", area_id as "areaId", purpose, rows
      from read_log
     where account_id = ${accountId} and at >= ${since} and at <= ${until}
       and (${readId}::bigint is null or read_id = ${readId}::bigint)
       and (not ${devices}::boolean or purpose = 'device')
     order by read_id`.execute(tx);
  return rows;
}

interface GrantRow {
  readonly role: string;
  readonly areaId: string;
  readonly from: string;
  readonly to: string | null;
}

/** Also those that have ended: what they showed then is what was seen. */
async function readGrants(tx: Tx, accountId: string): Promise<readonly Grant[]> {
  const { rows } = await sql<GrantRow>`
    select role, area_id as "areaId", valid_from as "from", valid_to as "to" from role_grant where account_id = ${accountId}`.execute(tx);
  return rows.flatMap(({ role: named, ...grant }) => {
    const role = ROLES.find((each) => each === named);
    return role === undefined ? [] : [{ ...grant, role }];
  });
}

/** As whom they read there on that day; where no place is told, as all that they were. */
function readersOf(tree: AreaTree, grants: readonly Grant[], { at, hamletId, areaId }: LookRow): readonly Reader[] {
  const moment = parseInstant(at);
  if (!moment.ok) return [];
  const date = dayInVietnam(moment.value);
  const place = hamletId ?? areaId;
  const paths = place !== null && isAreaId(place) ? [areaPath(tree, place, date)] : grants.map((grant) => [grant.areaId]);
  return [...new Set(paths.flatMap((path) => readersAt({ accountId: '', grants: [...grants] }, { areaPath: path, date })))];
}

/**
 * Who lived there on the day of the look, wherever they are now. A hamlet whole goes to a phone, and with it whoever has come that same
 * day or is gone with it; one that is forgotten since cannot be told.
 */
async function householdsOf(tx: Tx, hamletId: string, at: string): Promise<readonly string[]> {
  const moment = parseInstant(at);
  if (!moment.ok) return [];
  const day = dayInVietnam(moment.value);
  const { rows } = await sql<{ id: string }>`
    select distinct r.household_id as id from residence r join household h on h.household_id = r.household_id
     where r.hamlet_id = ${hamletId} and h.state <> 'erased'
       and r.valid_from <= ${day}::date and (r.valid_to is null or r.valid_to >= ${day}::date)`.execute(tx);
  return rows.map(({ id }) => id);
}

async function readHouseholds(tx: Tx, ids: readonly string[]): Promise<readonly Omit<TouchedHousehold, 'looks' | 'kinds'>[]> {
  const { rows } = await sql<Omit<TouchedHousehold, 'looks' | 'kinds'>>`
    select household_id as "householdId", code, head_name as "headName", hamlet_id as "hamletId", members as people
      from household where household_id = any (${ids}::uuid[]) order by hamlet_id, code, household_id`.execute(tx);
  return rows;
}

export interface LostPhone {
  readonly accountId: string;
  readonly device: string;
  readonly firstSeenAt: Instant;
  readonly withdrawnAt: Instant | null;
}

/** Phones are seen by transactions that run for nobody. */
export async function findLostPhone(db: Db, phoneId: string, today: string): Promise<LostPhone | null> {
  return asActor(db, publicScope(today), async (tx) => {
    const { rows } = await sql<LostPhone>`
      select account_id as "accountId", device, first_seen_at as "firstSeenAt", withdrawn_at as "withdrawnAt"
        from phone where phone_id = ${phoneId}`.execute(tx);
    return rows[0] ?? null;
  });
}

type SubjectWish = { readonly username: string } | { readonly readId: number } | { readonly accountId: string };

interface SubjectAccount {
  readonly accountId: string;
  readonly name: string;
  readonly active: boolean;
}

/** The account by its user name, its id, or a line of the log. */
export async function findWhose(tx: Tx, by: SubjectWish): Promise<SubjectAccount | null> {
  const readId = 'readId' in by ? by.readId : null;
  const username = 'username' in by ? by.username.trim().toLowerCase() : null;
  const accountId = 'accountId' in by ? by.accountId : null;
  const { rows } = await sql<SubjectAccount>`
    select a.account_id as "accountId", a.display_name as name, a.state = 'active' as active from account a
     where a.username = ${username} or a.account_id = ${accountId}::uuid
        or a.account_id = (select l.account_id from read_log l where l.read_id = ${readId}::bigint)`.execute(tx);
  return rows[0] ?? null;
}
