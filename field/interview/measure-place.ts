/** Asks the phone where it is (đo vị trí): its own receiver, so without a line as well. */
import { heldAtOf, type HeldAt } from '../../core/interview/where.ts';

/** A receiver that has slept needs about so long under the open sky. */
const LONGEST_MS = 30_000;
/** What the browser calls a refusal by the person or by a setting of the phone. */
const PERMISSION_DENIED = 1;

/** Is there a receiver, and has nobody forbidden it to this app for good? */
export async function mayMeasure(): Promise<boolean> {
  const { geolocation, permissions } = navigator;
  if (geolocation === undefined) return false;
  const asked = await permissions?.query({ name: 'geolocation' }).catch(() => null);
  return asked?.state !== 'denied';
}

/** Null: it cannot tell, now. */
export function measurePlace(): Promise<HeldAt | 'refused' | null> {
  return new Promise((resolve) => {
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => resolve(heldAtOf(coords)),
      ({ code }) => resolve(code === PERMISSION_DENIED ? 'refused' : null),
      { enableHighAccuracy: true, maximumAge: 0, timeout: LONGEST_MS },
    );
  });
}
