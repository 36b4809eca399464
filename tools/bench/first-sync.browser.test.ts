/**
 * The first list of a large hamlet over a slow line, in the real app with the real line throttled: what is asked and how much comes. What the
 * line alone needs for that is computed from its own figures, so no speed of this machine is judged.
 */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { parseInstant } from '../../core/kernel/dates.ts';
import { createApp } from '../../server/main.ts';
import { fieldText } from '../../words/field.ts';
import { uiText } from '../../words/ui.ts';
import { launchProfile } from '../browser.ts';
import { buildFaces } from '../build.ts';
import { withDatabase } from '../test/database.ts';
import { STORED } from '../test/dark-phone.ts';
import { loadHamlet } from '../village/hamlet-load.ts';
import { TEST_PASSWORD } from '../village/load.ts';
import { signInText } from '../../words/sign-in.ts';
import { lineOf, SLOW_LINE } from './parts/field-page.ts';

const HOUSEHOLDS = 392;
const moment = parseInstant('2026-11-24T02:00:00.000Z');
assert.ok(moment.ok);
const { value: now } = moment;
const t = (key: Parameters<typeof fieldText>[1], params = {}) => fieldText('vi', key, params);

await buildFaces({ faces: ['field'] });
const database = await withDatabase<unknown>({ max: 4 });
const hamlet = await loadHamlet(database.app, { seed: 'first sync', households: HOUSEHOLDS, now });
const app = await createApp({ db: database.app, now: () => now, perMinute: 1e6, signInsPerMinute: 1e6 });
const base = await app.listen({ host: '127.0.0.1', port: 0 });
const folder = mkdtempSync(join(tmpdir(), 'vuon-phone-'));
const phone = await launchProfile(folder, { viewport: { width: 360, height: 740 }, locale: 'vi-VN' });
after(async () => {
  await phone.close();
  await app.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Exchange {
  readonly path: string;
  /** By the browser's clock, in seconds: asked, and answered to the last byte. */
  readonly from: number;
  readonly to: number;
  /** As they came, packed, with their heads. */
  readonly bytes: number;
}

test(`the first list of ${HOUSEHOLDS} households over 256 kbit/s with 400 ms: two questions, at most 110 KB, less than the line carries in 5 s`, async (t2) => {
  const page = phone.pages()[0] ?? (await phone.newPage());
  page.setDefaultTimeout(60_000);
  await page.goto(`${base}/field/`);
  await page.getByLabel(signInText('vi', 'username')).fill(hamlet.username);
  await page.getByLabel(signInText('vi', 'password'), { exact: true }).fill(TEST_PASSWORD);
  await page.getByRole('button', { name: uiText('vi', 'sign-in') }).click();
  await page.getByRole('link', { name: t('keep.offer-action') }).click();
  for (const label of ['keep.pin', 'keep.again'] as const) await page.getByLabel(t(label), { exact: true }).fill('493817');
  assert.equal(await page.evaluate(STORED), true);
  await page.waitForLoadState('networkidle');

  const session = await phone.newCDPSession(page);
  const asked = new Map<string, { readonly path: string; readonly from: number }>();
  const heard: Exchange[] = [];
  session.on('Network.requestWillBeSent', ({ requestId, request, timestamp }) => {
    asked.set(requestId, { path: new URL(request.url).pathname, from: timestamp });
  });
  session.on('Network.loadingFinished', ({ requestId, timestamp, encodedDataLength }) => {
    const one = asked.get(requestId);
    if (one?.path.startsWith('/api/')) heard.push({ ...one, to: timestamp, bytes: encodedDataLength });
  });
  await lineOf(session, 'slow');
  await page.getByRole('button', { name: t('keep.action') }).click();
  await page.getByText(t('keep.done'), { exact: true }).waitFor();
  assert.deepEqual(heard.map(({ path }) => path).toSorted(), ['/api/device', '/api/pull']);
  const bytes = heard.reduce((sum, one) => sum + one.bytes, 0);
  assert.ok(bytes > 40_000 && bytes <= 110_000, `${bytes} bytes`);

  // The line really was slow: each answer waited for it, and all of them together took what it needs to carry them (the browser doles out by
  // ticks, so that a small one alone may come a little sooner).
  const carried = (of: number): number => of / SLOW_LINE.bytes;
  for (const { path, from, to } of heard) assert.ok(to - from >= SLOW_LINE.latency / 1_000, `${path}: ${(to - from).toFixed(2)} s`);
  const taken = heard.reduce((sum, { from, to }) => sum + (to - from) - SLOW_LINE.latency / 1_000, 0);
  assert.ok(taken >= carried(bytes) * 0.9, `${bytes} bytes in ${taken.toFixed(2)} s`);
  // One after the other at the worst: what is left of 5 s is the phone's.
  const needed = (heard.length * SLOW_LINE.latency) / 1_000 + carried(bytes);
  t2.diagnostic(`${bytes} bytes in ${heard.length} answers; the line alone needs ${needed.toFixed(2)} s of 5`);
  assert.ok(needed <= 4, `${needed} s`);

  await page.goto(`${base}/field/ap/${hamlet.hamletId}`);
  await page.getByLabel(t('unlock.pin'), { exact: true }).fill('493817');
  await page.getByRole('button', { name: t('unlock.action') }).click();
  await page.getByRole('button', { name: t('filter.all') }).click();
  assert.equal((await page.locator('.filters button .count').last().textContent())?.trim(), String(HOUSEHOLDS));
  assert.ok((await page.locator('.list a').count()) > 0);
});
