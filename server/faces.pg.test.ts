/** Built faces as checks of links, proxies and mistyped addresses meet them. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { instantOf } from '../core/kernel/dates.ts';
import { withDatabase } from '../tools/test/database.ts';
import type { App } from './http/app.ts';
import { createApp } from './main.ts';

const database = await withDatabase({ max: 2 });
const faces = mkdtempSync(join(tmpdir(), 'vuon-faces-'));
let app: App;

before(async () => {
  mkdirSync(join(faces, 'desk/_app/immutable'), { recursive: true });
  writeFileSync(join(faces, 'desk/index.html'), '<!doctype html><p>Trang</p>');
  writeFileSync(join(faces, 'desk/_app/immutable/a.js'), 'export {};');
  app = await createApp({ db: database.app, now: () => instantOf(Date.UTC(2026, 9, 1)), facesDir: faces });
});
after(async () => {
  await app.close();
  rmSync(faces, { recursive: true });
});

test('HEAD answers as GET would, without a body; a page whose address holds NUL or its like is not there', async () => {
  for (const url of [
    '/',
    '/desk',
    '/desk/',
    '/desk/ho/1',
    '/desk/_app/immutable/a.js',
    '/desk/_app/immutable/gone.js',
    '/field/',
    '/healthz',
  ]) {
    const [head, get] = [await app.inject({ method: 'HEAD', url }), await app.inject({ url })];
    assert.deepEqual([head.statusCode, head.body, head.headers['content-type']], [get.statusCode, '', get.headers['content-type']], url);
  }
  for (const method of ['GET', 'HEAD'] as const)
    for (const url of ['/desk/%00', '/desk/ho/%0A', '/desk/%7f', '/%00', '/tien-do/%1F'])
      assert.equal((await app.inject({ method, url })).statusCode, 404, `${method} ${url}`);
});
