// A browser is really there and opens a page; a wrong CHROME_PATH is never covered up by another browser.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findBrowser, launch } from './browser.ts';
import { misfitsOf, PHONE } from './test/face.ts';

test('the browser opens, shows Vietnamese and closes', async () => {
  const browser = await launch();
  try {
    const page = await browser.newPage();
    await page.setContent('<h1>Rà soát hộ nghèo</h1>');
    assert.equal(await page.textContent('h1'), 'Rà soát hộ nghèo');
  } finally {
    await browser.close();
  }
});

test('CHROME_PATH wins, and a wrong one finds nothing', () => {
  assert.equal(findBrowser({ CHROME_PATH: process.execPath, PATH: '' }), process.execPath);
  assert.equal(findBrowser({ ...process.env, CHROME_PATH: '/nowhere/chrome' }), null);
});

test('what does not fit is found: no words for a picture, a page too wide, a button too small for a thumb', async () => {
  const browser = await launch();
  try {
    const page = await browser.newPage({ viewport: PHONE });
    const frame = (body: string) => `<!doctype html><html lang="vi"><title>Thử</title><main><h1>Thử</h1>${body}</main></html>`;
    await page.setContent(frame(''));
    assert.deepEqual(await misfitsOf(page), []);
    await page.setContent(frame('<img src="data:,"><p style="width: 400px"><button style="height: 20px">Lưu</button>'));
    const [picture, wide, small] = await misfitsOf(page);
    assert.match(String(picture), /^image-alt: /);
    assert.match(String(wide), /^wider than the screen by \d+ px$/);
    assert.match(String(small), /×20 <button/);
  } finally {
    await browser.close();
  }
});
