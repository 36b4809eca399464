/**
 * A list on the wall (niêm yết công khai): put up at a place for so many working days and taken down again, two events of the hamlet's
 * book. What hung is told by a print of it, so that the ledger keeps no list of names twice; a list that is another now must hang again
 * before it is decided. When each ends is counted by the round's procedure.
 */
import * as z from 'zod';
import { field, RULES, record } from '../access/catalogue.ts';
import { canonical } from '../ledger/canonical.ts';
import { toHex } from '../ledger/chain.ts';
import type { Hash } from '../ledger/event.ts';
import { areaIdSchema, daySchema, hashSchema, idSchema, lineSchema } from '../ledger/fields.ts';
import type { DecidedList } from './decision.ts';
import { POSTING_BLOCKERS, POSTING_PLACES, type PostingBlocker, type PostingPlace } from './posting-codes.ts';

const operation = <S extends z.ZodType>(schema: S) => field(schema, RULES.operation);

const put = {
  postingId: operation(idSchema),
  roundId: operation(idSchema),
  hamletId: operation(areaIdSchema),
  place: operation(z.enum(POSTING_PLACES)),
  /** As people call it: "Nhà văn hóa ấp Thôn Rôn". */
  where: operation(lineSchema(200)),
  startsOn: operation(daySchema),
  /** The picture of the list on the wall. */
  photo: operation(idSchema.nullable()),
};

/** The command; when it ends and what hangs, the door finds. */
export const postList = record('post list', put);

export const listPosted = record('list posted', {
  ...put,
  endsOn: operation(daySchema),
  print: operation(hashSchema),
  /** Not the first of this hamlet and place in the round. */
  again: operation(z.boolean()),
});

export const listTakenDown = record('list taken down', {
  postingId: operation(idSchema),
  hamletId: operation(areaIdSchema),
  on: operation(daySchema),
  photo: operation(idSchema.nullable()),
});

export interface Posting {
  readonly hamletId: string;
  readonly place: PostingPlace;
  readonly endsOn: string;
  readonly print: string;
  /** null: it still hangs. */
  readonly takenDownOn: string | null;
}

/** đang niêm yết, đã hết hạn mà chưa gỡ, đã niêm yết đủ, gỡ trước hạn */
export type PostingState = 'hangs' | 'overdue' | 'done' | 'cut-short';

export function postingState({ endsOn, takenDownOn }: Pick<Posting, 'endsOn' | 'takenDownOn'>, today: string): PostingState {
  if (takenDownOn === null) return today <= endsOn ? 'hangs' : 'overdue';
  return takenDownOn < endsOn ? 'cut-short' : 'done';
}

interface Proved {
  readonly takenDownOn: string | null;
  readonly photoUp: unknown;
  readonly photoDown: unknown;
}

/** How many acts have none: one for each that was put up, one more once it was taken down. */
export function countWithoutPicture(postings: readonly Proved[]): number {
  const bare = (photo: unknown): number => (photo === null ? 1 : 0);
  return postings.reduce((sum, one) => sum + bare(one.photoUp) + (one.takenDownOn === null ? 0 : bare(one.photoDown)), 0);
}

/** A household on the wall, and the lists on which it stands. */
export interface OnWall {
  readonly householdId: string;
  readonly lists: readonly DecidedList[];
}

/** The same for the same households on the same lists, whatever their order. */
export function printOfWall(hash: Hash, wall: readonly OnWall[]): string {
  const lines = wall.map(({ householdId, lists }) => [householdId, [...lists].sort().join(' ')].join(' ')).sort();
  return toHex(hash('vuon posting\n', canonical(lines)));
}

/** `print`: of its list as it stands now; null: nobody is on it, so nothing hangs. */
export interface WallNow {
  readonly hamletId: string;
  readonly print: string | null;
}

export interface PostingAsked {
  readonly places: readonly PostingPlace[];
  /** The day of the decision. */
  readonly day: string;
}

/** The hamlets of each; none where nothing stands in the way. */
export function postingBlockers(
  walls: readonly WallNow[],
  postings: readonly Posting[],
  { places, day }: PostingAsked,
): readonly { readonly code: PostingBlocker; readonly hamletIds: readonly string[] }[] {
  const found = walls.map(({ hamletId, print }) => {
    const own = postings.filter((posting) => posting.hamletId === hamletId);
    const codes =
      print === null
        ? []
        : places.map((place) =>
            blockerAt(
              own.filter((posting) => posting.place === place),
              print,
              day,
            ),
          );
    return { hamletId, code: POSTING_BLOCKERS.find((code) => codes.includes(code)) ?? null };
  });
  return POSTING_BLOCKERS.flatMap((code) => {
    const hamletIds = found.filter((one) => one.code === code).map(({ hamletId }) => hamletId);
    return hamletIds.length === 0 ? [] : [{ code, hamletIds }];
  });
}

function blockerAt(own: readonly Posting[], print: string, day: string): PostingBlocker | null {
  const counting = own.filter((posting) => postingState(posting, day) !== 'cut-short');
  const same = counting.filter((posting) => posting.print === print);
  if (same.length === 0) return counting.length === 0 ? 'not-posted' : 'posting-changed';
  if (same.every(({ endsOn }) => day <= endsOn)) return 'posting-hangs';
  // A list that is no more on anybody's wall: names hang no longer than they must.
  return own.some(({ endsOn, takenDownOn }) => takenDownOn === null && endsOn < day) ? 'posting-not-taken-down' : null;
}
