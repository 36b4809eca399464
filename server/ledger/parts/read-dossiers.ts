/**
 * Reads the dossiers of households from their rows (đọc hồ sơ từ cơ sở dữ liệu), a statement for each table. Answers and
 * verdicts are not read: no event needs the earlier ones, but a decision reads them itself.
 */
import type { PovertyClass, RulebookId } from '../../../core/classify/verdict.ts';
import type { DecidedList, Origin } from '../../../core/meeting/decision.ts';
import type { CaseFile, CaseMember } from '../../../core/register/case-file.ts';
import type { DeclaredTie } from '../../../core/register/tie.ts';
import type { Stay } from '../../../core/register/stays.ts';
import { type Sql, together } from '../sql.ts';
import { type Dossier, emptyDossier, type NotVisited, type StatusFacts } from './dossier.ts';

/** Only households that are there and in reach get an entry. */
export async function readDossiers(sql: Sql, householdIds: readonly string[]): Promise<Map<string, Dossier>> {
  const dossiers = new Map<string, Dossier>();
  if (householdIds.length === 0) return dossiers;
  const [households, allMembers, allStays, allStatuses, allTies, listed, visits] = await together(sql, (at) => [
    readHouseholds(at, householdIds),
    readMembers(at, householdIds),
    readStays(at, householdIds),
    readStatuses(at, householdIds),
    readTies(at, householdIds),
    readListed(at, householdIds),
    readVisits(at, householdIds),
  ]);
  const [members, stays, statuses, ties] = [groupBy(allMembers), groupBy(allStays), groupBy(allStatuses), groupBy(allTies)];
  for (const row of households) {
    const file: CaseFile = { ...row, members: members.get(row.householdId) ?? [], stays: stays.get(row.householdId) ?? [] };
    const known = statuses.get(row.householdId) ?? [];
    const tied = ties.get(row.householdId) ?? [];
    const before = { file, statuses: known, ties: tied };
    dossiers.set(row.householdId, { ...emptyDossier(), before, file, statuses: known, ties: tied });
  }
  for (const { household_id, round_id, why, unvisited, on } of listed) {
    const dossier = dossiers.get(household_id);
    dossier?.listed.set(round_id, why);
    if (unvisited !== null && on !== null) dossier?.unvisited.set(round_id, { why: unvisited, on });
  }
  for (const { household_id, round_id, ...visited } of visits) dossiers.get(household_id)?.interviews.set(round_id, visited);
  return dossiers;
}

type OfHousehold<T> = T & { readonly household: string };

function groupBy<T extends object>(rows: readonly OfHousehold<T>[]): Map<string, Omit<OfHousehold<T>, 'household'>[]> {
  const groups = new Map<string, Omit<OfHousehold<T>, 'household'>[]>();
  for (const { household, ...row } of rows) {
    const group = groups.get(household);
    if (group === undefined) groups.set(household, [row]);
    else group.push(row);
  }
  return groups;
}

function readHouseholds(sql: Sql, ids: readonly string[]): Promise<Omit<CaseFile, 'members' | 'stays'>[]> {
  return sql.query(
    `select household_id as "householdId", book_id as "bookId", hamlet_id as "hamletId", code, head_name as "headName", address,
            people_declared as declared, state, weight, source, registered_at as "registeredAt", version
       from household where household_id = any ($1::uuid[])`,
    [ids],
  );
}

async function readMembers(sql: Sql, ids: readonly string[]): Promise<OfHousehold<CaseMember>[]> {
  const rows = await sql.query<OfHousehold<CaseMember> & { ethnicity: CaseMember['ethnicity'] | null; citizenId: string | null }>(
    `select household_id as household, member_id as "memberId", full_name as "fullName", relation, sex, birth, ethnicity,
            citizen_id as "citizenId", state, version
       from member where household_id = any ($1::uuid[]) order by household_id, ordinal`,
    [ids],
  );
  return rows.map(({ ethnicity, citizenId, ...member }) => ({
    ...member,
    ...(ethnicity === null ? {} : { ethnicity }),
    ...(citizenId === null ? {} : { citizenId }),
  }));
}

function readStays(sql: Sql, ids: readonly string[]): Promise<OfHousehold<Stay>[]> {
  return sql.query(
    `select household_id as household, hamlet_id as "hamletId", people, minority, valid_from as "from", valid_to as "to"
       from residence where household_id = any ($1::uuid[]) order by household_id, valid_from`,
    [ids],
  );
}

function readTies(sql: Sql, ids: readonly string[]): Promise<OfHousehold<DeclaredTie>[]> {
  return sql.query(
    `select household_id as household, account_id as "accountId", tie, declared_at as "declaredAt", declared_by as "declaredBy"
       from tie where household_id = any ($1::uuid[]) order by household_id, account_id`,
    [ids],
  );
}

interface StatusColumns {
  readonly class: PovertyClass;
  readonly before: PovertyClass | null;
  readonly list: DecidedList | null;
  readonly origin: Origin | null;
  readonly rulebook: RulebookId | null;
}

function readStatuses(sql: Sql, ids: readonly string[]): Promise<OfHousehold<StatusFacts & StatusColumns>[]> {
  return sql.query(
    `select household_id as household, event_id as "eventId", source, year, round_id as "roundId", rulebook,
            decision_id as "decisionId", class, before, list, origin, people, valid_from as "validFrom", valid_to as "validTo",
            deprived, groups_mask as "groupsMask", grounds_mask as "groundsMask", cannot_escape as "cannotEscape",
            causes_mask as "causesMask", wanted_mask as "wantedMask", b1, b2
       from status where household_id = any ($1::uuid[])
      order by household_id, valid_from, valid_to nulls last, source desc`,
    [ids],
  );
}

interface ListedRow {
  household_id: string;
  round_id: string;
  why: string;
  unvisited: NotVisited['why'] | null;
  on: string | null;
}

function readListed(sql: Sql, ids: readonly string[]): Promise<ListedRow[]> {
  return sql.query(
    'select household_id, round_id, why, unvisited, unvisited_on as "on" from review_list where household_id = any ($1::uuid[])',
    [ids],
  );
}

interface VisitRow {
  household_id: string;
  round_id: string;
  eventId: string;
  version: number;
  interviewedOn: string;
  finishedAt: string;
  accountId: string;
}

function readVisits(sql: Sql, ids: readonly string[]): Promise<VisitRow[]> {
  return sql.query(
    `select household_id, round_id, event_id as "eventId", version, interviewed_on as "interviewedOn",
            finished_at as "finishedAt", account_id as "accountId"
       from interview where household_id = any ($1::uuid[])`,
    [ids],
  );
}
