/**
 * Rounds as data on the web (đợt rà soát và các bước): which there are, the steps, days and parameters of each with clause and sureness, what may
 * happen next to a commune's list; and a round as the rules have it, which the province looks at before it opens it. Opening is a command.
 */
import { sql } from 'kysely';
import { may } from '../../core/access/may.ts';
import { areaPath } from '../../core/access/reach.ts';
import { areaAbove, areasOn, periodAt } from '../../core/kernel/areas.ts';
import { parseDate } from '../../core/kernel/dates.ts';
import { isAreaId } from '../../core/kernel/ids.ts';
import type { RoundStanding } from '../../core/meeting/gates.ts';
import { type Counted, COUNTS, countOn } from '../../core/meeting/procedure.ts';
import { asksPosting, GATES, type Round } from '../../core/meeting/round.ts';
import { scopeOf, takesForm } from '../../core/meeting/round-codes.ts';
import { roundFault } from '../../core/meeting/round-fault.ts';
import { REVIEW_FORMS } from '../../core/meeting/request-codes.ts';
import type { Cancelled, RoundLine, RoundRulesView, RoundsView, UsualRoundView } from '../../core/meeting/round-views.ts';
import { type RoundWish, usualRound } from '../../core/meeting/usual-round.ts';
import type { GateState } from '../../core/meeting/views.ts';
import { HttpProblem, notFound } from '../http/problem.ts';
import type { Context } from '../http/route.ts';
import { readListNow } from '../ledger/list-now.ts';
import { sqlOfKysely } from '../ledger/sql.ts';
import { getRound, readAllRounds, readGates, viewRound } from '../interview/rounds.ts';
import { hamletsOf, nextActions } from '../register/areas.ts';
import { areaName } from '../register/rows.ts';

type Asking = Pick<Context, 'tx' | 'actor' | 'tree' | 'today'>;
type Gates = ReadonlyMap<string, GateState>;

export async function viewRounds(context: Asking, areaId: string): Promise<RoundsView> {
  const { tx, today } = context;
  const communeId = communeOf(context, areaId);
  const rounds: RoundLine[] = [];
  const cancelled = await readCancelled(context);
  for (const standing of await readAllRounds(tx)) {
    const gates = await readGates(tx, standing.round.roundId);
    const left = cancelled.get(standing.round.roundId) ?? [];
    const own = left.some(({ commune }) => commune?.areaId === communeId);
    if (communeId === null || gates.has(communeId) || own) rounds.push(lineOf(standing, { gates, communeId, left }));
  }
  return { rounds, mayOpen: may(context.actor, 'open-round', { areaPath: areaPath(context.tree, areaId, today), date: today }).allowed };
}

export async function viewRoundRules(context: Asking, areaId: string, roundId: string): Promise<RoundRulesView> {
  const standing = await getRound(context.tx, roundId);
  const gates = await readGates(context.tx, roundId);
  const left = (await readCancelled(context)).get(roundId) ?? [];
  return rulesOf(context, standing, { gates, communeId: communeOf(context, areaId), left, areaId });
}

export async function viewUsual(context: Asking, areaId: string, wish: Omit<RoundWish, 'roundId' | 'source'>): Promise<UsualRoundView> {
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
  // Those that are communes on its first day and, where that is past, still.
  const first = parseDate(round.opensOn);
  const there = areasOn(tree, first.ok ? first.value : today, 'commune').filter(
    ({ areaId }) => round.opensOn > today || periodAt(tree, areaId, today) !== null,
  );
  const communes = there.flatMap(({ areaId, name }) => (reviewed?.has(areaId) === false ? [] : [{ areaId, name }]));
  const gates = new Map(communes.map(({ areaId }) => [areaId, 'interview' as const]));
  const rules = await rulesOf(context, { round, state: 'open' }, { gates, communeId: null, left: [], areaId });
  return {
    kind: wish.kind,
    round,
    rules,
    fault: roundFault(round) ?? (round.closesOn < today ? 'over' : communes.length === 0 ? 'communes' : null),
    communes,
  };
}

