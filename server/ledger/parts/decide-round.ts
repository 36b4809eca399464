/**
 * Commands about rounds and what they are measured by (đợt rà soát, bảng điểm, chỉ tiêu): a round opens with the score table of
 * each of its rulebooks, those in force if it does not say; a table comes in for one rulebook, with a number above all before it.
 */
import type { CommandOf } from '../../../core/kinds.ts';
import { checkTableSet, type NamedTable, versionFault } from '../../../core/classify/score-table-record.ts';
import { ok, type Result } from '../../../core/kernel/result.ts';
import { roundFault } from '../../../core/meeting/round-fault.ts';
import { type Round, tableNamedIn } from '../../../core/meeting/round.ts';
import type { CommandProblem } from '../../../core/sync/envelope.ts';
import { periodOn } from './areas.ts';
import type { Decided } from './decide-household.ts';
import { findProvince, inProvince } from './decide-office.ts';
import { ownName, tablesInForce } from '../score-tables.ts';
import { overOf, refuse, type World } from './world.ts';

export async function openRound(world: World, command: CommandOf<'round-opened'>): Promise<Decided> {
  const { payload } = command;
  const { round, communes } = payload;
  if (world.rounds.has(round.roundId)) return refuse({ code: 'round-exists' });
  const fault = roundFault(round);
  if (fault !== null) return refuse({ code: 'round-malformed', fault });
  if (new Set(communes).size !== communes.length) return refuse({ code: 'malformed', path: 'communes', fault: 'twice' });
  const unknown = communes.find((communeId) => world.areas.get(communeId)?.level !== 'commune');
  if (unknown !== undefined) return refuse({ code: 'area-unknown', areaId: unknown });
  const guarded = world.who === 'system' ? null : openingGuard(world, command);
  if (guarded !== null) return refuse(guarded);
  const reviewed = communes.find((communeId) => hasOne(world, { round, communeId }));
  if (reviewed !== undefined) return refuse({ code: 'commune-has-round', areaId: reviewed, year: round.year });
  const stands = standsInInterviews(world, payload);
  if (!stands.ok) return stands;
  const tables = await tablesFor(world, round);
  if (!tables.ok) return tables;
  return inProvince(world, 'open-round', { kind: 'round-opened', body: { round: { ...round, tables: tables.value }, communes } });
}

/**
 * What nobody opens by hand: a round whose last day, as its procedure counts it, is over already; one for a commune that is none on its first
 * day or, where that is past, on the day it is opened, which is the server's; a review of requests by two standards, since who asks is found by the one in force.
 * What was held in earlier years comes in by the program itself.
 */
function openingGuard({ areas, clock }: World, { payload }: CommandOf<'round-opened'>): CommandProblem | null {
  const { round, communes } = payload;
  const day = clock.today;
  if (round.closesOn < day) return { code: 'round-over', day: round.closesOn };
  if ((round.kind === 'regular' || round.kind === 'exit') && round.rulebooks.length > 1) return { code: 'round-two-standards' };
  for (const on of [round.opensOn, ...(round.opensOn < day ? [day] : [])]) {
    const gone = communes.find((communeId) => periodOn(areas, communeId, on) === null);
    if (gone !== undefined) return { code: 'commune-not-then', areaId: gone, day: on };
  }
  return null;
}

/**
 * Is what an opening list stands in there: the yearly round before it, not taken back, of the same form, whose interviews are judged by its
 * standard too and in which all of its communes take part?
 */
function standsInInterviews(world: World, { round, communes }: CommandOf<'round-opened'>['payload']): Result<true, CommandProblem> {
  if (round.interviewsOf === undefined) return ok(true);
  const malformed = refuse({ code: 'round-malformed', fault: 'opening' });
  const source = world.rounds.get(round.interviewsOf);
  if (source === undefined || source.round.kind !== 'yearly' || source.round.year !== round.year - 1) return malformed;
  if (source.cancelled === true) return refuse(overOf(source));
  const [official, ...beside] = source.round.rulebooks;
  const [own] = round.rulebooks;
  const judged = own !== undefined && own !== official && beside.includes(own) && source.round.questionnaire === round.questionnaire;
  return judged && communes.every((communeId) => source.gates.has(communeId)) ? ok(true) : malformed;
}

