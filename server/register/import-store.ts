/**
 * What an import reads of the register (dữ liệu sổ mà việc nhập danh sách cần): hamlets and former names of a commune, the open
 * round of a year, the households that carry the list's codes. Under the actor's own reach; nothing is written here.
 */
import { sql } from 'kysely';
import { LISTED_CLASSES, type ListedClass } from '../../core/register/import/values.ts';
import { rosterMember, type RosterMember } from '../../core/register/roster.ts';
import type { Known } from '../../core/register/import/compare.ts';
import type { Tx } from '../http/transaction.ts';

/** The year's round that takes lists; null where there is none open. */
export async function findOpenRoundOf(tx: Tx, year: number): Promise<{ readonly roundId: string } | null> {
  const { rows } = await sql<{ roundId: string }>`
    select round_id as "roundId" from round where year = ${year} and state = 'open' order by kind = 'yearly' desc, opens_on desc limit 1`.execute(
    tx,
  );
  return rows[0] ?? null;
}

interface KnownRow extends Omit<Known, 'members' | 'statuses'> {
  readonly code: string;
  readonly members: unknown;
  readonly statuses: readonly { readonly year: number; readonly class: string; readonly source: string }[];
}

/** By code, of the households in these hamlets. Of two with the same code the one that is present. */
export async function findKnown(
  tx: Tx,
  at: { readonly roundId: string; readonly hamletIds: readonly string[] },
  codes: readonly string[],
): Promise<Map<string, Known>> {
  const { rows } = await sql<KnownRow>`
    select h.code, h.household_id as "householdId", h.hamlet_id as "hamletId", h.address, h.state, h.people_declared as people,
           exists (select from interview i where i.household_id = h.household_id and i.round_id = ${at.roundId}) as visited,
           exists (select from review_list l where l.household_id = h.household_id and l.round_id = ${at.roundId}) as "onReviewList",
           (select coalesce(json_agg(json_strip_nulls(json_build_object(
              'memberId', m.member_id, 'fullName', m.full_name, 'relation', m.relation, 'sex', m.sex, 'birth', m.birth,
              'ethnicity', m.ethnicity, 'citizenId', m.citizen_id)) order by m.ordinal), '[]')
              from member m where m.household_id = h.household_id and m.state = 'present') as members,
           (select coalesce(json_agg(json_build_object('year', s.year, 'class', s.class, 'source', s.source)), '[]')
              from status s where s.household_id = h.household_id) as statuses
      from household h
     where h.hamlet_id = any (${[...at.hamletIds]}::text[]) and lower(h.code) = any (${codes.map((code) => code.toLowerCase())}::text[])
     order by h.state = 'present', h.registered_at`.execute(tx);
  const wanted = new Map(codes.map((code) => [code.toLowerCase(), code]));
  return new Map(rows.map((row) => [wanted.get(row.code.toLowerCase()) ?? row.code, knownFrom(row)]));
}

function knownFrom({ members, statuses, ...row }: KnownRow): Known {
  return {
    ...row,
    members: rosterOf(members),
    statuses: statuses.map(({ year, class: named, source }) => ({
      year,
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
