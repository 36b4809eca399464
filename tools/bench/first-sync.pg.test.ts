/**
 * What the first sync of a large hamlet and a day's changes cost on a slow line: the bytes that the real server answers, packed as a
 * phone asks for them. A quarter of a megabit a second carries 32 KB.
 */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { parseInstant } from '../../core/kernel/dates.ts';
import type { BookNews, PullAnswer } from '../../core/sync/protocol.ts';
import type { PulledHouseholdView } from '../../core/views.ts';
import { withDatabase } from '../test/database.ts';
import { loadHamlet } from '../village/hamlet-load.ts';
import { TEST_PASSWORD } from '../village/load.ts';
import { createApp } from '../../server/main.ts';

const HOUSEHOLDS = 392;
const moment = parseInstant('2026-11-24T02:00:00.000Z');
assert.ok(moment.ok);
const { value: now } = moment;
const database = await withDatabase<unknown>({ max: 4 });
const hamlet = await loadHamlet(database.app, { seed: 'first sync', households: HOUSEHOLDS, now });
const app = await createApp({ db: database.app, now: () => now, perMinute: 1e6, signInsPerMinute: 1e6, facesDir: '/nowhere' });
after(() => app.close());
const payload = { username: hamlet.username, password: TEST_PASSWORD };
const signedIn = await app.inject({ method: 'POST', url: '/api/sign-in', headers: { 'x-vuon': '1' }, payload });
const cookies = { vuon: signedIn.cookies[0]?.value ?? '' };

async function get(url: string, coding: string): Promise<{ bytes: Buffer; packed: string }> {
  const answer = await app.inject({ method: 'GET', url, cookies, headers: coding === '' ? {} : { 'accept-encoding': coding } });
  assert.equal(answer.statusCode, 200, answer.body);
  return { bytes: answer.rawPayload, packed: String(answer.headers['content-encoding'] ?? '') };
}

function bookIn(bytes: Buffer): BookNews<PulledHouseholdView> {
  const answer: PullAnswer<PulledHouseholdView> = JSON.parse(bytes.toString('utf8'));
  const [book, ...more] = answer.books;
  assert.ok(book !== undefined && 'rows' in book && more.length === 0);
  return book;
}

test('the first sync is two answers of at most 110 KB together, the same packed or not', async (t) => {
  const [device, pull, plain, zipped] = [
    await get('/api/device', 'br'),
    await get('/api/pull', 'gzip, deflate, br'),
    await get('/api/pull', ''),
    await get('/api/pull', 'gzip'),
  ];
  assert.deepEqual([device.packed, pull.packed, zipped.packed, plain.packed], ['br', 'br', 'gzip', '']);
  const book = bookIn(brotliDecompressSync(pull.bytes));
  assert.deepEqual(book, bookIn(plain.bytes));
  assert.deepEqual(book, bookIn(gunzipSync(zipped.bytes)));
  assert.equal(book.more, false, 'nothing is left for a third question');
  assert.equal(book.rows.length, HOUSEHOLDS);
  assert.ok(book.rows.some((row) => row.interviews.length === 2));
  const visited = book.rows.filter((row) => row.interviews.length > 0);
  assert.deepEqual(
    book.rows.filter((row) => row.heldAt !== undefined),
    visited,
    'where each was visited goes along',
  );
  const total = device.bytes.length + pull.bytes.length;
  t.diagnostic(`${visited.length} visited; ${device.bytes.length} + ${pull.bytes.length} bytes, ${plain.bytes.length} before packing`);
  assert.ok(total <= 110_000, `${total} bytes, ${plain.bytes.length} before packing`);
});

test('a day’s changes are less than 20 KB', async () => {
  const book = bookIn((await get('/api/pull', '')).bytes);
  const versions = book.rows.map((row) => row.version).sort((a, b) => b - a);
  // Fifteen households changed: more than an enumerator visits in a day.
  const cursor = versions[15] ?? 0;
  const news = await get(`/api/pull?cursors=${book.bookId}:${cursor}`, 'br');
  assert.equal(bookIn(brotliDecompressSync(news.bytes)).rows.length, 15);
  assert.ok(news.bytes.length < 20_000, `${news.bytes.length} bytes`);
});
