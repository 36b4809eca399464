/**
 * Somebody signed in, in a browser of their own (người đã đăng nhập trong trình duyệt riêng), for tests and for the story that is shown:
 * what their pages throw or write down as errors is kept.
 */
import type { Browser, BrowserContext, BrowserContextOptions } from 'playwright-core';

export const PHONE = { width: 360, height: 740 } as const;
export const DESKTOP = { width: 1366, height: 768 } as const;
/** How long something that a person waits for may take on a machine that is busy. */
const PATIENCE_MS = 20_000;

export type Screen = Pick<BrowserContextOptions, 'viewport' | 'javaScriptEnabled'>;

export interface Opening {
  readonly browser: Browser;
  readonly base: string;
  readonly faults: string[];
  readonly screen: Screen;
  readonly username: string | null;
  readonly password: string;
}

export async function openContext({ browser, base, faults, screen, username, password }: Opening): Promise<BrowserContext> {
  const context = watched(await browser.newContext({ viewport: DESKTOP, locale: 'vi-VN', ...screen }), faults);
  if (username === null) return context;
  const answer = await context.request.post(`${base}/api/sign-in`, {
    data: { username, password },
    headers: { 'x-vuon': '1', origin: base },
  });
  if (!answer.ok()) throw new Error(`sign-in of ${username}: ${answer.status()} ${await answer.text()}`);
  return context;
}

export function watched(context: BrowserContext, faults: string[]): BrowserContext {
  context.setDefaultTimeout(PATIENCE_MS);
  context.on('weberror', (error) => faults.push(error.error().message));
  context.on('console', (message) => {
    // A refusal (401, 403, 404) is an answer; the browser writes each down as an error.
    if (message.type() === 'error' && !/Failed to load resource/.test(message.text())) faults.push(message.text());
  });
  return context;
}
