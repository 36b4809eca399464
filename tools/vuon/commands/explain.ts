/**
 * `vuon explain`: a household's last interview judged by every rulebook of its round, with the answer, rule and clause behind
 * each point and indicator (giải thích kết quả của một hộ). What was decided stays as decided; this judges the answers anew.
 */
import { sql } from 'kysely';
import type { ScoreTable } from '../../../core/classify/score-table.ts';
import type { ExplainedVerdict, RulebookId } from '../../../core/classify/verdict.ts';
import { type Answers, answersSchema } from '../../../core/interview/answers.ts';
import { isUuid } from '../../../core/kernel/ids.ts';
import { SYSTEM_ACCOUNT } from '../../../core/ledger/event.ts';
import { roundSchema } from '../../../core/meeting/round.ts';
import { logLook } from '../../../server/access/read-log.ts';
import type { Tx } from '../../../server/http/transaction.ts';
import { findOpenRound } from '../../../server/interview/rounds.ts';
import { judgeByRulebooks } from '../../../server/ledger/judge.ts';
import { tablesOfRounds } from '../../../server/ledger/score-tables.ts';
import { sqlOfKysely } from '../../../server/ledger/sql.ts';
import { toolText } from '../../../words/tool.ts';
import { explainLines } from '../../explain/print.ts';
import { differenceLines } from '../../explain/print-difference.ts';
import { EXIT, type ExitCode, numberIn, print, readArgs, stop, STORE_OPTIONS } from '../command.ts';
import { now } from '../parts/clock.ts';
import { asSystem, installationOrStop } from '../parts/installation.ts';
import { withStore } from '../parts/store.ts';
import { periodText } from '../../../words/words.ts';

const OPTIONS = {
  ...STORE_OPTIONS,
  round: { type: 'string' },
  short: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
} as const;

export async function run(args: readonly string[]): Promise<ExitCode> {
  const { values, positionals } = readArgs(args, OPTIONS);
  const [wanted] = positionals;
  if (wanted === undefined) stop(EXIT.usage, 'usage.missing', { option: 'MÃ_HỘ' });
  const year = values.round === undefined ? null : numberIn(values.round, { least: 2016, most: 2100, option: '--round' });
  const told = await withStore(values.data, async ({ db }) => {
    await installationOrStop(db);
    return asSystem(db, (tx) => tell(tx, wanted, year));
  });
  print(values.json ? JSON.stringify(told.map(withoutAnswers)) : told.map((each) => asText(each, values.short)).join('\n\n'));
  return EXIT.ok;
}

function withoutAnswers({ answers: _answers, before, ...rest }: Told): object {
  if (before === null) return { ...rest, before };
  const { answers: _before, ...visit } = before;
  return { ...rest, before: visit };
}

interface Told {
  readonly householdId: string;
  readonly code: string | null;
  readonly headName: string;
  readonly year: number;
  readonly interviewedOn: string;
  /** The open round when it has not asked the household yet; null when these are its answers, or a year was asked for. */
  readonly awaited: { readonly year: number; readonly rulebooks: readonly RulebookId[] } | null;
  readonly answers: Answers;
  readonly verdicts: readonly ExplainedVerdict[];
  /** The visit of the round before; null where there is none. */
  readonly before: Omit<Told, 'before' | 'awaited'> | null;
}

interface VisitRow extends Omit<Told, 'verdicts' | 'answers' | 'awaited' | 'before'> {
  readonly roundId: string;
  readonly hamletId: string;
  readonly answers: unknown;
  readonly areaType: 'rural' | 'urban';
  readonly round: unknown;
}

