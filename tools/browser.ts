// Finds a Chromium or Chrome on this machine (trình duyệt để kiểm thử), or installs Debian's as root, and opens it headless
// with a fresh profile. Throws a plain sentence when there is none: a test that needs a browser then fails, it is never
// skipped. What is done in the browser is left to the tests.

import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium } from 'playwright-core';

const names = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const fixedPlaces = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export const noBrowser =
  'Không tìm thấy Chromium hay Chrome, nên các kiểm thử trên trình duyệt không chạy được. Hãy cài chromium, hoặc đặt CHROME_PATH tới chương trình. ' +
  '(No Chromium or Chrome was found, so browser tests cannot run. Install chromium, or set CHROME_PATH to the program.)';

/** A headless browser with a fresh profile, which goes when it is closed. Rejects with `noBrowser` when there is none. */
export function launch(): Promise<Browser> {
  return chromium.launch({ executablePath: ensureBrowser(), headless: true, args: flags });
}

/** A browser with a profile that stays in `folder` when it is closed: the same phone, switched off and on again. */
export function launchProfile(folder: string, options: BrowserContextOptions = {}): Promise<BrowserContext> {
  return chromium.launchPersistentContext(folder, { ...options, executablePath: ensureBrowser(), headless: true, args: flags });
}

/** Path of the browser; installs Debian's Chromium when there is none and we are root. Throws `noBrowser`. */
export function ensureBrowser(): string {
  const found = findBrowser() ?? (installChromium() ? findBrowser() : null);
  if (found === null) throw new Error(noBrowser);
  return found;
}

/** CHROME_PATH wins; when it is set and wrong, nothing else is taken. */
export function findBrowser(env: NodeJS.ProcessEnv = process.env): string | null {
  const named = env['CHROME_PATH'];
  if (named) return isProgram(named) ? named : null;
  const folders = (env['PATH'] ?? '').split(delimiter);
  const places = [...names.flatMap((name) => folders.map((folder) => join(folder, name))), ...fixedPlaces];
  return places.find(isProgram) ?? null;
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function installChromium(): boolean {
  if (process.env['CHROME_PATH'] || process.getuid?.() !== 0 || !isProgram('/usr/bin/apt-get')) return false;
  process.stderr.write('Đang cài Chromium bằng apt-get… (installing Chromium)\n');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (...args: string[]) => spawnSync('apt-get', args, { env, stdio: ['ignore', 2, 2] }).status === 0;
  return apt('update') && apt('install', '-y', '--no-install-recommends', 'chromium-headless-shell');
}
