/**
 * Which version of the app runs here (phiên bản ứng dụng): a newer one that waits on the phone, and one that took over while this tab
 * was open. Storing versions is the service worker's.
 */
let waiting = $state.raw<ServiceWorker | null>(null);
let replaced = $state(false);

export const appVersion = {
  /** A newer version lies ready. */
  get newer(): boolean {
    return waiting !== null;
  },
  /** This tab still runs an older version than the one that serves it. */
  get replaced(): boolean {
    return replaced;
  },
};

const HOUR = 3_600_000;
/** This tab asked for the newer version, and loads itself again when it is there. */
let asked = false;

export function takeNewer(): void {
  asked = true;
  if (replaced) location.reload();
  else waiting?.postMessage('take-over');
}

let looking = $state<'not-yet' | 'looks' | 'nothing'>('not-yet');
export const newer = {
  /** `nothing`: looked for, and there is none, or no line. */
  get looking(): typeof looking {
    return looking;
  },
};

/** This one is too old for the server: a newer one is fetched and taken at once. */
export async function renewApp(): Promise<void> {
  if (waiting !== null || replaced) return takeNewer();
  looking = 'looks';
  const registration = await navigator.serviceWorker?.ready;
  const found = await registration?.update().then(
    (one) => one,
    () => null,
  );
  const installing = found?.installing ?? null;
  if (installing !== null)
    await new Promise<void>((done) => {
      installing.addEventListener('statechange', () => installing.state !== 'installing' && done());
    });
  looking = 'nothing';
  if (registration !== undefined) look(registration);
  if (waiting !== null) takeNewer();
}

/** Returns how to stop watching. */
export function watchVersion(): () => void {
  const container = typeof navigator === 'undefined' ? undefined : navigator.serviceWorker;
  if (container === undefined) return () => {};
  let had = container.controller !== null;
  const changed = (): void => {
    if (asked) location.reload();
    else if (had) [replaced, waiting] = [true, null];
    had = true;
  };
  container.addEventListener('controllerchange', changed);
  let registration: ServiceWorkerRegistration | undefined;
  void container.ready.then((found) => {
    registration = found;
    look(found);
    found.addEventListener('updatefound', () => {
      const { installing } = found;
      installing?.addEventListener('statechange', () => look(found));
    });
  });
  const ask = (): void => void registration?.update().catch(() => {});
  const timer = setInterval(ask, HOUR);
  window.addEventListener('online', ask);
  return () => {
    container.removeEventListener('controllerchange', changed);
    window.removeEventListener('online', ask);
    clearInterval(timer);
  };
}

/** The very first version waits for nobody. */
function look({ waiting: next, active }: ServiceWorkerRegistration): void {
  waiting = active === null ? null : next;
}
