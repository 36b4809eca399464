/**
 * Will the browser keep what lies here (chỗ trống, lưu bền): asked for when a list is kept, looked at when the app opens. A browser
 * that refuses may clear everything when space runs low; the person is told either way.
 */
/** Below this a day of interviews with room for the app's next version may not fit. */
const LOW_BYTES = 50 * 1_048_576;

let lasting = $state<boolean | null>(null);
let freeBytes = $state<number | null>(null);

export const space = {
  /** The browser promises not to clear it by itself; null: not known. */
  get lasting(): boolean | null {
    return lasting;
  },
  get freeBytes(): number | null {
    return freeBytes;
  },
  get low(): boolean {
    return freeBytes !== null && freeBytes < LOW_BYTES;
  },
};

export async function askToPersist(): Promise<void> {
  const { storage } = navigator;
  if (storage?.persist === undefined) return;
  lasting = (await storage.persisted()) || (await storage.persist());
}

export async function lookAtSpace(): Promise<void> {
  const { storage } = navigator;
  if (storage?.estimate === undefined) return;
  lasting = await storage.persisted();
  const { quota, usage } = await storage.estimate();
  freeBytes = quota === undefined || usage === undefined ? null : Math.max(0, quota - usage);
}
