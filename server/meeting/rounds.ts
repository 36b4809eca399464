/**
 * Rounds as data on the web (đợt rà soát và các bước): which there are, the steps, days and parameters of each with clause and sureness, what may
 * happen next to a commune's list; and a round as the rules have it, which the province looks at before it opens it. Opening is a command.
 */
import { sql } from 'kysely';
import { may } from '../../core/access/may.ts';
import { areaPath } from '../../core/access/reach.ts';
import { areaAbove, areasOn } from '../../core/kernel/areas.ts';
import { isAreaId } from '../../core/kernel/ids.ts';
import type { RoundStanding } from '../../core/meeting/gates.ts';
import { type Counted, COUNTS, countOn } from '../../core/meeting/procedure.ts';
import { asksPosting, GATES, type Round, scopeOf } from '../../core/meeting/round.ts';
import { takesForm } from '../../core/meeting/round-codes.ts';
import { roundFault } from '../../core/meeting/round-fault.ts';
import { REVIEW_FORMS } from '../../core/meeting/request-codes.ts';
import type { RoundLine, RoundRulesView, RoundsView, UsualRoundView } from '../../core/meeting/round-views.ts';
import { type RoundWish, usualRound } from '../../core/meeting/usual-round.ts';
import type { GateState } from '../../core/meeting/views.ts';
import { HttpProblem, notFound } from '../http/problem.ts';
import type { Context } from '../http/route.ts';
import { getRound, readAllRounds, readGates, viewRound } from '../interview/rounds.ts';
import { nextActions } from '../register/areas.ts';

type Asking = Pick<Context, 'tx' | 'actor' | 'tree' | 'today'>;
type Gates = ReadonlyMap<string, GateState>;

export async function viewRounds(context: Asking, areaId: string): Promise<RoundsView> {
  const { tx, today } = context;
  const communeId = communeOf(context, areaId);
  const rounds: RoundLine[] = [];
  for (const standing of await readAllRounds(tx)) {
    const gates = await readGates(tx, standing.round.roundId);
    if (communeId === null || gates.has(communeId)) rounds.push(lineOf(standing, gates, communeId));
  }
  return { rounds, mayOpen: may(context.actor, 'open-round', { areaPath: areaPath(context.tree, areaId, today), date: today }).allowed };
}

export async function viewRoundRules(context: Asking, areaId: string, roundId: string): Promise<RoundRulesView> {
  const standing = await getRound(context.tx, roundId);
  const gates = await readGates(context.tx, roundId);
  return rulesOf(context, standing, { gates, communeId: communeOf(context, areaId) });
}

export async function viewUsual(context: Asking, wish: Omit<RoundWish, 'roundId' | 'source'>): Promise<UsualRoundView> {
  const { tx, tree, today } = context;
  const { rows } = await sql<{ id: string }>`select gen_random_uuid() as id`.execute(tx);
  const source = wish.kind === 'opening' ? await reviewByTwo(tx) : undefined;
  const made = usualRound({ ...wish, source, roundId: rows[0]?.id ?? '' });
  if (!made.ok) {
    const { code, ...details } = made.error;
    throw new HttpProblem(409, code, details);
  }
  const round = made.value;
  const reviewed = source === undefined ? null : await readGates(tx, source.roundId);
  const communes = areasOn(tree, today, 'commune').flatMap(({ areaId, name }) =>
    reviewed?.has(areaId) === false ? [] : [{ areaId, name }],
  );
  const gates = new Map(communes.map(({ areaId }) => [areaId, 'interview' as const]));
  const rules = rulesOf(context, { round, state: 'open' }, { gates, communeId: null });
  return { kind: wish.kind, round, rules, fault: roundFault(round), communes };
}

/** The latest yearly review that judges by two standards. */
async function reviewByTwo(tx: Asking['tx']): Promise<Round | undefined> {
  const yearly = (await readAllRounds(tx))
    .map(({ round }) => round)
    .filter(({ kind, rulebooks }) => kind === 'yearly' && rulebooks.length > 1);
  return yearly.sort((a, b) => b.year - a.year)[0];
}

function communeOf({ tree, today }: Asking, areaId: string): string | null {
  if (!isAreaId(areaId) || areaPath(tree, areaId, today).length === 0) throw notFound();
  return areaAbove(tree, areaId, today, 'commune')?.areaId ?? null;
}

function lineOf(standing: RoundStanding, gates: Gates, communeId: string | null): RoundLine {
  const states = [...gates.values()];
  return {
    round: viewRound(standing),
    scope: scopeOf(standing.round),
    communes: states.length,
    decided: states.filter((gate) => gate === 'closed').length,
    gate: communeId === null ? null : (gates.get(communeId) ?? null),
  };
}

/** Counts that no step of the round asks for are left out: those of objections belong to a posting. */
function countedIn(round: Round): readonly Counted[] {
  const terms = new Set<Counted>(round.gates.flatMap(({ term }) => term ?? []));
  for (const form of REVIEW_FORMS) if (takesForm(round, form)) terms.add(form === 'review' ? 'request-review' : 'request-exit');
  if (round.kind === 'regular') terms.add('regular-review');
  if (asksPosting(round))
    for (const what of ['posting', 'second-posting', 'feedback', 'complaint', 'denunciation'] as const) terms.add(what);
  return COUNTS.filter((what) => terms.has(what));
}

function rulesOf(
  context: Asking,
  standing: RoundStanding,
  { gates, communeId }: { readonly gates: Gates; readonly communeId: string | null },
): RoundRulesView {
  const { round } = standing;
  const procedure = round.procedure ?? { counts: [] };
  const day = round.opensOn;
  const line = lineOf(standing, gates, communeId);
  return {
    ...line,
    takes: REVIEW_FORMS.filter((form) => takesForm(round, form)),
    calendar: round.calendar ?? null,
    steps: round.gates.map((row) => ({ ...row, count: row.term === undefined ? null : countOn(procedure, row.term, day) })),
    counts: countedIn(round).flatMap((what) => countOn(procedure, what, day) ?? []),
    places: asksPosting(round) ? (round.procedure?.places ?? []) : [],
    sealing: round.sealing ?? null,
    quickForm: round.quickForm ?? null,
    certificate: round.certificate ?? null,
    next: communeId === null || line.gate === null ? [] : nextActions(context, standing, { gate: line.gate, communeId }),
    at: [...GATES, 'closed' as const].flatMap((gate) => {
      const communes = [...gates.values()].filter((one) => one === gate).length;
      return communes === 0 ? [] : [{ gate, communes }];
    }),
  };
}