/** One yearly review a year and commune, and one opening list; one closed before its list was decided does not count. Reviews of requests are many, one after the other. */
function hasOne(
  world: World,
  { round: { kind, year, opensOn, closesOn }, communeId }: { readonly round: Round; readonly communeId: string },
): boolean {
  const many = kind === 'regular' || kind === 'exit';
  return [...world.rounds.values()].some(({ round: other, state, gates }) => {
    const gate = other.kind === kind ? gates.get(communeId) : undefined;
    if (gate === undefined) return false;
    if (many) return state === 'open' && gate !== 'closed' && other.opensOn <= closesOn && opensOn <= other.closesOn;
    return other.year === year && (state === 'open' || gate === 'closed');
  });
}

export function closeRound(world: World, { payload }: CommandOf<'round-closed'>): Decided {
  const standing = world.rounds.get(payload.roundId);
  if (standing === undefined) return refuse({ code: 'round-unknown' });
  if (standing.state === 'closed') return refuse(overOf(standing));
  return inProvince(world, 'open-round', { kind: 'round-closed', body: payload });
}

/** By the province for itself or for a unit below, also for one that has ended: targets of past years are facts. */
export function setTarget(world: World, { payload }: CommandOf<'target-set'>): Decided {
  const level = world.areas.get(payload.areaId)?.level;
  if (level === undefined || level === 'hamlet') return refuse({ code: 'area-unknown', areaId: payload.areaId });
  return inProvince(world, 'open-round', { kind: 'target-set', body: payload });
}

export async function setScoreTable(world: World, { payload }: CommandOf<'score-table-set'>): Promise<Decided> {
  const province = findProvince(world, 'set-score-table');
  if (!province.ok) return province;
  const fit = checkTableSet(payload, { hash: world.tools.hash, today: world.clock.today });
  if (!fit.ok) return refuse(fit.error);
  const [last] = await world.sql.query<{ version: number; hash: string }>(
    'select version, hash from score_table where rulebook = $1 order by (hash = $2) desc, version desc limit 1',
    [payload.rulebook, payload.hash],
  );
  if (last?.hash === payload.hash) return refuse({ code: 'score-table-known', version: last.version });
  const fault = versionFault(payload.table.version, last?.version ?? 0);
  if (fault !== null) return refuse({ ...fault });
  return ok([{ bookId: province.value.bookId, householdId: null, said: { kind: 'score-table-set', body: payload } }]);
}

/** The tables of a round that opens; one that is named must be there. */
async function tablesFor(world: World, round: Round): Promise<Result<NamedTable[], CommandProblem>> {
  // Judged by the table by which its interviews were.
  const source = round.interviewsOf === undefined ? undefined : world.rounds.get(round.interviewsOf);
  if (source !== undefined && round.tables === undefined)
    return ok(round.rulebooks.flatMap((rulebook) => tableNamedIn(source.round, rulebook) ?? []));
  const now = await tablesInForce(world.sql);
  if (round.tables === undefined) return ok(round.rulebooks.flatMap((rulebook) => now.get(rulebook)?.name ?? []));
  const ordered = round.rulebooks.map((rulebook) => round.tables?.filter((table) => table.rulebook === rulebook) ?? []);
  if (ordered.some((named) => named.length !== 1) || round.tables.length !== ordered.length)
    return refuse({ code: 'round-malformed', fault: 'tables' });
  for (const table of round.tables) {
    const own = ownName(table.rulebook);
    const rows = await world.sql.query<NamedTable & Record<string, unknown>>(
      'select rulebook, id, version, status, hash from score_table where hash = $1',
      [table.hash],
    );
    const same = [own, ...rows].some((known) => sameName(known, table));
    if (!same) return refuse({ code: 'score-table-unknown', rulebook: table.rulebook, version: table.version });
  }
  return ok([...round.tables]);
}

function sameName(a: NamedTable, b: NamedTable): boolean {
  return a.rulebook === b.rulebook && a.id === b.id && a.version === b.version && a.status === b.status && a.hash === b.hash;
}
