/**
 * The decision before it is taken (dự thảo quyết định): which households would stand on which of the four lists, and what
 * still stands in the way. The door finds the households again by the same rules of core/meeting when the chair decides.
 */
import { sql } from 'kysely';
import { keptApart } from '../../core/access/duties.ts';
import { may } from '../../core/access/may.ts';
import { areaPath } from '../../core/access/reach.ts';
import type { RulebookId } from '../../core/classify/verdict.ts';
import { levelOf, periodAt } from '../../core/kernel/areas.ts';
import { isAreaId } from '../../core/kernel/ids.ts';
import { type MeetingBlocker, meetingBlockers } from '../../core/meeting/agreement.ts';
import { type DecidedList, listsOf, mayDecide } from '../../core/meeting/decision.ts';
import { emptyWaits, mayStep, openingWaits, pass, type RoundStanding, rowsFrom } from '../../core/meeting/gates.ts';
import { asksMeeting, asksPosting, tableStatusIn } from '../../core/meeting/round.ts';
import type { GateState } from '../../core/meeting/views.ts';
import type { DraftWithdrawn } from '../../core/meeting/taken-views.ts';
import type { DecisionDraft, HouseholdRow } from '../../core/views.ts';
import { getInstallation } from '../access/installation.ts';
import { HttpProblem, notFound } from '../http/problem.ts';
import type { Context } from '../http/route.ts';
import type { Tx } from '../http/transaction.ts';
import { findGate } from '../interview/rounds.ts';
import { type Candidate, readCandidates, toJudge } from '../ledger/candidates.ts';
import { readFirstList } from '../ledger/list-now.ts';
import { readMeetings } from '../ledger/meetings.ts';
import { listBlockers } from '../ledger/postings.ts';
import { sqlOfKysely } from '../ledger/sql.ts';
import type { Judge } from '../ledger/tools.ts';
import { hamletsOf } from '../register/areas.ts';
import { blindIn } from '../interview/blind.ts';
import { readRows } from '../register/list-store.ts';
import { revealRows } from '../register/rows.ts';
import { readOwnTies } from '../register/ties.ts';
import { missingAnswers } from './missing.ts';
import { viewUnvisited } from './unvisited.ts';

/** Households named under a blocker; the rest are only counted. */
const NAMED = 50;

type Asking = Pick<Context, 'tx' | 'actor' | 'tree' | 'today'>;

export interface DraftOptions {
  readonly communeId: string;
  readonly rulebook: RulebookId | undefined;
  readonly judge: Pick<Judge, 'verdict'>;
}

