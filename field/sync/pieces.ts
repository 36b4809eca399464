/**
 * Pieces of pictures on the phone's disk (các phần ảnh trong máy), sealed to the server: nobody opens them here. They are long and stay for
 * weeks, so what is asked often is answered by their keys alone.
 */
import type { CommandProblem } from '../../core/sync/envelope.ts';
import { oldBefore } from '../../core/sync/sent.ts';
import { device, type Piece, placeOf, serverNow } from './device.ts';

export const keyOf = (photoId: string, n: number): string => `${photoId}|${n}`;
const photoOf = (key: string): string => key.split('|')[0] ?? key;
const waiting = (accountId: string) => device.pieces.where('[accountId+state]').equals([accountId, 'waiting']);
const ofPicture = (photoId: string) => device.pieces.where('key').startsWith(`${photoId}|`);

export async function putPieces(pieces: readonly Piece[]): Promise<void> {
  await device.pieces.bulkPut([...pieces]);
}

/** The next one that may go, in the order in which pictures were taken. */
export function nextPiece(accountId: string, goes: (piece: Piece) => boolean): Promise<Piece | undefined> {
  return waiting(accountId).filter(goes).first();
}

/** Of each picture, how many are still to be sent. */
export async function countWaiting(accountId: string): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  for (const key of await waiting(accountId).primaryKeys()) counts.set(photoOf(key), (counts.get(photoOf(key)) ?? 0) + 1);
  return counts;
}

/** Pictures that the server will not have, and why. */
export async function refusedPictures(accountId: string): Promise<ReadonlyMap<string, CommandProblem>> {
  const refused = await device.pieces.where('[accountId+state]').equals([accountId, 'refused']).toArray();
  return new Map(refused.flatMap(({ photoId, problem }) => (problem === null ? [] : [[photoId, problem] as const])));
}

export async function refusePicture(photoId: string, problem: CommandProblem): Promise<void> {
  await ofPicture(photoId).modify({ state: 'refused', problem });
}

export async function removePicture(photoId: string): Promise<void> {
  await ofPicture(photoId).delete();
}

/** The server was restored: it may lack what it had. */
export async function piecesAnew(accountId: string): Promise<void> {
  await device.pieces.where('[accountId+state]').equals([accountId, 'sent']).modify({ state: 'waiting', sentAt: null });
}

/** What was sent long ago, and what shows households that were forgotten, is kept no longer. */
export async function dropOldPieces(accountId: string, forgotten: readonly string[]): Promise<void> {
  const now = await serverNow(accountId);
  await device.transaction('rw', device.records, device.pieces, async () => {
    const old = await device.pieces
      .where('[accountId+sentAt]')
      .between([accountId, 0], [accountId, oldBefore(now)])
      .primaryKeys();
    const about = await device.pieces
      .where('[accountId+householdId]')
      .anyOf(forgotten.map((householdId) => [accountId, householdId]))
      .primaryKeys();
    const gone = [...new Set([...old, ...about])];
    await device.pieces.bulkDelete(gone);
    await device.records.bulkDelete([...new Set(gone.map(photoOf))].map((photoId) => placeOf(accountId, 'photo', photoId)));
  });
}
