/**
 * What hangs, what should hang and what waits for an answer (niêm yết, phản ánh chưa trả lời), read alike by screens and at the door: why a
 * list that its round sends through a posting may not be decided yet.
 */
import { listsOf } from '../../core/meeting/decision.ts';
import { type OnWall, type Posting, postingBlockers, printOfWall, type WallNow } from '../../core/meeting/posting.ts';
import type { PostingBlocker } from '../../core/meeting/posting-codes.ts';
import type { Round } from '../../core/meeting/round.ts';
import type { Candidate } from './candidates.ts';
import type { Sql } from './sql.ts';
import { sha256 } from './tools.ts';

export interface PostingStored extends Posting {
  readonly postingId: string;
  readonly placeName: string;
  readonly startsOn: string;
  readonly again: boolean;
  readonly photoUp: string | null;
  readonly photoDown: string | null;
  /** Which of them are still there. */
  readonly there: readonly string[];
}

/** In the order in which they were put up. Row security leaves out hamlets out of reach. */
export function readPostings(sql: Sql, roundId: string, hamletIds: readonly string[]): Promise<PostingStored[]> {
  return sql.query<PostingStored & Record<string, unknown>>(
    `select posting_id as "postingId", hamlet_id as "hamletId", place, place_name as "placeName", starts_on as "startsOn",
            ends_on as "endsOn", print, again, taken_down_on as "takenDownOn", photo_up as "photoUp", photo_down as "photoDown",
            array(select w.picture_id::text from wall_picture w
                   where w.hamlet_id = posting.hamlet_id and w.picture_id in (photo_up, photo_down)) as there
       from posting where round_id = $1 and hamlet_id = any ($2::text[]) order by starts_on, posting_id`,
    [roundId, hamletIds],
  );
}

/** Who hangs on the wall of their hamlet: everybody whom the decision would put on a list. */
export function onWall(candidates: readonly Candidate[]): readonly (OnWall & { readonly hamletId: string })[] {
  return candidates.flatMap(({ householdId, hamletId, outcome, before }) => {
    const lists = outcome === null ? [] : listsOf(outcome, before);
    return lists.length === 0 ? [] : [{ householdId, hamletId, lists }];
  });
}

export function wallsOf(hamletIds: readonly string[], candidates: readonly Candidate[]): readonly WallNow[] {
  const wall = onWall(candidates);
  return hamletIds.map((hamletId) => {
    const own = wall.filter((one) => one.hamletId === hamletId);
    return { hamletId, print: own.length === 0 ? null : printOfWall(sha256, own) };
  });
}

export interface ListAt {
  readonly round: Pick<Round, 'roundId' | 'procedure'>;
  readonly communeId: string;
  readonly hamletIds: readonly string[];
  readonly candidates: readonly Candidate[];
  /** The day of the decision. */
  readonly day: string;
}

export type ListBlocker =
  | { readonly code: PostingBlocker; readonly total: number; readonly hamlets: readonly string[] }
  | { readonly code: 'objections-open'; readonly total: number; readonly hamlets: readonly [] };

/** All that keeps the list on the wall, or its objections, from being done; nothing where the round asks for neither. */
export async function listBlockers(sql: Sql, { round, communeId, hamletIds, candidates, day }: ListAt): Promise<readonly ListBlocker[]> {
  const { roundId, procedure } = round;
  if (procedure === undefined) return [];
  const postings = await readPostings(sql, roundId, hamletIds);
  const hanging = postingBlockers(wallsOf(hamletIds, candidates), postings, { places: procedure.places, day });
  const [row] = await sql.query<{ open: number }>('select open_objections($1, $2, $3::text[]) as open', [
    roundId,
    communeId,
    procedure.answeredFirst,
  ]);
  const open = row?.open ?? 0;
  return [
    ...hanging.map(({ code, hamletIds: hamlets }) => ({ code, total: hamlets.length, hamlets })),
    ...(open === 0 ? [] : [{ code: 'objections-open', total: open, hamlets: [] } as const]),
  ];
}
