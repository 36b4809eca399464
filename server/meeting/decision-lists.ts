/**
 * What the paper of a decision bears (nội dung Mẫu 02): the four lists by hamlet as they were decided, or as they would be; with the
 * standing of the figures. The decision's own counts stand beside the households that are still on file, so that nobody who was
 * forgotten or has moved away is left out in silence.
 */
import { sql } from 'kysely';
import type { PovertyClass, RulebookId } from '../../core/classify/verdict.ts';
import { type AreaPeriod, periodAt } from '../../core/kernel/areas.ts';
import { parseDate } from '../../core/kernel/dates.ts';
import { isAreaId } from '../../core/kernel/ids.ts';
import { foldVi } from '../../core/kernel/text.ts';
import { type DecidedList, LISTS, listsOf, type Origin } from '../../core/meeting/decision.ts';
import type { RoundStanding } from '../../core/meeting/gates.ts';
import { tableStatusIn } from '../../core/meeting/round.ts';
import type { TakenDecision } from '../../core/meeting/taken-views.ts';
import type { NamedRound } from '../../words/round-name.ts';
import { getInstallation } from '../access/installation.ts';
import { notFound } from '../http/problem.ts';
import type { Context } from '../http/route.ts';
import type { Tx } from '../http/transaction.ts';
import { findGate } from '../interview/rounds.ts';
import { readCandidates } from '../ledger/candidates.ts';
import { sqlOfKysely } from '../ledger/sql.ts';
import { hamletsOf } from '../register/areas.ts';
import { unlessBlind } from '../interview/blind.ts';
import type { NamedAllTheSame } from '../register/restricted.ts';
import { areaName } from '../register/rows.ts';
import { communeNow } from './taken.ts';

export interface PaperRow {
  readonly householdId: string;
  readonly hamletId: string;
  /** Null: no longer on file here. */
  readonly headName: string | null;
  readonly people: number;
  readonly origin: Origin | null;
  readonly now: PovertyClass;
}

export interface PaperHamlet {
  readonly name: string;
  readonly rows: readonly PaperRow[];
  readonly people: number;
}

export interface PaperList {
  readonly list: DecidedList;
  /** As the decision counted them. */
  readonly households: number;
  readonly people: number;
  /** Of those, no longer on file here at all. */
  readonly gone: number;
  readonly hamlets: readonly PaperHamlet[];
}

export interface DecisionPaper {
  readonly communeName: string;
  /** The round by name. */
  readonly about: NamedRound;
  readonly year: number;
  readonly rulebook: RulebookId;
  /** Null: not decided, and all of it preliminary. */
  readonly decided: { readonly number: string; readonly decidedOn: string } | null;
  readonly demonstration: boolean;
  readonly illustrative: boolean;
  readonly today: string;
  readonly lists: readonly PaperList[];
  /** Who asked for restricted use and is named all the same; told where the paper is handed out. */
  readonly named?: NamedAllTheSame | null;
}

type Asking = Pick<Context, 'tx' | 'actor' | 'tree' | 'today'>;

/** Throws `not-found` where the commune does not review in the round. */
export async function readDecisionPaper(context: Asking, standing: RoundStanding, communeId: string): Promise<DecisionPaper> {
  const { round } = standing;
  const period = communeNow(context, communeId);
  const [rulebook] = round.rulebooks;
  if (rulebook === undefined || (await findGate(context.tx, round.roundId, communeId)) === null) throw notFound();
  return readPaper(context, { standing, rulebook, period, hamletIds: hamletsOf(context, period) });
}

/** Of a decision that was taken, also by a commune that is no more: under its own name of that day, by the hamlets of today. */
export async function readTakenPaper(context: Asking, standing: RoundStanding, taken: TakenDecision): Promise<DecisionPaper> {
  const { communeId, decidedOn, rulebook } = taken;
  const day = parseDate(decidedOn);
  const period = isAreaId(communeId) && day.ok ? periodAt(context.tree, communeId, day.value) : null;
  if (period === null || !day.ok) throw notFound();
  return readPaper(context, { standing, rulebook, period, hamletIds: hamletsOf({ tree: context.tree, today: day.value }, period) });
}

interface PaperAsked {
  readonly standing: RoundStanding;
  readonly rulebook: RulebookId;
  /** As the commune was called. */
  readonly period: AreaPeriod;
  readonly hamletIds: readonly string[];
}

