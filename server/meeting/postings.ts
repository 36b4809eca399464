/**
 * Lists on the wall for the desk (niêm yết): of each hamlet what hangs where and until when, and the list itself as a paper for the wall,
 * with name, hamlet and class and nothing else of anybody.
 */
import { sql } from 'kysely';
import type { RulebookId } from '../../core/classify/verdict.ts';
import type { DecidedList } from '../../core/meeting/decision.ts';
import type { Round } from '../../core/meeting/round.ts';
import { countWithoutPicture, postingState } from '../../core/meeting/posting.ts';
import type { PostingPlace } from '../../core/meeting/posting-codes.ts';
import type { HamletWall, PostingsView, WallPicture } from '../../core/meeting/posting-views.ts';
import { areaAbove, levelOf, periodAt } from '../../core/kernel/areas.ts';
import { isAreaId } from '../../core/kernel/ids.ts';
import type { NamedRound } from '../../words/round-name.ts';
import { notFound } from '../http/problem.ts';
import type { Context } from '../http/route.ts';
import type { Tx } from '../http/transaction.ts';
import { findGate, findPostingRound, getRound } from '../interview/rounds.ts';
import { type Candidate, readCandidates } from '../ledger/candidates.ts';
import { onWall, type PostingStored, readPostings, wallsOf } from '../ledger/postings.ts';
import { sqlOfKysely } from '../ledger/sql.ts';
import { hamletsOf } from '../register/areas.ts';
import { areaName } from '../register/rows.ts';

type Asking = Pick<Context, 'tx' | 'actor' | 'tree' | 'today'>;

/** The open round whose list hangs, and the commune whose it is. */
async function findWall(
  { tx, tree, today }: Asking,
  areaId: string,
  roundId?: string,
): Promise<{ round: Round; nth: number | undefined; communeId: string } | null> {
  if (!isAreaId(areaId)) return null;
  const communeId = levelOf(tree, areaId) === 'commune' ? areaId : (areaAbove(tree, areaId, today, 'commune')?.areaId ?? null);
  const standing = communeId === null ? null : await (roundId === undefined ? findPostingRound(tx, communeId) : getRound(tx, roundId));
  return standing === null || standing.state === 'closed' || communeId === null
    ? null
    : { round: standing.round, nth: standing.nth, communeId };
}

export async function viewPostings(context: Asking, areaId: string, roundId?: string): Promise<PostingsView | null> {
  const found = await findWall(context, areaId, roundId);
  const period = isAreaId(areaId) ? periodAt(context.tree, areaId, context.today) : null;
  if (found === null || period === null) return null;
  const { round, communeId } = found;
  const gate = await findGate(context.tx, round.roundId, communeId);
  if (gate === null || round.procedure === undefined) return null;
  const { counts, places } = round.procedure;
  const hamletIds = hamletsOf(context, period);
  const candidates = await readWall(context, round, hamletIds);
  const walls = new Map(wallsOf(hamletIds, candidates).map(({ hamletId, print }) => [hamletId, print]));
  const postings = await readPostings(sqlOfKysely(context.tx), round.roundId, hamletIds);
  const hung = onWall(candidates);
  const hamlets = hamletIds.map((hamletId): HamletWall => {
    const own = postings.filter((posting) => posting.hamletId === hamletId);
    const wall = wallOf(own, { print: walls.get(hamletId) ?? null, places, today: context.today });
    const households = hung.filter((one) => one.hamletId === hamletId).length;
    return { hamletId, hamletName: areaName(context, hamletId), households, ...wall };
  });
  return { roundId: round.roundId, gate, today: context.today, counts, hamlets, withoutPicture: countWithoutPicture(postings) };
}

interface ToHang {
  /** Of what would hang now; null: nothing would. */
  readonly print: string | null;
  readonly places: readonly PostingPlace[];
  readonly today: string;
}

/** What hangs and hung of one hamlet, and where it must still be put up as it is now. */
export function wallOf(own: readonly PostingStored[], { print, places, today }: ToHang): Pick<HamletWall, 'postings' | 'missing'> {
  const views = own.map(
    ({ postingId, place, placeName: where, startsOn, endsOn, takenDownOn, again, print: was, photoUp, photoDown, there }) => ({
      ...{ postingId, place, where, startsOn, endsOn, takenDownOn, again },
      ...{ photoUp: pictureOf(photoUp, there), photoDown: pictureOf(photoDown, there) },
      state: postingState({ endsOn, takenDownOn }, today),
      same: was === print,
    }),
  );
  const missing = places.filter((place) => !views.some((view) => view.place === place && view.same && view.state !== 'cut-short'));
  return { postings: views, missing: print === null ? [] : missing };
}

/** `there`: those that can be looked at. */
export function pictureOf(pictureId: string | null, there: readonly string[]): WallPicture | null {
  return pictureId === null ? null : { pictureId, there: there.includes(pictureId) };
}

function readWall({ tx, today }: Asking, round: Round, hamletIds: readonly string[]): Promise<Candidate[]> {
  return readCandidates(sqlOfKysely(tx), { roundId: round.roundId, rulebook: round.rulebooks[0] ?? '', hamletIds, day: today });
}

export interface WallRow {
  readonly headName: string;
  readonly lists: readonly DecidedList[];
}

export interface WallPaper {
  readonly communeName: string;
  readonly hamletName: string;
  readonly year: number;
  readonly rulebook: RulebookId;
  /** The round by name. */
  readonly about: NamedRound;
  /** The list with which the year opens. */
  readonly opens: boolean;
  /** Whose heads are named, in no order of the rows. */
  readonly householdIds: readonly string[];
  readonly rows: readonly WallRow[];
}

/** Throws `not-found` where nothing is to hang. */
export async function readWallPaper(context: Asking, hamletId: string, roundId?: string): Promise<WallPaper> {
  const found = await findWall(context, hamletId, roundId);
  if (found === null || !isAreaId(hamletId) || levelOf(context.tree, hamletId) !== 'hamlet') throw notFound();
  const wall = onWall(await readWall(context, found.round, [hamletId]));
  const names = await readHeads(
    context.tx,
    wall.map(({ householdId }) => householdId),
  );
  const rows = wall.map(({ householdId, lists }) => ({ headName: names.get(householdId) ?? '', lists }));
  return {
    communeName: areaName(context, found.communeId),
    hamletName: areaName(context, hamletId),
    ...{ year: found.round.year, rulebook: found.round.rulebooks[0] ?? '2022-2026', opens: found.round.kind === 'opening' },
    householdIds: wall.map(({ householdId }) => householdId),
    about: { ...found.round, nth: found.nth },
    rows: rows.sort((a, b) => (a.headName < b.headName ? -1 : 1)),
  };
}

async function readHeads(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ id: string; name: string }>`
    select household_id as id, head_name as name from household where household_id = any (${[...ids]}::uuid[])`.execute(tx);
  return new Map(rows.map(({ id, name }) => [id, name]));
}
