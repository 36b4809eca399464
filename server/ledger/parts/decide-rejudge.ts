/**
 * To judge again what a decision rests on (chấm lại): with the rules as the program has them now, and the round's score table. A different outcome opens a
 * case for a person, as an event of its own; the status stays as it was decided.
 */
import type { PovertyClass, RulebookId } from '../../../core/classify/verdict.ts';
import type { Answers } from '../../../core/interview/answers.ts';
import type { CommandOf } from '../../../core/kinds.ts';
import { ok } from '../../../core/kernel/result.ts';
import type { Sql } from '../sql.ts';
import type { Plan } from './append.ts';
import type { Decided } from './decide-household.ts';
import { readDossiers } from './read-dossiers.ts';
import { tableIn } from '../score-tables.ts';
import { forbids, Overtaken, refuse, type World, unreadOf } from './world.ts';

export async function rejudge(world: World, { payload }: CommandOf<'rejudge'>): Promise<Decided> {
  const [decision] = await readDecision(world.sql, payload.decisionId);
  if (decision === undefined) return refuse({ code: 'decision-unknown' });
  const forbidden = forbids(world, 'verify', decision.communeId);
  if (forbidden !== null) return refuse(forbidden);
  const decided = await readDecided(world.sql, payload.decisionId);
  const unread = unreadOf(
    world,
    decided.map((row) => row.householdId),
  );
  for (const [id, dossier] of await readDossiers(world.sql, unread)) world.dossiers.set(id, dossier);
  return ok(decided.flatMap((row) => planCase(world, payload.decisionId, row)));
}

function planCase(world: World, decisionId: string, row: DecidedRow): Plan[] {
  const { householdId, bookId, roundId, rulebook, was } = row;
  const by = { rulebook, table: tableIn(world.rounds.get(roundId), rulebook) };
  const verdict = world.tools.judge.verdict(by, row.answers, { areaType: row.areaType, date: row.interviewedOn });
  const { outcome: now, table, engine } = verdict;
  if (now === was) return [];
  if (row.known.some((known) => known.now === now && known.table === table && known.engine === engine)) return [];
  if (!world.heads.has(bookId)) throw new Overtaken(`household ${householdId}`);
  const body = { householdId, roundId, rulebook, decisionId, was, now, table, engine, foundAt: world.clock.now };
  return [{ bookId, householdId, said: { kind: 'rejudged', body } }];
}

export function readDecision(sql: Sql, decisionId: string): Promise<{ communeId: string }[]> {
  return sql.query('select commune_id as "communeId" from decision where decision_id = $1', [decisionId]);
}

export async function readDecidedBooks(sql: Sql, decisionId: string): Promise<string[]> {
  const rows = await sql.query<{ book_id: string }>(
    'select distinct h.book_id from status s join household h on h.household_id = s.household_id where s.decision_id = $1',
    [decisionId],
  );
  return rows.map((row) => row.book_id);
}

interface DecidedRow {
  readonly householdId: string;
  readonly bookId: string;
  readonly roundId: string;
  readonly rulebook: RulebookId;
  readonly was: PovertyClass;
  readonly answers: Answers;
  readonly areaType: 'rural' | 'urban';
  readonly interviewedOn: string;
  readonly known: readonly { readonly now: string | null; readonly table: string; readonly engine: number }[];
}

function readDecided(sql: Sql, decisionId: string): Promise<DecidedRow[]> {
  return sql.query<DecidedRow & Record<string, unknown>>(
    `select h.household_id as "householdId", h.book_id as "bookId", s.round_id as "roundId", s.rulebook, s.class as was, i.answers,
            i.area_type as "areaType", i.interviewed_on as "interviewedOn",
            coalesce((select json_agg(json_build_object('now', r.now, 'table', r.score_table, 'engine', r.engine)) from rejudged r
                       where r.household_id = h.household_id and r.decision_id = s.decision_id), '[]'::json) as known
       from status s
       join household h on h.household_id = s.household_id and h.state = 'present'
       join lateral (
         select e.* from interview e
          where e.household_id = s.household_id
            and e.round_id in (s.round_id, (select (r.body ->> 'interviewsOf')::uuid from round r where r.round_id = s.round_id))
          order by (e.round_id = s.round_id) desc limit 1) i on true
      where s.decision_id = $1
      order by h.household_id`,
    [decisionId],
  );
}