export async function viewDraft(context: Asking, standing: RoundStanding, options: DraftOptions): Promise<DecisionDraft> {
  const { tx, tree, today } = context;
  const { round } = standing;
  const rulebook = options.rulebook ?? round.rulebooks[0];
  const period = isAreaId(options.communeId) ? periodAt(tree, options.communeId, today) : null;
  const gate = period === null ? null : await findGate(tx, round.roundId, period.areaId);
  if (period === null || levelOf(tree, period.areaId) !== 'commune' || gate === null) throw notFound();
  if (rulebook === undefined || !round.rulebooks.includes(rulebook)) throw new HttpProblem(400, 'rulebook-not-in-round');
  const asked = { roundId: round.roundId, rulebook, hamlets: hamletsOf(context, period) };
  const official = rulebook === round.rulebooks[0];
  const all = gate === 'closed' && official ? await findDecided(context, period.areaId, asked) : await findCandidates(context, asked);
  const rowsOf = rowsIn(context, round);
  const blind = new Set(await blindIn(context, { hamletIds: asked.hamlets, roundId: round.roundId }));
  const found = all.filter(({ householdId }) => !blind.has(householdId));
  const on = (list: DecidedList) => rowsOf(found.filter((each) => listsOfCandidate(each).includes(list)).map((each) => each.householdId));
  const due = toJudge(found);
  const tied = gate === 'closed' ? [] : await findTied(context, period.areaId, found);
  const open: Readonly<Record<string, readonly Candidate[]>> = {
    'own-household': tied.filter(({ apart }) => apart === 'own-household').map(({ candidate }) => candidate),
    'relatives-household': tied.filter(({ apart }) => apart === 'relatives-household').map(({ candidate }) => candidate),
    'not-interviewed': due.filter((each) => !each.interviewed),
    'interview-outdated': due.filter((each) => each.outdated),
    undetermined: due.filter((each) => each.interviewed && !each.outdated && each.outcome === null),
    ...(gate === 'closed' || !asksMeeting(round) || hasHung(round, gate) ? {} : await findDisagreed(tx, asked, due)),
  };
  const blockers = [];
  for (const [code, households] of Object.entries(open)) {
    const named = households.slice(0, NAMED).map((each) => each.householdId);
    if (households.length === 0) continue;
    const missing = code === 'undetermined' ? await missingAnswers(tx, named, { round, rulebook, judge: options.judge }) : {};
    blockers.push({ code, households: await rowsOf(named), total: households.length, missing });
  }
  if (gate !== 'closed' && asksPosting(round) && official) {
    const at = { round, communeId: period.areaId, hamletIds: asked.hamlets, candidates: toJudge(all), day: today };
    for (const { code, total } of await listBlockers(sqlOfKysely(tx), at)) blockers.push({ code, households: [], total, missing: {} });
  }
  const empty = gate === 'closed' ? null : (emptyWaits(round, all.length)?.code ?? null);
  const first = blind.size > 0 && gate !== 'closed' ? 'back-check-first' : null;
  const why = blockers[0]?.code ?? empty ?? first ?? (await whyNot(context, standing, { gate, rulebook, communeId: period.areaId }));
  return {
    roundId: round.roundId,
    communeId: period.areaId,
    rulebook,
    gate,
    lists: {
      poor: await on('poor'),
      nearPoor: await on('near-poor'),
      escapedPoverty: await on('escaped-poverty'),
      escapedNearPoverty: await on('escaped-near-poverty'),
    },
    blockers,
    ...(await viewUnvisited(context, standing, { communeId: period.areaId, gate, hamlets: asked.hamlets }, rowsOf)),
    ...(blind.size === 0 ? {} : { askedAgain: await rowsOf([...blind]) }),
    ...(await findWithdrawn(tx, round.roundId, period.areaId)),
    allowed: why === null,
    why,
    numberSuggestion: await suggestNumber(tx, period.areaId, today.slice(0, 4)),
  };
}

const rowsIn =
  (context: Asking, { roundId, interviewsOf = roundId, rulebooks }: RoundStanding['round']) =>
  async (ids: readonly string[]): Promise<HouseholdRow[]> =>
    revealRows(context, await readRows(context.tx, ids, { roundId: interviewsOf, rulebooks }));

/** Once the list has gone to the wall, an objection and a visit change it, and the wall shows it again: no second meeting. */
const hasHung = (round: RoundStanding['round'], gate: GateState): boolean =>
  asksPosting(round) && (gate === 'posting' || gate === 'district' || gate === 'decision');

/** Of whoever might decide: their own household and relatives', for which somebody else must. */
async function findTied(context: Asking, communeId: string, found: readonly Candidate[]) {
  const here = { areaPath: areaPath(context.tree, communeId, context.today), date: context.today };
  if (!may(context.actor, 'decide-list', here).allowed) return [];
  const ties = await readOwnTies(context.tx, context.actor.accountId);
  return found.map((candidate) => ({ candidate, apart: keptApart('decide-list', ties.get(candidate.householdId) ?? null) }));
}

interface Asked {
  readonly roundId: string;
  readonly rulebook: string;
  readonly hamlets: readonly string[];
}

/** In the order of hamlets; within one in the order of the door. */
async function findCandidates({ tx, today }: Asking, { roundId, rulebook, hamlets }: Asked): Promise<readonly Candidate[]> {
  return inOrder(await readCandidates(sqlOfKysely(tx), { roundId, rulebook, hamletIds: hamlets, day: today }), hamlets);
}

