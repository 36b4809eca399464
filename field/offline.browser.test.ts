/**
 * The phone with the network off (máy không có mạng), in a real browser with a profile that is closed and opened again: what was
 * visited once with a signal works from a cold start without one.
 */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { openFace } from '../tools/test/face.ts';
import { signInText } from '../words/sign-in.ts';

const face = await openFace({ faces: ['field'], now: '2026-10-12T02:00:00.000Z', visited: () => false });
const { base } = face;
const folders: string[] = [];
after(async () => {
  await face.close();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

function newPhone(): string {
  const folder = mkdtempSync(join(tmpdir(), 'vuon-phone-'));
  folders.push(folder);
  return folder;
}

/** The app's files lie on the phone, and pages come from there. */
const STORED = `navigator.serviceWorker.ready.then(() => navigator.serviceWorker.controller !== null || new Promise((done) =>
  navigator.serviceWorker.addEventListener('controllerchange', () => done(true), { once: true })))`;

async function assertNoLine(page: Page): Promise<void> {
  assert.equal(await page.evaluate(`fetch('/api/health').then(() => 'answered', () => 'no line')`), 'no line');
}

describe('the app', () => {
  it('can be installed, and opens with the network off from a cold start, at any address', async () => {
    const folder = newPhone();
    const first = await face.phone(folder);
    const page = first.pages()[0] ?? (await first.newPage());
    await page.goto(`${base}/field/`);
    await page.getByLabel(signInText('vi', 'username')).waitFor();
    assert.equal(await page.evaluate(STORED), true);
    const session = await first.newCDPSession(page);
    const { installabilityErrors } = await session.send('Page.getInstallabilityErrors');
    assert.deepEqual(installabilityErrors, []);
    await first.close();

    const again = await face.phone(folder);
    await again.setOffline(true);
    for (const path of ['/field/', '/field/chua-gui', '/field/ho/0199d2b0-0000-7000-8000-000000000000/phieu']) {
      const cold = await again.newPage();
      await cold.goto(base + path);
      await cold.locator('main').waitFor();
      await assertNoLine(cold);
    }
    await again.close();
  });

  it('keeps nothing that the server says of people in the cache of the app', async () => {
    const context = await face.context('rasoat');
    const page = await context.newPage();
    await page.goto(`${base}/field/`);
    assert.equal(await page.evaluate(STORED), true);
    await page.reload();
    const kept = await page.evaluate<string[]>(
      `caches.keys().then((names) => Promise.all(names.map((name) => caches.open(name).then((one) => one.keys())))).then((all) => all.flat().map((one) => one.url))`,
    );
    assert.ok(kept.length > 20, `${kept.length} files`);
    assert.deepEqual(
      kept.filter((url) => !url.startsWith(`${base}/field/`)),
      [],
    );
    await context.close();
  });
});

it('wrote no error to the console', () => assert.deepEqual(face.faults, []));
