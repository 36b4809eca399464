/** Back-checks for the door and for whoever reads them (hậu kiểm trong sổ cái): who was asked to hold which interview once more, and what came of it. */
import { type Actor, ROLES_OF_ACTION } from '../../core/access/may.ts';
import type { BackCheckAssigned, BackCheckFinished } from '../../core/meeting/back-check-events.ts';
import { lastDayOf } from '../../core/meeting/gates.ts';
import type { Round } from '../../core/meeting/round.ts';
import { isWithheld } from '../../core/meeting/withheld.ts';
import type { Command } from '../../core/kinds.ts';
import type { Check } from './parts/world.ts';
import type { Sql } from './sql.ts';

/** Only where a batch brings interviews. */
export function readChecksFor(sql: Sql, commands: readonly Command[]): Promise<readonly Check[]> {
  const visited = commands.flatMap(({ kind, payload }) => (kind === 'interview-finished' ? [payload.householdId] : []));
  return readChecks(sql, visited);
}

/** Everybody who was ever asked, the latest last. */
export async function readChecks(sql: Sql, householdIds: readonly string[]): Promise<readonly Check[]> {
  if (householdIds.length === 0) return [];
  return sql.query<Check & Record<string, unknown>>(
    `select e.household_id as "householdId", p.body::jsonb ->> 'roundId' as "roundId", p.body::jsonb ->> 'accountId' as "accountId",
            p.body::jsonb ->> 'drawId' as "drawId", p.body::jsonb ->> 'communeId' as "communeId"
       from event e join payload p on p.event_id = e.event_id
      where e.household_id = any ($1::uuid[]) and e.kind = 'back-check-assigned'
      order by e.seq`,
    [householdIds],
  );
}

export interface CheckTold {
  readonly householdId: string;
  readonly assigned: BackCheckAssigned | null;
  readonly finished: BackCheckFinished | null;
}

/** All that was said of their back-checks, in the order of the ledger. */
export async function readCheckTold(sql: Sql, householdIds: readonly string[]): Promise<readonly CheckTold[]> {
  if (householdIds.length === 0) return [];
  const rows = await sql.query<{ householdId: string; kind: string; body: string }>(
    `select e.household_id as "householdId", e.kind, p.body
       from event e join payload p on p.event_id = e.event_id
      where e.household_id = any ($1::uuid[]) and e.kind in ('back-check-assigned', 'back-check-finished')
      order by e.seq`,
    [householdIds],
  );
  return rows.map(({ householdId, kind, body }) => ({
    householdId,
    assigned: kind === 'back-check-assigned' ? JSON.parse(body) : null,
    finished: kind === 'back-check-finished' ? JSON.parse(body) : null,
  }));
}

/** What is withheld from whoever is to ask a household once more, until they have, or nobody can any more. */
export interface Blind {
  readonly householdId: string;
  /** Where it lives. */
  readonly hamletId: string;
  /** Whose form is asked once more. */
  readonly roundId: string;
  /** It, and every round whose forms are of the same days or that rests on it: a form of these tells the same. */
  readonly hidden: ReadonlySet<string>;
  /** The first day of that round: what was written since may tell what was found in it. */
  readonly since: string;
  /** When it was given. */
  readonly givenAt: string;
}

/** Of these households, those that wait for this account to ask once more. */
export async function readBlind(sql: Sql, householdIds: readonly string[], accountId: string): Promise<ReadonlyMap<string, Blind>> {
  if (householdIds.length === 0) return new Map();
  return blindAmong(
    sql,
    accountId,
    await sql.query<Given>(`${GIVEN} and e.household_id = any ($2::uuid[]) order by e.seq`, [accountId, householdIds]),
  );
}

/** All of them within reach; of who interviews nowhere there are none. */
export async function readBlindOf(
  sql: Sql,
  { accountId, grants }: Pick<Actor, 'accountId' | 'grants'>,
): Promise<ReadonlyMap<string, Blind>> {
  if (!grants.some(({ role }) => ROLES_OF_ACTION.interview.includes(role))) return new Map();
  return blindAmong(sql, accountId, await sql.query<Given>(`${GIVEN} order by e.seq`, [accountId]));
}

/** Where something is told by the very list on which a household stands. `roundId`: in whose forms the list stands; null: in any. */
export interface Telling {
  readonly hamletIds: readonly string[];
  readonly roundId: string | null;
  /** As of which day it stands, where it is not today: before the round began nothing of it is told. */
  readonly until?: string;
}

/** Of the households there, those of which nothing may be told: the one rule for screens, papers and the door. */
export function blindThere(blind: ReadonlyMap<string, Blind>, { hamletIds, roundId, until }: Telling): readonly string[] {
  const hamlets = new Set(hamletIds);
  const tells = (one: Blind): boolean =>
    hamlets.has(one.hamletId) && isWithheld(one, roundId) && (until === undefined || one.since <= until);
  return [...blind.values()].filter(tells).map(({ householdId }) => householdId);
}

type Given = Omit<Blind, 'hidden'> & {
  readonly hidden: readonly string[];
  readonly round: Pick<Round, 'kind' | 'closesOn'>;
  readonly today: string;
};

/** The kind stands there as text, so that the index of these few events is found. Nothing is withheld once its round is over. */
const GIVEN = `select e.household_id as "householdId", h.hamlet_id as "hamletId", r.round_id as "roundId", e.recorded_at as "givenAt", r.opens_on as since,
            json_build_object('kind', r.body ->> 'kind', 'closesOn', r.closes_on) as round,
            coalesce(nullif(current_setting('vuon.today', true), ''), current_date::text) as today,
            (select json_agg(b.round_id) from round b
              where b.round_id = r.round_id or b.state = 'open' or b.body ->> 'interviewsOf' = r.round_id::text
                 or (b.opens_on <= r.closes_on and r.opens_on <= b.closes_on)) as hidden
       from event e join payload p on p.event_id = e.event_id
       join round r on r.round_id = (p.body::jsonb ->> 'roundId')::uuid and r.state = 'open'
       join household h on h.household_id = e.household_id and h.state = 'present'
      where e.kind = 'back-check-assigned' and p.body::jsonb ->> 'accountId' = $1
        and exists (select from round_commune c where c.round_id = r.round_id and c.commune_id = p.body::jsonb ->> 'communeId')`;

async function blindAmong(sql: Sql, accountId: string, given: readonly Given[]): Promise<ReadonlyMap<string, Blind>> {
  // After the last day on which somebody can be visited nobody can ask any more.
  const askable = given.filter(({ round, today }) => today <= lastDayOf({ ...round, opensOn: today }, today));
  if (askable.length === 0) return new Map();
  const blind = new Map<string, Blind>();
  const byHousehold = new Map(askable.map(({ round: _round, today: _today, ...one }) => [one.householdId, one]));
  for (const { householdId, assigned, finished } of await readCheckTold(sql, [...byHousehold.keys()])) {
    const one = byHousehold.get(householdId);
    if (one !== undefined && assigned?.accountId === accountId) blind.set(householdId, { ...one, hidden: new Set(one.hidden) });
    else if (finished?.enumeratorId === accountId || assigned !== null) blind.delete(householdId);
  }
  return blind;
}
