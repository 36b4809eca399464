/**
 * A decision is withdrawn as a whole (thu hồi quyết định công nhận): by the chair of the commune, or of the one into which it went whole, never by somebody with a household of their
 * own or a relative's on it, and not where a later result rests on it. In an open round the list stands before its decision again; a closed
 * round stays closed, and whoever must be reviewed is reviewed in the next one.
 */
import { keptApart, type Tie } from '../../../core/access/duties.ts';
import type { CommandOf } from '../../../core/kinds.ts';
import { ok } from '../../../core/kernel/result.ts';
import type { RulebookId } from '../../../core/classify/verdict.ts';
import type { CommandProblem } from '../../../core/sync/envelope.ts';
import type { Plan } from './append.ts';
import type { Decided } from './decide-household.ts';
import { findOffice } from './decide-office.ts';
import { numberFault } from './decision-number.ts';
import type { Dossier } from './dossier.ts';
import { readDossiers } from './read-dossiers.ts';
import { forbidsTied, refuse, unreadOf, type World } from './world.ts';

type Payload = CommandOf<'withdraw-decision'>['payload'];

interface DecisionRow {
  readonly [column: string]: unknown;
  readonly roundId: string;
  readonly rulebook: RulebookId;
  readonly communeId: string;
  readonly decidedOn: string;
  readonly withdrawnOn: string | null;
}

export async function withdrawDecision(world: World, { payload }: CommandOf<'withdraw-decision'>): Promise<Decided> {
  const office = findOffice(world, 'decide-list', payload.communeId);
  if (!office.ok) return office;
  const [decision] = await world.sql.query<DecisionRow>(
    `select round_id as "roundId", rulebook, commune_id as "communeId", decided_on as "decidedOn", withdrawn_on as "withdrawnOn"
       from decision where decision_id = $1`,
    [payload.decisionId],
  );
  if (decision === undefined || !(await isHeir(world, decision.communeId, payload.communeId))) return refuse({ code: 'decision-unknown' });
  if (decision.withdrawnOn !== null) return refuse({ code: 'decision-withdrawn-already', day: decision.withdrawnOn });
  const { withdrawnOn } = payload;
  if (withdrawnOn < decision.decidedOn || withdrawnOn > world.clock.today)
    return refuse({ code: 'withdrawal-day-out-of-range', from: decision.decidedOn, to: world.clock.today });
  const used = await numberFault(world, { ...payload, on: withdrawnOn });
  if (used !== null) return refuse(used);
  const decided = await readDecidedHere(world, payload.decisionId);
  const beyond = await readBeyond(world, payload.decisionId, decided);
  const fault = tiedFault(world, decided) ?? beyond.fault ?? restedOn(decided, payload.decisionId);
  if (fault !== null) return refuse(fault);
  const statuses = decided.flatMap((one) => planStatus(payload, one));
  const certificates = await planCertificates(world, payload, decided);
  const { roundId, rulebook } = decision;
  const counts = { households: statuses.length, elsewhere: beyond.households, certificates: certificates.length };
  const { bookId } = office.value;
  return ok([
    { bookId, householdId: null, said: { kind: 'decision-withdrawn', body: { ...payload, roundId, rulebook, ...counts } } },
    ...(decision.communeId === payload.communeId ? backToList(world, { bookId, roundId, communeId: payload.communeId }) : []),
    ...statuses,
    ...certificates,
  ]);
}

/** The commune itself, or into which it went whole by today: that one stands by what was decided. */
async function isHeir({ sql, clock }: World, decidedBy: string, communeId: string): Promise<boolean> {
  const [row] = await sql.query(
    `with recursive heir (id) as (
       select $1::text
       union
       select l.to_id from area_lineage l join heir on heir.id = l.from_id where l.how <> 'part' and l.on_date <= $3::date
     )
     select 1 from heir where id = $2`,
    [decidedBy, communeId, clock.today],
  );
  return row !== undefined;
}

interface DecidedHere {
  readonly householdId: string;
  readonly bookId: string;
  readonly dossier: Dossier;
}

