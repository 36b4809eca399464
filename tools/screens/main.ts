/**
 * Takes a picture of every screen on a phone and on a desk (chụp màn hình), so that people look at what they make:
 *
 *   node tools/screens/main.ts --url http://127.0.0.1:8080 --signins demo.json --out /tmp/screens [--only part,part] [--language en]
 *
 * The sign-ins are the answer of `vuon demo --json`. Pictures go outside the project. Says which pages are wider
 * than the screen and which wrote an error to the console, and ends with 1 then.
 */
import { mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Browser, BrowserContext } from 'playwright-core';
import * as z from 'zod';
import { launch } from '../browser.ts';
import { type Cast, type Screen, screensOf } from './screens.ts';

const SIZES = [
  { width: 360, height: 740 },
  { width: 1366, height: 768 },
] as const;

const signInSchema = z.object({ role: z.string(), username: z.string(), password: z.string() });
/** As `vuon demo --json` prints it, of which only the sign-ins are used. */
const demonstrationSchema = z.object({ signIns: z.array(signInSchema) });
type SignIns = z.infer<typeof demonstrationSchema>['signIns'];

const root = resolve(import.meta.dirname, '../..');

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      url: { type: 'string' },
      signins: { type: 'string' },
      out: { type: 'string' },
      only: { type: 'string', default: '' },
      language: { type: 'string', default: 'vi' },
    },
  });
  const { url, signins, out, only, language } = values;
  if (url === undefined || signins === undefined || out === undefined || resolve(out).startsWith(root)) {
    console.error(
      'node tools/screens/main.ts --url URL --signins FILE --out FOLDER_OUTSIDE_THE_PROJECT [--only PART,PART] [--language en]',
    );
    return 64;
  }
  mkdirSync(out, { recursive: true });
  const people = demonstrationSchema.parse(JSON.parse(readFileSync(signins, 'utf8'))).signIns;
  const screens = screensOf(castOf(people)).filter((screen) => only.split(',').some((part) => screen.name.includes(part)));
  const browser = await launch();
  try {
    const faults: string[] = [];
    for (const size of SIZES) faults.push(...(await shootAll({ browser, size, url, out, people, screens, language })));
    for (const fault of faults) console.log(fault);
    return faults.length > 0 ? 1 : 0;
  } finally {
    await browser.close();
  }
}

function castOf(people: SignIns): Cast {
  const of = (role: string): string => {
    const found = people.find((each) => each.role === role);
    if (found === undefined) throw new Error(`no sign-in for ${role}`);
    return found.username;
  };
  return {
    officer: of('commune-officer'),
    chair: of('commune-chair'),
    province: of('province-officer'),
    administrator: of('administrator'),
    auditor: of('auditor'),
    enumerator: of('enumerator'),
  };
}

interface Shoot {
  readonly browser: Browser;
  readonly size: (typeof SIZES)[number];
  readonly url: string;
  readonly out: string;
  readonly people: SignIns;
  readonly screens: readonly Screen[];
  readonly language: string;
}

async function shootAll(shoot: Shoot): Promise<string[]> {
  const faults: string[] = [];
  for (const who of new Set(shoot.screens.map((screen) => screen.who))) {
    const context = await shoot.browser.newContext({ viewport: shoot.size, locale: 'vi-VN' });
    // As text: the tools' compiler knows no browser.
    await context.addInitScript(`localStorage.setItem('vuon-language', '${shoot.language === 'en' ? 'en' : 'vi'}')`);
    if (who !== null) await signIn(context, shoot, who);
    for (const screen of shoot.screens.filter((each) => each.who === who)) faults.push(...(await shootOne(context, shoot, screen)));
    await context.close();
  }
  return faults;
}

/** Through the API, as the sign-in page does. */
async function signIn(context: BrowserContext, { url, people }: Shoot, username: string): Promise<void> {
  const password = people.find((each) => each.username === username)?.password ?? '';
  const answer = await context.request.post(`${url}/api/sign-in`, {
    data: { username, password },
    headers: { 'x-vuon': '1', origin: url },
  });
  if (!answer.ok()) throw new Error(`sign-in of ${username}: ${answer.status()} ${await answer.text()}`);
}

async function shootOne(context: BrowserContext, { size, url, out }: Shoot, screen: Screen): Promise<string[]> {
  const label = `${screen.name} ${size.width}×${size.height}`;
  const faults: string[] = [];
  const page = await context.newPage();
  page.on('pageerror', (error) => faults.push(`${label}: ${error.message}`));
  page.on('console', (message) => {
    // A refused or missing page is answered with 403 or 404, which the browser writes down; that is no fault.
    if (message.type() === 'error' && !/Failed to load resource/.test(message.text())) faults.push(`${label}: ${message.text()}`);
  });
  try {
    await screen.open({ page, base: url });
    // As text: the tools' compiler knows no browser.
    await page.evaluate('document.fonts.ready.then(() => true)');
    const over = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
    if (over > 0) faults.push(`${label}: wider than the screen by ${over} px`);
    await page.screenshot({ path: join(out, `${screen.name}-${size.width}.png`), fullPage: true });
  } catch (error) {
    faults.push(`${label}: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`);
  } finally {
    await page.close();
  }
  return faults;
}

process.exitCode = await main();
