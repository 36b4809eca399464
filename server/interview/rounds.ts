/**
 * Reading rounds and gates (đợt rà soát): the rows that the door wrote, as the core's own types. It stands here because
 * the interview is the first room on the path that needs a round; who opens and closes one is the door's business.
 */
import { sql } from 'kysely';
import { asksMeeting, asksPosting, GATES, roundSchema } from '../../core/meeting/round.ts';
import { type Asking, type RoundStanding, roundThatTakes } from '../../core/meeting/gates.ts';
import type { CancelledRound, GateState, RoundView } from '../../core/meeting/views.ts';
import { runPrepared } from '../db/connection.ts';
import { HttpProblem } from '../http/problem.ts';
import type { Tx } from '../http/transaction.ts';

/**
 * The open round that people are visited in, of those in which the actor's communes take part, or the one named: one that has begun before one
 * to come, the yearly one before a regular one, the latest first. An opening list is asked for by its id.
 */
export async function findOpenRound(tx: Tx, communeId: string | null = null): Promise<RoundStanding | null> {
  const rows = await runPrepared(
    tx,
    sql<{ roundId: string; kind: string; begun: boolean } & Kept>`
    select round_id as "roundId", kind, opens_on <= coalesce(nullif(current_setting('vuon.today', true), '')::date, current_date) as begun, body, state, nth
      from round where state = 'open' and kind <> 'opening'
     order by begun desc, (kind = 'yearly') desc, year desc, opens_on desc`,
  );
  const [first] = rows;
  // All communes review in a yearly round: nobody need be asked where they are.
  if (first === undefined || (first.kind === 'yearly' && first.begun)) return first === undefined ? null : standing(first);
  const own = await roundsOf(
    tx,
    rows.map(({ roundId }) => roundId),
    communeId,
  );
  const found = rows.find(({ roundId }) => own.has(roundId));
  return found === undefined ? null : standing(found);
}

/** Those in which the commune takes part; without one, any commune within the actor's reach. Whoever sees all, or nobody's hamlets, is told of each. */
async function roundsOf(tx: Tx, roundIds: readonly string[], communeId: string | null): Promise<ReadonlySet<string>> {
  const rows = await runPrepared(
    tx,
    sql<{ roundId: string }>`
    with reach as (
      select coalesce(nullif(current_setting('vuon.today', true), '')::date, current_date) as today,
             current_setting('vuon.reach', true) = 'all' as everything,
             coalesce(string_to_array(nullif(current_setting('vuon.communes', true), ''), ','), '{}') as communes,
             coalesce(string_to_array(nullif(current_setting('vuon.hamlets', true), ''), ','), '{}') as hamlets
    ), own as (
      select unnest(r.communes) as commune_id from reach r
      union
      select p.parent_id from reach r join area_period p on p.area_id = any (r.hamlets)
       where p.valid_from <= r.today and (p.valid_to is null or p.valid_to > r.today)
    )
    select distinct c.round_id as "roundId" from round_commune c, reach r
     where c.round_id = any (${[...roundIds]}::uuid[])
       and case when ${communeId}::text is not null then c.commune_id = ${communeId}
                else r.everything or (r.communes = '{}' and r.hamlets = '{}') or c.commune_id in (select commune_id from own) end`,
  );
  return new Set(rows.map(({ roundId }) => roundId));
}

/** The open round whose lists hang in public, the yearly one before a regular one; `communeId`: of that commune alone. */
export async function findPostingRound(tx: Tx, communeId: string | null = null): Promise<RoundStanding | null> {
  const { rows } = await sql<Kept>`
    select r.body, r.state, r.nth from round r
     where r.state = 'open' and r.kind <> 'opening'
       and (${communeId}::text is null or exists (select from round_commune c where c.round_id = r.round_id and c.commune_id = ${communeId}))
     order by (r.kind = 'yearly') desc, r.year desc, r.opens_on desc`.execute(tx);
  return rows.map(standing).find(({ round }) => asksPosting(round)) ?? null;
}

