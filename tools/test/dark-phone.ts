/**
 * A phone that is switched off and on without a line (máy không có mạng, để thử): somebody keeps their list on it, enters the PIN, and
 * the app opens from a cold start.
 */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { fieldText } from '../../words/field.ts';
import { signInText } from '../../words/sign-in.ts';
import { uiText } from '../../words/ui.ts';
import { misfitsOf, type OpenedFace } from './face.ts';

const t = (key: Parameters<typeof fieldText>[1], params = {}) => fieldText('vi', key, params);

/** The app's files lie on the phone, and pages come from there. */
export const STORED = `navigator.serviceWorker.ready.then(() => navigator.serviceWorker.controller !== null || new Promise((done) =>
  navigator.serviceWorker.addEventListener('controllerchange', () => done(true), { once: true })))`;

export async function assertNoLine(page: Page): Promise<void> {
  assert.equal(await page.evaluate(`fetch('/api/health').then(() => 'answered', () => 'no line')`), 'no line');
}

export async function assertFits(page: Page): Promise<void> {
  assert.deepEqual(await misfitsOf(page), []);
}

type Look = (page: Page) => Promise<void>;

/** `looked`: how each screen is looked at on the way. */
export async function choosePin(page: Page, pin: string, looked: Look = assertFits): Promise<void> {
  await page.getByLabel(t('keep.pin'), { exact: true }).fill(pin);
  await page.getByLabel(t('keep.again'), { exact: true }).fill(pin);
  await looked(page);
  await page.getByRole('button', { name: t('keep.action') }).click();
  await page.getByText(t('keep.done'), { exact: true }).waitFor();
  await looked(page);
  assert.equal(await page.evaluate(STORED), true);
}

export async function unlock(page: Page, pin: string): Promise<void> {
  await page.getByLabel(t('unlock.pin'), { exact: true }).fill(pin);
  await page.getByRole('button', { name: t('unlock.action') }).click();
}

export interface DarkPhones {
  readonly newPhone: () => string;
  /** Somebody signs in on this phone with their password, and begins to keep their list. */
  readonly keepList: (page: Page, username: string, pin: string) => Promise<void>;
  /** A phone on which somebody began to keep their list, switched off. */
  readonly phoneWithList: (username: string, pin: string) => Promise<string>;
  /** The same phone, switched on again without a line. */
  readonly coldStart: (
    folder: string,
    screen?: { readonly width: number; readonly height: number },
  ) => Promise<{ context: BrowserContext; page: Page }>;
  /** Their disks go. */
  readonly remove: () => void;
}

export function darkPhones(face: Pick<OpenedFace, 'base' | 'phone' | 'password'>, looked: Look = assertFits): DarkPhones {
  const folders: string[] = [];
  const newPhone = (): string => {
    const folder = mkdtempSync(join(tmpdir(), 'vuon-phone-'));
    folders.push(folder);
    return folder;
  };
  const open = async (folder: string, online: boolean, viewport?: { width: number; height: number }) => {
    const context = await face.phone(folder, viewport === undefined ? {} : { viewport });
    if (!online) await context.setOffline(true);
    const page = context.pages()[0] ?? (await context.newPage());
    page.setDefaultTimeout(60_000);
    await page.goto(`${face.base}/field/`);
    return { context, page };
  };
  const keepList: DarkPhones['keepList'] = async (page, username, pin) => {
    await page.getByLabel(signInText('vi', 'username')).fill(username);
    await page.getByLabel(signInText('vi', 'password'), { exact: true }).fill(face.password);
    await page.getByRole('button', { name: uiText('vi', 'sign-in') }).click();
    await page.getByRole('link', { name: t('keep.offer-action') }).click();
    await choosePin(page, pin, looked);
  };
  return {
    newPhone,
    keepList,
    phoneWithList: async (username, pin) => {
      const folder = newPhone();
      const { context, page } = await open(folder, true);
      await keepList(page, username, pin);
      await context.close();
      return folder;
    },
    coldStart: (folder, screen) => open(folder, false, screen),
    remove: () => {
      for (const folder of folders) rmSync(folder, { recursive: true, force: true });
    },
  };
}
