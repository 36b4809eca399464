/**
 * Pictures on this phone (ảnh còn ở máy): that one was taken goes out as a command in the same outbox as forms; the picture, made small and bare
 * and sealed to the server in pieces, after them, each piece as often as the line makes it. What was sent stays sealed as long as
 * commands do, for a server that is restored. The record of it is the person's own.
 */
import { instantOf } from '../../core/kernel/dates.ts';
import type { Problem } from '../../core/kernel/result.ts';
import { type PhotoOf, PIECE_BYTES, type PieceAnswer, piecesOf, placeOfPiece } from '../../core/register/pieces.ts';
import { placeOfBox } from '../../core/sync/box-place.ts';
import { post } from '../../ui/api.ts';
import { envelope, newId } from '../../ui/command.ts';
import { type OutboxRow, outboxOf, type Piece, serverNow, type Store, whoseOf } from './device.ts';
import { keeper } from './keeper.svelte.ts';
import { countWaiting, keyOf, nextPiece, putPieces, refusedPictures, refusePicture, removePicture } from './pieces.ts';
import { base64url, sealTo } from './vault.ts';

/** As the phone keeps it, sealed. */
export interface KeptPhoto {
  readonly commandId: string;
  readonly photoId: string;
  readonly householdId: string;
  readonly of: PhotoOf;
  readonly takenAt: string;
  readonly pieces: number;
}

export interface Photo extends KeptPhoto {
  readonly sent: number;
  /** Why the server will not have it. */
  readonly problem: Problem | null;
}

interface Taken {
  readonly householdId: string;
  readonly of: PhotoOf;
  /** Small and bare. */
  readonly picture: Uint8Array<ArrayBuffer>;
}

/** On the disk when it returns, sealed in pieces that this phone itself cannot open any more. */
export async function keepPhoto(store: Store, sealKey: string, { householdId, of, picture }: Taken): Promise<void> {
  const { accountId } = store;
  const [photoId, takenAt] = [newId(), instantOf(Date.now() + (keeper.holding?.skew ?? 0))];
  const hash = hexOf(await crypto.subtle.digest('SHA-256', picture));
  const sealed = envelope('photo-taken', { photoId, householdId, of, takenAt, bytes: picture.length, hash });
  const { commandId } = sealed;
  const box = await sealTo(sealKey, placeOfBox(accountId, commandId), sealed);
  const count = piecesOf(picture.length);
  const pieces: Piece[] = [];
  for (let n = 0; n < count; n += 1) {
    const part = picture.subarray(n * PIECE_BYTES, (n + 1) * PIECE_BYTES);
    const sealedPart = await sealTo(sealKey, placeOfPiece(accountId, photoId, n), base64url(part));
    const where = { key: keyOf(photoId, n), accountId, householdId, photoId, n };
    pieces.push({ ...where, box: sealedPart, state: 'waiting', sentAt: null, problem: null });
  }
  const about = [householdId];
  const row: OutboxRow = {
    ...{ commandId, accountId, subject: subjectOf(photoId), about, box, madeAt: Date.now() },
    ...{ step: true, state: 'waiting', problem: null },
  };
  const kept: KeptPhoto = { commandId, photoId, householdId, of, takenAt, pieces: count };
  // Pieces first: killed in between, they are never asked for; the other way round the server would wait for ever.
  await putPieces(pieces);
  await store.change([{ kind: 'photo', id: photoId, value: kept }], { put: row });
}

const subjectOf = (photoId: string): string => `photo|${photoId}`;

function hexOf(bytes: ArrayBuffer): string {
  return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Newest first. */
export async function readPhotos(accountId: string, kept: readonly KeptPhoto[]): Promise<readonly Photo[]> {
  const [rows, waiting, refused] = [await outboxOf(accountId), await countWaiting(accountId), await refusedPictures(accountId)];
  const told = kept.map((photo): Photo => {
    const back = rows.find(({ commandId, state }) => commandId === photo.commandId && state !== 'waiting');
    const problem = back?.problem ?? refused.get(photo.photoId) ?? null;
    return { ...photo, sent: photo.pieces - (waiting.get(photo.photoId) ?? 0), problem };
  });
  return told.toSorted((a, b) => (a.takenAt < b.takenAt ? 1 : -1));
}

/** A person gives up a picture that the server does not have whole. */
export async function dropPhoto(store: Store, { photoId, commandId }: Photo): Promise<void> {
  await removePicture(photoId);
  await store.change([{ kind: 'photo', id: photoId, value: undefined }], { drop: [commandId] });
}

/** The server will not have pieces of this picture now; another's may go. */
const OF_THIS_PICTURE: ReadonlySet<string> = new Set(['photo-unknown', 'not-found', 'not-your-area', 'not-your-role', 'malformed']);

export type Went = 'one' | 'nothing' | 'line-failed';

/** One piece of a picture of which the server has heard; `passed` notes those that have to wait. Needs no PIN. */
export async function sendPiece(accountId: string, passed: Set<string>): Promise<Went> {
  const untold = new Set((await outboxOf(accountId)).map(({ subject }) => subject));
  const piece = await nextPiece(accountId, ({ photoId }) => !passed.has(photoId) && !untold.has(subjectOf(photoId)));
  if (piece === undefined) return 'nothing';
  const { photoId, householdId, n, box } = piece;
  const answer = await post<PieceAnswer>(`/api/households/${householdId}/photos/${photoId}/pieces`, { n, box }, await whoseOf(accountId));
  if (!answer.ok && !OF_THIS_PICTURE.has(answer.error.code)) return 'line-failed';
  // Of its command the server knows nothing, as after a restore where it waits under another subject.
  if (!answer.ok) passed.add(photoId);
  else if (answer.value.stands === 'refused') await refusePicture(photoId, answer.value.problem);
  else await putPieces([{ ...piece, state: 'sent', sentAt: await serverNow(accountId) }]);
  return 'one';
}
