/**
 * Reading rounds and gates (đợt rà soát): the rows that the door wrote, as the core's own types. It stands here because
 * the interview is the first room on the path that needs a round; who opens and closes one is the door's business.
 */
import { sql } from 'kysely';
import { asksMeeting, asksPosting, GATES, roundSchema } from '../../core/meeting/round.ts';
import { type Asking, type RoundStanding, roundThatTakes } from '../../core/meeting/gates.ts';
import type { GateState, RoundView } from '../../core/meeting/views.ts';
import { runPrepared } from '../db/connection.ts';
import { HttpProblem } from '../http/problem.ts';
import type { Tx } from '../http/transaction.ts';

/** The open round that people are visited in: the yearly one before a regular one, the latest first. An opening list is asked for by its id. */
export async function findOpenRound(tx: Tx): Promise<RoundStanding | null> {
  const rows = await runPrepared(
    tx,
    sql<{ body: unknown; state: string }>`
    select body, state from round where state = 'open' and kind <> 'opening'
     order by (kind = 'yearly') desc, year desc, opens_on desc limit 1`,
  );
  return rows[0] === undefined ? null : standing(rows[0]);
}

/** The open round whose lists hang in public, the yearly one before a regular one; `communeId`: of that commune alone. */
export async function findPostingRound(tx: Tx, communeId: string | null = null): Promise<RoundStanding | null> {
  const { rows } = await sql<{ body: unknown; state: string }>`
    select r.body, r.state from round r
     where r.state = 'open' and r.kind <> 'opening'
       and (${communeId}::text is null or exists (select from round_commune c where c.round_id = r.round_id and c.commune_id = ${communeId}))
     order by (r.kind = 'yearly') desc, r.year desc, r.opens_on desc`.execute(tx);
  return rows.map(standing).find(({ round }) => asksPosting(round)) ?? null;
}

/** The open round in which the commune's list still takes households on that ask on that day by that form. */
export async function findTakingRound(tx: Tx, communeId: string, asking: Asking): Promise<RoundStanding | null> {
  const { rows } = await sql<{ body: unknown; state: string; gate: string }>`
    select r.body, r.state, c.gate from round r join round_commune c on c.round_id = r.round_id and c.commune_id = ${communeId}
     where r.state = 'open' order by r.round_id`.execute(tx);
  return roundThatTakes(
    rows.map((row) => ({ standing: standing(row), gate: gateState(row.gate) })),
    asking,
  );
}

/** The open lists in which the commune takes part beside the one that is shown: those that open a year, and those of requests. */
export async function findOpenings(tx: Tx, communeId: string): Promise<readonly RoundStanding[]> {
  const rows = await runPrepared(
    tx,
    sql<{ body: unknown; state: string }>`
    select r.body, r.state from round r join round_commune c on c.round_id = r.round_id
     where r.kind <> 'yearly' and r.state = 'open' and c.commune_id = ${communeId} order by r.year desc, r.opens_on desc`,
  );
  return rows.map(standing);
}

/** All that there are, the open ones first, the latest of them first. */
export async function readAllRounds(tx: Tx): Promise<readonly RoundStanding[]> {
  const { rows } = await sql<{ body: unknown; state: string }>`
    select body, state from round order by state = 'open' desc, opens_on desc, round_id`.execute(tx);
  return rows.map(standing);
}

/** The latest round of all that is over. */
export async function findLastClosedRound(tx: Tx): Promise<RoundStanding | null> {
  const { rows } = await sql<{ body: unknown; state: string }>`
    select body, state from round where state = 'closed' and kind <> 'opening' order by year desc, opens_on desc limit 1`.execute(tx);
  return rows[0] === undefined ? null : standing(rows[0]);
}

/** Throws `not-found`. */
export async function getRound(tx: Tx, roundId: string): Promise<RoundStanding> {
  const rows = await runPrepared(
    tx,
    sql<{ body: unknown; state: string }>`
    select body, state from round where round_id = ${roundId}`,
  );
  if (rows[0] === undefined) throw new HttpProblem(404, 'not-found');
  return standing(rows[0]);
}

/** The round asked for, else the open one, else the latest closed one. */
export async function findRoundToShow(tx: Tx, roundId: string | undefined): Promise<RoundStanding | null> {
  if (roundId !== undefined) return getRound(tx, roundId);
  return (await findOpenRound(tx)) ?? (await findLastClosedRound(tx));
}

/** Where the commune's list stands; null when the commune does not review in this round. */
export async function findGate(tx: Tx, roundId: string, communeId: string): Promise<GateState | null> {
  const rows = await runPrepared(
    tx,
    sql<{ gate: string }>`
    select gate from round_commune where round_id = ${roundId} and commune_id = ${communeId}`,
  );
  return rows[0] === undefined ? null : gateState(rows[0].gate);
}

/** Of every commune that reviews in the round. */
export async function readGates(tx: Tx, roundId: string): Promise<ReadonlyMap<string, GateState>> {
  const rows = await runPrepared(
    tx,
    sql<{ communeId: string; gate: string }>`
    select commune_id as "communeId", gate from round_commune where round_id = ${roundId}`,
  );
  return new Map(rows.map(({ communeId, gate }) => [communeId, gateState(gate)]));
}

export function gateState(text: string): GateState {
  const found = [...GATES, 'closed' as const].find((gate) => gate === text);
  if (found === undefined) throw new Error(`The database holds an unknown gate: ${text}`);
  return found;
}

export function viewRound({ round, state }: RoundStanding): RoundView {
  const { roundId, kind, year, opensOn, closesOn, rulebooks, questionnaire, interviewsOf } = round;
  return {
    roundId,
    kind,
    year,
    opensOn,
    closesOn,
    state,
    rulebooks,
    questionnaire,
    ...(interviewsOf !== undefined && { interviewsOf }),
    asksMeeting: asksMeeting(round),
    asksPosting: asksPosting(round),
  };
}

function standing(row: { body: unknown; state: string }): RoundStanding {
  return { round: roundSchema.parse(row.body), state: row.state === 'open' ? 'open' : 'closed' };
}
