/**
 * A picture of a dwelling or of a signed sheet (ảnh nhà ở, ảnh phiếu đã ký), never of an identity card. The ledger keeps that it was taken,
 * by whom, and what it must be like to the byte; the picture itself lies beside it, comes later and in pieces, and can be removed.
 */
import * as z from 'zod';
import { field, record, RULES } from '../access/catalogue.ts';
import { hashSchema, idSchema, instantSchema, lineSchema } from '../ledger/fields.ts';
import { boxSchema } from '../sync/box.ts';
import { MOST_PHOTO_BYTES, MOST_PIECES, type PhotoOf, PHOTOS_OF } from './pieces.ts';

/** Of one household, over all rounds. */
export const MOST_PHOTOS = 12;

export const photoTaken = record('photo taken', {
  photoId: field(idSchema, RULES.operation),
  householdId: field(idSchema, RULES.operation),
  of: field(z.enum(PHOTOS_OF), RULES.operation),
  takenAt: field(instantSchema, RULES.operation),
  bytes: field(z.int().min(1).max(MOST_PHOTO_BYTES), RULES.operation),
  /** SHA-256 of the picture. */
  hash: field(hashSchema, RULES.photo),
});

/** By an office, for good: it showed what no picture may, or nothing that helps. */
export const photoRemoved = record('photo removed', {
  photoId: field(idSchema, RULES.operation),
  householdId: field(idSchema, RULES.operation),
  why: field(lineSchema(300), RULES.staff),
});

/** One piece on its way, sealed as commands are. */
export const photoPiece = z.strictObject({
  n: z
    .int()
    .min(0)
    .max(MOST_PIECES - 1),
  box: boxSchema,
});
export type PhotoPiece = z.infer<typeof photoPiece>;

/** A picture that is whole; the picture itself is asked for alone, which is logged. */
export interface PhotoRow {
  readonly photoId: string;
  readonly of: PhotoOf;
  /** By the device's clock. */
  readonly takenAt: string;
  readonly by: string;
}
