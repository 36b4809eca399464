/**
 * A secret of the phone's own chip (khóa màn hình, chip bảo mật): WebAuthn's PRF gives the same 32 bytes for the same salt, only here and only after
 * the screen lock was confirmed; with or without a line. Whoever copies the disk has neither. What it locks is `vault.ts`.
 */
import type { Chip } from './device.ts';
import type { ChipSecret } from './vault.ts';

/** Has this phone such a chip, as far as the browser says? */
export async function hasChip(): Promise<boolean> {
  const api = globalThis.PublicKeyCredential;
  if (api === undefined) return false;
  const can = await api.getClientCapabilities?.().catch(() => undefined);
  if (can?.['extension:prf'] === false) return false;
  return api.isUserVerifyingPlatformAuthenticatorAvailable().catch(() => false);
}

/** Null: the person did not confirm, or the chip gives no secret. */
export async function makeChip(name: string): Promise<{ readonly chip: Chip; readonly secret: ChipSecret } | null> {
  const salt = crypto.getRandomValues(new Uint8Array(32));
  const made = await navigator.credentials
    .create({
      publicKey: {
        challenge: crypto.getRandomValues(new Uint8Array(32)),
        rp: { name: 'Vươn' },
        // Names nobody: the chip's own list shows the person's name beside it.
        user: { id: crypto.getRandomValues(new Uint8Array(16)), name, displayName: name },
        pubKeyCredParams: [-7, -257].map((alg) => ({ type: 'public-key', alg })),
        authenticatorSelection: { authenticatorAttachment: 'platform', residentKey: 'discouraged', userVerification: 'required' },
        extensions: { prf: {} },
      },
    })
    .catch(() => null);
  if (!(made instanceof PublicKeyCredential) || made.getClientExtensionResults().prf?.enabled !== true) return null;
  const chip = { id: made.rawId, salt };
  const secret = await askChip(chip);
  return secret === null ? null : { chip, secret };
}

/** Null: not confirmed, or the chip does not know it any more. */
export async function askChip({ id, salt }: Chip): Promise<ChipSecret | null> {
  const told = await navigator.credentials
    .get({
      publicKey: {
        challenge: crypto.getRandomValues(new Uint8Array(32)),
        allowCredentials: [{ type: 'public-key', id, transports: ['internal'] }],
        userVerification: 'required',
        extensions: { prf: { eval: { first: salt } } },
      },
    })
    .catch(() => null);
  const first = told instanceof PublicKeyCredential ? told.getClientExtensionResults().prf?.results?.first : undefined;
  return first instanceof ArrayBuffer && first.byteLength === 32 ? first : null;
}