/** Those whose books are held: who moved to another commune since is that commune's. */
async function readDecidedHere(world: World, decisionId: string): Promise<readonly DecidedHere[]> {
  const rows = await world.sql.query<{ householdId: string; bookId: string }>(
    `select h.household_id as "householdId", h.book_id as "bookId" from household h
      where exists (select from status s where s.household_id = h.household_id and s.decision_id = $1) order by h.household_id`,
    [decisionId],
  );
  const held = rows.filter(({ bookId }) => world.heads.has(bookId));
  const unread = unreadOf(
    world,
    held.map(({ householdId }) => householdId),
  );
  for (const [id, dossier] of await readDossiers(world.sql, unread)) world.dossiers.set(id, dossier);
  return held.flatMap((row) => {
    const dossier = world.dossiers.get(row.householdId);
    return dossier === undefined ? [] : [{ ...row, dossier }];
  });
}

function tiedFault(world: World, decided: readonly DecidedHere[]): CommandProblem | null {
  for (const { dossier } of decided) {
    const apart = forbidsTied(world, 'decide-list', dossier);
    if (apart !== null) return { code: apart.code, total: 1, households: [] };
  }
  return null;
}

/** A later decision compared with this one: that one goes first. */
function restedOn(decided: readonly DecidedHere[], decisionId: string): CommandProblem | null {
  const rested = decided.filter(({ dossier }) => {
    const own = dossier.statuses.findIndex((status) => status.decisionId === decisionId);
    return own >= 0 && dossier.statuses.slice(own + 1).some(({ source }) => source === 'decision');
  });
  return rested.length === 0 ? null : { code: 'decision-rested-on', total: rested.length };
}

function planStatus({ decisionId, withdrawnOn }: Payload, { householdId, bookId, dossier }: DecidedHere): Plan[] {
  const own = dossier.statuses.find((status) => status.decisionId === decisionId);
  if (own === undefined || own.roundId === null) return [];
  const body = { decisionId, householdId, roundId: own.roundId, year: own.year, class: own.class, withdrawnOn };
  return [{ bookId, householdId, said: { kind: 'status-withdrawn', body } }];
}

async function planCertificates(world: World, payload: Payload, decided: readonly DecidedHere[]): Promise<Plan[]> {
  const rows = await world.sql.query<{ rowId: string; householdId: string }>(
    `select row_id as "rowId", household_id as "householdId" from certificate where decision_id = $1 and ended_how is null order by row_id`,
    [payload.decisionId],
  );
  const books = new Map(decided.map(({ householdId, bookId }) => [householdId, bookId]));
  const { communeId, withdrawnOn: on, reason: why } = payload;
  return rows.flatMap(({ rowId, householdId }): Plan[] => {
    const bookId = books.get(householdId);
    const body = { householdId, communeId, rowId, on, why };
    return bookId === undefined ? [] : [{ bookId, householdId, said: { kind: 'certificate-withdrawn', body } }];
  });
}

/** Of how many households the decision spoke that are not held here: they moved on, or were forgotten. And is the sender tied to one of them? */
async function readBeyond(
  world: World,
  decisionId: string,
  held: readonly DecidedHere[],
): Promise<{ readonly households: number; readonly fault: CommandProblem | null }> {
  const accountId = world.who === 'system' ? null : world.who.actor.accountId;
  const rows = await world.sql.query<{ tie: Tie | null }>(
    `select tied_to(d.household_id, $2) as tie from decided_in($1) d where d.household_id <> all ($3::uuid[])`,
    [decisionId, accountId, held.map(({ householdId }) => householdId)],
  );
  const apart = rows.map(({ tie }) => keptApart('decide-list', tie)).find((code) => code !== null) ?? null;
  return { households: rows.length, fault: apart === null ? null : { code: apart, total: 1, households: [] } };
}

/** The list can be decided anew where its round is open. */
function backToList(world: World, { bookId, roundId, communeId }: { bookId: string; roundId: string; communeId: string }): Plan[] {
  const standing = world.rounds.get(roundId);
  const row = standing?.round.gates.find(({ action }) => action === 'decide-list');
  if (standing === undefined || standing.state !== 'open' || row === undefined) return [];
  if (standing.gates.get(communeId) !== 'closed') return [];
  const body = { roundId, communeId, from: 'closed' as const, to: row.from };
  return [{ bookId, householdId: null, said: { kind: 'gate-passed', body } }];
}
