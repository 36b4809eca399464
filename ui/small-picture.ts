/**
 * A picture of the camera made small and bare (thu nhỏ ảnh, bỏ phần kèm theo): drawn anew, so that nothing of the file remains but what can
 * be seen; what the browser itself writes beside it is taken out as well.
 */
import { barePicture, MOST_SIDE, readJpeg } from '../core/register/jpeg.ts';
import { MOST_PHOTO_BYTES } from '../core/register/pieces.ts';

/** Enough to see a roof, a wall, a name on a sheet. */
const LONGEST_SIDE = Math.min(1_280, MOST_SIDE);
const QUALITIES = [0.8, 0.65, 0.5, 0.35, 0.2];

/** Null: it is no picture, or this phone cannot read it. */
export async function smallPicture(file: Blob): Promise<Uint8Array<ArrayBuffer> | null> {
  const image = await createImageBitmap(file).catch(() => null);
  if (image === null) return null;
  const scale = Math.min(1, LONGEST_SIDE / Math.max(image.width, image.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(image.width * scale));
  canvas.height = Math.max(1, Math.round(image.height * scale));
  const pencil = canvas.getContext('2d');
  if (pencil === null) return null;
  // What can be seen through has no colour in such a picture.
  pencil.fillStyle = 'white';
  pencil.fillRect(0, 0, canvas.width, canvas.height);
  pencil.drawImage(image, 0, 0, canvas.width, canvas.height);
  image.close();
  for (const quality of QUALITIES) {
    const drawn = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', quality));
    const bare = drawn === null ? null : barePicture(new Uint8Array(await drawn.arrayBuffer()));
    if (bare !== null && bare.length <= MOST_PHOTO_BYTES && readJpeg(bare).ok) return new Uint8Array(bare);
  }
  return null;
}
