/**
 * Writes changed dossiers back to their rows (ghi hồ sơ): each table in one set-based statement for all households of the batch.
 * Lists of rows that may shrink (members, stays, statuses) are taken out and put in again, unless the household is new.
 */
import { isDeepStrictEqual } from 'node:util';
import { foldVi } from '../../../core/kernel/text.ts';
import { type CaseFile, peopleOf } from '../../../core/register/case-file.ts';
import { type Sql, together } from '../sql.ts';
import { type Dossier, noWrites, type StatusFacts } from './dossier.ts';
import {
  type HouseholdRow,
  householdTable,
  type MemberRow,
  memberTable,
  type ResidenceRow,
  residenceTable,
  tieTable,
  tombstoneTable,
} from './register-tables.ts';
import { interviewTable, rejudgedTable, reviewListTable, type StatusRow, statusTable, verdictTable } from './review-tables.ts';
import { insertRows, type Table, updateRows, upsertRows } from './tables.ts';

type Written = Dossier & { file: CaseFile };
/** Statements asked for at once, in this order. */
type Writing = readonly Promise<void>[];

/**
 * `trusted`: what was read of them, under the lock of their books, says which of their rows are there; those are changed and the others put in
 * without looking for each.
 */
export async function writeDossiers(sql: Sql, dossiers: Iterable<Dossier>, { trusted }: { readonly trusted: boolean }): Promise<void> {
  const dirty = [...dossiers].filter(isChanged);
  if (dirty.length === 0) return;
  const fresh = dirty.filter((dossier) => dossier.before === null);
  const known = dirty.filter((dossier) => dossier.before !== null);
  await together(sql, (at) => [
    insertRows(at, householdTable, fresh.map(householdRow)),
    (trusted ? updateRows : upsertRows)(at, householdTable, known.map(householdRow)),
    ...writeMembers(at, fresh, known),
    ...writeStays(at, fresh, known),
    ...writeStatuses(at, fresh, known),
    ...writeTies(at, fresh, known),
    ...forgetReview(at, dirty),
    unlist(at, dirty),
    ...followMoves(at, known),
    ...writeReview(at, dirty, trusted),
    ...writeTombstones(at, dirty),
  ]);
  for (const dossier of dirty) settle(dossier);
}

const isChanged = (dossier: Dossier): dossier is Written => dossier.dirty && dossier.file !== null;

/** The dossier now stands as the database has it. */
function settle(dossier: Written): void {
  dossier.before = { file: dossier.file, statuses: dossier.statuses, ties: dossier.ties };
  dossier.writes = noWrites();
  dossier.dirty = false;
}

function writeMembers(sql: Sql, fresh: readonly Written[], known: readonly Written[]): Writing {
  const changed = known.filter(
    ({ before, file }) => before?.file.hamletId !== file.hamletId || !sameRows(before.file.members, file.members),
  );
  return [deleteOf(sql, 'member', changed), insertRows(sql, memberTable, [...fresh, ...changed].flatMap(memberRows))];
}

async function deleteOf(sql: Sql, name: string, dossiers: readonly Written[]): Promise<void> {
  if (dossiers.length > 0) await sql.query(`delete from ${name} where household_id = any ($1::uuid[])`, [idsOf(dossiers)]);
}

/** Most interviews find a household as it is on file: the list is made anew of the same people. */
function sameRows(before: readonly object[], now: readonly object[]): boolean {
  return before.length === now.length && now.every((row, i) => sameRow(before[i], row));
}

function sameRow(before: object | undefined, now: object): boolean {
  return before === now || (before !== undefined && isDeepStrictEqual(before, now));
}

function writeStays(sql: Sql, fresh: readonly Written[], known: readonly Written[]): Writing {
  const changed = known.filter(({ before, file }) => before === null || !sameRows(before.file.stays, file.stays));
  return [deleteOf(sql, 'residence', changed), insertRows(sql, residenceTable, [...fresh, ...changed].flatMap(stayRows))];
}

