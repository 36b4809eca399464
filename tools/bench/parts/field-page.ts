/**
 * What is timed inside the phone's page (đo trong trang): from a press to the moment at which what it brings is drawn, by the page's own clock;
 * what the slow function of the PIN took; what came over the line. Expressions as text, since the tools' compiler knows no browser.
 */
import type { CDPSession, Page } from 'playwright-core';

/** A processor a quarter as fast as this one's. */
export const SLOWER = 4;
/** What 256 kbit/s carry in a second, and what an answer waits for at least. */
export const SLOW_LINE = { bytes: 256_000 / 8, latency: 400 } as const;
/** Nothing here takes so long: a step that does fails by its name. */
const LATEST_MS = 60_000;

export async function slowDown(page: Page, rate: number): Promise<CDPSession> {
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate });
  return session;
}

export async function lineOf(session: CDPSession, line: 'none' | 'slow'): Promise<void> {
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', {
    offline: line === 'none',
    latency: SLOW_LINE.latency,
    downloadThroughput: SLOW_LINE.bytes,
    uploadThroughput: SLOW_LINE.bytes,
  });
}

export interface Heard {
  readonly answers: number;
  /** As they came, packed, with their heads. */
  readonly bytes: number;
}

/** From now on, what the server's own answers weigh. Files of the app are not counted. */
export async function listen(session: CDPSession): Promise<() => Heard> {
  const asked = new Set<string>();
  const bytes: number[] = [];
  session.on('Network.responseReceived', ({ requestId, response }) => {
    if (new URL(response.url).pathname.startsWith('/api/')) asked.add(requestId);
  });
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (asked.has(requestId)) bytes.push(encodedDataLength);
  });
  await session.send('Network.enable');
  return () => ({ answers: bytes.length, bytes: bytes.reduce((sum, one) => sum + one, 0) });
}

/** Drawn: the frame after the one in which it was there. */
const drawn = (there: string): string => `new Promise((done, fail) => {
  const late = performance.now() + ${LATEST_MS};
  const look = () => {
    if (${there}) requestAnimationFrame(() => setTimeout(done, 0));
    else if (performance.now() > late) fail(new Error(${JSON.stringify(`never: ${there}`)}));
    else requestAnimationFrame(look);
  };
  look();
})`;

/** Milliseconds from `act` until `there` holds and is drawn. Both are expressions of the page. */
export function timeIn(page: Page, act: string, there: string): Promise<number> {
  return page.evaluate<number>(`(async () => {
    const from = performance.now();
    ${act};
    await ${drawn(there)};
    return performance.now() - from;
  })()`);
}

/** Since the page was asked for. */
export function timeSinceStart(page: Page, there: string): Promise<number> {
  return page.evaluate<number>(`${drawn(there)}.then(() => performance.now())`);
}

/** Milliseconds from the moment at which the phone says that there is a line, which `restore` brings about, until `there` is true or promised to be. */
export async function timeAfterLine(page: Page, restore: () => Promise<void>, there: string): Promise<number> {
  await page.evaluate(`(() => {
    const wait = async () => {
      globalThis.heardOfLine = true;
      const from = performance.now();
      while (!(await (${there}))) {
        if (performance.now() - from > ${LATEST_MS}) throw new Error(${JSON.stringify(`never after the line: ${there}`)});
        await new Promise((again) => setTimeout(again, 25));
      }
      return performance.now() - from;
    };
    globalThis.heardOfLine = false;
    globalThis.afterLine = new Promise((done, fail) => addEventListener('online', () => void wait().then(done, fail), { once: true }));
  })()`);
  await restore();
  // A page that was opened without a line is not told by the emulation that there is one again, as a phone would tell it.
  await page.evaluate(`heardOfLine || dispatchEvent(new Event('online'))`);
  return page.evaluate<number>('afterLine');
}

/** From then on `pinMs` of the page is what deriving keys from PINs took, in milliseconds. */
export const WATCH_PIN = `
  globalThis.pinMs = 0;
  const { deriveKey } = SubtleCrypto.prototype;
  SubtleCrypto.prototype.deriveKey = async function (how, ...rest) {
    const from = performance.now();
    try {
      return await deriveKey.call(this, how, ...rest);
    } finally {
      if (how.name === 'PBKDF2') globalThis.pinMs += performance.now() - from;
    }
  };
`;

/** The element of these that begins with the text. */
export const pressed = (which: string, text: string): string =>
  `[...document.querySelectorAll(${JSON.stringify(which)})].find((one) => one.textContent.trim().startsWith(${JSON.stringify(text)}))`;

/** Everything of one store of the phone's database, as it lies there. */
export const rowsOf = (store: string): string => `new Promise((done) => {
  const open = indexedDB.open('vuon-field');
  open.onsuccess = () => {
    const all = open.result.transaction('${store}').objectStore('${store}').getAll();
    all.onsuccess = () => {
      open.result.close();
      done(all.result);
    };
  };
})`;

/** Nothing waits any more; fails where something came back. */
export const ALL_SENT = `${rowsOf('outbox')}.then((rows) => {
  const back = rows.find(({ state }) => state !== 'waiting');
  if (back !== undefined) throw new Error('came back: ' + JSON.stringify(back.problem));
  return rows.length === 0;
})`;

/** Packed bytes of the app's own scripts that this page has loaded so far, wherever it had them from. */
export async function scriptBytes(page: Page): Promise<number> {
  const names = await page.evaluate<string[]>(
    `[...new Set(performance.getEntriesByType('resource').map(({ name }) => name).filter((name) => new URL(name).pathname.endsWith('.js')))]`,
  );
  let bytes = 0;
  for (const name of names) {
    const answer = await fetch(name, { headers: { 'accept-encoding': 'br' } });
    const length = Number(answer.headers.get('content-length'));
    await answer.arrayBuffer();
    if (!answer.ok || answer.headers.get('content-encoding') !== 'br' || !(length > 0)) throw new Error(`Not packed: ${name}`);
    bytes += length;
  }
  return bytes;
}
