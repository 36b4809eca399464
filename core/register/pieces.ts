/**
 * How a picture travels (ảnh đi từng phần): its pieces, how long they are, what each is bound to. Nothing of schemas, so that a phone has it at once.
 */
import type { CommandProblem } from '../sync/envelope.ts';

export const PHOTOS_OF = ['dwelling', 'signed-sheet'] as const;
export type PhotoOf = (typeof PHOTOS_OF)[number];

export const MOST_PHOTO_BYTES = 400_000;
/** Bytes of one piece: about three seconds at 256 kbit/s. */
export const PIECE_BYTES = 48_000;
export const MOST_PIECES = Math.ceil(MOST_PHOTO_BYTES / PIECE_BYTES);

/** What the seal of a piece is bound to. */
export function placeOfPiece(accountId: string, photoId: string, n: number): string {
  return `${accountId}|${photoId}|${n}`;
}

export function piecesOf(bytes: number): number {
  return Math.ceil(bytes / PIECE_BYTES);
}

/** `part`: others are still to come. `whole`: the picture is kept; this piece may go. `refused`: none of its pieces will do. */
export type PieceAnswer = { readonly stands: 'part' | 'whole' } | { readonly stands: 'refused'; readonly problem: CommandProblem };