/** By id or by code; two households may carry one code, then both are told. */
async function tell(tx: Tx, wanted: string, year: number | null): Promise<Told[]> {
  const open = year === null ? await findOpenRound(tx) : null;
  const visits = await readVisits(tx, wanted, year);
  if (visits.length === 0) stop(EXIT.trouble, 'explain.nothing', { household: wanted });
  const context = { tx, actor: { accountId: SYSTEM_ACCOUNT, grants: [] }, now: now() };
  for (const [{ householdId, hamletId }] of visits)
    await logLook(context, { kind: 'household', purpose: 'explain', rows: 1, householdId, hamletId });
  const awaited = open === null ? null : { year: open.round.year, rulebooks: open.round.rulebooks };
  const rounds = visits.flat().flatMap((row) => (row === undefined ? [] : [roundSchema.parse(row.round)]));
  const tables = await tablesOfRounds(sqlOfKysely(tx), rounds);
  const judgedRow = (row: VisitRow) => judged(row, tables(roundSchema.parse(row.round)));
  return visits.map(([row, old]) => ({
    ...judgedRow(row),
    awaited: open?.round.roundId === row.roundId ? null : awaited,
    before: old === undefined ? null : judgedRow(old),
  }));
}

/** The latest visit of each household, or that of the year asked for, and the one before it. */
async function readVisits(tx: Tx, wanted: string, year: number | null): Promise<readonly (readonly [VisitRow, VisitRow | undefined])[]> {
  const id = isUuid(wanted.toLowerCase()) ? wanted.toLowerCase() : null;
  const { rows } = await sql<VisitRow>`
    select h.household_id as "householdId", h.hamlet_id as "hamletId", h.code, h.head_name as "headName",
           r.round_id as "roundId", r.year, i.interviewed_on as "interviewedOn", i.answers, i.area_type as "areaType", r.body as round
      from household h
      join interview i on i.household_id = h.household_id
      join round r on r.round_id = i.round_id
     where (h.household_id = ${id}::uuid or (${id}::uuid is null and lower(h.code) = ${wanted.toLowerCase()}))
       and (${year}::int is null or r.year <= ${year}::int)
     order by h.household_id, i.interviewed_on desc, r.year desc`.execute(tx);
  const households = Map.groupBy(rows, ({ householdId }) => householdId).values();
  return [...households].flatMap(([latest, before]) =>
    latest === undefined || (year !== null && latest.year !== year) ? [] : [[latest, before] as const],
  );
}

type Tables = ReadonlyMap<RulebookId, ScoreTable>;

function judged(
  { householdId, code, headName, year, interviewedOn, areaType, ...row }: VisitRow,
  tables: Tables,
): Omit<Told, 'awaited' | 'before'> {
  const answers = answersSchema.parse(row.answers);
  const verdicts = [...tables].map(([rulebook, table]) =>
    judgeByRulebooks.explained({ rulebook, table }, answers, { areaType, date: interviewedOn }),
  );
  return { householdId, code, headName, year, interviewedOn, answers, verdicts };
}

function asText({ headName, code, householdId, year, interviewedOn, awaited, answers, verdicts, before }: Told, short: boolean): string {
  const names = new Map(answers.members.map((member) => [member.memberId, member.fullName]));
  const date = interviewedOn.split('-').reverse().join('/');
  const head = toolText('vi', 'explain.head', { head: headName, code: code ?? householdId, year, date });
  const warning = awaited === null ? [] : [toolText('vi', 'explain.outdated', { year: awaited.year, last: year, date })];
  const unjudged = (awaited?.rulebooks ?? [])
    .filter((id) => !verdicts.some((verdict) => verdict.rulebook === id))
    .map((id) => toolText('vi', 'explain.not-judged', { period: periodText(id) }));
  const told = verdicts.map((verdict) => explainLines(verdict, { language: 'vi', names, detail: short ? 'short' : 'full' }).join('\n'));
  const visit = { year, interviewedOn, answers, verdicts };
  const changed = before === null ? [] : [differenceLines(visit, before, 'vi').join('\n')];
  return [head, ...warning, ...told, ...unjudged, ...changed].join('\n\n');
}