function writeStatuses(sql: Sql, fresh: readonly Written[], known: readonly Written[]): Writing {
  const changed = known.filter(({ before, statuses }) => before?.statuses !== statuses);
  return [deleteOf(sql, 'status', changed), insertRows(sql, statusTable, [...fresh, ...changed].flatMap(statusRows))];
}

function writeTies(sql: Sql, fresh: readonly Written[], known: readonly Written[]): Writing {
  const changed = known.filter(({ before, file, ties }) => before?.file.hamletId !== file.hamletId || before.ties !== ties);
  const tied = changed.filter(({ before, ties }) => ties.length > 0 || (before?.ties.length ?? 0) > 0);
  const rows = [...fresh, ...tied].flatMap(({ file, ties }) =>
    ties.map(({ accountId, tie, declaredAt, declaredBy }) => ({
      ...{ household_id: file.householdId, account_id: accountId, hamlet_id: file.hamletId },
      ...{ tie, declared_at: declaredAt, declared_by: declaredBy },
    })),
  );
  return [deleteOf(sql, 'tie', tied), insertRows(sql, tieTable, rows)];
}

/** What stood in the review's tables before the household was forgotten. */
function forgetReview(sql: Sql, dirty: readonly Written[]): Writing {
  const gone = dirty.filter((dossier) => dossier.writes.forget);
  return ['review_list', 'interview', 'verdict', 'rejudged'].map((name) => deleteOf(sql, name, gone));
}

async function unlist(sql: Sql, dirty: readonly Written[]): Promise<void> {
  const gone = dirty.flatMap(({ file, writes }) => [...writes.unlisted].map((round_id) => ({ household_id: file.householdId, round_id })));
  if (gone.length === 0) return;
  await sql.query(
    `delete from review_list l using json_to_recordset($1::json) as g (household_id uuid, round_id uuid)
      where l.household_id = g.household_id and l.round_id = g.round_id`,
    [JSON.stringify(gone)],
  );
}

/** Rows that show where the household is now go with it. Stays keep the hamlet in which they were. */
function followMoves(sql: Sql, known: readonly Written[]): Writing {
  const moved = known.filter(({ before, file }) => before?.file.hamletId !== file.hamletId);
  if (moved.length === 0) return [];
  const moves = JSON.stringify(moved.map(({ file }) => ({ household_id: file.householdId, hamlet_id: file.hamletId })));
  return ['review_list', 'interview', 'verdict', 'status', 'rejudged'].map((name) => moveRows(sql, name, moves));
}

async function moveRows(sql: Sql, table: string, moves: string): Promise<void> {
  await sql.query(
    `update ${table} t set hamlet_id = m.hamlet_id
       from json_to_recordset($1::json) as m (household_id uuid, hamlet_id text)
      where t.household_id = m.household_id and t.hamlet_id <> m.hamlet_id`,
    [moves],
  );
}

function writeReview(sql: Sql, dirty: readonly Written[], trusted: boolean): Writing {
  const here = <R extends object>({ file }: Written, rows: Iterable<R>) => [...rows].map((row) => ({ ...row, hamlet_id: file.hamletId }));
  const interviews = dirty.flatMap((dossier) => here(dossier, dossier.writes.interviews.values()));
  const verdicts = dirty.flatMap((dossier) => here(dossier, dossier.writes.verdicts.values()));
  const rejudged = dirty.flatMap((dossier) => here(dossier, dossier.writes.rejudged));
  const old = new Set(dirty.flatMap(({ file, writes }) => [...writes.spokenOf].map((roundId) => `${file.householdId} ${roundId}`)));
  const isNew = (row: { household_id: string; round_id: string }) => trusted && !old.has(`${row.household_id} ${row.round_id}`);
  return [
    upsertRows(sql, reviewListTable, dirty.flatMap(listRows)),
    ...writeNewOrOld(sql, interviewTable, interviews, isNew),
    ...writeNewOrOld(sql, verdictTable, verdicts, isNew),
    insertRows(sql, rejudgedTable, rejudged),
  ];
}

