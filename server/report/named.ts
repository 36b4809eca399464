/**
 * The rows of the named list (dòng của danh sách chi tiết): poor households with their people as the deciding interview
 * states them, masked for these readers. The people in it are the people counted in table 1.
 */
import type { Reader } from '../../core/access/catalogue.ts';
import { maskRecord } from '../../core/access/mask.ts';
import { GROUPS } from '../../core/classify/verdict.ts';
import { type MemberAnswers, memberAnswers, SUPPORTS } from '../../core/interview/answers.ts';
import { type AreaTree, periodAt } from '../../core/kernel/areas.ts';
import type { PlainDate } from '../../core/kernel/dates.ts';
import type { AreaId } from '../../core/kernel/ids.ts';
import { compareVi } from '../../core/kernel/text.ts';
import { headOfRoster } from '../../core/register/roster.ts';
import { type Before, type ListedHousehold, type ListedPerson, type Support, table15Rows } from '../../core/report/forms/table-15.ts';
import type { TableRow } from '../../core/report/views.ts';
import { optionText } from '../../words/interview.ts';
import { requestText } from '../../words/request.ts';
import type { Language } from '../../words/words.ts';
import type { Tx } from '../http/transaction.ts';
import { restrictedAmong } from '../register/restricted.ts';
import type { Counted } from './counting.ts';
import { listPoor, listRoster, type PoorRow, type RosterRow } from './store.ts';

export interface NamedRequest {
  readonly at: Counted;
  readonly tree: AreaTree;
  /** Hamlets are called as on this day. */
  readonly on: PlainDate;
  readonly readers: readonly Reader[];
  readonly language: Language;
  /** How many stand before these in a longer list. */
  readonly after?: Before;
}

export interface NamedRows {
  readonly rows: readonly TableRow[];
  readonly households: number;
  /** Households of which other people are known now than were counted when they were decided. */
  readonly changed: number;
  /** Households that asked for restricted use: counted, and named by nobody. */
  readonly restricted: number;
}

/** By hamlet in Vietnamese order, then by the name of the head. */
export async function namedRows(tx: Tx, { at, tree, on, readers, language, after }: NamedRequest): Promise<NamedRows> {
  const poor = await listPoor(tx, at);
  const roster = await listRoster(
    tx,
    poor.filter((row) => row.answered?.length !== row.people).map((row) => row.householdId),
  );
  const restricted = await restrictedAmong(
    tx,
    poor.map((row) => row.householdId),
  );
  const byHousehold = Map.groupBy(roster, (row) => row.householdId);
  const households = poor.map(
    (row): ListedHousehold => ({
      hamletName: periodAt(tree, toAreaId(row.hamletId), on)?.name ?? '',
      ...(restricted.has(row.householdId) ? NO_MARKS : marks(row)),
      people: people(row, byHousehold.get(row.householdId) ?? [], readers).map((one) =>
        restricted.has(row.householdId) ? { ...NOBODY, fullName: requestText(language, 'row.restricted') } : one,
      ),
    }),
  );
  households.sort((a, b) => compareVi(a.hamletName, b.hamletName) || compareVi(a.people[0]?.fullName ?? '', b.people[0]?.fullName ?? ''));
  const spell = {
    relation: (code: string) => optionText(language, 'relation', code),
    ethnicity: (code: string) => optionText(language, 'ethnicity', code),
  };
  const rows = table15Rows(households, spell, after ?? { households: 0, people: 0 });
  const changed = poor.filter((row) => membersOf(row, byHousehold.get(row.householdId) ?? []).length !== row.people).length;
  return { rows, households: households.length, changed, restricted: restricted.size };
}

const NO_MARKS = { origin: null, merit: null, noWorkingCapacity: null, wanted: null } as const;
const NOBODY = { sex: null, birth: null, ethnicity: null, relation: null } as const;

/**
 * The people whom the decision counted: those of the visit; where some came or went between visit and decision, those of the
 * roster, or both together (a household merged in). Known only by their number, so a later change may leave none that fits.
 */
function membersOf(row: PoorRow, roster: readonly RosterRow[]): readonly MemberAnswers[] {
  const visited = (row.answered ?? []).map((member) => memberAnswers.schema.parse(member));
  const present = roster.map((member) => memberAnswers.schema.parse(asAnswers(member)));
  const known = new Set(visited.map((member) => member.memberId));
  const together = [...visited, ...present.filter((member) => !known.has(member.memberId))];
  const fitting = [visited, present, together].find((members) => members.length === row.people);
  return fitting ?? (visited.length > 0 ? visited : present);
}

/** cast: hamlet ids in the register come from the area tree. */
function toAreaId(hamletId: string): AreaId {
  return hamletId as AreaId;
}

function marks(row: PoorRow): Pick<ListedHousehold, 'origin' | 'merit' | 'noWorkingCapacity' | 'wanted'> {
  const inGroup = (group: (typeof GROUPS)[number]): boolean | null => {
    const bit = 1 << GROUPS.indexOf(group);
    if (row.groupsMask === null || ((row.groupsUnknown ?? 0) & bit) !== 0) return null;
    return (row.groupsMask & bit) !== 0;
  };
  const { wantedMask } = row;
  const wanted = wantedMask === null ? null : SUPPORTS.filter((_, index): boolean => (wantedMask & (1 << index)) !== 0);
  return {
    origin: row.origin,
    merit: inGroup('merit'),
    noWorkingCapacity: inGroup('no-working-capacity'),
    wanted: wanted satisfies readonly Support[] | null,
  };
}

/** Masked by the catalogue for these readers; the head first, then in the order of the form. */
function people(row: PoorRow, roster: readonly RosterRow[], readers: readonly Reader[]): readonly ListedPerson[] {
  const parsed = membersOf(row, roster);
  const head = headOfRoster(parsed);
  const ordered = parsed.toSorted((a, b) => Number(b === head) - Number(a === head));
  return ordered.map((member) => {
    const shown = maskRecord(memberAnswers, readers, member);
    return {
      fullName: shown.fullName ?? '',
      sex: shown.sex ?? null,
      birth: shown.birth === undefined || !/^\d/.test(shown.birth) ? null : shown.birth,
      ethnicity: shown.ethnicity ?? null,
      relation: shown.relation ?? null,
    };
  });
}

/** A person of the register with no more than an interview would name. */
function asAnswers({ memberId, fullName, relation, sex, birth, ethnicity }: RosterRow) {
  return { memberId, fullName, relation, sex, birth, ...(ethnicity === null ? {} : { ethnicity }) };
}