/** The open round in which the commune's list still takes households on that ask on that day by that form. */
export async function findTakingRound(tx: Tx, communeId: string, asking: Asking): Promise<RoundStanding | null> {
  const { rows } = await sql<Kept & { gate: string }>`
    select r.body, r.state, r.nth, c.gate from round r join round_commune c on c.round_id = r.round_id and c.commune_id = ${communeId}
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
    sql<Kept>`
    select r.body, r.state, r.nth from round r join round_commune c on c.round_id = r.round_id
     where r.kind <> 'yearly' and r.state = 'open' and c.commune_id = ${communeId} order by r.year desc, r.opens_on desc`,
  );
  return rows.map(standing);
}

/** Taken back in one of these communes, whole or there alone, and not over by their days. */
export async function readCancelledOf(tx: Tx, communeIds: readonly string[], today: string): Promise<readonly CancelledRound[]> {
  const { rows } = await sql<CancelledRound>`
    select distinct on (r.round_id) r.round_id as "roundId", r.kind, r.year, r.opens_on as "opensOn", r.nth, x.reason,
           (x.at at time zone 'Asia/Ho_Chi_Minh')::date as on
      from round_cancelled x join round r on r.round_id = x.round_id
     where r.closes_on >= ${today}::date
       and (x.commune_id = any (${[...communeIds]}::text[])
            or (x.commune_id is null and exists (select from round_commune c where c.round_id = r.round_id and c.commune_id = any (${[...communeIds]}::text[]))))
     order by r.round_id, x.commune_id nulls first`.execute(tx);
  return rows;
}

/** All that there are, the open ones first, the latest of them first. */
export async function readAllRounds(tx: Tx): Promise<readonly RoundStanding[]> {
  const { rows } = await sql<Kept>`
    select body, state, cancelled, nth from round order by state = 'open' desc, opens_on desc, round_id`.execute(tx);
  return rows.map(standing);
}

/** The latest round of all that is over. */
export async function findLastClosedRound(tx: Tx): Promise<RoundStanding | null> {
  const { rows } = await sql<Kept>`
    select body, state, nth from round where state = 'closed' and not cancelled and kind <> 'opening' order by year desc, opens_on desc limit 1`.execute(
    tx,
  );
  return rows[0] === undefined ? null : standing(rows[0]);
}

/** Throws `not-found`. */
export async function getRound(tx: Tx, roundId: string): Promise<RoundStanding> {
  const rows = await runPrepared(
    tx,
    sql<Kept>`
    select body, state, cancelled, nth from round where round_id = ${roundId}`,
  );
  if (rows[0] === undefined) throw new HttpProblem(404, 'not-found');
  return standing(rows[0]);
}

/** The round asked for, else the open one, else the latest closed one; `communeId`: of that commune's. */
export async function findRoundToShow(tx: Tx, roundId: string | undefined, communeId: string | null = null): Promise<RoundStanding | null> {
  if (roundId !== undefined) return getRound(tx, roundId);
  return (await findOpenRound(tx, communeId)) ?? (await findLastClosedRound(tx));
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

export function viewRound({ round, state, cancelled, nth = 1 }: RoundStanding): RoundView {
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
    ...(cancelled === true && { cancelled: true }),
    ...(nth > 1 && { nth }),
    asksMeeting: asksMeeting(round),
    asksPosting: asksPosting(round),
  };
}

interface Kept {
  readonly body: unknown;
  readonly state: string;
  readonly nth: number;
  /** Not asked where only open ones are read. */
  readonly cancelled?: boolean;
}

function standing({ body, state, nth, cancelled }: Kept): RoundStanding {
  return { round: roundSchema.parse(body), state: state === 'open' ? 'open' : 'closed', nth, ...(cancelled === true && { cancelled }) };
}
