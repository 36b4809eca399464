/**
 * What tables read besides figures (đọc cho biểu): the rows of the named list, rounds, targets, the kind of installation.
 * Row security stands behind; figures are `counting.ts`.
 */
import { sql } from 'kysely';
import type { PlainDate } from '../../core/kernel/dates.ts';
import type { Tx } from '../http/transaction.ts';
import { type Counted, LIST_YEARS } from './counting.ts';

/** What the list says of a household: from the deciding interview, or from the register where an imported list is all there is. */
export interface PoorRow {
  readonly householdId: string;
  readonly hamletId: string;
  /** Within the year counted, as in table 2: who stood on the list at its start has not come onto it. */
  readonly origin: 'new' | 'relapsed' | 'continuing' | null;
  readonly groupsMask: number | null;
  readonly groupsUnknown: number | null;
  readonly wantedMask: number | null;
  /** As counted when the status was decided. */
  readonly people: number;
  /** Of the deciding interview: member answers; null without one. */
  readonly answered: readonly unknown[] | null;
}

/** Poor households in the order of hamlet and household, with the members that the deciding interview states. */
export async function listPoor(tx: Tx, at: Counted): Promise<readonly PoorRow[]> {
  const { rows } = await sql<PoorRow>`
    select s.household_id as "householdId", r.hamlet_id as "hamletId",
           case when s.valid_from <= ${at.start} then 'continuing' else s.origin end as origin, s.groups_mask as "groupsMask",
           v.groups_unknown as "groupsUnknown", s.wanted_mask as "wantedMask", s.people, i.answers -> 'members' as answered
      from residence r
      join status s on s.household_id = r.household_id
      left join lateral (
        select e.answers from interview e
         where e.household_id = s.household_id
           and e.round_id in (s.round_id, (select (o.body ->> 'interviewsOf')::uuid from round o where o.round_id = s.round_id))
         order by (e.round_id = s.round_id) desc limit 1) i on true
      left join verdict v on v.household_id = s.household_id and v.round_id = s.round_id and v.rulebook = s.rulebook
     where r.hamlet_id = any (${[...at.hamletIds]}::text[]) and r.people > 0
       and r.valid_from <= ${at.end} and (r.valid_to is null or r.valid_to > ${at.end})
       and ${holdsOn(at)} and s.class = 'poor'
     order by r.hamlet_id, s.household_id`.execute(tx);
  return rows;
}

export interface RosterRow {
  readonly householdId: string;
  readonly memberId: string;
  readonly fullName: string;
  readonly sex: string;
  readonly birth: string;
  readonly relation: string;
  readonly ethnicity: string | null;
}

/** Present people of households whose status rests on an older list, or whose people came or went between visit and decision. */
export async function listRoster(tx: Tx, householdIds: readonly string[]): Promise<readonly RosterRow[]> {
  if (householdIds.length === 0) return [];
  const { rows } = await sql<RosterRow>`
    select household_id as "householdId", member_id as "memberId", full_name as "fullName", sex, birth, relation, ethnicity
      from member where household_id = any (${householdIds}::uuid[]) and state = 'present'
     order by household_id, ordinal`.execute(tx);
  return rows;
}

export interface RoundRow {
  readonly roundId: string;
  readonly state: 'open' | 'closed';
  readonly closesOn: PlainDate;
  readonly body: unknown;
}

/** The round asked for, else the newest that is no opening list. */
export async function findRound(tx: Tx, roundId: string | null): Promise<RoundRow | null> {
  const { rows } = await sql<RoundRow>`
    select round_id as "roundId", state, closes_on as "closesOn", body from round
     where case when ${roundId}::uuid is null then kind <> 'opening' and not cancelled else round_id = ${roundId}::uuid end
     order by opens_on desc limit 1`.execute(tx);
  return rows[0] ?? null;
}

/** The newest first. */
export async function listRounds(tx: Tx): Promise<readonly RoundRow[]> {
  const { rows } = await sql<RoundRow>`
    select round_id as "roundId", state, closes_on as "closesOn", body from round where not cancelled order by opens_on desc`.execute(tx);
  return rows;
}

/** The standard of a year: the first of its yearly round; null where no round was opened for it. */
export async function findYearlyRound(tx: Tx, year: number): Promise<RoundRow | null> {
  const { rows } = await sql<RoundRow>`
    select round_id as "roundId", state, closes_on as "closesOn", body from round
     where year = ${year} and kind = 'yearly' and not cancelled order by opens_on desc limit 1`.execute(tx);
  return rows[0] ?? null;
}

/** What the unit's rate is to fall by in the year, in hundredths of a point. */
export async function findTarget(tx: Tx, areaId: string, year: number): Promise<{ reduction: number; document: string } | null> {
  const { rows } = await sql<{ reduction: number; document: string }>`
    select reduction_hundredths as reduction, document from target where area_id = ${areaId} and year = ${year}`.execute(tx);
  return rows[0] ?? null;
}

export async function isDemonstration(tx: Tx): Promise<boolean> {
  const { rows } = await sql<{ demonstration: boolean }>`select demonstration from installation`.execute(tx);
  return rows[0]?.demonstration ?? false;
}

/** Condition on `status s`: held at the close of the day under the standard; a status from an older list names none, its year does. */
function holdsOn(at: Counted) {
  const [first, last] = LIST_YEARS[at.rulebook];
  return sql`s.valid_from <= ${at.end} and (s.valid_to is null or s.valid_to > ${at.end})
       and (s.rulebook = ${at.rulebook} or (s.rulebook is null and s.year between ${first} and ${last}))`;
}