async function readPaper(context: Asking, { standing: { round, nth }, rulebook, period, hamletIds }: PaperAsked): Promise<DecisionPaper> {
  const { tx, today } = context;
  const communeId = period.areaId;
  // Who stands on a list, and who does not, tells what was found: not in part either.
  await unlessBlind(context, { hamletIds, roundId: round.roundId });
  const decision = await findDecision(tx, { roundId: round.roundId, communeId, rulebook });
  const asked = { roundId: round.roundId, rulebook, hamletIds, day: today };
  const rows = decision === null ? await readDrafted(tx, asked) : await readDecided(tx, decision.decisionId);
  const { demonstration } = await getInstallation(tx);
  const place = new Map(hamletIds.map((hamletId, i) => [hamletId, i]));
  const lists = LISTS.map((list): PaperList => {
    const on = rows.filter((row) => row.lists.includes(list));
    const households = decision?.counts[list] ?? on.length;
    const ids = [...new Set(on.map(({ hamletId }) => hamletId))].sort((a, b) => (place.get(a) ?? Infinity) - (place.get(b) ?? Infinity));
    const hamlets = ids.map((hamletId): PaperHamlet => {
      const own = on.filter((row) => row.hamletId === hamletId).sort(byName);
      return { name: areaName(context, hamletId), rows: own, people: peopleIn(own) };
    });
    return { list, households, people: peopleIn(on), gone: households - on.length, hamlets };
  });
  const illustrative = tableStatusIn(round, rulebook) === 'illustrative';
  return {
    ...{ communeName: period.name, about: { ...round, nth }, year: round.year, rulebook, demonstration, illustrative, today, lists },
    decided: decision === null ? null : { number: decision.number, decidedOn: decision.decidedOn },
  };
}

type FoundRow = PaperRow & { readonly lists: readonly DecidedList[] };

const peopleIn = (rows: readonly PaperRow[]): number => rows.reduce((sum, { people }) => sum + people, 0);

/** Those without a name last. */
function byName(a: PaperRow, b: PaperRow): number {
  if (a.headName === null || b.headName === null) return Number(a.headName === null) - Number(b.headName === null);
  const [first, second] = [foldVi(a.headName), foldVi(b.headName)];
  return first === second ? 0 : first < second ? -1 : 1;
}

export interface FoundDecision {
  readonly decisionId: string;
  readonly number: string;
  readonly decidedOn: string;
  readonly counts: Readonly<Record<DecidedList, number>>;
}

interface DecisionKey {
  readonly roundId: string;
  readonly communeId: string;
  readonly rulebook: RulebookId;
}

export async function findDecision(tx: Tx, { roundId, communeId, rulebook }: DecisionKey): Promise<FoundDecision | null> {
  const { rows } = await sql<FoundDecision>`
    select decision_id as "decisionId", number, decided_on as "decidedOn",
           json_build_object('poor', poor, 'near-poor', near_poor, 'escaped-poverty', escaped_poverty,
                             'escaped-near-poverty', escaped_near) as counts
      from decision where round_id = ${roundId} and commune_id = ${communeId} and rulebook = ${rulebook} and withdrawn_on is null`.execute(
    tx,
  );
  return rows[0] ?? null;
}

/** In the hamlet where it was when it was decided on. */
async function readDecided(tx: Tx, decisionId: string): Promise<readonly FoundRow[]> {
  const { rows } = await sql<Omit<FoundRow, 'lists'> & { before: PovertyClass | null }>`
    select s.household_id as "householdId", s.hamlet_id as "hamletId", h.head_name as "headName", s.people, s.origin, s.class as now, s.before
      from status s left join household h on h.household_id = s.household_id
     where s.decision_id = ${decisionId}`.execute(tx);
  return rows.map(({ before, ...row }) => ({ ...row, lists: listsOf(row.now, before) }));
}

async function readDrafted(
  tx: Tx,
  asked: { readonly roundId: string; readonly rulebook: RulebookId; readonly hamletIds: readonly string[]; readonly day: string },
): Promise<readonly FoundRow[]> {
  const candidates = await readCandidates(sqlOfKysely(tx), asked);
  const { rows } = await sql<{ id: string; headName: string; people: number }>`
    select household_id as id, head_name as "headName", members as people from household
     where household_id = any (${candidates.map(({ householdId }) => householdId)}::uuid[])`.execute(tx);
  const known = new Map(rows.map((row) => [row.id, row]));
  return candidates.flatMap(({ householdId, hamletId, outcome, before }) => {
    const row = known.get(householdId);
    if (outcome === null || row === undefined) return [];
    return [
      { householdId, hamletId, headName: row.headName, people: row.people, origin: null, now: outcome, lists: listsOf(outcome, before) },
    ];
  });
}
