/**
 * The figures in SQL (chỉ tiêu trong cơ sở dữ liệu): the same counts as core/report/figure.ts, per hamlet on a day, and the
 * rows of the named list. Which hamlets make a unit on that day is the area tree's business; row security stands behind.
 */
import { sql } from 'kysely';
import type { RulebookId } from '../../core/classify/verdict.ts';
import type { PlainDate } from '../../core/kernel/dates.ts';
import type { Counts } from '../../core/report/forms/table-1.ts';
import type { Tx } from '../http/transaction.ts';

/** A status recorded from an older list names no rulebook: the one whose years contain its year holds. */
export interface Counted {
  readonly date: PlainDate;
  readonly rulebook: RulebookId;
  readonly hamletIds: readonly string[];
}

export interface HamletCounts extends Counts {
  readonly hamletId: string;
}

/** Hamlets without a household on that day are absent. */
export async function countHamlets(tx: Tx, at: Counted): Promise<readonly HamletCounts[]> {
  const { rows } = await sql<HamletCounts>`
    with home as (
      select r.household_id, r.hamlet_id, r.people from residence r
       where r.hamlet_id = any (${at.hamletIds}) and r.valid_from <= ${at.date} and (r.valid_to is null or r.valid_to > ${at.date})
    ), held as (
      select h.hamlet_id, s.class, s.people from home h join status s on s.household_id = h.household_id
       where ${holdsOn(at)} and s.class in ('poor', 'near-poor')
    ), living as (
      select hamlet_id, count(*)::int as households, sum(people)::int as people from home group by hamlet_id
    ), classed as (
      select hamlet_id,
             (count(*) filter (where class = 'poor'))::int as poor_households,
             (count(*) filter (where class = 'near-poor'))::int as near_poor_households,
             coalesce(sum(people) filter (where class = 'poor'), 0)::int as poor_people,
             coalesce(sum(people) filter (where class = 'near-poor'), 0)::int as near_poor_people
        from held group by hamlet_id
    )
    select l.hamlet_id as "hamletId", l.households, l.people,
           coalesce(c.poor_households, 0) as "poorHouseholds", coalesce(c.near_poor_households, 0) as "nearPoorHouseholds",
           coalesce(c.poor_people, 0) as "poorPeople", coalesce(c.near_poor_people, 0) as "nearPoorPeople"
      from living l left join classed c using (hamlet_id)`.execute(tx);
  return rows;
}

/** What the list says of a household: from the deciding interview, or from the register where an imported list is all there is. */
export interface PoorRow {
  readonly householdId: string;
  readonly hamletId: string;
  readonly origin: 'new' | 'relapsed' | 'continuing' | null;
  readonly groupsMask: number | null;
  readonly groupsUnknown: number | null;
  readonly wantedMask: number | null;
  /** Of the deciding interview: member answers; null without one. */
  readonly answered: readonly unknown[] | null;
}

/** Poor households in the order of hamlet and household, with the members that the deciding interview states. */
export async function listPoor(tx: Tx, at: Counted): Promise<readonly PoorRow[]> {
  const { rows } = await sql<PoorRow>`
    select s.household_id as "householdId", r.hamlet_id as "hamletId", s.origin, s.groups_mask as "groupsMask",
           v.groups_unknown as "groupsUnknown", s.wanted_mask as "wantedMask", i.answers -> 'members' as answered
      from residence r
      join status s on s.household_id = r.household_id
      left join interview i on i.household_id = s.household_id and i.round_id = s.round_id
      left join verdict v on v.household_id = s.household_id and v.round_id = s.round_id and v.rulebook = s.rulebook
     where r.hamlet_id = any (${at.hamletIds}) and r.valid_from <= ${at.date} and (r.valid_to is null or r.valid_to > ${at.date})
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

/** Present people of households whose status rests on an older list. */
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

/** The round asked for, else the newest. */
export async function findRound(tx: Tx, roundId: string | null): Promise<RoundRow | null> {
  const { rows } = await sql<RoundRow>`
    select round_id as "roundId", state, closes_on as "closesOn", body from round
     where ${roundId}::uuid is null or round_id = ${roundId}::uuid
     order by opens_on desc limit 1`.execute(tx);
  return rows[0] ?? null;
}

export async function isDemonstration(tx: Tx): Promise<boolean> {
  const { rows } = await sql<{ demonstration: boolean }>`select demonstration from installation`.execute(tx);
  return rows[0]?.demonstration ?? false;
}

/** Condition on `status s`: held on the day, under the rulebook. */
function holdsOn(at: Counted) {
  const [first, last] = at.rulebook.split('-');
  return sql`s.valid_from <= ${at.date} and (s.valid_to is null or s.valid_to > ${at.date})
       and (s.rulebook = ${at.rulebook} or (s.rulebook is null and s.year between ${Number(first)} and ${Number(last)}))`;
}
