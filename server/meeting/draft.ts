/**
 * The decision before it is taken (dự thảo quyết định): which households would stand on which of the four lists, and what
 * still stands in the way. The door finds the households again by the same rules of core/meeting when the chair decides.
 */
import { sql } from 'kysely';
import { may } from '../../core/access/may.ts';
import { areaPath } from '../../core/access/reach.ts';
import type { PovertyClass, RulebookId } from '../../core/classify/verdict.ts';
import { levelOf, periodAt } from '../../core/kernel/areas.ts';
import { isAreaId } from '../../core/kernel/ids.ts';
import { type DecidedList, listsOf, mayDecide } from '../../core/meeting/decision.ts';
import { pass, type RoundStanding } from '../../core/meeting/gates.ts';
import type { GateState } from '../../core/meeting/views.ts';
import type { DecisionDraft, HouseholdRow } from '../../core/views.ts';
import { getInstallation } from '../access/installation.ts';
import { HttpProblem, notFound } from '../http/problem.ts';
import type { Context } from '../http/route.ts';
import type { Tx } from '../http/transaction.ts';
import { findGate } from '../interview/rounds.ts';
import { hamletsOf } from '../register/areas.ts';
import { readRows } from '../register/list-store.ts';
import { revealRows } from '../register/rows.ts';

/** Households named under a blocker; the rest are only counted. */
const NAMED = 50;

export interface DraftOptions {
  readonly communeId: string;
  readonly rulebook: RulebookId | undefined;
  readonly tableStatus: (rulebook: RulebookId) => 'illustrative' | 'official';
}

export async function viewDraft(context: Context, standing: RoundStanding, options: DraftOptions): Promise<DecisionDraft> {
  const { tx, tree, today } = context;
  const { round } = standing;
  const rulebook = options.rulebook ?? round.rulebooks[0];
  const period = isAreaId(options.communeId) ? periodAt(tree, options.communeId, today) : null;
  const gate = period === null ? null : await findGate(tx, round.roundId, period.areaId);
  if (period === null || levelOf(tree, period.areaId) !== 'commune' || gate === null) throw notFound();
  if (rulebook === undefined || !round.rulebooks.includes(rulebook)) throw new HttpProblem(400, 'rulebook-not-in-round');
  const found = await readCandidates(tx, { roundId: round.roundId, rulebook, hamlets: hamletsOf(context, period) });
  const rowsOf = async (ids: readonly string[]): Promise<HouseholdRow[]> =>
    revealRows(context, await readRows(tx, ids, { roundId: round.roundId, rulebooks: round.rulebooks }));
  const on = (list: DecidedList) => rowsOf(found.filter((each) => listsOfCandidate(each).includes(list)).map((each) => each.householdId));
  const open = {
    'not-interviewed': found.filter((each) => !each.interviewed),
    undetermined: found.filter((each) => each.interviewed && each.outcome === null),
  };
  const blockers = [];
  for (const [code, households] of Object.entries(open)) {
    const named = households.slice(0, NAMED).map((each) => each.householdId);
    if (households.length > 0) blockers.push({ code, households: await rowsOf(named), total: households.length });
  }
  const why = blockers[0]?.code ?? (await whyNot(context, standing, { gate, rulebook, options }));
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
    allowed: why === null,
    why,
    numberSuggestion: await suggestNumber(tx, period.areaId, today.slice(0, 4)),
  };
}

interface Candidate {
  readonly householdId: string;
  readonly interviewed: boolean;
  readonly outcome: PovertyClass | null;
  readonly before: PovertyClass | null;
}

function listsOfCandidate({ outcome, before }: Candidate): readonly DecidedList[] {
  return outcome === null ? [] : listsOf(outcome, before);
}

/** Whoever is on the review list or was interviewed, in the order of hamlets and names. */
async function readCandidates(
  tx: Tx,
  asked: { roundId: string; rulebook: string; hamlets: readonly string[] },
): Promise<readonly Candidate[]> {
  const { rows } = await sql<Candidate>`
    select h.household_id as "householdId", i.household_id is not null as interviewed, v.outcome,
           (select s.class from status s where s.household_id = h.household_id and s.valid_to is null
             order by s.valid_from desc limit 1) as before
      from household h
      left join review_list r on r.round_id = ${asked.roundId} and r.household_id = h.household_id
      left join interview i on i.round_id = ${asked.roundId} and i.household_id = h.household_id
      left join verdict v on v.round_id = ${asked.roundId} and v.household_id = h.household_id and v.rulebook = ${asked.rulebook}
     where h.state = 'present' and h.hamlet_id = any (${[...asked.hamlets]}::text[])
       and (r.household_id is not null or i.household_id is not null)
     order by array_position(${[...asked.hamlets]}::text[], h.hamlet_id), h.head_folded, h.household_id`.execute(tx);
  return rows;
}

async function whyNot(
  context: Context,
  standing: RoundStanding,
  at: { gate: GateState; rulebook: RulebookId; options: DraftOptions },
): Promise<string | null> {
  const right = may(context.actor, 'decide-list', {
    areaPath: areaPath(context.tree, at.options.communeId, context.today),
    date: context.today,
  });
  if (!right.allowed) return right.why;
  const passed = pass(standing, at.gate, 'decide-list');
  if (!passed.ok) return passed.error.code;
  const lawful = mayDecide(await getInstallation(context.tx), at.options.tableStatus(at.rulebook));
  return lawful.ok ? null : lawful.error.code;
}

/** The next number after those that the commune has used in the year: `3/QĐ-UBND` after `2/QĐ-UBND`. */
async function suggestNumber(tx: Tx, communeId: string, year: string): Promise<string> {
  const { rows } = await sql<{ most: number }>`
    select coalesce(max(substring(number from '^\\d{1,6}')::int), 0) as most
      from decision where commune_id = ${communeId} and extract(year from decided_on) = ${Number(year)}`.execute(tx);
  return `${(rows[0]?.most ?? 0) + 1}/QĐ-UBND`;
}