function writeNewOrOld<Row extends object>(sql: Sql, into: Table<Row>, rows: readonly Row[], isNew: (row: Row) => boolean): Writing {
  return [
    insertRows(sql, into, rows.filter(isNew)),
    upsertRows(
      sql,
      into,
      rows.filter((row) => !isNew(row)),
    ),
  ];
}

function writeTombstones(sql: Sql, dirty: readonly Written[]): Writing {
  const all = dirty.flatMap(({ file, writes }) =>
    [...writes.tombstones].map(([bookId, stone]) => ({ household_id: file.householdId, book_id: bookId, stone })),
  );
  const raised = all.filter(({ stone }) => stone === null).map(({ household_id, book_id }) => ({ household_id, book_id }));
  const buried = all.flatMap(({ household_id, book_id, stone }) =>
    stone === null ? [] : [{ household_id, book_id, hamlet_id: stone.hamletId, version: stone.version, reason: stone.reason }],
  );
  return [...(raised.length > 0 ? [removeTombstones(sql, JSON.stringify(raised))] : []), upsertRows(sql, tombstoneTable, buried)];
}

async function removeTombstones(sql: Sql, raised: string): Promise<void> {
  await sql.query(
    `delete from tombstone t using json_to_recordset($1::json) as r (household_id uuid, book_id uuid)
      where t.household_id = r.household_id and t.book_id = r.book_id`,
    [raised],
  );
}

const idsOf = (dossiers: readonly Written[]): string[] => dossiers.map(({ file }) => file.householdId);

function householdRow({ file }: Written): HouseholdRow {
  return {
    household_id: file.householdId,
    book_id: file.bookId,
    hamlet_id: file.hamletId,
    code: file.code,
    head_name: file.headName,
    head_folded: foldVi(file.headName),
    address: file.address,
    members: peopleOf(file),
    people_declared: file.declared,
    state: file.state,
    weight: file.weight,
    source: file.source,
    version: file.version,
    registered_at: file.registeredAt,
  };
}

function memberRows({ file }: Written): MemberRow[] {
  return file.members.map((member, ordinal) => ({
    member_id: member.memberId,
    household_id: file.householdId,
    hamlet_id: file.hamletId,
    ordinal,
    full_name: member.fullName,
    folded: foldVi(member.fullName),
    sex: member.sex,
    birth: member.birth,
    relation: member.relation,
    ethnicity: member.ethnicity ?? null,
    citizen_id: member.citizenId ?? null,
    state: member.state,
    version: member.version,
  }));
}

function stayRows({ file }: Written): ResidenceRow[] {
  return file.stays.map((stay) => ({
    household_id: file.householdId,
    hamlet_id: stay.hamletId,
    people: stay.people,
    minority: stay.minority,
    valid_from: stay.from,
    valid_to: stay.to,
  }));
}

function statusRows({ file, statuses }: Written): StatusRow[] {
  return statuses.map((status) => statusRow(file, status));
}

function statusRow(file: CaseFile, status: StatusFacts): StatusRow {
  return {
    event_id: status.eventId,
    household_id: file.householdId,
    round_id: status.roundId,
    year: status.year,
    rulebook: status.rulebook,
    hamlet_id: file.hamletId,
    decision_id: status.decisionId,
    class: status.class,
    before: status.before,
    list: status.list,
    origin: status.origin,
    people: status.people,
    valid_from: status.validFrom,
    valid_to: status.validTo,
    deprived: status.deprived,
    groups_mask: status.groupsMask,
    grounds_mask: status.groundsMask,
    cannot_escape: status.cannotEscape,
    causes_mask: status.causesMask,
    wanted_mask: status.wantedMask,
    b1: status.b1,
    b2: status.b2,
    source: status.source,
  };
}

function listRows({ file, listed, unvisited, writes }: Written) {
  return [...writes.listed].map((roundId) => ({
    round_id: roundId,
    household_id: file.householdId,
    hamlet_id: file.hamletId,
    why: listed.get(roundId) ?? '',
    unvisited: unvisited.get(roundId)?.why ?? null,
    unvisited_on: unvisited.get(roundId)?.on ?? null,
  }));
}