/** What the decision itself said: the classes of today are already its own, so that nobody would seem to have escaped. */
async function findDecided({ tx }: Asking, communeId: string, { roundId, hamlets }: Asked): Promise<readonly Candidate[]> {
  const { rows } = await sql<Candidate>`
    select s.household_id as "householdId", h.hamlet_id as "hamletId", h.book_id as "bookId", null as why, s.before,
           true as interviewed, false as outdated, s.class as outcome
      from decision d join status s on s.decision_id = d.decision_id join household h on h.household_id = s.household_id
     where d.round_id = ${roundId} and d.commune_id = ${communeId} and d.withdrawn_on is null
     order by h.hamlet_id, h.household_id`.execute(tx);
  return inOrder(rows, hamlets);
}

/** Of a round that asks for meetings: what the villages have not agreed to yet. */
async function findDisagreed(tx: Tx, { roundId, hamlets }: Asked, found: readonly Candidate[]) {
  const blockers = meetingBlockers(await readMeetings(sqlOfKysely(tx), roundId, hamlets), found);
  return Object.fromEntries(blockers.map(({ code, households }): [MeetingBlocker, readonly Candidate[]] => [code, households]));
}

function inOrder(found: readonly Candidate[], hamlets: readonly string[]): readonly Candidate[] {
  const place = new Map(hamlets.map((hamletId, i) => [hamletId, i]));
  return [...found].sort((a, b) => (place.get(a.hamletId) ?? 0) - (place.get(b.hamletId) ?? 0));
}

function listsOfCandidate({ outcome, before }: Candidate): readonly DecidedList[] {
  return outcome === null ? [] : listsOf(outcome, before);
}

async function whyNot(
  context: Asking,
  standing: RoundStanding,
  at: { gate: GateState; rulebook: RulebookId; communeId: string },
): Promise<string | null> {
  const here = { areaPath: areaPath(context.tree, at.communeId, context.today), date: context.today };
  const right = may(context.actor, 'decide-list', here);
  if (!right.allowed) return right.why;
  const row = rowsFrom(standing.round, at.gate).find(({ action }) => action === 'decide-list');
  if (row !== undefined && !mayStep(context.actor, row, here).allowed) return 'step-of-another';
  if (at.rulebook !== standing.round.rulebooks[0]) return 'rulebook-not-official';
  const early = openingWaits(standing.round, await readFirstList(sqlOfKysely(context.tx), standing.round, at.communeId), context.today);
  if (early !== null) return early.code;
  const passed = pass(standing, at.gate, 'decide-list');
  if (!passed.ok) return passed.error.code;
  const lawful = mayDecide(await getInstallation(context.tx), tableStatusIn(standing.round, at.rulebook));
  return lawful.ok ? null : lawful.error.code;
}

/** The latest decision that was withdrawn, where none stands. */
export async function findWithdrawn(tx: Tx, roundId: string, communeId: string): Promise<DraftWithdrawn> {
  const { rows } = await sql<NonNullable<DraftWithdrawn['withdrawn']>>`
    select d.number, d.decided_on as "decidedOn", d.withdrawn_on as on, d.withdrawn_number as paper, d.withdrawn_reason as reason
      from decision d
     where d.round_id = ${roundId} and d.commune_id = ${communeId} and d.withdrawn_on is not null
       and not exists (select from decision s where s.round_id = d.round_id and s.commune_id = d.commune_id and s.withdrawn_on is null)
     order by d.withdrawn_on desc, d.decided_on desc limit 1`.execute(tx);
  return rows[0] === undefined ? {} : { withdrawn: rows[0] };
}

/** The next number after those that the commune has used in the year: `3/QĐ-UBND` after `2/QĐ-UBND`. */
async function suggestNumber(tx: Tx, communeId: string, year: string): Promise<string> {
  const { rows } = await sql<{ most: number }>`
    select coalesce(max(substring(n.used from '^\\d{1,6}')::int), 0) as most
      from decision d cross join lateral (values (d.number, d.decided_on), (d.withdrawn_number, d.withdrawn_on)) as n (used, at)
     where d.commune_id = ${communeId} and extract(year from n.at) = ${Number(year)}`.execute(tx);
  return `${(rows[0]?.most ?? 0) + 1}/QĐ-UBND`;
}
