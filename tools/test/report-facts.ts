/**
 * The facts of a database as figures want them (số liệu gốc để đối chiếu): every row of residence, status, interview and roster,
 * turned into plain facts here and not in SQL, without any of the conditions that count them.
 */
import type pg from 'pg';
import { rulebookById } from '../../core/classify/rulebooks.ts';
import { CANNOT_ESCAPE_GROUNDS, GROUPS, type PovertyClass, RULEBOOK_IDS, type RulebookId } from '../../core/classify/verdict.ts';
import { CAUSES } from '../../core/interview/codes.ts';
import { date, type PlainDate } from '../../core/kernel/dates.ts';
import type { Assessment, Residence, Snapshot, StatusFact } from '../../core/report/figure.ts';

interface StatusRow {
  readonly household_id: string;
  readonly round_id: string | null;
  readonly year: number;
  readonly rulebook: string | null;
  readonly class: PovertyClass;
  readonly people: number;
  readonly valid_from: string;
  readonly valid_to: string | null;
  readonly deprived: number | null;
  readonly groups_mask: number | null;
  readonly causes_mask: number | null;
  readonly grounds_mask: number | null;
  readonly cannot_escape: string | null;
}

interface Told {
  readonly relation: string;
  readonly sex: string;
}

export async function readFacts(owner: pg.Pool): Promise<Snapshot> {
  const heads = await readHeads(owner);
  const homes = await owner.query<Omit<Residence, 'from' | 'to'> & { from: string; to: string | null }>(
    `select household_id as "householdId", hamlet_id as "hamletId", people, minority, valid_from as "from", valid_to as "to" from residence`,
  );
  const statuses = await owner.query<StatusRow>('select * from status order by household_id, valid_from');
  return {
    residences: homes.rows.map((row) => ({ ...row, from: date(row.from), to: orNull(row.to) })),
    statuses: statuses.rows.map((row): StatusFact => {
      const rulebook = RULEBOOK_IDS.find((id) => id === row.rulebook) ?? standardOfYear(row.year);
      return {
        householdId: row.household_id,
        rulebook,
        class: row.class,
        people: row.people,
        assessed: assessmentOf(row, rulebook),
        femaleHead: heads(row.household_id, row.round_id),
        from: date(row.valid_from),
        to: orNull(row.valid_to),
      };
    }),
  };
}

/** The first review by Decree 07/2021 was that of late 2021, for 2022. */
function standardOfYear(year: number): RulebookId | null {
  if (year < 2021 || year > 2030) return null;
  return year <= 2026 ? '2022-2026' : '2027-2030';
}

function assessmentOf(row: StatusRow, rulebook: RulebookId | null): Assessment | null {
  if (row.deprived === null || rulebook === null) return null;
  const named = <T>(list: readonly T[], mask: number | null): T[] =>
    list.filter((_, place) => Math.floor((mask ?? 0) / 2 ** place) % 2 === 1);
  return {
    deprived: named(rulebookById(rulebook).indicators, row.deprived),
    groups: named(GROUPS, row.groups_mask),
    causes: named(CAUSES, row.causes_mask),
    cannotEscape: row.cannot_escape === 'yes',
    grounds: named(CANNOT_ESCAPE_GROUNDS, row.grounds_mask),
  };
}

/** Is the head a woman, by the interview of the round, else by the roster? */
async function readHeads(owner: pg.Pool): Promise<(householdId: string, roundId: string | null) => boolean | null> {
  const interviews = await owner.query<{ household_id: string; round_id: string; members: readonly Told[] }>(
    `select household_id, round_id, answers -> 'members' as members from interview`,
  );
  const roster = await owner.query<Told & { household_id: string; state: string; ordinal: number }>(
    'select household_id, relation, sex, state, ordinal from member order by household_id, ordinal',
  );
  const interviewed = new Map(interviews.rows.map((row) => [`${row.household_id} ${row.round_id}`, row.members]));
  const present = Map.groupBy(
    roster.rows.filter((row) => row.state === 'present'),
    (row) => row.household_id,
  );
  return (householdId, roundId) => {
    const told = interviewed.get(`${householdId} ${roundId}`) ?? present.get(householdId) ?? [];
    const head = told.find((each) => each.relation === 'head') ?? told[0];
    return head?.sex === 'female' ? true : head?.sex === 'male' ? false : null;
  };
}

const orNull = (day: string | null): PlainDate | null => (day === null ? null : date(day));
