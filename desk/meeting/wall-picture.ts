/** Pictures of walls between a page and the server (gửi và xem ảnh niêm yết). */
import { ok } from '../../core/kernel/result.ts';
import type { WallPictureKept } from '../../core/meeting/posting-views.ts';
import { type Asked, post } from '../../ui/api.ts';

const path = (hamletId: string): string => `/api/areas/${encodeURIComponent(hamletId)}/wall-pictures`;

export const wallPictureOf = (hamletId: string, pictureId: string): string => `${path(hamletId)}/${encodeURIComponent(pictureId)}`;

/** Its id, by which a command names it; null where there is none. Sent again it is the same one. */
export async function sendWallPicture(hamletId: string, picture: Uint8Array | null): Asked<string | null> {
  if (picture === null) return ok(null);
  const kept = await post<WallPictureKept>(path(hamletId), { picture: base64(picture) });
  return kept.ok ? ok(kept.value.pictureId) : kept;
}

function base64(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}
