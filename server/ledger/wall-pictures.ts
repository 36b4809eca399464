/**
 * Pictures of walls as the ledger names them (ảnh niêm yết): an id is made from the bytes, so that the event which names it commits to the picture.
 */
import { createHash } from 'node:crypto';
import { type Instant, instantOf, millisOf } from '../../core/kernel/dates.ts';
import { type Uuid, uuidFrom } from '../../core/kernel/ids.ts';
import type { Sql } from './sql.ts';

export function wallPictureId(picture: Uint8Array): Uuid {
  return uuidFrom(createHash('sha256').update(picture).digest().subarray(0, 16));
}

interface Named {
  readonly hamletId: string;
  /** Null: no picture was given. */
  readonly photo: string | null;
  readonly now: string;
}

/** True where no picture is named, or that one lies there; from now on it is kept as one that is named. */
export async function nameWallPicture(sql: Sql, { hamletId, photo, now }: Named): Promise<boolean> {
  if (photo === null) return true;
  // Written, not only read: what clears away pictures of yesterday waits for this transaction and sees it.
  const rows = await sql.query('update wall_picture set kept_at = $3, named_at = $3 where picture_id = $1 and hamlet_id = $2 returning 1', [
    ...[photo, hamletId, now],
  ]);
  return rows.length > 0;
}

/** A picture waits so long for the command that names it. */
const WAITS_MS = 24 * 60 * 60_000;

/** Those for which no command came. */
export async function forgetUnnamedWallPictures(sql: Sql, now: Instant): Promise<void> {
  await sql.query('select forget_unnamed_wall_pictures($1)', [instantOf(millisOf(now) - WAITS_MS)]);
}
