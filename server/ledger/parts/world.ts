/**
 * What a batch knows while it is decided (trạng thái trong một lô lệnh): read once under the heads' locks, changed in the process
 * as events are added, written back at the end of each run of commands. Nothing of it outlives the transaction.
 */
import type { Actor } from '../../../core/access/may.ts';
import { may } from '../../../core/access/may.ts';
import { keptApart } from '../../../core/access/duties.ts';
import type { Action } from '../../../core/access/action.ts';
import { emptyHead, type Head } from '../../../core/ledger/chain.ts';
import { SYSTEM_ACCOUNT } from '../../../core/ledger/event.ts';
import type { ScoreTable } from '../../../core/classify/score-table.ts';
import type { RulebookId } from '../../../core/classify/verdict.ts';
import type { Round } from '../../../core/meeting/round.ts';
import type { GateState } from '../../../core/meeting/views.ts';
import { tieOf } from '../../../core/register/tie.ts';
import type { CommandProblem } from '../../../core/sync/envelope.ts';
import type { HandoverEvent } from '../../../core/sync/handover.ts';
import type { Scope } from '../../db/scope.ts';
import type { Sql } from '../sql.ts';
import type { Tools } from '../tools.ts';
import { type Areas, pathOn } from './areas.ts';
import type { Claims } from './claims.ts';
import type { Tellings } from './tellings.ts';
import type { Dossier } from './dossier.ts';

/** Whoever sends commands: a person with their posts, or the program itself (first installation, jobs, demonstration). */
export type Who = { readonly actor: Actor; readonly scope: Scope } | 'system';

/** `today` in Vietnam. */
export interface Clock {
  readonly now: string;
  readonly today: string;
}

export interface Book {
  readonly bookId: string;
  readonly kind: 'hamlet' | 'office';
  readonly areaId: string;
  readonly hamletId: string | null;
  readonly closedAt: string | null;
}

export interface RoundNow {
  readonly round: Round;
  readonly state: 'open' | 'closed';
  readonly cancelled?: boolean;
  readonly gates: ReadonlyMap<string, GateState>;
  /** Communes whose decision stands, and the day on which the ledger was told of it, whichever its paper bears. */
  readonly decided?: ReadonlyMap<string, string>;
  /** Communes whose list was taken back. */
  readonly left?: ReadonlySet<string>;
  /** Of each rulebook of the round. */
  readonly tables: ReadonlyMap<RulebookId, ScoreTable>;
}

export interface InstallationNow {
  readonly installationId: string;
  readonly provinceId: string;
  readonly epoch: string;
  readonly demonstration: boolean;
}

/** An enumerator is expected at a household once more. */
export interface Revisit {
  readonly householdId: string;
  readonly roundId: string;
  readonly accountId: string;
}

/** An interview is held once more by another person, and counts for nothing else. */
export interface Check extends Revisit {
  readonly drawId: string;
  /** Whose draw it is. */
  readonly communeId: string;
}

/** A picture of which the ledger was told. */
export interface PhotoTold {
  readonly photoId: string;
  removed: boolean;
}

export interface World {
  readonly sql: Sql;
  readonly who: Who;
  readonly clock: Clock;
  readonly tools: Tools;
  installation: InstallationNow | null;
  areas: Areas;
  rounds: ReadonlyMap<string, RoundNow>;
  /** Books that the actor reaches, by book and by area. */
  readonly books: Map<string, Book>;
  readonly bookOfArea: Map<string, Book>;
  /** Heads that this transaction holds, or made. */
  readonly heads: Map<string, Head>;
  /** Books opened by this transaction. */
  readonly opened: Set<string>;
  /** Every household that the batch names: where it is, also outside the actor's reach. */
  readonly places: Map<string, { readonly bookId: string; readonly hamletId: string }>;
  readonly dossiers: Map<string, Dossier>;
  /** Pictures of the households asked for so far. */
  readonly photos: Map<string, PhotoTold[]>;
  /** What was handed over in the hamlets asked for so far, in the order of the ledger. */
  readonly handovers: Map<string, HandoverEvent[]>;
  /** Where former histories end, as `former-history.ts` reads them. */
  cuts: ReadonlyMap<string, number>;
  /** Who and what the batch names, wherever it already is. */
  claims: Claims;
  /** Of households where two forms overlap or a clash is settled. */
  tellings: ReadonlyMap<string, Tellings>;
  /** Who is sent to which of the batch's households again, because of an objection. */
  revisits: readonly Revisit[];
  /** Who was ever asked to hold the interview of one of the batch's households once more. */
  checks: readonly Check[];
  /** The actor's account is suspended by now. */
  suspended: boolean;
  /** The batch was begun before, and something was not as it had been read. */
  readonly again: boolean;
}

export type Refusal = { readonly ok: false; readonly error: CommandProblem };

export const refuse = (error: CommandProblem): Refusal => ({ ok: false, error });

/** Why nothing is taken in a round that is over. */
export const overOf = ({ cancelled }: Pick<RoundNow, 'cancelled'>): CommandProblem => ({
  code: cancelled === true ? 'round-cancelled' : 'round-closed',
});

/** Why a commune without a list in the round has none. */
export const notInRound = ({ left }: Pick<RoundNow, 'left'>, communeId: string | null): CommandProblem =>
  communeId !== null && left?.has(communeId) === true ? { code: 'round-cancelled' } : { code: 'commune-not-in-round' };

export const accountOf = (who: Who): string => (who === 'system' ? SYSTEM_ACCOUNT : who.actor.accountId);

/** Null when the actor may do this in the area today; else why not. */
export function forbids(world: World, action: Action, areaId: string): CommandProblem | null {
  if (world.who === 'system') return null;
  const { today } = world.clock;
  const answer = may(world.who.actor, action, { areaPath: pathOn(world.areas, areaId, today), date: today });
  return answer.allowed ? null : { code: answer.why };
}

/** Null unless the actor is tied to the household and this is not for such a person to do; else the name of that. */
export function forbidsTied(world: World, action: Action, dossier: Pick<Dossier, 'ties'> | undefined): CommandProblem | null {
  if (world.who === 'system' || dossier === undefined) return null;
  const apart = keptApart(action, tieOf(dossier.ties, world.who.actor.accountId));
  if (apart === null) return null;
  return apart === 'own-household' ? { code: 'own-household' } : { code: 'relatives-household' };
}

/** Of these, those whose file was not read: of one that a command named in passing there may be an empty shell. */
export function unreadOf({ dossiers }: Pick<World, 'dossiers'>, householdIds: readonly string[]): readonly string[] {
  return householdIds.filter((id) => (dossiers.get(id)?.file ?? null) === null);
}

export function addBook(world: Pick<World, 'books' | 'bookOfArea'>, book: Book): void {
  world.books.set(book.bookId, book);
  world.bookOfArea.set(book.areaId, book);
}

export function openBook(world: World, book: Book): void {
  addBook(world, book);
  world.opened.add(book.bookId);
  world.heads.set(book.bookId, emptyHead());
}

/** The batch must be begun again: what it stands on was changed before its locks were held. */
export class Overtaken extends Error {
  override readonly name = 'Overtaken';
}