/** The latest yearly review that judges by two standards and was not taken back. */
async function reviewByTwo(tx: Asking['tx']): Promise<Round | undefined> {
  const yearly = (await readAllRounds(tx))
    .flatMap(({ round, cancelled }) => (cancelled === true ? [] : [round]))
    .filter(({ kind, rulebooks }) => kind === 'yearly' && rulebooks.length > 1);
  return yearly.sort((a, b) => b.year - a.year)[0];
}

function communeOf({ tree, today }: Asking, areaId: string): string | null {
  if (!isAreaId(areaId) || areaPath(tree, areaId, today).length === 0) throw notFound();
  return areaAbove(tree, areaId, today, 'commune')?.areaId ?? null;
}

interface Place {
  readonly gates: Gates;
  readonly communeId: string | null;
  readonly left: readonly Cancelled[];
}

/** By round; the whole round before single lists. */
async function readCancelled(context: Asking): Promise<ReadonlyMap<string, readonly Cancelled[]>> {
  const { rows } = await sql<{ roundId: string; communeId: string | null; reason: string; on: string }>`
    select round_id as "roundId", commune_id as "communeId", reason, (at at time zone 'Asia/Ho_Chi_Minh')::date::text as on
      from round_cancelled order by commune_id nulls first`.execute(context.tx);
  const found = new Map<string, Cancelled[]>();
  for (const { roundId, communeId, reason, on } of rows) {
    const commune = communeId === null ? null : { areaId: communeId, name: areaName(context, communeId) };
    found.set(roundId, [...(found.get(roundId) ?? []), { on, reason, commune }]);
  }
  return found;
}

function lineOf(standing: RoundStanding, { gates, communeId, left }: Place): RoundLine {
  const states = [...gates.values()];
  return {
    round: viewRound(standing),
    scope: scopeOf(standing.round),
    communes: states.length,
    decided: states.filter((gate) => gate === 'closed').length,
    gate: communeId === null ? null : (gates.get(communeId) ?? null),
    cancelled: left.find(({ commune }) => commune === null || commune.areaId === communeId) ?? null,
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

/** As at the door, but for lists that hang and lists that stand in its interviews. */
function mayCancel(
  { actor, tree, today }: Asking,
  { round, state }: RoundStanding,
  { gates, communeId, areaId }: Pick<Place, 'gates' | 'communeId'> & { readonly areaId: string },
): RoundRulesView['mayCancel'] {
  const holds = (action: 'open-round' | 'open-decision', areaId: string) =>
    may(actor, action, { areaPath: areaPath(tree, areaId, today), date: today }).allowed;
  if (state === 'closed') return null;
  if (communeId === null) return holds('open-round', areaId) && ![...gates.values()].includes('closed') ? 'round' : null;
  const gate = gates.get(communeId);
  const own = scopeOf(round) === 'requested' && gate !== undefined && gate !== 'closed';
  return own && holds('open-decision', communeId) ? 'list' : null;
}

async function rulesOf(context: Asking, standing: RoundStanding, place: Place & { readonly areaId: string }): Promise<RoundRulesView> {
  const { gates, communeId, left } = place;
  const { round } = standing;
  const procedure = round.procedure ?? { counts: [] };
  const day = round.opensOn;
  const line = lineOf(standing, place);
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
    next: await nextOf(context, standing, { gate: line.gate, communeId }),
    left: left.filter(({ commune }) => commune !== null && (communeId === null || commune.areaId === communeId)),
    mayCancel: mayCancel(context, standing, place),
    at: [...GATES, 'closed' as const].flatMap((gate) => {
      const communes = [...gates.values()].filter((one) => one === gate).length;
      return communes === 0 ? [] : [{ gate, communes }];
    }),
  };
}

async function nextOf(
  context: Asking,
  standing: RoundStanding,
  { gate, communeId }: { readonly gate: GateState | null; readonly communeId: string | null },
): Promise<RoundRulesView['next']> {
  const period = communeId === null || !isAreaId(communeId) ? null : periodAt(context.tree, communeId, context.today);
  if (period === null || gate === null) return [];
  const place = { communeId: period.areaId, hamletIds: hamletsOf(context, period), today: context.today };
  const waits = gate === 'closed' ? null : (await readListNow(sqlOfKysely(context.tx), standing.round, place, false)).waits;
  return nextActions(context, standing, { gate, communeId: period.areaId, waits });
}
