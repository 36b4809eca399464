// A browser is really there and opens a page; a wrong CHROME_PATH is never covered up by another browser.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findBrowser, launch } from './browser.ts';

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
